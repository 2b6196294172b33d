"""A Slack channel as a room, reached by the socket or over HTTP."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from adapters.slack.adapter import Mode
from adapters.slack.decode import PLATFORM
from bot.commands import COMMANDS
from tests.adapters.slack.stage import adapter_at, served
from tests.clock import SetClock
from tests.contracts.rooms.room import CHANNEL, PEOPLE, CoreFor, Told
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import Message

OWN = {command.name for command in COMMANDS if command.own}
LOCALES = {"en": "en-US", "ja": "ja-JP"}


class SlackRoom:
    """The people of a workspace in its channel."""

    def __init__(self, slack: Slack, clock: SetClock) -> None:
        self.adapter = adapter_at(slack, clock, "socket")
        self._slack = slack

    async def types(self, who: str, line: str, **options: str) -> Told:
        """Send a slash command: one of its own where it is registered, else behind /kizuna."""
        named = [f'{name}:"{value}"' for name, value in options.items()]
        line = " ".join([line, *named])
        word = line.removeprefix("/").partition(" ")[0]
        seen = self._seen(who)
        await self._slack.types(account(who), CHANNEL, line if word in OWN else f"/kizuna {line.removeprefix('/')}")
        return await self._answer(who, seen)

    async def mentions(self, who: str, line: str) -> Told:
        """Write to the bot in the channel."""
        seen = self._seen(who)
        text = linked(line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        await self._slack.says(account(who), CHANNEL, f"<@UBOT> {text}")
        return await self._answer(who, seen)

    async def presses(self, who: str, label: str) -> Told:
        """Press a button."""
        seen = self._seen(who)
        await self._slack.presses(account(who), CHANNEL, label)
        return await self._answer(who, seen)

    async def fills(self, who: str, **answers: str) -> Told:
        """Send the modal; where none could open, press the button that opens it."""
        if account(who) not in self._slack.workspace.views:
            [again, *_] = self._slack.workspace.standing(CHANNEL, account(who))[-1].buttons()
            await self.presses(who, again[0]["text"]["text"])
        seen = self._seen(who)
        errors = await self._slack.submits(account(who), **answers)
        return Told("\n".join(errors.values()), asks=True) if errors else await self._answer(who, seen)

    def _seen(self, who: str) -> list[tuple[Message, Any]]:
        standing = self._slack.workspace.standing(CHANNEL, account(who))
        return [(message, message.payload) for message in standing]

    async def _answer(self, who: str, seen: list[tuple[Message, Any]]) -> Told:
        """Wait for a modal, or for a message that is new or has changed."""
        known = {id(payload) for _, payload in seen}

        def fresh() -> list[Message]:
            return [message for message, payload in self._seen(who) if id(payload) not in known]

        await self._slack.until(lambda: bool(fresh()) or account(who) in self._slack.workspace.views)
        view = self._slack.workspace.views.get(account(who))
        return Told(view_text(view), asks=True) if view else Told(fresh()[-1].text)


def account(who: str) -> str:
    """Return a person's id."""
    return f"U{who.upper()}"


def linked(text: str) -> str:
    """Return a message as Slack passes it on: addresses marked as links."""
    marked = re.sub(r"https?://\S+", r"<\g<0>>", text)
    return re.sub(r"[\w.]+@[\w.]+\.org", r"<mailto:\g<0>|\g<0>>", marked)


def view_text(view: dict[str, Any]) -> str:
    """Return what a modal shows: its title, its sentences, its questions."""
    sections = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    labels = [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]
    return "\n".join([view["title"]["text"], *sections, *labels])


@asynccontextmanager
async def slack_room(core_for: CoreFor, clock: SetClock, mode: Mode) -> AsyncIterator[SlackRoom]:
    """Open a workspace with its bot."""
    async with served(core_for(f"{PLATFORM}:{account('Mori')}"), clock, mode) as slack:
        for who, language in PEOPLE.items():
            slack.workspace.person(account(who), who, LOCALES[language])
        yield SlackRoom(slack, clock)
