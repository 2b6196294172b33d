"""`/mine`: what one owes and awaits, every move of a promise, and what an owner does with a post."""

from datetime import timedelta

import pytest

from bot.chat import Form
from bot.store import Store
from tests.bot.stage import FIELD, OPS, WAJIMA, commitment_of, direct, opened, post_of
from tests.chat import UNDO, Chat, Delivered
from tests.clock import SetClock

BEN, AKI = direct("Blue Hand", "ben"), direct("みどり支援隊", "aki")
AFTER_UNDO = timedelta(seconds=UNDO + 1)


@pytest.fixture(autouse=True)
async def _exchange(chat: Chat) -> None:
    """Open a response in which Ben asks for 200 blankets as R1."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")


async def promised(chat: Chat, amount: int = 120, *, accepted: bool = True) -> None:
    """Let Aki promise a part of R1 as C1, and Ben accept it; all of it is delivered."""
    await chat.say("aki", f"/match give R1 {amount}", locale="en")
    if accepted:
        await chat.say("ben", "/mine accept C1")
    await chat.deliver(AFTER_UNDO)


def news(brought: list[Delivered]) -> list[str]:
    """Return who was told in private by a new message; what stands with others is amended without a sound."""
    return [each.place.channel for each in brought if each.place.direct and not each.amended]


@pytest.mark.parametrize(
    ("before", "who", "move", "state", "tally", "told"),
    [
        ((), "ben", "accept", "accepted", (120, 0, 0, 0), "aki"),
        ((), "ben", "decline", "declined", (0, 0, 0, 0), "aki"),
        ((), "aki", "cancel", "cancelled", (0, 0, 0, 0), "ben"),
        ((("ben", "accept"),), "aki", "send", "in_transit", (120, 120, 0, 0), "ben"),
        ((("ben", "accept"),), "aki", "arrive", "delivered", (120, 120, 120, 0), "ben"),
        ((("ben", "accept"), ("aki", "send")), "ben", "receive", "received", (120, 120, 120, 120), "aki"),
        ((("ben", "accept"),), "aki", "release", "released", (0, 0, 0, 0), "ben"),
        ((("ben", "accept"), ("aki", "send")), "ben", "release", "released", (0, 0, 0, 0), "aki"),
    ],
)
async def test_a_move_changes_both_posts_tells_the_other_side_and_amends_the_cards(
    chat: Chat,
    store: Store,
    before: tuple[tuple[str, str], ...],
    who: str,
    move: str,
    state: str,
    tally: tuple[int, int, int, int],
    told: str,
) -> None:
    await promised(chat, accepted=False)
    for mover, earlier in before:
        await chat.say(mover, f"/mine {earlier} C1")
    await chat.deliver(timedelta(hours=2))
    assert "Noted" in await chat.tell(who, f"/mine {move} C1")
    assert (await commitment_of(store)).state == state
    for number in ("R1", "O1"):
        now = (await post_of(store, number)).tally
        assert (now.promised, now.sent, now.arrived, now.received) == tuple(1000 * part for part in tally)
    brought = await chat.deliver()
    assert set(news(brought)) <= {told}
    assert told in {each.place.channel for each in brought if each.place.direct}
    # A yes changes no figure: the cards stand as they stood, and nobody's screen moves.
    changed = {each.place for each in brought if each.amended and not each.place.direct}
    assert changed == set() if move == "accept" else changed >= {FIELD, OPS, WAJIMA}


@pytest.mark.parametrize(("who", "move"), [("aki", "accept"), ("ben", "cancel"), ("ben", "send"), ("aki", "receive")])
async def test_a_move_that_is_the_other_sides_changes_nothing(chat: Chat, store: Store, who: str, move: str) -> None:
    await promised(chat, accepted=False)
    assert "That is not possible for C1 now" in await chat.tell(who, f"/mine {move} C1")
    assert (await commitment_of(store)).state == "proposed"


async def test_a_third_party_finds_no_commitment_of_others(chat: Chat, store: Store) -> None:
    await promised(chat, accepted=False)
    assert "I find no record C1" in await chat.tell("cho", "/mine accept C1", "Third Wave", "south")
    assert "I find no record C9" in await chat.tell("cho", "/mine accept C9")
    assert (await commitment_of(store)).state == "proposed"


async def test_a_colleague_answers_for_the_organisation(chat: Chat, store: Store) -> None:
    await promised(chat, accepted=False)
    await chat.say("bea", "/mine", "Blue Hand", "field")
    await chat.press("bea", "Accept (C1)")
    assert (await commitment_of(store)).state == "accepted"


async def test_what_awaits_an_answer_stands_first(chat: Chat) -> None:
    await promised(chat, accepted=False)
    reply = await chat.say("ben", "/mine")
    assert not isinstance(reply.answer, Form)
    assert [item.title[:2] for item in reply.answer.items] == ["C1", "R1"]
    assert "You owe nothing" in await chat.tell("cho", "/mine", "Third Wave", "south")


async def test_undone_before_anybody_took_it_up_the_post_is_cancelled_and_never_leaves(
    chat: Chat, store: Store
) -> None:
    await chat.deliver()
    await chat.press("ben", "Undo")
    assert (await post_of(store, "R1")).state == "cancelled"
    brought = await chat.deliver(AFTER_UNDO)
    assert [(each.place, each.amended) for each in brought] == [(FIELD, True)]


async def test_undone_after_somebody_took_it_up_it_is_a_withdrawal_that_tells_them(chat: Chat, store: Store) -> None:
    await promised(chat)
    await chat.say("ben", "/mine undo R1")
    assert (await post_of(store, "R1")).state == "cancelled"
    assert (await commitment_of(store)).state == "released"
    assert (await post_of(store, "O1")).left == 120_000
    assert "aki" in news(await chat.deliver(timedelta(hours=2)))


async def test_undone_at_once_after_somebody_took_it_up_no_new_card_leaves(chat: Chat) -> None:
    await chat.deliver()
    await chat.say("aki", "/match give R1 120")
    await chat.say("ben", "/mine undo R1")
    brought = await chat.deliver(AFTER_UNDO)
    assert {each.place for each in brought if not each.place.direct} == {FIELD}


async def test_what_was_undone_and_is_kept_alive_goes_out_after_all(chat: Chat, store: Store) -> None:
    await chat.deliver()
    await chat.press("ben", "Undo")
    await chat.deliver(AFTER_UNDO)
    await chat.press("ben", "Keep alive")
    assert (await post_of(store, "R1")).state == "open"
    brought = await chat.deliver(AFTER_UNDO)
    assert {each.place: each.amended for each in brought} == {FIELD: True, OPS: False, WAJIMA: False}


async def test_goods_on_their_way_hold_up_a_withdrawal(chat: Chat, store: Store) -> None:
    await promised(chat)
    await chat.say("aki", "/mine sent C1")
    assert "C1 is on its way. Settle that first" in await chat.tell("ben", "/mine withdraw R1")
    assert (await post_of(store, "R1")).state == "partly_covered"


async def test_goods_on_their_way_to_a_closed_request_are_still_received(chat: Chat, store: Store) -> None:
    await promised(chat)
    await chat.say("aki", "/mine sent C1")
    await chat.say("ben", "/mine close R1")
    assert "Noted" in await chat.tell("aki", "/mine arrived C1")
    assert "Noted" in await chat.tell("ben", "/mine received C1")
    closed = await post_of(store, "R1")
    assert (closed.state, closed.tally.received) == ("closed", 120_000)


async def test_a_closed_request_takes_no_new_promise(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine close R1")
    await chat.say("aki", "/match give R1 120")
    assert (await post_of(store, "R1")).tally.promised == 0


async def test_an_edit_changes_what_it_names_and_nothing_else(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/依頼 飲料水2,000リットル 珠洲市 金曜日まで 至急")
    before = await post_of(store, "R2")
    await chat.say("aki", "/mine edit R2 quantity:1500")
    after = await post_of(store, "R2")
    assert (after.quantity, after.unit) == (1_500_000, "litre")
    kept = ("urgency", "places", "ends", "category", "item", "counter", "text")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("until:2026-12-01", "ends", "2026-12-01"),
        ("place:Suzu", "places", "Suzu"),
        ("category:tents", "category", "shelter.tents"),
        ("150 blankets in Suzu", "quantity", "150000"),
    ],
)
async def test_an_edit_by_options_or_words_takes_effect(
    chat: Chat, store: Store, typed: str, field: str, value: str
) -> None:
    assert "R1 is changed" in await chat.tell("ben", f"/mine edit R1 {typed}")
    assert value in str(getattr(await post_of(store, "R1"), field))


async def test_the_words_of_an_offer_stay_an_offers(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/offer 500 blankets in Sendai")
    await chat.say("ben", "/mine edit O1 300 blankets in Sendai")
    assert (await post_of(store, "O1")).quantity == 300_000


async def test_a_line_of_several_is_edited_as_itself(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 20 tents in Suzu\n5 water trucks in Suzu")
    await chat.say("ben", "/mine edit R3")
    await chat.fill("ben", text="20 tents in Suzu\n7 water trucks in Suzu")
    tents, trucks = await post_of(store, "R2"), await post_of(store, "R3")
    assert (tents.quantity, trucks.quantity) == (20_000, 7_000)
    assert trucks.category != tents.category


async def test_an_edit_without_words_asks_with_the_old_ones_filled_in(chat: Chat, store: Store) -> None:
    reply = await chat.press("ben", "Edit")
    assert isinstance(reply.answer, Form)
    assert reply.answer.fields[0].value == "200 blankets in Wajima by Friday"
    await chat.fill("ben", text="180 blankets in Wajima by Friday")
    assert (await post_of(store, "R1")).quantity == 180_000


async def test_an_edit_below_what_is_promised_is_refused_with_the_words_kept(chat: Chat, store: Store) -> None:
    await promised(chat)
    said = await chat.tell("ben", "/mine edit R1 100 blankets in Wajima")
    assert "120 pieces of it are promised already; it cannot be less." in said
    assert "100 blankets in Wajima" in said
    assert (await post_of(store, "R1")).quantity == 200_000
    assert "R1 is changed" in await chat.tell("ben", "/mine edit R1 120 blankets in Wajima")
    assert (await post_of(store, "R1")).state == "covered"


async def test_a_misspelt_place_in_an_edit_is_not_passed_over(chat: Chat, store: Store) -> None:
    assert "Wajima, Ishikawa" in await chat.tell("ben", "/mine edit R1 100 blankets in Wajma")
    assert (await post_of(store, "R1")).quantity == 200_000


async def test_a_post_that_is_confirmed_is_fresh_again(chat: Chat, store: Store, clock: SetClock) -> None:
    await chat.deliver(timedelta(hours=60))
    assert "Not confirmed for 60 hours" in await chat.tell("ben", "/list")
    await chat.say("ben", "/mine keep R1")
    assert (await post_of(store, "R1")).confirmed_at == clock.now()
    assert "Not confirmed" not in await chat.tell("ben", "/list")


@pytest.mark.parametrize("action", ["edit", "keep", "close", "withdraw", "undo"])
async def test_the_posts_of_others_are_not_changed(chat: Chat, store: Store, action: str) -> None:
    said = await chat.tell("cho", f"/mine {action} R1", "Third Wave", "south")
    assert "R1 belongs to others" in said
    assert (await post_of(store, "R1")).stamp.version == 1


async def test_a_coordinator_may_close_for_others(chat: Chat, store: Store) -> None:
    await chat.say("mori", "/mine close R1")
    assert (await post_of(store, "R1")).state == "closed"


async def test_absent_and_forbidden_are_answered_alike(chat: Chat) -> None:
    await chat.say("ben", "/request 30 tents in Suzu audience:own")
    forbidden = await chat.tell("cho", "/mine close R2", "Third Wave", "south")
    absent = await chat.tell("dan", "/mine close R9", "Fourth Wave", "south")
    assert forbidden == absent.replace("R9", "R2")


async def test_ended_is_not_ended_twice(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine close R1")
    assert "R1 has ended already" in await chat.tell("ben", "/mine withdraw R1")
    assert (await post_of(store, "R1")).state == "closed"
