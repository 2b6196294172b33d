"""A terminal to look at, a clock that stands still, and a core that answers what a test wrote down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.console.adapter import ConsoleAdapter
from adapters.console.line import Speaker
from bot.chat import Card, Choice, Form, Identity, Invocation, Place, Reply

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
AKI = Speaker("aki", "Green Wave", "suzu")
KEN = Speaker("ken", "Blue Hands", "suzu")

Answer = Card | Form | Reply | Callable[[Invocation], Card | Form]


def ungapped(text: str) -> str:
    """Return what was written without the empty line that sets it apart from what follows."""
    return text.removesuffix("\n") if text.endswith("\n\n") else text


@dataclass
class StillClock:
    """Stands still until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by

    def set(self, to: datetime) -> None:
        self.at = to


@dataclass
class ScriptedCore:
    """Answers each command with the card, form or function written for it, and keeps what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    heard: list[Invocation] = field(default_factory=list)
    suggested: list[tuple[str, str, str]] = field(default_factory=list)
    keeps: bool = True
    kept: list[str] = field(default_factory=list)
    told_of: list[str] = field(default_factory=list)

    async def dispatch(self, invocation: Invocation) -> Reply:
        self.heard.append(invocation)
        answer = self.answers.get(invocation.command, Card(title="?"))
        if isinstance(answer, Reply):
            return answer
        return Reply(answer if isinstance(answer, Card | Form) else answer(invocation))

    async def receive(self, invocation: Invocation) -> bool:
        if self.keeps:
            self.kept.append(invocation.id)
        return self.keeps

    async def told(self, id: str) -> None:
        self.told_of.append(id)

    def suggest(self, command: str, option: str, typed: str, sender: Identity, place: Place) -> Sequence[Choice]:
        self.suggested.append((command, option, typed))
        return self.choices

    def typed(self, line: str) -> tuple[str, dict[str, str]]:
        if not line.startswith("/"):
            return "", {"text": line}
        command, _, text = line[1:].partition(" ")
        return command, {"text": text} if text else {}


@dataclass
class Terminal:
    """Keeps what was written; `broken` makes the next writes fail as a closed terminal does."""

    written: list[str] = field(default_factory=list)
    broken: bool = False

    def write(self, text: str) -> None:
        if self.broken:
            raise BrokenPipeError("the terminal is gone")
        self.written.append(text)

    @property
    def text(self) -> str:
        return "".join(self.written)

    @property
    def last(self) -> str:
        return ungapped(self.written[-1])


@dataclass
class Stage:
    """One terminal with its adapter and core."""

    core: ScriptedCore
    terminal: Terminal
    clock: StillClock
    adapter: ConsoleAdapter

    async def say(self, line: str) -> str:
        """Type a line and return what was written for it, without the gap that follows."""
        before = len(self.terminal.written)
        await self.adapter.hear(self.core, line)
        return ungapped("".join(self.terminal.written[before:]))

    @property
    def last(self) -> Invocation:
        """Return the last act the core heard of."""
        return self.core.heard[-1]


def stage(answers: dict[str, Answer] | None = None, *, locale: str | None = None, colour: bool = False) -> Stage:
    """Set up a terminal at which Aki types, with these answers to commands."""
    terminal, clock = Terminal(), StillClock()
    adapter = ConsoleAdapter(clock, terminal.write, AKI, locale=locale, zone="Asia/Tokyo", colour=colour)
    return Stage(ScriptedCore(answers or {}), terminal, clock, adapter)
