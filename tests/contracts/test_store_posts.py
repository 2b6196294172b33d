"""What every store does with requests and offers."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.post import Post, PostPlace, Tally, moved
from bot.store import Changed, PostFilter
from storage.store import Store
from tests.contracts.records import NOON, minutes, post, stamp

LATER = NOON + minutes(5)


async def kept(store: Store, *posts: Post) -> None:
    """Store the posts."""
    async with store.begin() as unit:
        for each in posts:
            await unit.posts.add(each, "P1")
        await unit.commit()


async def ids(store: Store, wanted: PostFilter) -> list[str]:
    """Return the ids a filter finds."""
    async with store.read() as view:
        return [each.id for each in await view.posts.listing(wanted)]


async def test_a_post_comes_back_as_it_was_stored(store: Store) -> None:
    full = replace(
        post("O12", "offer"),
        tally=Tally(400_000, 300_000, 200_000, 100_000),
        places=(PostPlace("Noto", ("JP17204", "JP17205"), "to"), PostPlace("nowhere")),
        starts=date(2026, 11, 25),
        ends=date(2026, 12, 1),
        urgency="critical",
        confirmed_at=LATER,
        origin_platform="console",
        note="後で",
    )
    await kept(store, full)
    async with store.read() as view:
        assert await view.posts.get("O12") == full
        assert await view.posts.get("O13") is None


async def test_a_saved_post_has_the_next_version_and_a_stale_one_is_refused(store: Store) -> None:
    first = post()
    await kept(store, first)
    async with store.begin() as unit:
        second = await unit.posts.save(replace(first, note="second thoughts"), "P1", "edit")
        await unit.commit()
    assert second.stamp.version == 2
    async with store.begin() as unit:
        with pytest.raises(Changed):
            await unit.posts.save(replace(first, note="third thoughts"), "P2", "edit")
        with pytest.raises(Changed):
            await unit.posts.save(post("R99"), "P2", "edit")
    async with store.read() as view:
        assert await view.posts.get("R1") == second


async def test_text_no_database_can_hold_is_stored_with_replacement_signs(store: Store) -> None:
    await kept(store, replace(post(), text="水\x00が\ud800ない", places=(PostPlace("輪\x00島", ("JP17204",)),)))
    async with store.read() as view:
        found = await view.posts.get("R1")
    assert found is not None
    assert found.text == "水\ufffdが\ufffdない"


async def test_a_move_settles_the_state_and_raises_the_version(store: Store) -> None:
    await kept(store, post())
    async with store.begin() as unit:
        half = await unit.posts.move("R1", Tally(promised=200_000), "P2", "promise", LATER)
        whole = await unit.posts.move("R1", Tally(promised=300_000), "P2", "promise", LATER)
        await unit.commit()
    assert half is not None
    assert (half.state, half.tally, half.stamp.version) == ("partly_covered", Tally(200_000), 2)
    assert whole is not None
    assert (whole.state, whole.stamp.version, whole.stamp.updated_at) == ("covered", 3, LATER)
    async with store.read() as view:
        assert await view.posts.get("R1") == whole
        entries = await view.audit.of("R1")
    assert [(entry.what, entry.version) for entry in entries] == [("add", 1), ("promise", 2), ("promise", 3)]
    assert entries[2].before is not None
    assert (entries[2].before["state"], entries[2].before["promised"]) == ("partly_covered", 200_000)
    assert (entries[2].after["state"], entries[2].after["promised"]) == ("covered", 500_000)


@pytest.mark.parametrize(
    "change",
    [
        Tally(promised=500_001),
        Tally(promised=-1),
        Tally(sent=1),
        Tally(promised=10, sent=11),
        Tally(promised=10, sent=10, arrived=11),
        Tally(promised=10, sent=10, arrived=10, received=11),
    ],
)
async def test_a_move_that_does_not_fit_changes_nothing(store: Store, change: Tally) -> None:
    await kept(store, post())
    async with store.begin() as unit:
        assert await unit.posts.move("R1", change, "P2", "promise", LATER) is None
        assert await unit.posts.get("R1") == post()
        assert len(await unit.audit.of("R1")) == 1


async def test_a_closed_post_takes_releases_but_no_promises(store: Store) -> None:
    await kept(store, replace(post(), state="closed", tally=Tally(200_000)))
    async with store.begin() as unit:
        assert await unit.posts.move("R1", Tally(promised=1), "P2", "promise", LATER) is None
        freed = await unit.posts.move("R1", Tally(promised=-200_000), "P2", "release", LATER)
    assert freed is not None
    assert (freed.state, freed.tally) == ("closed", Tally())


async def test_goods_that_were_promised_arrive_at_a_closed_post_too(store: Store) -> None:
    await kept(store, replace(post(), state="closed", tally=Tally(200_000, 200_000)))
    async with store.begin() as unit:
        there = await unit.posts.move("R1", Tally(arrived=200_000, received=200_000), "P2", "receive", LATER)
    assert there is not None
    assert (there.state, there.tally) == ("closed", Tally(200_000, 200_000, 200_000, 200_000))


async def test_of_two_who_promise_the_whole_at_once_one_gets_it(store: Store) -> None:
    await kept(store, post())

    async def promise(who: str) -> bool:
        async with store.begin() as unit:
            got = await unit.posts.move("R1", Tally(promised=500_000), who, "promise", LATER)
            await unit.commit()
        return got is not None

    assert sorted(await asyncio.gather(promise("P2"), promise("P3"))) == [False, True]


CHANGES = st.builds(Tally, *[st.integers(-4, 4) for _ in range(4)])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantity=st.integers(1, 6), changes=st.lists(CHANGES, max_size=12))
async def test_moves_do_what_the_rules_of_the_domain_say(store: Store, quantity: int, changes: list[Tally]) -> None:
    """Against a model: the same tally and state after every move, refused exactly when the tally would not be one."""
    async with store.begin() as unit:
        model = await unit.posts.add(replace(post(quantity=quantity)), "P1")
        for change in changes:
            tally = model.tally + change
            fits = 0 <= tally.received <= tally.arrived <= tally.sent <= tally.promised <= quantity
            got = await unit.posts.move("R1", change, "P2", "move", NOON)
            assert (got is not None) == fits
            if fits:
                model = moved(model, change)
            stored = await unit.posts.get("R1")
            assert stored is not None
            assert (stored.tally, stored.state) == (model.tally, model.state)


async def test_a_listing_is_newest_first_and_as_short_as_asked(store: Store) -> None:
    await kept(store, *(post(f"R{n}") for n in (9, 10, 2)))
    assert await ids(store, PostFilter()) == ["R10", "R9", "R2"]
    assert await ids(store, PostFilter(limit=2)) == ["R10", "R9"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PostFilter(kind="offer"), ["O2"]),
        (PostFilter(states=("open", "covered")), ["R3", "R1"]),
        (PostFilter(response_id="E1"), ["R3"]),
        (PostFilter(drills=("exercise",)), ["R3"]),
        (PostFilter(categories=("wash.water",)), ["O2"]),
        (PostFilter(sectors=("shelter",)), ["R3", "R1"]),
        (PostFilter(codes=("JP17", "JP17205")), ["R3"]),
        (PostFilter(codes=("JP17204",), kind="offer"), []),
        (PostFilter(organisation_id="G7"), ["O2"]),
        (PostFilter(author_id="P7"), ["O2"]),
        (PostFilter(bundle="b1"), ["O2"]),
        (PostFilter(ends_before=date(2026, 12, 1)), ["O2"]),
        (PostFilter(since=LATER), ["R3"]),
    ],
)
async def test_a_listing_holds_what_every_given_field_asks(store: Store, wanted: PostFilter, found: list[str]) -> None:
    third = replace(stamp(response="E1"), drill="exercise", created_at=LATER, updated_at=LATER)
    await kept(
        store,
        post("R1", ends=date(2026, 12, 1)),
        post("O2", "offer", category="wash.water", stamp=stamp("P7", "G7"), bundle="b1", ends=date(2026, 11, 30)),
        post("R3", stamp=third, state="covered", places=(PostPlace("Suzu", ("JP17205", "JP17204")),)),
    )
    await _move_away_from_wajima(store, "O2")
    assert await ids(store, wanted) == found


async def _move_away_from_wajima(store: Store, id: str) -> None:
    async with store.begin() as unit:
        before = await unit.posts.get(id)
        assert before is not None
        await unit.posts.save(replace(before, places=()), "P7", "edit")
        await unit.commit()


async def test_ids_count_up_by_letter_and_one_that_was_not_committed_is_given_again(store: Store) -> None:
    async with store.begin() as unit:
        assert [await unit.new_id(letter) for letter in "RRO"] == ["R1", "R2", "O1"]
        await unit.commit()
    async with store.begin() as unit:
        assert await unit.new_id("R") == "R3"
    async with store.begin() as unit:
        assert await unit.new_id("R") == "R3"


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = replace(stamp(), created_at=NOON.replace(tzinfo=None))
    async with store.begin() as unit:
        with pytest.raises(Exception, match="without a zone"):
            await unit.posts.add(post(stamp=naive), "P1")


async def test_times_come_back_in_utc(store: Store) -> None:
    await kept(store, post())
    async with store.read() as view:
        found = await view.posts.get("R1")
    assert found is not None
    assert found.stamp.created_at.utcoffset() == timedelta(0)
