"""Cards on their way out: once, in their place, found again after a doubtful end, and failures that raise."""

import asyncio

import pytest

from adapters.discord.adapter import DiscordAdapter, TokenRefusedError
from adapters.discord.tempo import Tempo
from bot.chat import Card, MessageRef, Place
from bot.commands import COMMANDS
from bot.ports import Undeliverable
from tests.adapters.console.stage import ScriptedCore
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.faults import Kind, Scope
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


async def test_a_direct_place_reaches_the_person(discord: Discord, adapter: DiscordAdapter) -> None:
    ref = await adapter.deliver("n1", direct(discord), Card("For you"))
    await adapter.amend(ref, Card("For you still"))
    [seen] = discord.sees("@U1")
    assert "For you still" in seen


@pytest.mark.parametrize("kind", ["closed", "strangers"])
async def test_closed_direct_messages_take_nothing_ever(discord: Discord, adapter: DiscordAdapter, kind: str) -> None:
    """Discord tells of it when a message is sent, or when the channel is opened."""
    getattr(discord.world, kind).add("U1")
    with pytest.raises(Undeliverable):
        await adapter.deliver("n1", direct(discord), Card("For you"))
    assert await adapter.find("n1", direct(discord)) is None


@pytest.mark.parametrize("status", [400, 403])
async def test_closed_direct_messages_are_known_by_their_code(
    discord: Discord, adapter: DiscordAdapter, status: int
) -> None:
    discord.fails("POST", r"/messages$", status, code=50007)
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


@pytest.mark.parametrize("scope", ["shared", "global"])
async def test_a_limit_that_all_share_is_waited_out(discord: Discord, adapter: DiscordAdapter, scope: Scope) -> None:
    discord.fails("POST", r"/messages$", 429, scope=scope)
    await adapter.deliver("n1", channel(discord), Card("R12"))
    assert len(discord.sees("C1")) == 1


async def test_limits_that_discord_tells_of_are_kept_without_a_refusal(
    discord: Discord, adapter: DiscordAdapter
) -> None:
    discord.rest.buckets.most, discord.rest.buckets.seconds = 3, 0.2
    for number in range(8):
        await adapter.deliver(f"n{number}", channel(discord), Card(f"R{number}"))
    assert [text.split("\n")[0] for text in discord.sees("C1")] == [f"R{number}" for number in range(8)]
    assert 429 not in discord.rest.statuses


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, "cut"), (200, "page"), (403, "page"), (404, "page"), (429, "page"), (503, "page"), (503, "json")],
)
async def test_an_answer_that_is_none_of_discords_is_tried_again_later(
    discord: Discord, adapter: DiscordAdapter, status: int, kind: Kind
) -> None:
    discord.fails("POST", r"/messages$", status, kind=kind)
    with pytest.raises(OSError):  # noqa: PT011 - each kind of failure has words of its own
        await adapter.deliver("n1", channel(discord), Card("R12"))
    await adapter.deliver("n1", channel(discord), Card("R12"))
    assert len(discord.sees("C1")) == 1


@pytest.mark.parametrize("status", [500, 502, 504, 524])
async def test_the_librarys_own_tries_leave_one_message(
    discord: Discord, adapter: DiscordAdapter, status: int, library_waits: None
) -> None:
    discord.fails("POST", r"/messages$", status, accepted=True, times=4)
    await adapter.deliver("n1", channel(discord), Card("R12"))
    assert len(discord.sees("C1")) == 1
    assert len([path for method, path, _ in discord.rest.requests if method == "POST" and "messages" in path]) == 5


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


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_a_send_that_is_given_up_within_a_rate_limit_holds_up_no_other(
    discord: Discord, clock: SetClock, scope: Scope
) -> None:
    """discord.py lets nothing through while a global limit lasts, and forgets to end one whose waiting is cancelled."""
    made = DiscordAdapter(
        TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url, tempo=Tempo(limit=0.3)
    )
    await made.deliver("n0", channel(discord, "C0"), Card("R11"))
    discord.fails("POST", r"/messages$", 429, scope=scope, retry_after=20.0)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await made.deliver("n1", channel(discord), Card("R12"))
    async with asyncio.timeout(3):
        await made.deliver("n1", channel(discord), Card("R12"))
    await made.close()
    assert len(discord.sees("C1")) == 1
