"""The five ways in which somebody acts in Slack, each ending in the command /match or /request, and cores that balk."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.chat import Button, Card, Choice, Field, Form, Identity, Invocation, Place, Reply
from bot.ports import Core
from tests.adapters.console.stage import ScriptedCore
from tests.platforms.slack.driver import Slack

HELP = Card("Help", buttons=(Button("Take up", "match", {"record": "R1"}),))
FORM = Form("Where?", "request", (Field("place", "Where"),))
BALKED = ("match", "request")
Act = Callable[[Slack], Awaitable[str]]


async def command(slack: Slack) -> str:
    """Type a slash command; return where the answer is to be seen."""
    await slack.types("U1", "C1", "/match")
    return "C1"


async def button(slack: Slack) -> str:
    """Press a button on a private answer."""
    await slack.types("U1", "C1", "/help")
    await slack.presses("U1", "C1", "Take up")
    return "C1"


async def modal(slack: Slack) -> str:
    """Send a modal."""
    await slack.types("U1", "C1", "/ask")
    await slack.submits("U1", place="Wajima")
    return "C1"


async def mention(slack: Slack) -> str:
    """Mention the bot in a channel."""
    await slack.says("U1", "C1", "<@UBOT> /match")
    return "C1"


async def direct(slack: Slack) -> str:
    """Write to the bot alone."""
    await slack.says("U1", "DU1", "/match")
    return "DU1"


ACTS: tuple[Act, ...] = (command, button, modal, mention, direct)


@dataclass
class SlowCore(ScriptedCore):
    """Answers /help and /ask at once, and the acts when it is let."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    most: int = 0
    working: int = 0

    def __post_init__(self) -> None:
        self.answers = {"help": HELP, "ask": FORM, "match": Card("Done after all"), "request": Card("Done after all")}

    async def dispatch(self, invocation: Invocation) -> Reply:
        self.working += 1
        self.most = max(self.most, self.working)
        reply = await super().dispatch(invocation)
        if invocation.command in BALKED:
            await self.gate.wait()
        self.working -= 1
        return reply


class RaisingCore(SlowCore):
    """Breaks its promise never to raise."""

    async def dispatch(self, invocation: Invocation) -> Reply:
        if invocation.command in BALKED:
            raise RuntimeError("broken on purpose")
        return await super().dispatch(invocation)


class HangingCore(SlowCore):
    """Breaks its promise to say within half a second whether an act is kept."""

    async def receive(self, invocation: Invocation) -> bool:
        await asyncio.Event().wait()
        return True


@dataclass
class Gated:
    """The real core behind a gate."""

    core: Core
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def dispatch(self, invocation: Invocation) -> Reply:
        await self.gate.wait()
        return await self.core.dispatch(invocation)

    async def receive(self, invocation: Invocation) -> bool:
        return await self.core.receive(invocation)

    async def told(self, id: str) -> None:
        await self.core.told(id)

    def suggest(self, command: str, option: str, typed: str, sender: Identity, place: Place) -> Sequence[Choice]:
        return self.core.suggest(command, option, typed, sender, place)

    def typed(self, line: str) -> tuple[str, dict[str, str]]:
        return self.core.typed(line)
