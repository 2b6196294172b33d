"""What every store does so that an act that arrives twice is one act."""

import asyncio
from datetime import timedelta

import pytest

from bot.chat import Card, Reply
from storage.store import Store
from tests.contracts.records import NOON, invocation, minutes

SAVED = Reply(Card("R1 is saved"))


async def answered(store: Store, id: str = "act-1") -> Reply:
    """Answer an act as the dispatcher does: with a counted id, or with the reply it had before."""
    async with store.begin() as unit:
        known = await unit.inbox.seen(id)
        if known is not None:
            return known
        reply = Reply(Card(await unit.new_id("R")))
        await unit.inbox.answered(id, reply, NOON)
        await unit.commit()
        return reply


async def test_an_act_that_arrives_again_a_day_later_gets_the_same_reply(store: Store) -> None:
    first = await answered(store)
    assert first == Reply(Card("R1"))
    assert await answered(store) == first
    assert await answered(store, "act-2") == Reply(Card("R2"))


async def test_of_ten_deliveries_at_once_one_acts_and_all_give_its_reply(store: Store) -> None:
    replies = await asyncio.gather(*(answered(store) for _ in range(10)))
    assert set(map(repr, replies)) == {repr(Reply(Card("R1")))}


async def test_an_act_whose_first_delivery_failed_is_new_again(store: Store) -> None:
    async def fail() -> None:
        async with store.begin() as unit:
            assert await unit.inbox.seen("act-1") is None
            await unit.new_id("R")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await answered(store) == Reply(Card("R1"))


LATER = NOON + timedelta(hours=1)


async def test_a_received_act_is_kept_until_its_answer_was_told(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.receive(invocation("late"))
        await unit.inbox.receive(invocation())
        await unit.inbox.receive(invocation())
        await unit.commit()
    async with store.begin() as unit:
        assert await unit.inbox.untold(LATER) == [invocation(), invocation("late")]
        assert await unit.inbox.seen("act-1") is None
        await unit.inbox.answered("act-1", SAVED, NOON)
        assert await unit.inbox.untold(LATER) == [invocation(), invocation("late")]
        await unit.inbox.told("act-1")
        await unit.commit()
    async with store.begin() as unit:
        assert await unit.inbox.untold(LATER) == [invocation("late")]
        assert await unit.inbox.seen("act-1") == SAVED


async def test_an_act_that_was_answered_before_it_is_received_keeps_its_reply_and_is_told(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.answered("act-1", SAVED, NOON)
        await unit.inbox.receive(invocation())
        assert await unit.inbox.seen("act-1") == SAVED
        assert await unit.inbox.untold(LATER) == [invocation()]


async def test_an_act_of_a_moment_ago_is_left_to_whoever_received_it(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.receive(invocation())
        assert await unit.inbox.untold(invocation().at) == []
        assert await unit.inbox.untold(invocation().at + minutes(1)) == [invocation()]


async def test_a_received_act_that_two_take_up_at_once_is_done_once(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.receive(invocation())
        await unit.commit()
    replies = await asyncio.gather(*(answered(store) for _ in range(4)))
    assert set(map(repr, replies)) == {repr(Reply(Card("R1")))}


async def test_old_answers_are_forgotten_and_unfinished_acts_are_not(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.answered("old", SAVED, NOON)
        await unit.inbox.answered("new", SAVED, NOON + minutes(1))
        await unit.inbox.receive(invocation())
        assert await unit.inbox.forget(NOON + minutes(1)) == 1
        assert await unit.inbox.seen("old") is None
        assert await unit.inbox.seen("new") == SAVED
        assert await unit.inbox.forget(NOON + timedelta(days=30)) == 2
        assert await unit.inbox.untold(LATER) == [invocation()]
