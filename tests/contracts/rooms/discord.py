"""A Discord channel as a room, over the gateway."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.decode import PLATFORM
from tests.adapters.discord.conftest import bot_at
from tests.clock import SetClock
from tests.contracts.rooms.room import CHANNEL, PEOPLE, CoreFor, Told
from tests.platforms.discord.checks import leaves
from tests.platforms.discord.driver import Discord, Seen, discord_server, labels
from tests.platforms.discord.world import BOT

LOCALES = {"en": "en-US", "ja": "ja"}


class DiscordRoom:
    """The people of a server in its channel."""

    def __init__(self, discord: Discord, adapter: DiscordAdapter) -> None:
        self.adapter = adapter
        self._discord = discord
        self._asked: dict[str, bool] = {}

    async def types(self, who: str, line: str, **options: str) -> Told:
        """Send a slash command that is registered under this name in either language, its options in their boxes."""
        word, _, text = line.removeprefix("/").partition(" ")
        told = {"text": text, **options} if text else options
        return self._answer(who, await self._discord.types(who, CHANNEL, self._registered(word), **told))

    async def mentions(self, who: str, line: str) -> Told:
        """Write to the bot and press the button that shows its answer."""
        before = len(self._discord.standing(CHANNEL))
        await self._discord.says(who, CHANNEL, f"<@{BOT}> {line}")
        await self._discord.reply_in(CHANNEL, beyond=before)
        card = self._discord.standing(CHANNEL)[-1]
        return self._answer(who, await self._discord.presses(who, CHANNEL, labels(card)[0], on=card))

    async def presses(self, who: str, label: str) -> Told:
        """Press a button."""
        for message in reversed(self._discord.standing(CHANNEL, who)):
            # A card of several items tells their buttons apart by numbers.
            found = next((each for each in labels(message) if re.sub(r"^\d+\. ", "", each) == label), None)
            if found:
                return self._answer(who, await self._discord.presses(who, CHANNEL, found, on=message))
        raise AssertionError(f"{who} sees no button {label!r}")

    async def fills(self, who: str, **answers: str) -> Told:
        """Send the modal; after a wrong answer press the button that opens it again."""
        if not self._asked[who]:
            again = self._discord.standing(CHANNEL, who)[-1]
            self._answer(who, await self._discord.presses(who, CHANNEL, labels(again)[0], on=again))
        return self._answer(who, await self._discord.submits(who, **answers))

    def _answer(self, who: str, seen: Seen) -> Told:
        self._asked[who] = seen.modal is not None
        if seen.modal is None:
            return Told(seen.text)
        notes = [each["content"] for each in leaves(seen.modal["components"]) if "content" in each]
        return Told("\n".join([seen.text, *notes]), asks=True)

    def _registered(self, word: str) -> str:
        for command in self._discord.world.commands:
            if word in (command["name"], command["name_localizations"]["ja"]):
                return str(command["name"])
        raise AssertionError(f"no command /{word} is registered")


@asynccontextmanager
async def discord_room(core_for: CoreFor, clock: SetClock) -> AsyncIterator[DiscordRoom]:
    """Open a server with its bot; it must be sent nothing against Discord's rules, and ping nobody."""
    async with discord_server() as discord:
        discord.world.locales |= {who: LOCALES[language] for who, language in PEOPLE.items()}
        core = core_for(f"{PLATFORM}:{discord.world.id('Mori')}")
        async with bot_at(discord, core, clock) as adapter:
            yield DiscordRoom(discord, adapter)
        assert discord.wrong == []
        assert discord.world.pings == []
