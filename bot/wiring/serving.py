"""What `kizuna run` keeps going, and how it stops: board, courier, keeper and whichever platforms have a token."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from adapters.web.serve import Serving
from bot.command import Command
from bot.commands import COMMANDS
from bot.ports import ChatAdapter, Clock
from bot.settings import Settings
from bot.wiring.parts import Kizuna, opened, served, web_application
from bot.wiring.platforms import platforms
from bot.wiring.warming import warm

PARTING_SECONDS = 4.5
"""What sends under way, then answers under way, get to end in: together with the rest it stays under ten seconds."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ready:
    """A whole bot whose board is served; `serve` starts the rest."""

    kizuna: Kizuna
    board: Serving
    adapters: dict[str, ChatAdapter]

    async def serve(self, stop: asyncio.Event) -> None:
        """Serve until told to stop, or until one piece cannot go on: what it raises is raised here."""
        doors = [adapter.run(self.kizuna.core) for adapter in self.adapters.values()]
        await going(self.kizuna.work(), doors, stop)


@asynccontextmanager
async def ready(settings: Settings, clock: Clock, commands: tuple[Command, ...] = COMMANDS) -> AsyncIterator[Ready]:
    """Open the database, join the parts, serve the board. Raises Unavailable, SettingsError, Refused, OSError."""
    adapters: dict[str, ChatAdapter] = {}
    async with opened(settings, clock, adapters, commands) as kizuna:
        warm(kizuna.dispatcher.reader)
        app = web_application(kizuna)
        adapters |= platforms(settings, clock, commands, app)
        async with served(kizuna, app) as board:
            yield Ready(kizuna, board, adapters)


async def going(
    work: Sequence[Coroutine[Any, Any, object]], doors: Sequence[Coroutine[Any, Any, object]], stop: asyncio.Event
) -> None:
    """Do all of it until told to stop or until one piece ends; the work stops before the doors it sends through."""
    groups = [[asyncio.create_task(piece) for piece in group] for group in (work, doors)]
    told = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait({told, *groups[0], *groups[1]}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        told.cancel()
        for group in groups:
            await _ended(group)


async def _ended(tasks: Sequence[asyncio.Task[object]]) -> None:
    """Stop these, and leave behind what does not stop in time: the process ends anyway."""
    for task in tasks:
        task.cancel()
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=PARTING_SECONDS)
    if late:
        log.warning("stopped without waiting any longer", pieces=len(late))
