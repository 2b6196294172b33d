"""The card of an hour: what comes into a linked channel of default settings is one message, amended as it grows."""

from datetime import timedelta

import pytest

from bot.chat import Card, Place
from bot.courier import Courier
from bot.store import Store
from tests.bot.stage import FIELD, OPS, post_of
from tests.chat import PLATFORM, UNDO, Chat
from tests.clock import SetClock
from tests.platforms.recording import RecordingAdapter, Sent

AFTER_UNDO = timedelta(seconds=UNDO + 1)
MINUTE = timedelta(minutes=1)
HEAD = "D1 Noto earthquake, Ishikawa: new from 09:00 to 10:00"
SERVER = Place(PLATFORM, "Tidewater", "help")


@pytest.fixture
async def hourly(chat: Chat, store: Store, clock: SetClock, platform: RecordingAdapter) -> Courier:
    """Return a courier for an exchange at 09:00 with two channels of default settings, the second in Japanese."""
    await chat.say("mori", "/response open Noto earthquake, Ishikawa", "Harbour Relief", "ops")
    await chat.say("mori", "/response link D1")
    await chat.say("lee", "/response link D1 locale:ja", "Tidewater", "help")
    found = Courier(store, {PLATFORM: platform}, chat.callers, clock, chat.core.reader)
    await found.drain()
    platform.sent.clear()
    return found


async def ask(chat: Chat, line: str = "/request 200 blankets in Wajima") -> None:
    """Let Ben post in #field."""
    await chat.say("ben", line, "Blue Hand", "field")


def shown(card: Card) -> list[str]:
    """Return the numbers of the records that a card lists."""
    return [item.title.split()[0] for item in card.items]


def only(platform: RecordingAdapter, place: Place = OPS) -> Sent:
    """Return the one message that arrived in a place."""
    (sent,) = platform.sends(place)
    return sent


async def test_a_routine_post_stands_in_the_card_of_the_hour_as_soon_as_the_undo_time_is_over(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await hourly.drain()
    assert [sent.card.title for sent in platform.sends(FIELD)] == ["R1 Request: 200 blankets"]
    assert platform.sends(OPS) == []
    clock.move(AFTER_UNDO)
    await hourly.drain()
    card = only(platform).card
    assert (card.title, shown(card)) == (HEAD, ["R1"])
    assert [button.label for button in card.items[0].buttons] == ["I can give this"]
    assert only(platform, SERVER).card.title == "D1 Noto earthquake, Ishikawa：09:00〜10:00の新着"


async def test_an_urgent_need_comes_at_once_as_a_card_of_its_own(
    chat: Chat, hourly: Courier, platform: RecordingAdapter
) -> None:
    await ask(chat, "/request 30 tents in Suzu, urgent")
    await hourly.drain()
    assert only(platform).card.title == "R1 Request: 30 tents"


async def test_what_follows_within_the_hour_amends_the_same_message_once_a_minute(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    clock.move(AFTER_UNDO)
    await hourly.drain()
    await ask(chat, "/request 30 tents in Suzu")
    clock.move(AFTER_UNDO)
    await hourly.drain()
    assert len(platform.sends(OPS)) == 1
    clock.move(AFTER_UNDO)
    await hourly.drain()
    first, second = platform.sends(OPS)
    assert (first.message, second.amended, shown(second.card)) == (second.message, True, ["R2", "R1"])


async def test_what_may_still_be_undone_is_not_shown_with_the_rest(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    clock.move(AFTER_UNDO / 2)
    await ask(chat, "/request 30 tents in Suzu")
    clock.move(AFTER_UNDO / 2)
    await hourly.drain()
    assert shown(only(platform).card) == ["R1"]
    clock.move(MINUTE)
    await hourly.drain()
    assert shown(platform.sends(OPS)[-1].card) == ["R2", "R1"]


async def test_what_was_undone_in_time_is_never_shown(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await chat.press("ben", "Undo")
    clock.move(AFTER_UNDO)
    await hourly.drain()
    assert platform.sends(OPS) == []


async def test_the_next_hour_has_a_message_of_its_own_and_the_earlier_one_stays_true(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    clock.move(AFTER_UNDO)
    await hourly.drain()
    clock.move(timedelta(hours=1))
    await ask(chat, "/request 30 tents in Suzu")
    clock.move(AFTER_UNDO)
    await hourly.drain()
    assert [card.title for card in platform.standing(OPS)] == [HEAD, HEAD.replace("09:00 to 10:00", "10:00 to 11:00")]
    await chat.say("lee", "/match give R1 120")
    await hourly.drain()
    assert platform.sends(OPS)[-1].message == platform.sends(OPS)[0].message
    assert "secured 120" in chat.card_text(platform.standing(OPS)[0])


async def test_a_button_in_the_card_of_the_hour_takes_up_what_stands_there(
    chat: Chat, hourly: Courier, clock: SetClock, store: Store
) -> None:
    await chat.say("ben", "/offer 500 wool blankets in Kanazawa", "Blue Hand", "field")
    await chat.deliver(AFTER_UNDO)
    assert "Proposed as C1" in chat.text(await chat.press("mori", "I need this"))
    assert (await post_of(store, "O1")).tally.promised == 500_000


async def test_what_has_ended_falls_out_and_an_empty_card_says_where_to_look(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    clock.move(AFTER_UNDO)
    await hourly.drain()
    await chat.say("ben", "/mine close R1")
    clock.move(MINUTE)
    await hourly.drain()
    assert [card.title for card in platform.standing(OPS)] == [
        "All that was new in this hour has ended. What is open: /list"
    ]


async def test_300_posts_in_an_hour_are_one_message_that_is_amended_at_most_once_a_minute(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    for number in range(300):
        await ask(chat, f"/request {number + 1} blankets in Wajima")
        clock.move(timedelta(minutes=58) / 300)
        await hourly.drain()
    clock.move(MINUTE)
    await hourly.drain()
    sends = platform.sends(OPS)
    assert len({sent.message for sent in sends}) == 1
    assert 50 <= len(sends) <= 60
    assert len(sends[-1].card.items) == 10
    assert sends[-1].card.note == "and 290 more: /list"
    assert shown(sends[-1].card)[0] == "R300"


async def test_a_channel_can_have_every_post_in_a_card_of_its_own_again(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await chat.say("mori", "/response link D1 cards:each")
    await ask(chat)
    clock.move(AFTER_UNDO)
    await hourly.drain()
    assert platform.sends(OPS)[-1].card.title == "R1 Request: 200 blankets"


async def test_what_becomes_urgent_comes_at_once_as_a_card_of_its_own(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    clock.move(AFTER_UNDO)
    await hourly.drain()
    await chat.say("ben", "/mine edit R1 200 blankets in Wajima, urgent")
    await hourly.drain()
    assert platform.sends(OPS)[-1].card.title == "R1 Request: 200 blankets"


async def test_what_a_channel_does_not_take_never_comes_but_what_is_edited_into_it_does(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await chat.say("mori", "/response link D1 areas:Suzu")
    await ask(chat)
    clock.move(AFTER_UNDO)
    await hourly.drain()
    assert platform.sends(OPS) == []
    await chat.say("ben", "/mine edit R1 place:Suzu")
    clock.move(AFTER_UNDO)
    await hourly.drain()
    assert shown(platform.sends(OPS)[-1].card) == ["R1"]


async def test_a_send_of_the_hours_card_that_failed_is_caught_up_on(
    chat: Chat, hourly: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    clock.move(AFTER_UNDO)
    platform.fail(OSError("down"), 2)
    await hourly.drain()
    await ask(chat, "/request 30 tents in Suzu")
    for _ in range(4):
        clock.move(MINUTE)
        await hourly.drain()
    assert [shown(card) for card in platform.standing(OPS)] == [["R2", "R1"]]
    assert len({sent.message for sent in platform.sends(OPS)}) == 1
