"""What every store knows of fits: each pair is new once, ready at its time, told once, forgotten when undone."""

from datetime import datetime

from bot.owed import FitPair
from bot.store import UnitOfWork
from storage.store import Store
from tests.contracts.records import NOON, minutes, post

LATER = NOON + minutes(1)


async def filled(unit: UnitOfWork) -> None:
    """Store a request and three offers."""
    await unit.posts.add(post("R1"), "P1")
    for number in (1, 2, 3):
        await unit.posts.add(post(f"O{number}", "offer"), "P2")


def pairs(*others: str, at: datetime = NOON) -> dict[tuple[str, str], datetime]:
    """Return pairs of R1 and these posts."""
    return {("R1", other): at for other in others}


async def test_a_pair_is_new_once(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.fit_news.found(pairs("O1", "O2"))
        assert await unit.fit_news.owed("R1", NOON)
        await unit.fit_news.found(pairs("O2", "O3", at=LATER))
        assert not await unit.fit_news.owed("R1", NOON)
        assert await unit.fit_news.of("R1", NOON) == [FitPair("O1", None), FitPair("O2", None)]
        assert await unit.fit_news.owed("R1", LATER)
        await unit.fit_news.found({})
        assert await unit.fit_news.waiting(LATER) == []


async def test_pairs_may_be_told_from_their_time_on_the_newest_first(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.fit_news.found(pairs("O1") | pairs("O2", at=LATER))
        assert await unit.fit_news.of("R1", NOON) == [FitPair("O1", None)]
        assert await unit.fit_news.of("R1", LATER) == [FitPair("O2", None), FitPair("O1", None)]
        assert list(await unit.fit_news.of("O1", LATER)) == []


async def test_a_record_waits_until_its_news_is_owed_and_again_when_there_is_more(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.fit_news.found(pairs("O1") | pairs("O2", at=LATER))
        assert await unit.fit_news.waiting(NOON - minutes(1)) == []
        assert await unit.fit_news.waiting(NOON) == ["R1"]
        await unit.fit_news.owed("R1", NOON)
        assert await unit.fit_news.waiting(NOON) == []
        assert await unit.fit_news.waiting(LATER) == ["R1"]


async def test_what_was_told_or_is_known_keeps_its_first_time(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.fit_news.found(pairs("O1"))
        await unit.fit_news.told("R1", ["O1", "O2"], NOON)
        await unit.fit_news.known([("R1", "O1"), ("R1", "O3")])
        await unit.fit_news.told("R1", ["O1", "O3"], LATER)
        told = {pair.other_id: pair.told_at for pair in await unit.fit_news.of("R1", LATER)}
        assert (told["O1"], told["O2"]) == (NOON, NOON)
        assert told["O3"] is not None
        assert told["O3"] < NOON - minutes(10_000)
        await unit.fit_news.found(pairs("O1", "O2", "O3"))
        assert await unit.fit_news.waiting(LATER) == []


async def test_only_those_who_were_told_in_a_message_hear_that_it_is_gone(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.posts.add(post("R2"), "P1")
        await unit.fit_news.told("R1", ["O1"], NOON)
        await unit.fit_news.known([("R2", "O1")])
        assert await unit.fit_news.told_of("O1") == ["R1"]


async def test_what_was_not_told_of_an_undone_post_is_forgotten(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.fit_news.found(pairs("O1", "O2") | {("O1", "R1"): NOON})
        await unit.fit_news.told("R1", ["O2"], NOON)
        await unit.fit_news.drop("O1")
        assert await unit.fit_news.of("R1", LATER) == [FitPair("O2", NOON)]
        assert list(await unit.fit_news.of("O1", LATER)) == []
        await unit.fit_news.drop("R1")
        assert await unit.fit_news.of("R1", LATER) == [FitPair("O2", NOON)]


async def test_a_pair_is_told_once_more_where_somebody_asks_for_it(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.fit_news.found(pairs("O1"))
        await unit.fit_news.told("R1", ["O1"], NOON)
        await unit.fit_news.again([("R1", "O1"), ("R1", "O2")], LATER)
        assert await unit.fit_news.of("R1", LATER) == [FitPair("O1", None), FitPair("O2", None)]
        assert await unit.fit_news.waiting(LATER) == []


async def test_the_pairs_of_what_ended_long_ago_are_forgotten(store: Store) -> None:
    async with store.begin() as unit:
        await filled(unit)
        await unit.posts.add(post("R2", state="closed"), "P1")
        await unit.fit_news.told("R1", ["O1"], NOON)
        await unit.fit_news.known([("R2", "O1"), ("O1", "R2"), ("O1", "R1")])
        assert await unit.fit_news.forget(NOON) == 0
        assert await unit.fit_news.forget(LATER) == 2
        assert [pair.other_id for pair in await unit.fit_news.of("O1", LATER)] == ["R1"]
        assert await unit.fit_news.of("R1", LATER) == [FitPair("O1", NOON)]
