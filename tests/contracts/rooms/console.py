"""The terminal as a room: lines typed at the keyboard, buttons by their labels, forms one question after another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from adapters.console.adapter import ConsoleAdapter
from adapters.console.line import PLATFORM, Speaker
from bot.chat import Form, Invocation, Reply
from bot.ports import Core
from tests.clock import SetClock
from tests.contracts.rooms.room import CHANNEL, WORKSPACE, CoreFor, Told

WIDTH = 10_000
"""Wide enough that no sentence is folded."""
KEEP, SKIP = "=", "-"


class Noting:
    """A core that notes which form each person has to answer."""

    def __init__(self, core: Core) -> None:
        self.forms: dict[str, Form] = {}
        self.heard = 0
        self._core = core

    async def dispatch(self, invocation: Invocation) -> Reply:
        """Pass an act on."""
        self.heard += 1
        reply = await self._core.dispatch(invocation)
        self.forms.pop(invocation.name, None)
        if isinstance(reply.answer, Form):
            self.forms[invocation.name] = reply.answer
        return reply

    def __getattr__(self, name: str) -> object:
        """Return all else as the core has it."""
        return getattr(self._core, name)


class ConsoleRoom:
    """One terminal at which everybody types in turn."""

    def __init__(self, core: Core, clock: SetClock) -> None:
        self.written: list[str] = []
        self.adapter = ConsoleAdapter(clock, self.written.append, Speaker("nobody"), width=WIDTH)
        self._core = Noting(core)

    async def types(self, who: str, line: str, **options: str) -> Told:
        """Type the line, options as name:value behind it."""
        named = [f'{name}:"{value}"' for name, value in options.items()]
        return await self._hear(who, " ".join([line, *named]))

    async def mentions(self, who: str, line: str) -> Told:
        """Type the line: whoever types at a terminal addresses the bot."""
        return await self._hear(who, line)

    async def presses(self, who: str, label: str) -> Told:
        """Press a button by its label."""
        return await self._hear(who, f"> {label}")

    async def fills(self, who: str, **answers: str) -> Told:
        """Answer question after question until the form is sent."""
        form, told = self._core.forms[who], Told(self.written[-1], asks=True)
        while self._core.forms.get(who) is form:
            asked = next(field for field in form.fields if f"? {field.label}" in told.text)
            standing = KEEP if asked.value and not asked.error else SKIP
            told = await self._hear(who, answers.get(asked.name, standing))
        return told

    async def _hear(self, who: str, line: str) -> Told:
        before, heard = len(self.written), self._core.heard
        await self.adapter.hear(cast("Core", self._core), f'@{who}/"{WORKSPACE}"#{CHANNEL} {line}')
        shown = "".join(self.written[before:])
        assert self._core.heard > heard or who in self._core.forms, shown
        return Told(shown, asks=who in self._core.forms)


@asynccontextmanager
async def console_room(core_for: CoreFor, clock: SetClock) -> AsyncIterator[ConsoleRoom]:
    """Open a terminal."""
    yield ConsoleRoom(core_for(f"{PLATFORM}:Mori"), clock)
