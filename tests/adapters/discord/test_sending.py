"""Cards on their way out: once, in their place, found again after a doubtful end, and failures that raise."""

import asyncio

import pytest

from adapters.discord.adapter import DiscordAdapter, TokenRefusedError
from bot.chat import Card, MessageRef, Place
from bot.commands import COMMANDS
from bot.ports import Undeliverable
from tests.adapters.console.stage import ScriptedCore
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.world import GUILD


@pytest.fixture
async def adapter(discord: Discord, clock: SetClock) -> DiscordAdapter:
    """An adapter that sends without listening."""
    return DiscordAdapter(TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url)


@pytest.fixture(autouse=True)
async def _closed(adapter: DiscordAdapter) -> object:
    yield
    await adapter.close()


def channel(discord: Discord, name: str = "C1") -> Place:
    return Place("discord", str(GUILD), str(discord.world.id(name)))


def direct(discord: Discord, name: str = "U1") -> Place:
    return Place("discord", str(GUILD), str(discord.world.id(name)), direct=True)


async def test_a_card_arrives_and_is_amended_in_its_place(discord: Discord, adapter: DiscordAdapter) -> None:
    ref = await adapter.deliver("n1", channel(discord), Card("R12 open"))
    await adapter.amend(ref, Card("R12 covered"))
    [seen] = discord.sees("C1")
    assert "R12 covered" in seen


async def test_a_repeated_send_of_one_notice_stands_once(discord: Discord, adapter: DiscordAdapter) -> None:
    refs = [await adapter.deliver("n1", channel(discord), Card("R12")) for _ in range(2)]
    assert refs[0] == refs[1]
    assert len(discord.sees("C1")) == 1


async def test_two_notices_stand_apart(discord: Discord, adapter: DiscordAdapter) -> None:
    assert await adapter.deliver("n1", channel(discord), Card("R12")) != await adapter.deliver(
        "n2", channel(discord), Card("R12")
    )


async def test_a_send_whose_answer_was_lost_is_found_again(discord: Discord, adapter: DiscordAdapter) -> None:
    await adapter.deliver("n0", channel(discord), Card("R11"))
    discord.fails("POST", r"/messages$", 0, accepted=True)
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the moment the socket breaks
        await adapter.deliver("n1", channel(discord), Card("R12"))
    [_, message] = discord.standing("C1")
    assert await adapter.find("n1", channel(discord)) == MessageRef(channel(discord), message["id"])
    assert await adapter.find("n2", channel(discord)) is None


async def test_a_direct_place_reaches_the_person(discord: Discord, adapter: DiscordAdapter) -> None:
    ref = await adapter.deliver("n1", direct(discord), Card("For you"))
    await adapter.amend(ref, Card("For you still"))
    [seen] = discord.sees("@U1")
    assert "For you still" in seen


async def test_closed_direct_messages_take_nothing_ever(discord: Discord, adapter: DiscordAdapter) -> None:
    discord.world.closed.add("U1")
    with pytest.raises(Undeliverable):
        await adapter.deliver("n1", direct(discord), Card("For you"))


async def test_a_forbidden_or_unknown_channel_takes_nothing_ever(discord: Discord, adapter: DiscordAdapter) -> None:
    discord.world.forbidden.add("C1")
    for place in (channel(discord), Place("discord", str(GUILD), "123456789012345678"), Place("discord", "1", "suzu")):
        with pytest.raises(Undeliverable):
            await adapter.deliver("n1", place, Card("R12"))


async def test_a_message_that_is_gone_cannot_be_amended(discord: Discord, adapter: DiscordAdapter) -> None:
    with pytest.raises(Undeliverable):
        await adapter.amend(MessageRef(channel(discord), "123456789012345678"), Card("R12"))


async def test_a_rate_limit_is_waited_out(discord: Discord, adapter: DiscordAdapter) -> None:
    discord.fails("POST", r"/messages$", 429)
    await adapter.deliver("n1", channel(discord), Card("R12"))
    assert len(discord.sees("C1")) == 1


async def test_a_rate_limit_that_is_too_long_is_the_couriers_to_try_again(
    discord: Discord, adapter: DiscordAdapter
) -> None:
    discord.fails("POST", r"/messages$", 429, retry_after=600.0)
    with pytest.raises(OSError, match="Too many requests"):
        await adapter.deliver("n1", channel(discord), Card("R12"))


async def test_a_refused_connection_raises(discord: Discord, adapter: DiscordAdapter) -> None:
    await discord.stop()
    with pytest.raises(OSError, match="connect"):
        await adapter.deliver("n1", channel(discord), Card("R12"))


async def test_nobody_is_pinged_whatever_a_card_says(discord: Discord, adapter: DiscordAdapter) -> None:
    await adapter.deliver("n1", channel(discord), Card("@everyone <@1> <@&2>"))
    assert discord.world.pings == []


async def test_a_wrong_token_says_what_to_do(discord: Discord, clock: SetClock) -> None:
    wrong = DiscordAdapter("wrong", clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url)
    with pytest.raises(TokenRefusedError, match="DISCORD_TOKEN"):
        async with asyncio.timeout(5):
            await wrong.run(ScriptedCore())
