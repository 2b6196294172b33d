"""A stand-in Discord, and a bot at it that is the real core or one that a test scripts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.discord.adapter import DiscordAdapter
from bot.commands import COMMANDS
from bot.ports import Clock, Core
from tests.platforms.discord.driver import TOKEN, Discord, discord_server


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A stand-in that must not have been sent anything against Discord's rules, nor made to ping anybody."""
    async with discord_server() as server:
        yield server
        assert server.wrong == []
        assert server.world.pings == []


@asynccontextmanager
async def bot_at(discord: Discord, core: Core, clock: Clock, *, patience: float = 1.5) -> AsyncIterator[DiscordAdapter]:
    """Let the bot serve while the context lasts."""
    adapter = DiscordAdapter(
        TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url, patience=patience
    )
    serving = asyncio.create_task(adapter.run(core))
    try:
        await discord.present()
        yield adapter
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
