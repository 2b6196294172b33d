"""The courier: what is owed arrives once, in order, as it stands."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.courier import Courier
from bot.owed import Notice
from bot.store import Store
from tests.bot.couriers import AFTER_UNDO, AKI, BEN, MINUTE, Held, Losing, ask, pass_by, titles
from tests.bot.stage import FIELD, OPS, WAJIMA, post_of
from tests.chat import PLATFORM, Chat
from tests.clock import SetClock
from tests.platforms.recording import RecordingAdapter


async def test_a_card_stands_at_once_where_it_was_posted_and_elsewhere_after_the_undo_time(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await courier.drain()
    assert titles(platform, FIELD) == ["R1 Request: 200 blankets"]
    assert titles(platform, OPS) == []
    clock.move(AFTER_UNDO)
    await courier.drain()
    assert titles(platform, OPS) == ["R1 Request: 200 blankets"]
    assert titles(platform, WAJIMA) == ["R1 依頼：毛布・寝具（blankets） 200個"]


async def test_a_critical_card_goes_everywhere_at_once(
    chat: Chat, courier: Courier, platform: RecordingAdapter
) -> None:
    await ask(chat, "/request 200 blankets in Wajima, urgent")
    await courier.drain()
    assert [len(platform.sends(place)) for place in (FIELD, OPS, WAJIMA)] == [1, 1, 1]


async def test_a_card_that_stands_is_amended_and_never_sent_again(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await pass_by(courier, clock, MINUTE)
    for amount in (150, 120):
        await chat.say("ben", f"/mine edit R1 quantity:{amount}")
        await courier.drain()
    for place in (FIELD, OPS, WAJIMA):
        assert [sent.amended for sent in platform.sends(place)] == [False, True, True]
        assert len(platform.standing(place)) == 1
    assert platform.standing(OPS)[0].title == "R1 Request: 120 blankets"


async def test_what_changed_before_it_was_sent_is_sent_once_as_it_stands(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await chat.say("ben", "/mine edit R1 quantity:150")
    await pass_by(courier, clock, MINUTE)
    assert titles(platform, OPS) == ["R1 Request: 150 blankets"]
    assert titles(platform, FIELD) == ["R1 Request: 150 blankets"]


async def test_what_was_undone_before_it_was_sent_never_leaves(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await courier.drain()
    await chat.press("ben", "Undo")
    await pass_by(courier, clock, MINUTE)
    assert titles(platform, OPS) == []
    assert titles(platform, WAJIMA) == []
    assert [sent.amended for sent in platform.sends(FIELD)] == [False, True]


async def test_what_changed_while_it_was_being_sent_is_amended_afterwards(
    chat: Chat, courier: Courier, store: Store, clock: SetClock
) -> None:
    slow = Held(PLATFORM)
    await ask(chat)
    sending = asyncio.create_task(Courier(store, {PLATFORM: slow}, chat.callers, clock, chat.core.reader).drain())
    await slow.asked.wait()
    await chat.say("ben", "/mine edit R1 quantity:150")
    slow.open.set()
    await sending
    assert [card.title for card in slow.standing(FIELD)] == ["R1 Request: 150 blankets"]
    assert len(slow.sends(FIELD)) == 2


async def test_each_place_is_told_in_the_order_of_events(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    for amount in range(1, 6):
        await ask(chat, f"/request {amount}0 blankets in Wajima")
    await pass_by(courier, clock, MINUTE)
    expected = [f"R{n} Request: {n}0 blankets" for n in range(1, 6)]
    assert titles(platform, FIELD) == expected
    assert titles(platform, OPS) == expected


async def told_by_aki(chat: Chat) -> None:
    """Let Aki promise what Ben asked for, so that Ben has news."""
    await ask(chat)
    await chat.say("aki", "/match give R1 120")


async def test_news_of_the_same_story_is_one_message_amended_within_the_hour(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await told_by_aki(chat)
    await courier.drain()
    await chat.say("ben", "/mine accept C1")
    clock.move(timedelta(minutes=50))
    await chat.say("aki", "/mine sent C1")
    await courier.drain()
    assert [sent.amended for sent in platform.sends(BEN)] == [False, True]
    assert "on its way" in chat.card_text(platform.standing(BEN)[0])


async def test_after_an_hour_news_sounds_again(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await told_by_aki(chat)
    await courier.drain()
    await chat.say("ben", "/mine accept C1")
    clock.move(timedelta(minutes=61))
    await chat.say("aki", "/mine sent C1")
    await courier.drain()
    clock.move(timedelta(minutes=1))
    await chat.say("aki", "/mine arrived C1")
    await courier.drain()
    assert [sent.amended for sent in platform.sends(BEN)] == [False, False, True, True]
    above, newest = platform.standing(BEN)
    assert (above.title, above.buttons) == ("C1: there is newer news of it below.", ())
    assert "arrived" in chat.card_text(newest)


async def test_nobody_hears_of_what_they_did_themselves(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await told_by_aki(chat)
    await pass_by(courier, clock, MINUTE)
    assert platform.sends(AKI) == []
    await chat.say("ben", "/mine accept C1")
    await courier.drain()
    assert [sent.amended for sent in platform.sends(BEN)] == [False, True]
    assert [sent.amended for sent in platform.sends(AKI)] == [False]


async def test_ones_own_move_takes_the_old_buttons_off_what_one_was_told_without_a_sound(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await told_by_aki(chat)
    await courier.drain()
    [card] = platform.standing(BEN)
    assert "Accept (C1)" in [button.label for button in card.buttons]
    clock.move(timedelta(hours=2))
    await chat.say("ben", "/mine accept C1")
    await courier.drain()
    [card] = platform.standing(BEN)
    assert "State: agreed" in chat.card_text(card)
    assert "Accept (C1)" not in [button.label for button in card.buttons]
    assert [sent.amended for sent in platform.sends(BEN)] == [False, True]
    await courier.drain()
    assert len(platform.sends(BEN)) == 2


async def test_older_news_is_let_go_of_where_its_message_is_gone(chat: Chat, store: Store, clock: SetClock) -> None:
    platform = Losing(PLATFORM)
    courier = Courier(store, {PLATFORM: platform}, chat.callers, clock, chat.core.reader)
    await told_by_aki(chat)
    await courier.drain()
    platform.lost = {sent.message for sent in platform.sends(BEN)}
    clock.move(timedelta(minutes=61))
    await chat.say("dan", "/mine accept C1", "Blue Hand", "field")
    for line in ("/mine sent C1", "/mine arrived C1"):
        await chat.say("aki", line)
        await courier.drain()
    assert [sent.amended for sent in platform.sends(BEN)] == [False, False, True]
    assert platform.tries == 1


async def test_a_record_that_may_no_longer_be_seen_is_replaced_by_a_line(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await pass_by(courier, clock, MINUTE)
    hidden = await post_of(store, "R1")
    async with store.begin() as uow:
        saved = await uow.posts.save(replace(hidden, state="hidden"), by="", what="hide")
        await uow.outbox.owe(Notice(f"hide:{saved.id}", OPS, "card", "R1", clock.now(), created_at=clock.now()))
        await uow.commit()
    await courier.drain()
    assert [card.title for card in platform.standing(OPS)] == ["R1 is no longer shown."]
