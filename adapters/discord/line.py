"""Keeps the bot on the gateway: resumes where it may, begins anew sparingly, waits longer after each failure."""

import asyncio
from dataclasses import dataclass
from typing import Any

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from adapters.discord.tempo import Tempo

FIRST_WAIT, LONGEST_WAIT = 1.0, 120.0
"""Seconds between two tries to reach the gateway."""
FIRST_START, LONGEST_START = 10.0, 900.0
"""Seconds between two IDENTIFYs: Discord takes one in five seconds and 1,000 a day, then it resets the token."""
GOOD, LASTING = 60.0, 600.0
"""A connection that held so long was a good one; so was a session that lived so long."""
RESUMABLE = 300.0
"""Seconds after which a lost session is given up; Discord keeps them for a minute or two."""
OPENING = 60.0
SPARE_STARTS = 20
"""IDENTIFYs of the day that are left to whoever comes to mend things."""
AUTHENTICATION_FAILED = 4004
FATAL = frozenset((AUTHENTICATION_FAILED, 4010, 4011, 4012, 4013, 4014))
"""Close codes after which Discord's documentation forbids to come back."""
SESSION_ENDED = frozenset((4006, 4007, 4009))

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Session:
    """What a session is resumed by."""

    id: str
    sequence: int | None
    gateway: yarl.URL


class Line:
    """One client's way to the gateway, in place of `Client.connect`.

    That one begins anew every five seconds for as long as sessions are refused, and stops for ever where the first
    try finds no gateway.
    """

    def __init__(self, client: discord.Client, tempo: Tempo) -> None:
        self._client = client
        self._tempo = tempo
        self._session: Session | None = None
        self._granted = False
        self._failures = 0
        self._starts = 0
        self._started = self._alive = tempo.now() - LASTING

    def starting(self) -> None:
        """Take note of an IDENTIFY that is about to be sent."""
        lasted = self._alive - self._started >= LASTING
        self._starts = 1 if lasted else self._starts + 1
        self._started = self._alive = self._tempo.now()

    def granted(self) -> None:
        """Take note that Discord has begun or resumed the session."""
        self._granted = True

    async def stay(self) -> None:
        """Stay until cancelled. Raises ConnectionClosed where Discord forbids to come back."""
        while True:
            await self._rest()
            since = self._tempo.now()
            try:
                await self._serve()
            except ReconnectWebSocket as error:
                log.info("discord's gateway is left", then=error.op)
            except discord.ConnectionClosed as error:
                if error.code in FATAL:
                    raise
                log.warning("discord's gateway closed", code=error.code)
            except Exception as error:  # whatever one event or frame breaks, the next connection may be sound
                log.warning("discord's gateway cannot be reached", reason=f"{type(error).__name__}: {error}")
            self._failures = 0 if self._tempo.now() - since >= GOOD else self._failures + 1

    async def _rest(self) -> None:
        """Wait as long as what failed so far demands."""
        await self._tempo.sleep(self._tempo.wait(self._failures, FIRST_WAIT, LONGEST_WAIT))
        if self._session and self._tempo.now() - self._alive > RESUMABLE:
            self._session = None
        if self._session is None:
            due = self._started + self._tempo.wait(self._starts, FIRST_START, LONGEST_START)
            await self._tempo.sleep(max(0.0, due - self._tempo.now()))

    async def _serve(self) -> None:
        """Connect and take events until the connection ends."""
        if self._session is None:
            await self._await_starts()
        async with asyncio.timeout(OPENING):
            socket = await DiscordWebSocket.from_client(self._client, **self._opening())
        self._client.ws = socket
        try:
            await self._listen(socket)
        except Exception:
            if socket.open:
                await socket.close()
            raise
        finally:
            self._alive = self._tempo.now() if self._granted else self._alive
            self._session = session_of(socket)

    async def _listen(self, socket: DiscordWebSocket) -> None:
        """Take events until the connection ends. Raises TimeoutError where no session is granted on it."""
        since, self._granted = self._tempo.now(), False
        while self._granted or self._tempo.now() - since < self._tempo.deaf:
            await socket.poll_event()
        raise TimeoutError("the gateway grants no session")

    def _opening(self) -> dict[str, Any]:
        """Return how to connect, as from_client takes it (Any: arguments of several types)."""
        if self._session is None:
            return {"initial": True}
        session = self._session
        return {"resume": True, "session": session.id, "sequence": session.sequence, "gateway": session.gateway}

    async def _await_starts(self) -> None:
        """Wait until Discord grants further IDENTIFYs; it counts those of earlier processes too."""
        _, _, limit = await self._client.http.get_bot_gateway()
        if limit["remaining"] <= SPARE_STARTS:
            seconds = limit["reset_after"] / 1000
            log.error("discord grants hardly any more sessions today", remaining=limit["remaining"], waiting=seconds)
            await self._tempo.sleep(seconds)


def session_of(socket: DiscordWebSocket) -> Session | None:
    """Return the session that a connection leaves to be resumed, or None."""
    ended = socket.socket.close_code in SESSION_ENDED
    return Session(socket.session_id, socket.sequence, socket.gateway) if socket.session_id and not ended else None
