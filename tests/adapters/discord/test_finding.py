"""What an earlier send left is found again, whatever was said since; what cannot be looked for is not made up."""

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from adapters.discord.adapter import DiscordAdapter
from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.commands import COMMANDS
from bot.ports import Undeliverable
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord, labels
from tests.platforms.discord.world import GUILD

HOUR = 3600.0
ASK = Button("Show it", "mine", {"action": "show", "record": "C1"})


@pytest.fixture
async def adapter(discord: Discord, clock: SetClock) -> AsyncIterator[DiscordAdapter]:
    """An adapter that sends without listening."""
    made = DiscordAdapter(TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url)
    yield made
    await made.close()


@pytest.fixture
def place(discord: Discord) -> Place:
    return Place("discord", str(GUILD), str(discord.world.id("C1")))


def chatter(discord: Discord, messages: int) -> None:
    """Let people write in the channel."""
    for number in range(messages):
        discord.world.post(discord.world.id("C1"), {"content": f"talk {number}"}, discord.world.user("U1"))


async def lost(discord: Discord, adapter: DiscordAdapter, place: Place, id: str = "n1") -> str:
    """Send a card whose answer is lost; return the id of the message that it left."""
    discord.fails("POST", r"/messages$", 0, accepted=True)
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the moment the socket breaks
        await adapter.deliver(id, place, Card("R12"))
    return str(discord.standing("C1")[-1]["id"])


async def test_a_send_whose_answer_was_lost_is_found_again(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    await adapter.deliver("n0", place, Card("R11"))
    message = await lost(discord, adapter, place)
    assert await adapter.find("n1", place) == MessageRef(place, message)
    assert await adapter.find("n2", place) is None


async def test_it_is_found_below_hundreds_of_later_messages_and_after_hours(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    message = await lost(discord, adapter, place)
    discord.pass_time(23 * HOUR)
    chatter(discord, 350)
    assert await adapter.find("n1", place) == MessageRef(place, message)


async def test_what_is_not_there_is_looked_for_no_further_than_a_day_back(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    chatter(discord, 300)
    discord.pass_time(30 * HOUR)
    chatter(discord, 150)
    assert await adapter.find("n1", place) is None
    assert len([path for method, path, _ in discord.rest.requests if (method, path[-9:]) == ("GET", "/messages")]) == 2


@pytest.mark.parametrize("status", [0, 503])
async def test_a_look_that_fails_for_now_raises(
    discord: Discord, adapter: DiscordAdapter, place: Place, status: int
) -> None:
    await lost(discord, adapter, place)
    discord.fails("GET", r"/messages$", status, times=3)  # aiohttp itself asks again where a kept connection breaks
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the moment the socket breaks
        await adapter.find("n1", place)
    discord.comes_back()
    assert await adapter.find("n1", place)


async def test_a_history_that_may_not_be_read_holds_nothing(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    await lost(discord, adapter, place)
    discord.world.unreadable.add("C1")
    assert await adapter.find("n1", place) is None


async def test_a_channel_that_may_not_be_looked_at_is_logged_once(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    discord.world.forbidden.add("C1")
    with capture_logs() as logs:
        for _ in range(3):
            assert await adapter.find("n1", place) is None
    assert [entry["event"] for entry in logs].count("discord channel cannot be read back") == 1


@pytest.mark.parametrize("later", [1.0, 120.0, 1200.0])
async def test_a_send_of_unknown_end_that_is_repeated_leaves_one_message(
    discord: Discord, adapter: DiscordAdapter, place: Place, later: float
) -> None:
    """As the courier does it: look first, send only what is not there."""
    message = await lost(discord, adapter, place)
    discord.pass_time(later)
    chatter(discord, 60)
    found = await adapter.find("n1", place) or await adapter.deliver("n1", place, Card("R12"))
    assert found == MessageRef(place, message)
    assert len(discord.standing("C1")) == 1


async def whispered(discord: Discord, adapter: DiscordAdapter, place: Place, *, locale: str = "en") -> None:
    to = Identity("discord", str(GUILD), str(discord.world.id("U1")))
    await adapter.whisper("n1", place, to, Card("C1 secret", body="the blankets", locale=locale), ASK)


async def test_a_whisper_names_the_person_pings_nobody_and_tells_nothing(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    await whispered(discord, adapter, place)
    [message] = discord.standing("C1")
    assert message["content"].startswith(f"<@{discord.world.id('U1')}>: there is news for you alone.")
    assert labels(message) == ["Show it"]
    assert "secret" not in str(message)
    assert "blankets" not in str(message)
    assert discord.world.pings == []


async def test_a_whisper_is_in_the_language_of_its_card(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    await whispered(discord, adapter, place, locale="ja")
    assert "あなただけへのお知らせ" in discord.sees("C1")[0]


async def test_a_whisper_is_no_notice_that_could_be_found_and_overwritten_with_its_card(
    discord: Discord, adapter: DiscordAdapter, place: Place
) -> None:
    await whispered(discord, adapter, place)
    assert await adapter.find("n1", place) is None


@pytest.mark.parametrize("later", [1.0, 1200.0])
async def test_a_whisper_of_unknown_end_stands_once(
    discord: Discord, adapter: DiscordAdapter, place: Place, later: float
) -> None:
    discord.fails("POST", r"/messages$", 0, accepted=True)
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the moment the socket breaks
        await whispered(discord, adapter, place)
    discord.pass_time(later)
    await whispered(discord, adapter, place)
    assert len(discord.standing("C1")) == 1


async def test_a_whisper_into_a_channel_that_is_gone_raises(discord: Discord, adapter: DiscordAdapter) -> None:
    with pytest.raises(Undeliverable):
        await whispered(discord, adapter, Place("discord", str(GUILD), "123456789012345678"))
