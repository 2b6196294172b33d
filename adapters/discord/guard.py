"""Keeps refused requests few: Discord bans an address after 10,000 of them in ten minutes."""

import asyncio
from collections import deque
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp

UNKNOWN_TOKEN, TOO_MANY = 401, 429
INVALID = frozenset((UNKNOWN_TOKEN, 403, TOO_MANY))
"""What Discord counts (topics/rate-limits, invalid request limit)."""
WINDOW, MOST = 600.0, 500
"""Of so many refusals in so many seconds no more are asked for: a twentieth of what leads to a ban."""
TOLD_OFTEN_ENOUGH = 3
"""So often in a row the token is refused before it is believed."""
OWN_TOKEN = ("/interactions/", "/webhooks/")
"""Requests that carry the token of an interaction, not the bot's."""


class Guard:
    """Watches every answer. `refused` is set when Discord does not know the token any more."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.refused = asyncio.Event()
        self._now = now
        self._invalid: deque[float] = deque(maxlen=MOST)
        self._unknown = 0

    def check(self) -> None:
        """Let a request pass. Raises OSError where it would only be refused."""
        if self.refused.is_set():
            raise OSError("Discord refuses the token")
        if len(self._invalid) == MOST and self._now() - self._invalid[0] < WINDOW:
            raise OSError(
                f"Discord refused {MOST} requests within {WINDOW:.0f} seconds, so it is left alone for a while"
            )

    def note(self, status: int, path: str, scope: str = "") -> None:
        """Take note of an answer. `scope` "shared": a limit that others used up, which Discord does not count."""
        if status in INVALID and scope != "shared":
            self._invalid.append(self._now())
        if any(part in path for part in OWN_TOKEN):
            return
        self._unknown = self._unknown + 1 if status == UNKNOWN_TOKEN else 0
        if self._unknown >= TOLD_OFTEN_ENOUGH:
            self.refused.set()

    def trace(self, limited: Callable[[], None]) -> aiohttp.TraceConfig:
        """Return what shows this guard every answer of an HTTP session. `limited`: told of a limit for all requests."""

        async def ended(
            session: aiohttp.ClientSession, context: SimpleNamespace, end: aiohttp.TraceRequestEndParams
        ) -> None:
            status, headers = end.response.status, end.response.headers
            self.note(status, end.url.path, headers.get("X-RateLimit-Scope", ""))
            if status == TOO_MANY and "X-RateLimit-Global" in headers:
                limited()

        config = aiohttp.TraceConfig()
        config.on_request_end.append(ended)
        return config
