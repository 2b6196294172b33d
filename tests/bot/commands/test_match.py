"""`/match`: what fits and why; giving, needing and taking up, all or part, one's own record or a new one."""

import asyncio

import pytest

from bot.chat import Form
from bot.store import Store
from tests.bot.stage import commitment_of, direct, opened, post_of, posts_of
from tests.chat import Chat


@pytest.fixture(autouse=True)
async def _exchange(chat: Chat) -> None:
    """Open a response in which Ben asks for 200 blankets as R1."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")


async def test_i_can_give_this_makes_the_offer_and_the_proposal_in_one_step(chat: Chat, store: Store) -> None:
    await chat.deliver()
    await chat.say("cho", "/list", "Blue Hand", "field")
    said = chat.text(await chat.say("aki", "/match give R1", locale="en"))
    assert "Proposed as C1" in said
    made, offer = await commitment_of(store), await post_of(store, "O1")
    assert (made.state, made.proposed_by, made.asked, made.given) == ("proposed", "giver", 200_000, 200_000)
    assert (offer.state, offer.quantity, offer.stamp.audience) == ("reserved", 200_000, "own")
    assert [place.role for place in offer.places] == ["to"]
    assert (await post_of(store, "R1")).state == "covered"


@pytest.mark.parametrize("typed", ["120", "１２０", "120枚", "120 blankets", "quantity:120"])
async def test_a_part_is_given_as_people_write_it(chat: Chat, store: Store, typed: str) -> None:
    await chat.say("aki", f"/match give R1 {typed}")
    assert (await commitment_of(store)).asked == 120_000
    asked = await post_of(store, "R1")
    assert (asked.state, asked.left) == ("partly_covered", 80_000)


async def test_an_amount_that_cannot_be_read_is_asked_for_again_with_an_example(chat: Chat, store: Store) -> None:
    reply = await chat.say("aki", "/match give R1 plenty", locale="en")
    assert isinstance(reply.answer, Form)
    assert "plenty is no amount I can read. For example 200." in chat.text(reply)
    assert "Proposed as C1" in chat.text(await chat.fill("aki", quantity="50"))
    assert (await commitment_of(store)).asked == 50_000


async def test_more_than_is_left_is_refused_with_what_is_left(chat: Chat, store: Store) -> None:
    reply = await chat.say("aki", "/match give R1 201", locale="en")
    assert "Only 200 pieces are left." in chat.text(reply)
    assert list(await posts_of(store)) == ["R1"]


async def test_whose_own_record_fits_is_asked_which_is_meant(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 500 blankets in Kanazawa", locale="en")
    reply = await chat.say("aki", "/match give R1 50")
    assert "Which of yours?" in chat.text(reply)
    assert "Proposed as C1" in chat.text(await chat.fill("aki", **{"with": "O1"}))
    made = await commitment_of(store)
    assert (made.offer_id, made.asked) == ("O1", 50_000)
    assert (await post_of(store, "O1")).left == 450_000


async def test_something_new_may_be_given_beside_what_one_has(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 500 blankets in Kanazawa", locale="en")
    await chat.say("aki", "/match give R1 50")
    await chat.fill("aki", **{"with": "new"})
    assert (await commitment_of(store)).offer_id == "O2"
    assert (await post_of(store, "O1")).left == 500_000


async def test_ones_own_offer_that_is_too_small_is_told_as_such(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 30 blankets in Kanazawa", locale="en")
    said = await chat.tell("aki", "/match give R1 50 with:O1")
    assert "Only 30 pieces are left." in said
    assert (await post_of(store, "R1")).left == 200_000


async def test_the_asker_takes_up_an_offer_that_fits_with_one_press(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 500 blankets in Kanazawa")
    said = await chat.tell("ben", "/match R1")
    assert "Fits R1: the same kind of thing, 95 km away, in time, enough of it" in said
    await chat.press("ben", "Take up O1")
    made = await commitment_of(store)
    assert (made.proposed_by, made.request_id, made.offer_id, made.asked) == ("asker", "R1", "O1", 200_000)


async def test_the_giver_takes_up_a_request_that_fits_from_either_side(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 500 blankets in Kanazawa", locale="en")
    await chat.say("aki", "/match R1")
    await chat.press("aki", "Take up R1")
    made = await commitment_of(store)
    assert (made.proposed_by, made.request_id, made.offer_id) == ("giver", "R1", "O1")


async def test_a_third_party_joins_nobody_elses_records(chat: Chat) -> None:
    await chat.say("aki", "/offer 500 blankets in Kanazawa")
    said = await chat.tell("cho", "/match R1", "Third Wave", "south")
    assert "[I need this]" in said
    assert "Take up" not in said


async def test_i_need_this_makes_a_request_of_its_own(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 500 tents in Kanazawa")
    await chat.say("ben", "/match need O1 20")
    made = await commitment_of(store)
    assert (made.proposed_by, made.request_id, made.asked) == ("asker", "R2", 20_000)


async def test_two_who_are_quick_at_once_never_promise_more_than_is_needed(chat: Chat, store: Store) -> None:
    givers = [f"giver{n}" for n in range(6)]
    for n, who in enumerate(givers):
        await chat.say(who, "/list", f"Wave {n}", "south")
    replies = await asyncio.gather(*(chat.say(who, "/match give R1 90") for who in givers))
    said = [chat.text(reply) for reply in replies]
    assert sum("Proposed as C" in text for text in said) == 2
    asked = await post_of(store, "R1")
    assert asked.tally.promised == 180_000
    offers = [post for post in (await posts_of(store)).values() if post.kind == "offer"]
    assert len(offers) == 2, "who came too late leaves no offer behind"
    assert not any("Something went wrong" in text for text in said)


async def test_who_comes_too_late_is_told_and_shown_what_else_is_open(chat: Chat) -> None:
    await chat.say("aki", "/match give R1")
    await chat.say("dan", "/request 90 blankets in Suzu", "Fourth Wave", "s")
    said = await chat.tell("cho", "/match give R1 10", "Third Wave", "south")
    assert "somebody was quicker" in said
    assert "R2 Request: 90 blankets" in said
    assert "By: Fourth Wave" in said


async def test_what_has_ended_is_said_to_have_ended(chat: Chat) -> None:
    await chat.say("ben", "/mine close R1")
    said = await chat.tell("cho", "/match give R1 10", "Third Wave", "south")
    assert "R1 has ended already." in said
    assert "quicker" not in said


async def test_ones_own_post_is_not_taken_up(chat: Chat) -> None:
    assert "R1 is your own" in await chat.tell("ben", "/match give R1")
    assert "R1 is your own" in await chat.tell("bea", "/match give R1", "Blue Hand", "field")


async def test_the_wrong_way_round_is_put_right(chat: Chat) -> None:
    said = chat.text(await chat.say("aki", "/match need R1", locale="en"))
    assert "/match give R1" in said


async def test_whom_nobody_vouches_for_cannot_take_up(chat: Chat, store: Store) -> None:
    await chat.say("vol", "/list", "Open Server", "help", platform="discord")
    assert "has to vouch for you" in await chat.tell("vol", "/match give R1 10")
    assert (await post_of(store, "R1")).left == 200_000


@pytest.mark.parametrize("number", ["R99", "O99", "X1", ""])
async def test_what_is_not_there_is_answered_alike(chat: Chat, number: str) -> None:
    said = await chat.tell("cho", f"/match {number}", "Third Wave", "south")
    assert ("I find no record" if number else "Which record?") in said


async def test_what_may_not_be_seen_is_answered_as_if_it_were_not_there(chat: Chat) -> None:
    await chat.say("ben", "/request 30 tents in Suzu audience:own")
    hidden, absent = [await chat.tell("cho", f"/match {number}", "Third Wave", "south") for number in ("R2", "R9")]
    assert hidden.splitlines()[:2] == absent.replace("R9", "R2").splitlines()[:2]
    assert "I find no record R2" in await chat.tell("cho", "/match give R2 5")


async def test_nothing_that_fits_says_where_it_will_appear(chat: Chat) -> None:
    assert "Nothing fits R1 yet." in await chat.tell("ben", "/match R1")


async def test_both_cards_and_the_other_side_hear_of_a_proposal(chat: Chat) -> None:
    await chat.deliver()
    await chat.say("aki", "/match give R1 120")
    brought = await chat.deliver()
    news = [each for each in brought if each.place == direct("Blue Hand", "ben")]
    assert "[Accept (C1)] [Decline (C1)]" in chat.card_text(news[0].card)
    assert any(each.amended and "secured 120" in chat.card_text(each.card) for each in brought)
