"""Discord for the contracts of adapters: each send goes over a connection of its own to a stand-in that remembers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from adapters.discord.adapter import DiscordAdapter
from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.commands import COMMANDS
from bot.ports import Core
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord, text_of
from tests.platforms.discord.world import GUILD, World


class VisitingAdapter:
    """The real adapter, which logs in for each act and leaves after it, as over many restarts."""

    platform = DiscordAdapter.platform

    def __init__(self, world: World, clock: SetClock) -> None:
        self.broken = False
        self._world, self._clock = world, clock

    async def run(self, core: Core) -> None:
        """Serve until cancelled."""
        async with self._visit() as adapter:
            await adapter.run(core)

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Send a card."""
        async with self._visit() as adapter:
            return await adapter.deliver(id, place, card)

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Look an earlier send up."""
        async with self._visit() as adapter:
            return await adapter.find(id, place)

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Change what stands."""
        async with self._visit() as adapter:
            await adapter.amend(ref, card)

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Call a person to a card."""
        async with self._visit() as adapter:
            await adapter.whisper(id, place, to, card, ask)

    @asynccontextmanager
    async def _visit(self) -> AsyncIterator[DiscordAdapter]:
        server = Discord(self._world)
        try:
            await server.start()
            adapter = DiscordAdapter(
                TOKEN, self._clock, COMMANDS, api_base_url=server.api_url, gateway_url=server.gateway_url
            )
            if self.broken:
                server.fails("POST", r"/messages$", 400)
                server.fails("PATCH", r"/messages/\d+$", 400)
            try:
                yield adapter
            finally:
                await adapter.close()
        finally:
            await server.stop()
        assert server.wrong == []
        assert server.world.pings == []


class DiscordBench:
    """Discord with one server, whose channels bear the names a test gives them."""

    def __init__(self, now: datetime) -> None:
        clock = SetClock(now)
        self._world = World(clock)
        self.adapter = VisitingAdapter(self._world, clock)

    def place(self, channel: str, *, direct: bool = False) -> Place:
        """Return a channel, or a person of this name."""
        return Place(self.adapter.platform, str(GUILD), str(self._world.id(channel)), direct=direct)

    def seen(self, place: Place) -> list[str]:
        """Return what each send and each amendment left there to be read, in order."""
        name = self._world.name(int(place.thread or place.channel))
        channel = str(self._world.id(f"@{name}" if place.direct else name))
        texts = [text_of(message) for message in self._world.shown if message["channel_id"] == channel]
        return [text for text in texts if text]  # what tells where a thread began is no send

    def break_connection(self) -> None:
        """Let every send be refused from now on."""
        self.adapter.broken = True
