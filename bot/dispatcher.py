"""One Invocation → one Reply, in one transaction; what goes wrong becomes a plain private sentence."""

import asyncio
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from bot.alarm import Alarm
from bot.callers import Callers
from bot.chat import Card, Choice, Identity, Invocation, Place, Reply
from bot.command import Command, Me, Tools
from bot.domain.lesson import Found
from bot.domain.reading import Reading
from bot.domain.response import Response
from bot.flows.knowing.finding import filters_of
from bot.flows.knowing.following import Following
from bot.flows.plainly import PLAINLY
from bot.memory.suggesting import Suggesting
from bot.ports import Clock, Library, Reader, Solver
from bot.refusals import too_long, typed_again, unknown_command, welcome
from bot.store import Changed, Retry, Store, Unavailable, UnitOfWork, View
from bot.typed import folded, lift, split
from bot.viewer import Viewer
from bot.words.catalogue import Words, nearest_locale, words

ATTEMPTS = 5
KEPT_WITHIN = 0.5
"""Seconds in which an act that takes long is kept; a platform waits three in all."""
MOST_TYPED = 10_000
"""Longer texts are refused: no platform sends more in one message that a person typed.

Slack cuts at 40,000, Discord at 6,000.
"""
JOINERS = "\u200c\u200d"
"""Signs without a width of their own that hold an emoji or a word together."""
FOUND = 10
"""Lessons looked up for a question, so that enough remain after those the sender may not see."""
log = structlog.get_logger()


@dataclass(slots=True)
class Dispatcher:
    """The core's one door for platforms. `wake` tells the courier that something is owed."""

    store: Store
    commands: tuple[Command, ...]
    callers: Callers
    reader: Reader
    library: Library
    clock: Clock
    undo: int
    wake: Callable[[], None]
    suggesting: Suggesting
    following: Following = field(default_factory=Following)
    board: str = ""
    solver: Solver | None = None

    @property
    def alarm(self) -> Alarm:
        """Return what looks at every text first."""
        return Alarm(self.store, self.callers, self.reader, self.clock)

    async def dispatch(self, invocation: Invocation) -> Reply:
        """Answer one invocation; never raises."""
        try:
            return await self.answer(invocation)
        except Unavailable as error:
            log.error("store unavailable", reason=str(error))
            say = self._words(invocation).say
            title = say("The database does not answer, so nothing was saved. Please send it again in a minute.")
            return Reply(Card(title, body=typed_again(invocation)))

    async def answer(self, invocation: Invocation) -> Reply:
        """Answer one invocation. Raises Unavailable; whatever else goes wrong is said in the reply."""
        try:
            return await self._answer(invocation)
        except Unavailable:
            raise
        except Exception:
            log.exception("invocation failed", command=invocation.command, id=invocation.id)
            title = self._words(invocation).say(
                "Something went wrong here and nothing was saved. Please send it again."
            )
        return Reply(Card(title, body=typed_again(invocation)))

    async def receive(self, invocation: Invocation) -> bool:
        """Keep an act that takes long until its answer was told; False where the database does not take it in time.

        What somebody in danger wrote is not kept.
        """
        if self.alarm.heard(invocation):
            return False
        try:
            async with asyncio.timeout(KEPT_WITHIN), self.store.begin() as uow:
                await uow.inbox.receive(invocation)
                await uow.commit()
        except (Unavailable, Retry, TimeoutError) as error:
            log.warning("an act that takes long is not kept", id=invocation.id, reason=str(error))
            return False
        return True

    async def told(self, id: str) -> None:
        """Note that the answer to a kept act has reached its sender; where that fails it is told once more."""
        try:
            async with self.store.begin() as uow:
                await uow.inbox.told(id)
                await uow.commit()
        except (Unavailable, Retry) as error:
            log.warning("a told answer is not noted", id=id, reason=str(error))

    def _words(self, invocation: Invocation) -> Words:
        return words(nearest_locale(invocation.locale) or self.callers.locale)

    def suggest(self, command: str, option: str, typed: str, sender: Identity, place: Place) -> Sequence[Choice]:
        """Return at most 25 choices for an option as it is typed, from memory."""
        declared = next((c for c in self.commands if c.name == command), None)
        wanted = declared.option(option) if declared else None
        if wanted is None:
            return ()
        if wanted.suggest:
            return wanted.suggest(typed, sender, place)[:25]
        found = self.suggesting.choices(command, wanted, typed, sender, place)
        if found is not None:
            return found
        start = folded(typed)
        return [
            Choice(w.value, w.en[0]) for w in wanted.words if any(folded(s).startswith(start) for s in (*w.en, *w.ja))
        ]

    def typed(self, line: str) -> tuple[str, dict[str, str]]:
        """Return the command and options of a typed line."""
        return split(line, self.commands)

    async def _answer(self, invocation: Invocation) -> Reply:
        danger = self.alarm.heard(invocation)
        if danger:
            return await self.alarm.answer(invocation, danger)
        command = next((c for c in (*self.commands, PLAINLY) if c.name == invocation.command), None)
        if command is None:
            return unknown_command(invocation, self.commands, await self._viewer(invocation))
        if any(len(value) > MOST_TYPED for value in invocation.options.values()):
            return too_long(MOST_TYPED, await self._viewer(invocation))
        options = lift(command, {name: printable(value) for name, value in invocation.options.items()})
        invocation = replace(invocation, options=options)
        reading, found = await self._prepare(command, invocation)
        if command.changes(options):
            return await self._write(command, invocation, reading, found)
        async with self.store.read() as view:
            me = await self.callers.known(view, invocation)
            tools = await self._tools(view, None, me, invocation, reading, found)
            return await command.handler(invocation, tools)

    async def _prepare(self, command: Command, invocation: Invocation) -> tuple[Reading | None, Found | None]:
        """Read the text and search the lessons before any transaction."""
        text = invocation.options.get("text", "")
        reading = found = None
        if command.reads and text:
            zone = (await self._viewer(invocation)).zone
            expected = None if command.reads == "any" else command.reads
            reading = self.reader.read(text, in_zone(invocation.at, zone), expected)
        if command.searches and text and not invocation.options.get("action"):
            await self.following.caught_up(self.store, self.library)
            filters = filters_of(invocation.options, self.callers.vocabulary)
            found = await asyncio.to_thread(self.library.search, text, FOUND, filters)
        return reading, found

    async def _write(
        self, command: Command, invocation: Invocation, reading: Reading | None, found: Found | None
    ) -> Reply:
        """Answer within a unit of work; the same act is answered once, and a lost race is run again."""
        for attempt in range(ATTEMPTS):
            try:
                async with self.store.begin() as uow:
                    remembered = await uow.inbox.seen(invocation.id)
                    if remembered is not None:
                        return remembered
                    me = await self.callers.ensured(uow, invocation)
                    tools = await self._tools(uow, uow, me, invocation, reading, found)
                    reply = welcome(await command.handler(invocation, tools), tools)
                    await uow.inbox.answered(invocation.id, reply, invocation.at)
                    await uow.commit()
                self.wake()
                return reply
            except (Changed, Retry):
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    async def clock_tools(self, view: View, unit: UnitOfWork | None) -> Tools:
        """Return the tools with which things happen by themselves: nobody's hand, everybody's rules."""
        now = self.clock.now()
        nobody = Identity("clock", "", "")
        invocation = Invocation("", "", {}, nobody, Place("clock", "", ""), now)
        return await self._tools(view, unit, await self.callers.known(view, invocation), invocation, None, None)

    async def _tools(
        self,
        view: View,
        unit: UnitOfWork | None,
        me: Me,
        invocation: Invocation,
        reading: Reading | None,
        found: Found | None,
    ) -> Tools:
        channel = await view.places.channel(invocation.place)
        response = await self._response(view, channel.response_id if channel else None)
        now = self.clock.now()
        return Tools(
            view=view,
            unit=unit,
            now=now,
            me=me,
            viewer=self.callers.viewer(me, invocation, channel, response, now),
            vocabulary=self.callers.vocabulary,
            gazetteer=self.callers.gazetteer,
            reader=self.reader,
            commands=self.commands,
            undo=self.undo,
            response=response,
            channel=channel,
            reading=reading,
            found=found,
            board=self.board,
            solver=self.solver,
        )

    async def _response(self, view: View, linked: str | None) -> Response | None:
        """Return the response linked to this place, else the only active real one; a merged one leads to its twin."""
        if linked:
            response = await view.responses.get(linked)
            while response and response.merged_into:
                response = await view.responses.get(response.merged_into)
            return response
        active = [r for r in await view.responses.listing(("active",)) if r.stamp.drill == "actual"]
        return active[0] if len(active) == 1 else None

    async def _viewer(self, invocation: Invocation) -> Viewer:
        async with self.store.read() as view:
            me = await self.callers.known(view, invocation)
            channel = await view.places.channel(invocation.place)
        return self.callers.viewer(me, invocation, channel, None, self.clock.now())


def printable(text: str) -> str:
    """Return the text as it is read: its lines and joined emoji, without control and direction signs.

    That also takes out what no database keeps: NUL and halves of surrogate pairs.
    """
    return "\n".join("".join(filter(_shown, line.replace("\t", " "))) for line in text.splitlines())


def _shown(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")


def in_zone(at: datetime, zone: str) -> datetime:
    """Return a moment as the clocks of a zone show it; relative words are read in it."""
    return at.astimezone(ZoneInfo(zone))
