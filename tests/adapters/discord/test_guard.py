"""Refused requests stay few: a bad token stops the bot, and a storm of refusals is waited out."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.discord.adapter import DiscordAdapter, TokenRefusedError
from adapters.discord.guard import MOST, TOLD_OFTEN_ENOUGH, WINDOW, Guard
from bot.chat import Card, Place
from bot.commands import COMMANDS
from bot.ports import Undeliverable
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import hurried
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.world import GUILD


@pytest.fixture
async def adapter(discord: Discord, clock: SetClock) -> AsyncIterator[DiscordAdapter]:
    made = DiscordAdapter(
        TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url, tempo=hurried()
    )
    yield made
    await made.close()


def place(discord: Discord, name: str) -> Place:
    return Place("discord", str(GUILD), str(discord.world.id(name)))


def refusals(discord: Discord) -> int:
    """Return how many requests were answered in a way that Discord counts towards a ban."""
    return sum(status in (401, 403, 429) for status in discord.rest.statuses)


async def test_a_token_that_is_reset_stops_the_bot_after_few_requests(
    discord: Discord, adapter: DiscordAdapter
) -> None:
    running = asyncio.create_task(adapter.run(ScriptedCore()))
    await discord.present()
    discord.rest.token = "another"
    for number in range(1000):
        with pytest.raises(OSError):  # noqa: PT011 - first Discord says it, then the bot itself
            await adapter.deliver(f"n{number}", place(discord, "C1"), Card("R12"))
    with pytest.raises(TokenRefusedError, match="DISCORD_TOKEN"):
        await running
    assert refusals(discord) <= TOLD_OFTEN_ENOUGH + 1


async def test_a_wrong_token_is_tried_once(discord: Discord, clock: SetClock) -> None:
    wrong = DiscordAdapter("wrong", clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url)
    for number in range(100):
        with pytest.raises(OSError):  # noqa: PT011 - first Discord says it, then the bot itself
            await wrong.deliver(f"n{number}", place(discord, "C1"), Card("R12"))
    assert refusals(discord) == 1


async def test_one_refusal_of_the_token_is_not_believed(discord: Discord, adapter: DiscordAdapter) -> None:
    await adapter.deliver("n0", place(discord, "C1"), Card("R11"))
    discord.fails("POST", r"/messages$", 401)
    with pytest.raises(OSError, match="401"):
        await adapter.deliver("n1", place(discord, "C1"), Card("R12"))
    await adapter.deliver("n1", place(discord, "C1"), Card("R12"))


async def test_thousands_of_cards_for_servers_that_sent_the_bot_away_are_far_from_a_ban(
    discord: Discord, adapter: DiscordAdapter
) -> None:
    names = [f"C{number}" for number in range(500)]
    discord.world.forbidden.update(names)
    for number in range(2000):
        with pytest.raises((Undeliverable, OSError)):
            await adapter.deliver(f"n{number}", place(discord, names[number % 500]), Card("R12"))
    assert refusals(discord) <= MOST


def test_a_storm_is_waited_out_and_then_over() -> None:
    time = [0.0]
    guard = Guard(lambda: time[0])
    for _ in range(MOST):
        guard.check()
        guard.note(403, "/channels/1/messages")
    with pytest.raises(OSError, match="left alone"):
        guard.check()
    time[0] = WINDOW
    guard.check()


@pytest.mark.parametrize(("status", "scope"), [(429, "shared"), (404, ""), (200, ""), (503, "")])
def test_what_discord_does_not_count_is_not_counted(status: int, scope: str) -> None:
    guard = Guard(lambda: 0.0)
    for _ in range(2 * MOST):
        guard.note(status, "/channels/1/messages", scope)
    guard.check()


def test_the_token_of_an_interaction_that_has_expired_says_nothing_of_the_bots() -> None:
    guard = Guard(lambda: 0.0)
    for _ in range(10):
        guard.note(401, "/api/v10/webhooks/1/token/messages/@original")
    assert not guard.refused.is_set()
