"""What every store knows of the cards of an hour: which record stands in which, and from when on."""

from dataclasses import replace

from bot.owed import Digests
from storage.store import Store
from tests.contracts.records import NOON, TOWN_SQUARE, minutes, post

HOUR, NEXT = "H:D1:2026-11-24T12+0000", "H:D1:2026-11-24T13+0000"
ELSEWHERE = replace(TOWN_SQUARE, channel="elsewhere")


async def filled(digests: Digests) -> None:
    """Put three records into an hour, one of them late, and one into another place's."""
    for number in range(3):
        await digests.put(TOWN_SQUARE, HOUR, f"R{number}", NOON + minutes(number))
    await digests.put(ELSEWHERE, HOUR, "R0", NOON)


async def test_records_stand_from_their_time_on_and_the_newest_first(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit.digests)
        assert list(await unit.digests.records(TOWN_SQUARE, HOUR, NOON + minutes(1))) == ["R1", "R0"]
        assert list(await unit.digests.records(ELSEWHERE, HOUR, NOON + minutes(1))) == ["R0"]
        assert list(await unit.digests.records(TOWN_SQUARE, NEXT, NOON + minutes(1))) == []


async def test_the_next_time_is_that_of_the_first_that_waits(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit.digests)
        assert await unit.digests.next_ready(TOWN_SQUARE, HOUR, NOON) == NOON + minutes(1)
        assert await unit.digests.next_ready(TOWN_SQUARE, HOUR, NOON + minutes(2)) is None


async def test_a_record_put_twice_keeps_its_first_time(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit.digests)
        await unit.digests.put(TOWN_SQUARE, HOUR, "R0", NOON + minutes(5))
        assert list(await unit.digests.records(TOWN_SQUARE, HOUR, NOON)) == ["R0"]


async def test_every_digest_that_holds_a_record_is_found(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit.digests)
        await unit.digests.put(TOWN_SQUARE, NEXT, "R0", NOON + minutes(60))
        found = await unit.digests.holding("R0")
        assert set(found) == {(TOWN_SQUARE, HOUR), (ELSEWHERE, HOUR), (TOWN_SQUARE, NEXT)}
        assert list(await unit.digests.holding("R9")) == []


async def test_an_undone_record_is_taken_out_only_where_it_does_not_stand_yet(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit.digests)
        await unit.digests.put(TOWN_SQUARE, NEXT, "R0", NOON + minutes(60))
        await unit.digests.drop("R0", NOON)
        assert set(await unit.digests.holding("R0")) == {(TOWN_SQUARE, HOUR), (ELSEWHERE, HOUR)}


async def test_records_are_given_in_the_order_they_are_asked_for(store: Store) -> None:
    async with store.begin() as unit:
        for number in range(3):
            await unit.posts.add(post(f"R{number}"), "P1")
        assert [each.id for each in await unit.posts.many(["R2", "R9", "R0"])] == ["R2", "R0"]
        assert list(await unit.posts.many([])) == []
