"""Plays a written conversation on the terminal: for demos, for rehearsals, and for trying a story twice."""

import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from adapters.console.adapter import ConsoleAdapter
from adapters.console.line import NOTHING_SAID, LineError, parse
from bot.ports import Clock, Core
from bot.words.catalogue import N_

UNREADABLE = 2
PACE = timedelta(minutes=1)
SPAN = r"\+(?:(?P<days>\d{1,4})d)?(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,4})m)?(?:(?P<seconds>\d{1,4})s)?"

NO_TIME = N_("This line does not say how the time goes on. Write ! +30m, ! +1d2h, or ! 2026-11-24T19:00+09:00")
BACKWARDS = N_("This line would turn the clock back. Write a later time, or move it up in the script.")

After = Callable[[], Awaitable[None]]


class ScriptClock(Clock, Protocol):
    """A clock that goes on only when it is told to."""

    def move(self, by: timedelta) -> None:
        """Go on by a span."""

    def set(self, to: datetime) -> None:
        """Go on to a time (aware)."""


async def play(core: Core, adapter: ConsoleAdapter, lines: Iterable[str], after: After, clock: ScriptClock) -> int:
    """Play a script line by line; return the exit status: 0, or 2 for a line nobody can read, which is named.

    `@aki#suzu …` is somebody's line: it is echoed and answered, a minute passes, and `after` is awaited, showing what
    is due. `! +30m` and `! 2026-11-24T19:00+09:00` move the clock. `# …` is shown as a heading; `//` begins a comment.
    """
    for number, line in enumerate(lines, 1):
        try:
            await _play_line(core, adapter, line.strip(), after, clock)
        except LineError as problem:
            words = adapter.words()
            sentence = words.say(problem.sentence)
            adapter.screen.tell(words.say("Line {number} of the script: {problem}", number=number, problem=sentence))
            return UNREADABLE
    return 0


async def _play_line(core: Core, adapter: ConsoleAdapter, line: str, after: After, clock: ScriptClock) -> None:
    if line.startswith("# "):
        adapter.screen.heading(line.removeprefix("# "))
    elif line.startswith(("!", "！")):
        _move(clock, line[1:].strip())
        await after()
    elif line and not line.startswith(("#", "//")):
        await _speak(core, adapter, line)
        clock.move(PACE)
        await after()


async def _speak(core: Core, adapter: ConsoleAdapter, line: str) -> None:
    head = parse(line).head
    speaker, text = adapter.read(line)
    if not text:
        raise LineError(NOTHING_SAID)
    adapter.screen.echo(f"{head}> {text}")
    await adapter.act(core, speaker, text)


def _move(clock: ScriptClock, told: str) -> None:
    span = re.fullmatch(SPAN, told)
    if span and len(told) > 1:
        clock.move(timedelta(**{unit: int(count or 0) for unit, count in span.groupdict().items()}))
        return
    moment = _moment(told)
    if moment < clock.now():
        raise LineError(BACKWARDS)
    clock.set(moment)


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
        if moment.tzinfo is None:
            raise LineError(NO_TIME)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise LineError(NO_TIME) from error
