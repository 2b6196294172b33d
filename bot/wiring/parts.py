"""Joins the concrete parts into a bot: store, knowledge, core, courier, keeper, web server."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

from aiohttp import web
from prometheus_client import CollectorRegistry

from adapters.web.app import build_app
from adapters.web.serve import Serving, serve
from bot.callers import Callers
from bot.command import Command
from bot.commands import COMMANDS
from bot.courier import Courier
from bot.dispatcher import Dispatcher
from bot.domain.rules import Sight
from bot.flows.exchange.arriving import ArrivalDesk
from bot.keeper import Keeper
from bot.late import LateAnswers
from bot.measured import MeasuredCore, measured
from bot.memory.memory import Memory
from bot.memory.suggesting import Suggesting
from bot.ports import ChatAdapter, Clock, Gazetteer, Library, Reader, Vocabulary
from bot.settings import Settings
from bot.store import Store
from bot.viewer import Viewer
from bot.wiring.seeding import seed_lessons
from bot.words.catalogue import words
from knowledge.language.words import load_words
from knowledge.library.broader import load_broader
from knowledge.library.bundled import load_bundled, load_themes
from knowledge.library.search import LessonLibrary
from knowledge.pairing.highs import HighsSolver
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer
from storage.store import open_store
from storage.upgrade import misfit, prepare


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the bot knows, loaded once a process."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    reader: Reader
    library: Library


@dataclass(frozen=True, slots=True)
class Kizuna:
    """A whole bot, joined and not yet running."""

    store: Store
    core: MeasuredCore
    dispatcher: Dispatcher
    courier: Courier
    keeper: Keeper
    memory: Memory
    callers: Callers
    registry: CollectorRegistry
    settings: Settings
    clock: Clock

    def work(self) -> list[Coroutine[Any, Any, Never]]:
        """Return what goes on by itself until it is cancelled, not begun."""
        following = self.dispatcher.following.run(self.store, self.dispatcher.library)
        return [self.courier.run(), self.keeper.run(), self.memory.run(), following]


def load_knowledge(index: Path | None = None) -> Knowledge:
    """Load vocabulary, places and reader from the package's data files, and a library with its index in this folder.

    The index is opened when it is first asked for; None keeps it in memory.
    """
    vocabulary, gazetteer = load_vocabulary(), load_gazetteer()
    analysis = load_words()
    labels = load_themes() | dict(vocabulary.hazards())
    library = LessonLibrary(analysis, labels=labels, broader=load_broader(analysis), folder=index)
    return Knowledge(vocabulary, gazetteer, PlainReader(vocabulary, gazetteer), library)


def assemble(
    store: Store,
    knowledge: Knowledge,
    settings: Settings,
    clock: Clock,
    adapters: Mapping[str, ChatAdapter],
    commands: tuple[Command, ...] = COMMANDS,
) -> Kizuna:
    """Join the parts over an open store."""
    callers = Callers(
        knowledge.vocabulary, knowledge.gazetteer, settings.coordinator_names, settings.locale, settings.zone
    )
    courier = Courier(store, adapters, callers, clock, knowledge.reader)
    memory = Memory(store, callers, clock)

    def wake() -> None:
        courier.wake()
        memory.wake()

    dispatcher = Dispatcher(
        store,
        commands,
        callers,
        knowledge.reader,
        knowledge.library,
        clock,
        settings.undo_seconds,
        wake,
        Suggesting(memory, callers),
        board=settings.public_url,
        solver=HighsSolver(),
    )
    registry = CollectorRegistry()
    core = measured(dispatcher, frozenset(command.name for command in commands), registry)
    keeper = Keeper(dispatcher, LateAnswers(dispatcher, adapters))
    return Kizuna(store, core, dispatcher, courier, keeper, memory, callers, registry, settings, clock)


@asynccontextmanager
async def opened(
    settings: Settings, clock: Clock, adapters: Mapping[str, ChatAdapter], commands: tuple[Command, ...] = COMMANDS
) -> AsyncIterator[Kizuna]:
    """Open the database (an empty one is migrated), seed the bundled lessons, give a joined bot. Raises Unavailable."""
    await prepare(settings.database_url)
    store, knowledge = open_store(settings.database_url), load_knowledge(settings.index_folder)
    try:
        await seed_lessons(store, load_bundled(), clock)
        yield assemble(store, knowledge, settings, clock, adapters, commands)
    finally:
        await asyncio.to_thread(knowledge.library.close)
        await store.close()


def web_application(kizuna: Kizuna) -> web.Application:
    """Return the one HTTP application: board, health, figures; platforms may add routes before it is served."""
    callers, settings = kizuna.callers, kizuna.settings

    def viewer_for(locale: str, sight: Sight) -> Viewer:
        return Viewer(words(locale), settings.zone, sight, callers.vocabulary, callers.gazetteer, kizuna.clock.now())

    async def health(viewer: Viewer) -> Sequence[str]:
        reason = await misfit(settings.database_url)
        return (viewer.say(reason),) if reason else ()

    return build_app(
        kizuna.store,
        viewer_for,
        kizuna.clock,
        open_host=settings.open_host,
        health=health,
        registry=kizuna.registry,
        default_locale=settings.locale,
        arrivals=ArrivalDesk(kizuna.store, kizuna.dispatcher.clock_tools, kizuna.dispatcher.wake),
    )


@asynccontextmanager
async def served(kizuna: Kizuna, app: web.Application, port: int | None = None) -> AsyncIterator[Serving]:
    """Serve the application while the context lasts. Raises OSError when the address is taken."""
    settings = kizuna.settings
    serving = await serve(app, settings.http_host, settings.http_port if port is None else port)
    try:
        yield serving
    finally:
        await serving.stop()


@asynccontextmanager
async def working(kizuna: Kizuna) -> AsyncIterator[None]:
    """Let courier, keeper and memory work while the context lasts; what ended one of them is raised at its end."""
    loops = [asyncio.create_task(piece) for piece in kizuna.work()]
    try:
        yield
    finally:
        for loop in loops:
            loop.cancel()
        ends = await asyncio.gather(*loops, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
