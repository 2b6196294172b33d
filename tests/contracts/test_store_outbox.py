"""What every store does with the notices it owes: first in, first out per place, and no notice lost or doubled."""

import asyncio
from dataclasses import replace
from datetime import datetime
from itertools import chain

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.chat import MessageRef, Place
from bot.owed import Notice
from bot.store import UnitOfWork
from storage.store import Store
from tests.contracts.records import NOON, TOWN_SQUARE, minutes, notice

ELSEWHERE = Place("console", "team-yuri", "kitchen")
LEASE = 30.0


async def owe(store: Store, *notices: Notice) -> None:
    """Owe the notices, each in a unit of work of its own."""
    for each in notices:
        async with store.begin() as unit:
            await unit.outbox.owe(each)
            await unit.commit()


async def take(store: Store, now: datetime = NOON, limit: int = 20) -> list[str]:
    """Lease what is due and return the ids."""
    return [each.id for each in await leased(store, now, limit)]


async def leased(store: Store, now: datetime = NOON, limit: int = 20) -> list[Notice]:
    """Lease what is due."""
    async with store.begin() as unit:
        notices = await unit.outbox.take(now, LEASE, limit)
        await unit.commit()
    return list(notices)


async def finish(store: Store, given: Notice, ref: MessageRef | None = None, now: datetime = NOON) -> None:
    """Mark a notice delivered."""
    async with store.begin() as unit:
        await unit.outbox.delivered(given, ref, now)
        await unit.commit()


def direct(place: Place) -> Place:
    """Return the place as words to one person alone."""
    return replace(place, direct=True)


async def test_a_place_gets_its_notices_one_by_one_in_order(store: Store) -> None:
    await owe(store, notice("n1", "R1"), notice("n2", "R2"), notice("n3", "R3"))
    given = []
    while due := await leased(store):
        assert len(due) == 1
        assert await take(store) == []
        given.append(due[0].id)
        await finish(store, due[0])
    assert given == ["n1", "n2", "n3"]


async def test_places_do_not_wait_for_each_other(store: Store) -> None:
    places = [TOWN_SQUARE, ELSEWHERE, replace(TOWN_SQUARE, thread="t1"), direct(TOWN_SQUARE)]
    await owe(store, *(notice(f"n{n}", place=place) for n, place in enumerate(places)))
    await owe(store, notice("later", "R2"))
    assert await take(store, limit=3) == ["n0", "n1", "n2"]
    assert await take(store) == ["n3"]


async def test_urgent_places_come_first(store: Store) -> None:
    await owe(store, notice("n1"), replace(notice("n2", place=ELSEWHERE), urgent=True))
    assert await take(store, limit=1) == ["n2"]


async def test_an_urgent_notice_overtakes_one_that_can_still_be_undone(store: Store) -> None:
    await owe(store, replace(notice("n1"), not_before=NOON + minutes(0.2)), replace(notice("n2", "R2"), urgent=True))
    (urgent,) = await leased(store)
    assert urgent == replace(notice("n2", "R2"), urgent=True)
    assert await take(store, NOON + minutes(0.3)) == [], "one message at a time is on its way to a place"
    await finish(store, urgent)
    assert await take(store, NOON + minutes(0.3)) == ["n1"]


async def test_a_notice_in_back_off_holds_up_its_place_only(store: Store) -> None:
    await owe(store, notice("n1"), notice("n2", "R2"), notice("n3", place=ELSEWHERE))
    first, other = await leased(store)
    async with store.begin() as unit:
        await unit.outbox.again(first, NOON + minutes(2), "rate limited")
        await unit.commit()
    await finish(store, other)
    assert await take(store, NOON + minutes(1)) == []
    (retried,) = await leased(store, NOON + minutes(2))
    assert (retried.id, retried.attempts) == ("n1", 1)
    await finish(store, retried)
    assert await take(store, NOON + minutes(2)) == ["n2"]


async def test_a_parked_notice_lets_the_rest_go_on(store: Store) -> None:
    await owe(store, notice("n1"), notice("n2", "R2"))
    (poisoned,) = await leased(store)
    async with store.begin() as unit:
        await unit.outbox.park(poisoned, "blocks too long")
        await unit.commit()
    assert await take(store) == ["n2"]
    async with store.read() as view:
        assert await view.outbox.counts() == {"due": 1, "delivered": 0, "parked": 1, "dropped": 0}


async def test_a_lease_that_ran_out_is_given_again(store: Store) -> None:
    await owe(store, notice("n1"), notice("n2", "R2"))
    assert await take(store) == ["n1"]
    assert await take(store, NOON + minutes(0.4)) == []
    assert await take(store, NOON + minutes(0.5)) == ["n1"]


async def test_a_lease_that_ran_out_counts_as_an_attempt_since_the_message_may_have_arrived(store: Store) -> None:
    await owe(store, notice("n1"))
    attempts = [(await leased(store, NOON + minutes(2 * times)))[0].attempts for times in range(3)]
    assert attempts == [0, 1, 2]


async def test_a_lease_that_was_not_committed_was_none(store: Store) -> None:
    await owe(store, notice())
    async with store.begin() as unit:
        assert len(await unit.outbox.take(NOON, LEASE)) == 1
    assert await take(store) == ["n1"]


async def test_owing_twice_is_owing_once_even_after_delivery(store: Store) -> None:
    await owe(store, notice(), notice())
    (given,) = await leased(store)
    await finish(store, given)
    await owe(store, notice())
    assert await take(store) == []


async def test_a_waiting_notice_about_the_same_record_is_replaced_in_its_turn(store: Store) -> None:
    soon = replace(notice("n1"), not_before=NOON + minutes(1))
    await owe(store, soon, notice("n2", "R2"))
    await owe(store, replace(notice("n3"), not_before=NOON + minutes(5), urgent=True, created_at=NOON + minutes(1)))
    (given,) = await leased(store, NOON + minutes(1), limit=1)
    assert (given.id, given.not_before, given.urgent) == ("n3", NOON + minutes(1), True)
    await finish(store, given)
    await owe(store, soon)
    assert await take(store, NOON + minutes(9)) == ["n2"]


async def test_news_and_cards_and_other_places_do_not_replace_each_other(store: Store) -> None:
    await owe(store, notice("n1"), notice("n2", kind="news"), notice("n3", place=ELSEWHERE), notice("n4", "R2"))
    async with store.read() as view:
        assert (await view.outbox.counts())["due"] == 4


async def test_a_notice_that_is_being_sent_or_was_tried_is_followed_by_the_next_change(store: Store) -> None:
    """What was sent, or may have been, shows the record as it was; so the change comes after it."""
    await owe(store, notice("n1"))
    (sending,) = await leased(store)
    await owe(store, notice("n2"))
    async with store.begin() as unit:
        await unit.outbox.again(sending, NOON, "timed out")
        await unit.commit()
    await owe(store, notice("n3"))
    (tried,) = await leased(store)
    assert tried.id == "n1"
    await finish(store, tried)
    assert await take(store) == ["n3"]


async def test_an_undone_record_is_dropped_where_no_message_stands(store: Store) -> None:
    here, there = MessageRef(TOWN_SQUARE, "m1"), notice("n9", place=ELSEWHERE)
    await owe(store, notice("n1"))
    (first,) = await leased(store)
    await finish(store, first, here)
    await owe(store, notice("n2"), there, notice("n3", "R2", ELSEWHERE), notice("n4", kind="news", place=ELSEWHERE))
    async with store.begin() as unit:
        assert await unit.outbox.drop("R1") == 1
        await unit.commit()
    assert await take(store) == ["n2", "n3"]


async def test_messages_that_stand_are_remembered_and_amended(store: Store) -> None:
    room = replace(ELSEWHERE, channel="D77")
    new, old = MessageRef(room, "m2"), MessageRef(room, "m1")
    person = direct(ELSEWHERE)

    async def deliver(unit: UnitOfWork, id: str, ref: MessageRef | None, at: datetime) -> None:
        await unit.outbox.owe(notice(id, place=person))
        (given,) = await unit.outbox.take(NOON, LEASE)
        await unit.outbox.delivered(given, ref, at, f"card of {id}")

    async with store.begin() as unit:
        for name, ref, at in (("n1", old, NOON), ("n2", new, NOON), ("n3", new, NOON + minutes(1)), ("n4", None, NOON)):
            await deliver(unit, name, ref, at)
        await unit.commit()
    async with store.read() as view:
        newest = await view.outbox.standing(person, "R1", "card")
        assert newest is not None
        assert (newest.ref, newest.sent_at, newest.amended_at) == (new, NOON, NOON + minutes(1))
        assert newest.digest == "card of n3"
        assert await view.outbox.standing(person, "R1", "news") is None
        assert await view.outbox.standing(TOWN_SQUARE, "R1", "card") is None
        assert [each.ref for each in await view.outbox.places_of("R1")] == [old, new]
        assert list(await view.outbox.places_of("R2")) == []


async def test_the_next_due_time_counts_leases_and_back_off(store: Store) -> None:
    async def next_due() -> datetime | None:
        async with store.read() as view:
            return await view.outbox.next_due()

    assert await next_due() is None
    await owe(store, replace(notice("n1"), not_before=NOON + minutes(1)), notice("n2", "R2"))
    assert await next_due() == NOON
    (first,) = await leased(store)
    assert (first.id, await next_due()) == ("n2", NOON + minutes(0.5))
    async with store.begin() as unit:
        await unit.outbox.again(first, NOON + minutes(3), "rate limited")
        await unit.commit()
    await owe(store, notice("n3", "R3"))
    assert await next_due() == NOON + minutes(1)
    (second,) = await leased(store, NOON + minutes(1))
    assert (second.id, await next_due()) == ("n1", NOON + minutes(1.5))
    await finish(store, second)
    assert await next_due() == NOON + minutes(3)


async def test_one_that_is_put_off_holds_nobody_up_and_counts_as_untried(store: Store) -> None:
    await owe(store, notice("n1"), notice("n2", "R2"))
    (first,) = await leased(store)
    async with store.begin() as unit:
        await unit.outbox.put_off(first, NOON + minutes(1))
        await unit.commit()
    assert await take(store) == ["n2"]
    async with store.begin() as unit:
        await unit.outbox.owe(notice("n3"))
        assert (await unit.outbox.counts())["dropped"] == 1


OUTCOMES = st.sampled_from(["delivered", "again", "parked", "lost"])
OWED = st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owed=st.lists(OWED, min_size=1, max_size=8), outcomes=st.lists(OUTCOMES, max_size=12))
@example([(0, 0, False), (1, 1, False), (1, 0, True)], ["lost", "delivered", "lost", "again"])  # a lost one overtaken
async def test_a_courier_that_sleeps_until_the_next_due_time_always_gets_work_and_ends(
    store: Store, owed: list[tuple[int, int, bool]], outcomes: list[str]
) -> None:
    """Whatever becomes of each sending: no time is told at which nothing is to do, and no notice is forgotten."""
    ahead = iter(outcomes)
    async with store.begin() as unit:
        box = unit.outbox
        for n, (where, wait, urgent) in enumerate(owed):
            due = notice(f"n{n}", f"R{n}", replace(TOWN_SQUARE, channel=f"c{where}"))
            await box.owe(replace(due, not_before=NOON + minutes(wait), urgent=urgent))
        while (now := await box.next_due()) is not None:
            taken = await box.take(now, LEASE)
            assert taken
            assert len({each.place for each in taken}) == len(taken)
            for each in taken:
                await _end(unit, each, next(ahead, "delivered"), now)
        counts = await box.counts()
        assert counts["delivered"] + counts["parked"] == len(owed)


async def _end(unit: UnitOfWork, one: Notice, outcome: str, now: datetime) -> None:
    if outcome == "delivered":
        await unit.outbox.delivered(one, None, now)
    elif outcome == "again":
        await unit.outbox.again(one, now + minutes(2), "rate limited")
    elif outcome == "parked":
        await unit.outbox.park(one, "blocks too long")


async def test_couriers_at_work_at_once_never_get_the_same_place(store: Store) -> None:
    places = [replace(TOWN_SQUARE, channel=f"c{n}") for n in range(6)]
    await owe(store, *(notice(f"{p.channel}-{n}", f"R{n}", p) for p in places for n in range(2)))
    taken = await asyncio.gather(*(take(store, limit=2) for _ in range(5)))
    assert sorted(chain(*taken)) == [f"c{n}-0" for n in range(6)]


async def test_what_waits_about_a_record_is_known_until_it_is_delivered(store: Store) -> None:
    await owe(store, notice("n1", "W1:P1", kind="news"))
    async with store.begin() as unit:
        assert await unit.outbox.waits("W1:P1")
        assert not await unit.outbox.waits("W2:P1")
        await unit.outbox.delivered(notice("n1", "W1:P1", kind="news"), None, NOON)
        assert not await unit.outbox.waits("W1:P1")
