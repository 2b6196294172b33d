"""Joins the concrete parts into a bot: store, knowledge, core, courier, keeper, web server."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
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
from bot.domain.lesson import PUBLISHED, Lesson, LessonSeed
from bot.domain.record import Stamp
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
from bot.words.catalogue import words
from knowledge.language.words import load_words
from knowledge.library.broader import load_broader
from knowledge.library.bundled import load_bundled, load_themes
from knowledge.library.search import LessonLibrary
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
        return [self.courier.run(), self.keeper.run(), self.memory.run()]


def load_knowledge() -> Knowledge:
    """Load vocabulary, places, reader and library from the package's data files."""
    vocabulary, gazetteer = load_vocabulary(), load_gazetteer()
    analysis = load_words()
    labels = load_themes() | dict(vocabulary.hazards())
    library = LessonLibrary(analysis, labels=labels, broader=load_broader(analysis))
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
    courier = Courier(store, adapters, callers, clock)
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
    store = open_store(settings.database_url)
    try:
        await seed_lessons(store, load_bundled(), clock)
        yield assemble(store, load_knowledge(), settings, clock, adapters, commands)
    finally:
        await store.close()


async def seed_lessons(store: Store, seeds: Sequence[LessonSeed], clock: Clock) -> int:
    """Store the bundled lessons not there yet; in an empty database "L40" keeps its number. Return how many."""
    async with store.read() as view:
        known = {lesson.key for lesson in (await view.lessons.changed_since(0))[0]}
    missing = [seed for seed in seeds if seed.key not in known]
    if missing:
        async with store.begin() as uow:
            stamp = Stamp("", None, None, "public", "actual", clock.now(), clock.now())
            for seed in missing:
                lesson = Lesson(await uow.new_id("L"), stamp, PUBLISHED, **asdict(seed))
                await uow.lessons.add(lesson, by="", what="bundled")
            await uow.commit()
    return len(missing)


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
