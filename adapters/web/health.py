"""Says whether the process lives and whether it can do its work, in words an operator can act on."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from aiohttp import web

from adapters.web.language import page_locale
from adapters.web.pages import ViewerFor
from bot.domain.rules import PUBLIC
from bot.ports import Clock
from bot.store import Store, Unavailable
from bot.viewer import Viewer

LATE = timedelta(minutes=1)
"""A notice due for longer has no courier: one that failed is due again later, one being sent is leased."""
PATIENCE = 3.0
"""Seconds to wait for the database; probes commonly give up after some more."""

Health = Callable[[Viewer], Awaitable[Sequence[str]]]
"""What else is wrong (an old migration, a deaf socket), in the viewer's language; empty when all is well."""


async def alive(request: web.Request) -> web.Response:
    """Answer that the process lives."""
    return web.Response(text="ok", headers={"Cache-Control": "no-store"})


class Readiness:
    """The page a load balancer or an operator asks before trusting this process."""

    def __init__(self, store: Store, viewer_for: ViewerFor, clock: Clock, health: Health, default_locale: str) -> None:
        self._store = store
        self._viewer_for = viewer_for
        self._clock = clock
        self._health = health
        self._default_locale = default_locale

    async def answer(self, request: web.Request) -> web.Response:
        """Answer 200, or 503 with what is wrong."""
        viewer = self._viewer_for(page_locale(request, self._default_locale), PUBLIC)
        troubles = await self._troubles(viewer)
        told = {"ready": not troubles, "troubles": troubles}
        return web.json_response(told, status=503 if troubles else 200, headers={"Cache-Control": "no-store"})

    async def _troubles(self, viewer: Viewer) -> list[str]:
        try:
            async with asyncio.timeout(PATIENCE):
                return [*await self._courier(viewer), *await self._health(viewer)]
        except Unavailable as error:
            return [viewer.say(str(error))]
        except TimeoutError:
            return [viewer.say("The database does not answer. Look whether it runs and whether DATABASE_URL is right.")]

    async def _courier(self, viewer: Viewer) -> list[str]:
        async with self._store.read() as view:
            due = await view.outbox.next_due()
        late = self._clock.now() - due if due else timedelta()
        if late <= LATE:
            return []
        minutes = int(late.total_seconds() // 60)
        return [
            viewer.plural(
                "Messages have been waiting to go out for {n} minute. Look in the log for the courier.",
                "Messages have been waiting to go out for {n} minutes. Look in the log for the courier.",
                minutes,
            )
        ]
