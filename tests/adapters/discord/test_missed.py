"""What people wrote to the bot while its session was lost is read back and answered, once."""

import pytest

from adapters.discord.missed import MOST_CONVERSATIONS, Conversations, since
from bot.chat import Card, Place
from storage.store import Store
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at
from tests.chat import Chat
from tests.clock import START, SetClock
from tests.platforms.discord.driver import Discord
from tests.platforms.discord.world import BOT, GUILD

LINE = "/request 200 blankets in Wajima by Friday"


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """The real core on a real store."""
    return Chat(store, clock)


async def loses_session(discord: Discord) -> None:
    """Let the gateway be away, its sessions forgotten."""
    discord.gateway.refusing = True
    await discord.drops_connection(resume=False)


async def test_direct_messages_and_mentions_of_the_gap_are_answered(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.says("U1", "@U1", "/help")
        await discord.reply_in("@U1")
        await discord.says("U2", "C1", f"<@{BOT}> /help")
        await discord.reply_in("C1")
        await loses_session(discord)
        await discord.says("U1", "@U1", LINE)
        await discord.says("U2", "C1", "just talk")
        await discord.says("U2", "C1", f"<@{BOT}> /mine")
        discord.comes_back()
        assert "R1" in await discord.reply_in("@U1", beyond=1)
        await discord.reply_in("C1", beyond=1)
    assert len(discord.sees("@U1")) == 2
    assert len(discord.sees("C1")) == 2


async def test_an_answer_to_a_card_that_was_sent_is_read_too(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore({"find": Card("Found it")})
    async with bot_at(discord, core, clock) as adapter:
        person = str(discord.world.id("U1"))
        await adapter.deliver("n1", Place("discord", "@dm", person, direct=True), Card("R12"))
        await loses_session(discord)
        await discord.says("U1", "@U1", "/find water")
        discord.comes_back()
        await discord.reply_in("@U1", beyond=1)
    assert [act.command for act in core.heard] == ["find"]
    assert core.heard[0].place == Place("discord", "@dm", person, direct=True)


async def test_what_was_answered_before_the_gap_is_not_answered_again(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore()
    async with bot_at(discord, core, clock):
        await discord.says("U1", "@U1", "/find one")
        await discord.reply_in("@U1")
        await loses_session(discord)
        await discord.says("U1", "@U1", "/find two")
        discord.comes_back()
        await discord.reply_in("@U1", beyond=1)
    assert [act.options["text"] for act in core.heard] == ["one", "two"]


async def test_a_channel_that_may_not_be_read_costs_the_others_nothing(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore()
    async with bot_at(discord, core, clock):
        for place, text in (("C1", f"<@{BOT}> /find one"), ("@U1", "/find two")):
            await discord.says("U1", place, text)
            await discord.reply_in(place)
        discord.world.forbidden.add("C1")
        await loses_session(discord)
        await discord.says("U1", "@U1", "/find three")
        discord.comes_back()
        await discord.reply_in("@U1", beyond=1)
    assert core.heard[-1].options["text"] == "three"


async def test_a_missed_message_is_read_as_of_when_it_was_written(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore()
    async with bot_at(discord, core, clock):
        await discord.says("U1", "@U1", "/find one")
        await discord.reply_in("@U1")
        await loses_session(discord)
        await discord.says("U1", "@U1", "/find two")
        discord.pass_time(7200)
        discord.comes_back()
        await discord.reply_in("@U1", beyond=1)
    first, second = core.heard
    assert abs((second.at - first.at).total_seconds()) < 60
    assert second.place.workspace != str(GUILD)


def test_only_the_latest_conversations_are_remembered_and_read_once() -> None:
    conversations = Conversations()
    for channel in range(MOST_CONVERSATIONS + 20):
        conversations.spoke(channel, 1, direct=False)
    conversations.break_off()
    assert [each.channel for each in conversations.missed()] == list(range(20, MOST_CONVERSATIONS + 20))
    assert conversations.missed() == ()


def test_what_is_older_than_a_day_is_not_read() -> None:
    conversations = Conversations()
    conversations.spoke(1, 1, direct=False)
    conversations.break_off()
    [conversation] = conversations.missed()
    assert (START - since(conversation, START).created_at).total_seconds() == pytest.approx(86400, abs=1)
