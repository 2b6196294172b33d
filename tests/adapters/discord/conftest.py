"""A stand-in Discord, and a bot at it that is the real core or one that a test scripts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType

import pytest

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.tempo import Tempo
from bot.commands import COMMANDS
from bot.ports import Core
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord, discord_server

REAL_SLEEP = asyncio.sleep


@pytest.fixture
async def discord(clock: SetClock) -> AsyncIterator[Discord]:
    """A stand-in that must not have been sent anything against Discord's rules, nor made to ping anybody."""
    async with discord_server(clock) as server:
        yield server
        assert server.wrong == []
        assert server.world.pings == []


class Hurried(ModuleType):
    """asyncio, whose sleep takes no time, for a library that waits seconds between its own tries."""

    sleep = staticmethod(lambda seconds: REAL_SLEEP(min(seconds, 0.01)))

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)


@pytest.fixture
def library_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py try again at once: how often it does is what matters, not the 1, 3, 5 and 7 seconds between."""
    monkeypatch.setattr("discord.http.asyncio", Hurried("asyncio"))
    monkeypatch.setattr("discord.webhook.async_.asyncio", Hurried("asyncio"))


async def at_once(seconds: float) -> None:
    """Sleep no longer than it takes others to get a turn: how long the bot waits is asked by tests of its own."""
    await asyncio.sleep(min(seconds, 0.01))


def hurried(patience: float = 1.5, deaf: float = 55.0) -> Tempo:
    """Return the bot's waits without their length."""
    return Tempo(patience=patience, deaf=deaf, sleep=at_once)


@asynccontextmanager
async def bot_at(
    discord: Discord, core: Core, clock: SetClock, *, patience: float = 1.5, tempo: Tempo | None = None
) -> AsyncIterator[DiscordAdapter]:
    """Let the bot serve while the context lasts."""
    waits = tempo or hurried(patience)
    adapter = DiscordAdapter(
        TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url, tempo=waits
    )
    serving = asyncio.create_task(adapter.run(core))
    try:
        await discord.present()
        await discord.until(lambda: bool(discord.world.commands))
        yield adapter
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
