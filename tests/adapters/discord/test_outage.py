"""Discord is away for ten minutes: every card arrives once, in order and marked late, and nobody else notices."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.discord.adapter import DiscordAdapter
from bot.commands import COMMANDS
from bot.courier import Courier
from bot.store import Store
from tests.adapters.discord.conftest import hurried
from tests.bot.couriers import AFTER_UNDO, MINUTE, pass_by
from tests.bot.stage import OPS, opened
from tests.chat import PLATFORM, Chat
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.world import GUILD
from tests.platforms.recording import RecordingAdapter

NUMBER = re.compile(r"R\d+")


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    return Chat(store, clock, coordinators=("console:mori", "discord:zoe"))


@pytest.fixture
def platform() -> RecordingAdapter:
    """The other platform, on which the posts are made."""
    return RecordingAdapter(PLATFORM)


@pytest.fixture
async def adapter(discord: Discord, clock: SetClock) -> AsyncIterator[DiscordAdapter]:
    made = DiscordAdapter(
        TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url, tempo=hurried()
    )
    yield made
    await made.close()


@pytest.fixture
async def courier(
    chat: Chat, store: Store, clock: SetClock, platform: RecordingAdapter, adapter: DiscordAdapter, discord: Discord
) -> Courier:
    """A courier for two platforms; a channel of Discord follows the response, card by card."""
    await opened(chat)
    channel = str(discord.world.id("C1"))
    await chat.say("zoe", "/response link D1 cards:each", str(GUILD), channel, platform="discord")
    made = Courier(store, {PLATFORM: platform, "discord": adapter}, chat.callers, clock, chat.core.reader)
    clock.move(AFTER_UNDO)
    await made.drain()
    return made


def in_discord(discord: Discord) -> list[str]:
    """Return the numbers of the records whose cards stand in the channel, in order."""
    return [found[0] for text in discord.sees("C1") if (found := NUMBER.search(text))]


async def posted(chat: Chat, courier: Courier, clock: SetClock, cards: int) -> None:
    """Let Ben post so many requests, one every two minutes."""
    for amount in range(1, cards + 1):
        await chat.say("ben", f"/request {amount}0 blankets in Wajima", "Blue Hand", "field")
        await pass_by(courier, clock, 2 * MINUTE)


@pytest.mark.parametrize("way", ["refused", "errors", "limits"])
async def test_ten_minutes_without_discord_lose_double_and_reorder_nothing(
    discord: Discord,
    chat: Chat,
    courier: Courier,
    clock: SetClock,
    platform: RecordingAdapter,
    way: str,
    library_waits: None,
) -> None:
    if way == "refused":
        await discord.goes_down()
    elif way == "errors":
        discord.fails("*", "", 502, times=1_000_000)
    else:
        discord.fails("*", "", 429, times=1_000_000, retry_after=600.0)
    await posted(chat, courier, clock, 5)
    assert in_discord(discord) == []
    expected = [f"R{number}" for number in range(1, 6)]
    elsewhere = [sent.card for sent in platform.sends(OPS) if NUMBER.search(sent.card.title)]
    assert [card.title.split()[0] for card in elsewhere] == expected
    assert [card.note for card in elsewhere if "Delayed" in card.note] == []
    discord.comes_back()
    await pass_by(courier, clock, 12 * MINUTE)
    assert in_discord(discord) == expected
    assert "Delayed by" in discord.sees("C1")[-5]
    assert discord.rest.statuses.count(401) + discord.rest.statuses.count(403) == 0


@pytest.mark.parametrize("later", [timedelta(seconds=1), 2 * MINUTE, 20 * MINUTE])
async def test_a_send_whose_answer_is_lost_leaves_one_message_however_late_it_is_repeated(
    discord: Discord, chat: Chat, courier: Courier, clock: SetClock, later: timedelta
) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    clock.move(AFTER_UNDO)
    discord.fails("POST", r"/messages$", 0, accepted=True)
    await courier.drain()
    assert in_discord(discord) == ["R1"]
    clock.move(later)
    await pass_by(courier, clock, MINUTE)
    assert in_discord(discord) == ["R1"]


async def test_a_look_that_fails_repeats_nothing(
    discord: Discord, chat: Chat, courier: Courier, clock: SetClock
) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    clock.move(AFTER_UNDO)
    discord.fails("POST", r"/messages$", 0, accepted=True)
    await courier.drain()
    discord.fails("GET", r"/messages$", 503, times=3)
    for _ in range(6):
        await pass_by(courier, clock, 6 * MINUTE)
    assert in_discord(discord) == ["R1"]
