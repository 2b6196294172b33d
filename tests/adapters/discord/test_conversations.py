"""Whole conversations in Discord with the real core: what people type, press and fill in, and what they see."""

import asyncio

import pytest

from storage.store import Store
from tests.adapters.discord.conftest import bot_at
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord
from tests.platforms.discord.world import BOT


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """The real core on a real store."""
    return Chat(store, clock)


async def test_a_command_is_answered_privately(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        seen = await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
    assert "R1" in seen.text
    assert seen.private
    assert "Undo" in seen.buttons


async def test_typed_options_count_beside_the_text(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        seen = await discord.types("U1", "C1", "request", text="blankets", quantity="200", place="JP17204")
    assert "200" in seen.text
    assert "Wajima" in seen.text


async def test_a_japanese_client_is_answered_in_japanese(discord: Discord, chat: Chat, clock: SetClock) -> None:
    discord.world.locales["U1"] = "ja"
    async with bot_at(discord, chat.core, clock):
        seen = await discord.types("U1", "C1", "request", text="毛布200枚 輪島市 金曜日まで")
    assert "輪島市" in seen.text


async def test_places_are_offered_while_they_are_typed(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        offered = await discord.suggestions("U1", "C1", "request", "place", "Waji")
    assert any("Wajima" in label for label in offered)


async def test_a_button_works_after_the_bot_was_restarted(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
    async with bot_at(discord, chat.core, clock):
        seen = await discord.presses("U1", "C1", "Edit")
    assert seen.modal
    assert "Edit R1" in seen.text


async def test_the_answer_to_a_button_on_a_private_card_replaces_it(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        await discord.presses("U1", "C1", "Undo")
    assert len(discord.sees("C1", "U1")) == 1
    assert "[Undo]" not in discord.sees("C1", "U1")[0]


async def test_a_form_asks_for_what_is_missing_and_saves_what_is_sent(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        asked = await discord.types("U1", "C1", "update")
        assert "text" in asked.fields
        seen = await discord.submits("U1", text="Water is back in Suzu")
    assert seen.private
    assert "U1" in seen.text


async def test_what_is_wrong_in_a_form_comes_back_with_a_button_that_opens_it_again(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        asked = await discord.types("U1", "C1", "request", text="200 blankets")
        assert "place" in asked.fields
        wrong = await discord.submits("U1", place="Qwertyville")
        assert wrong.buttons == ("Fix it",)
    async with bot_at(discord, chat.core, clock):
        again = await discord.presses("U1", "C1", "Fix it")
        assert again.fields["place"] == "Qwertyville"
        seen = await discord.submits("U1", place="Wajima")
    assert "R1" in seen.text
    assert "200" in seen.text


async def test_a_direct_message_is_a_typed_line(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.says("U1", "@U1", "/request 200 blankets in Wajima by Friday")
        assert "R1" in await discord.reply_in("@U1")


async def test_a_mention_is_answered_for_its_writer_alone(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.says("U1", "C1", f"<@{BOT}> /request 200 blankets in Wajima by Friday")
        assert "R1" not in await discord.reply_in("C1")
        [card] = discord.standing("C1")
        other = await discord.presses("U2", "C1", "Show it", on=card)
        assert "R1" not in other.text
        own = await discord.presses("U1", "C1", "Show it", on=card)
    assert "R1" in own.text
    assert own.private


async def test_what_does_not_speak_to_the_bot_is_left_alone(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.says("U1", "C1", "/request 200 blankets in Wajima by Friday")
        await discord.types("U1", "C1", "help")
    assert discord.sees("C1") == []


async def test_an_event_told_again_after_resuming_makes_one_record_and_one_reply(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        line = "/request 200 blankets in Wajima by Friday"
        message = await discord.says("U1", "@U1", line)
        first = await discord.reply_in("@U1")
        await discord.drops_connection()
        await discord.present()
        await discord.says("U1", "@U1", line, again=message)
        seen = await discord.types("U1", "C1", "mine")
    assert discord.gateway.resumed == 1
    assert discord.sees("@U1") == [first]
    assert "R1" in first
    assert "R2" not in seen.text


async def test_what_was_said_while_the_connection_was_down_is_answered_after_it(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.drops_connection()
        await discord.says("U1", "@U1", "/request 200 blankets in Wajima by Friday")
        assert "R1" in await discord.reply_in("@U1")


async def test_two_presses_at_once_are_one_act(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        [card] = discord.standing("C1", "U1")
        pair = [discord.presses("U1", "C1", "Undo", on=dict(card)) for _ in range(2)]
        first, second = await asyncio.gather(*pair)
    assert first.text == second.text


async def test_a_command_told_twice_is_one_record_and_one_answer(discord: Discord, chat: Chat, clock: SetClock) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        await discord.tells_again()
        await discord.until(lambda: any(each.refused for each in discord.world.interactions.values()))
        mine = await discord.types("U1", "C1", "mine")
    assert "R1" in mine.text
    assert "R2" not in mine.text
    assert [text for text in discord.sees("C1", "U1") if "[Undo]" in text] == [discord.sees("C1", "U1")[0]]


async def test_a_resumed_session_that_tells_everything_again_makes_one_record_and_the_same_replies(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        await discord.says("U2", "@U2", "/request 30 tents in Suzu")
        await discord.reply_in("@U2")
        before = [discord.sees("C1", "U1"), discord.sees("@U2")]
        for name, event in list(discord.told):
            await discord.gateway.dispatch(name, event)
        await discord.says("U3", "@U3", "/mine")
        await discord.reply_in("@U3")
        mine = await discord.types("U1", "C2", "mine")
    assert [discord.sees("C1", "U1"), discord.sees("@U2")] == before
    assert "R3" not in mine.text


async def test_a_button_pressed_again_later_says_the_same_and_does_nothing_twice(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        card = dict(discord.standing("C1", "U1")[0])
        first = await discord.presses("U1", "C1", "Undo", on=card)
    async with bot_at(discord, chat.core, clock):
        second = await discord.presses("U1", "C1", "Undo", on=card)
    assert first.text == second.text
