"""What every store does with the other records: commitments, responses, organisations, people, updates, lessons."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import Identity
from bot.domain.commitment import UNFINISHED, Commitment
from bot.domain.update import Update
from bot.store import UnitOfWork
from storage.store import Store
from tests.contracts.records import (
    NOON,
    commitment,
    lesson,
    minutes,
    organisation,
    person,
    post,
    response,
    stamp,
    update,
)

HANAKO = Identity("console", "team-sakura", "hanako")
Steps = Callable[[UnitOfWork], Awaitable[None]]


async def done(store: Store, steps: Steps) -> None:
    """Run the steps in one unit of work and commit it."""
    async with store.begin() as unit:
        await steps(unit)
        await unit.commit()


async def test_every_noun_comes_back_as_it_was_stored(store: Store) -> None:
    async def steps(unit: UnitOfWork) -> None:
        await unit.organisations.add(organisation(), "P1")
        await unit.people.add(person(organisation_id="G1", briefed_at=NOON), "P1")
        await unit.responses.add(response(merged_into="E0"), "P1")
        await unit.posts.add(post(), "P1")
        await unit.posts.add(post("O1", "offer"), "P1")
        await unit.commitments.add(commitment(note="by lorry"), "P1")
        await unit.updates.add(update(next_due=NOON, places=post().places), "P1")
        await unit.lessons.add(lesson(key="L40", page="p. 3"), "P1")

    await done(store, steps)
    async with store.read() as view:
        assert await view.organisations.get("G1") == organisation()
        assert await view.people.get("P1") == person(organisation_id="G1", briefed_at=NOON)
        assert await view.responses.get("E1") == response(merged_into="E0")
        assert await view.commitments.get("C1") == commitment(note="by lorry")
        assert await view.updates.get("U1") == update(next_due=NOON, places=post().places)
        assert await view.lessons.get("L1") == lesson(key="L40", page="p. 3")


async def test_every_change_leaves_an_audit_entry_with_before_and_after(store: Store) -> None:
    async def steps(unit: UnitOfWork) -> None:
        await unit.organisations.add(organisation(), "P1")
        changed = replace(organisation(), trust="verified", updated_at=NOON + minutes(1))
        await unit.organisations.save(changed, "P9", "trust")

    await done(store, steps)
    async with store.read() as view:
        added, saved = await view.audit.of("G1")
        assert (added.noun, added.what, added.by, added.before) == ("organisation", "add", "P1", None)
        assert (saved.what, saved.by, saved.version, saved.at) == ("trust", "P9", 2, NOON + minutes(1))
        assert saved.before is not None
        assert (saved.before["trust"], saved.after["trust"]) == ("unverified", "verified")
        assert added.number < saved.number
        assert await view.audit.since(0) == [added, saved]
        assert await view.audit.since(added.number) == [saved]
        assert await view.audit.since(0, limit=1) == [added]


async def _commitments(unit: UnitOfWork) -> None:
    await unit.posts.add(post(), "P1")
    await unit.posts.add(post("O1", "offer"), "P2")
    await unit.posts.add(post("O2", "offer"), "P3")
    await unit.commitments.add(commitment(lapses_at=NOON + minutes(20)), "P2")
    await unit.commitments.add(commitment("C2", offer_id="O2", giver_organisation_id=None, giver_person_id="P3"), "P3")
    await unit.commitments.add(commitment("C3", state="accepted", lapses_at=None), "P2")
    await unit.commitments.add(commitment("C4", lapses_at=NOON + minutes(10)), "P2")


def ids_of(commitments: Sequence[Commitment]) -> list[str]:
    """Return the ids."""
    return [each.id for each in commitments]


async def test_commitments_are_found_by_post_side_and_hold(store: Store) -> None:
    await done(store, _commitments)
    async with store.read() as view:
        found = view.commitments
        assert ids_of(await found.of_post("O2")) == ["C2"]
        assert ids_of(await found.of_post("R1")) == ["C1", "C2", "C3", "C4"]
        assert ids_of(await found.of_organisation("G2", "P2", UNFINISHED)) == ["C4", "C3", "C1"]
        assert ids_of(await found.of_organisation("G1", "P9", ("accepted",))) == ["C3"]
        assert ids_of(await found.of_organisation(None, "P3", ())) == ["C2"]
        assert ids_of(await found.lapsing(NOON + minutes(20))) == ["C4", "C1"]
        assert ids_of(await found.lapsing(NOON + minutes(20), limit=1)) == ["C4"]


async def test_a_commitment_needs_its_posts(store: Store) -> None:
    async with store.begin() as unit:
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            await unit.commitments.add(commitment(), "P1")


async def test_organisations_join_a_response_once(store: Store) -> None:
    async def steps(unit: UnitOfWork) -> None:
        for name in ("G1", "G2"):
            await unit.organisations.add(organisation(name), "P1")
        await unit.responses.add(response(), "P1")
        await unit.responses.add(response("E2", state="proposed"), "P1")
        assert await unit.responses.join("E1", "G2", NOON)
        assert await unit.responses.join("E1", "G1", NOON + minutes(1))
        assert not await unit.responses.join("E1", "G2", NOON + minutes(2))

    await done(store, steps)
    async with store.read() as view:
        assert await view.responses.members("E1") == ["G2", "G1"]
        assert await view.responses.members("E2") == []
        assert [each.id for each in await view.responses.listing()] == ["E2", "E1"]
        assert [each.id for each in await view.responses.listing(("active", "paused"))] == ["E1"]
        assert [entry.what for entry in await view.audit.of("E1")] == ["add", "join", "join"]


async def test_organisations_are_found_by_either_name_in_any_width_and_case(store: Store) -> None:
    async def steps(unit: UnitOfWork) -> None:
        await unit.organisations.add(organisation("G1", "Example Sakura", name_ja="さくらＮＰＯ例"), "P1")
        await unit.organisations.add(organisation("G2", "Beispiel Straße"), "P1")

    await done(store, steps)
    async with store.read() as view:
        found = [
            await view.organisations.by_name(name)
            for name in ("EXAMPLE ｓａｋｕｒａ ", "さくらnpo例", "beispiel STRASSE")
        ]
        assert [each and each.id for each in found] == ["G1", "G1", "G2"]
        assert await view.organisations.by_name("Example") is None
        assert await view.organisations.by_name("") is None
        assert [each.id for each in await view.organisations.listing()] == ["G2", "G1"]
        assert [each.id for each in await view.organisations.listing(limit=1)] == ["G2"]


async def test_persons_are_found_by_identity_name_and_organisation(store: Store) -> None:
    async def steps(unit: UnitOfWork) -> None:
        await unit.organisations.add(organisation(), "P1")
        await unit.people.add(person(organisation_id="G1"), "P1")
        await unit.people.add(person("P2", "Taro Reidai", organisation_id="G1"), "P2")
        await unit.people.link(HANAKO, "P1", "花子")
        await unit.people.link(Identity("console", "team-yuri", "hanako"), "P1", "花子")

    await done(store, steps)
    async with store.read() as view:
        assert await view.people.by_identity(HANAKO) == person(organisation_id="G1")
        assert await view.people.by_identity(Identity("console", "elsewhere", "hanako")) is None
        assert [each.id for each in await view.people.by_name("hanako REIDAI")] == ["P1"]
        assert [each.id for each in await view.people.by_name("花子")] == ["P1"]
        assert list(await view.people.by_name(" ")) == []
        assert [each.workspace for each in await view.people.identities("P1")] == ["team-sakura", "team-yuri"]
        assert [each.id for each in await view.people.of_organisation("G1")] == ["P1", "P2"]
        assert [each.id for each in await view.people.listing()] == ["P1", "P2"]


async def test_an_identity_moves_to_the_person_it_is_linked_to_last(store: Store) -> None:
    async def steps(unit: UnitOfWork) -> None:
        for who in ("P1", "P2"):
            await unit.people.add(person(who), who)
            await unit.people.link(HANAKO, who, "Hanako")

    await done(store, steps)
    async with store.read() as view:
        owner = await view.people.by_identity(HANAKO)
        assert owner is not None
        assert owner.id == "P2"
        assert list(await view.people.identities("P1")) == []


async def test_updates_are_numbered_per_response_and_organisation(store: Store) -> None:
    async def add(unit: UnitOfWork, id: str, one: Update) -> int:
        number = await unit.updates.next_number(one.stamp.response_id, one.stamp.organisation_id)
        await unit.updates.add(replace(one, id=id, number=number), "P1")
        return number

    other = replace(update(), stamp=stamp(organisation="G2", response="E1"))
    free = replace(update(), stamp=replace(stamp(organisation=None), created_at=NOON + minutes(9)))
    async with store.begin() as unit:
        numbers = [await add(unit, f"U{n}", one) for n, one in enumerate((update(), update(), other, free, free), 1)]
        assert numbers == [1, 2, 1, 1, 2]
        assert [each.id for each in await unit.updates.listing(None)] == ["U5", "U4", "U3", "U2", "U1"]
        assert [each.id for each in await unit.updates.listing("E1", limit=2)] == ["U3", "U2"]
        assert [each.id for each in await unit.updates.listing("E1", author_id="P1", limit=1)] == ["U3"]
        assert await unit.updates.listing(None, author_id="P9") == []
        assert [each.id for each in await unit.updates.listing(None, since=NOON + minutes(9))] == ["U5", "U4"]


async def test_lessons_come_in_the_order_asked_for(store: Store) -> None:
    async with store.begin() as unit:
        for name in ("L1", "L2", "L3"):
            await unit.lessons.add(lesson(name), "P1")
        assert [each.id for each in await unit.lessons.many(["L3", "L9", "L1"])] == ["L3", "L1"]
        assert list(await unit.lessons.many([])) == []


async def test_an_index_that_follows_the_lessons_misses_none(store: Store) -> None:
    async def add(*ids: str) -> None:
        async with store.begin() as unit:
            for name in ids:
                await unit.lessons.add(lesson(name), "P1")
            await unit.commit()

    async def changed(number: int) -> tuple[set[str], int]:
        async with store.read() as view:
            lessons, newest = await view.lessons.changed_since(number)
        return {each.id for each in lessons}, newest

    assert await changed(0) == (set(), 0)
    await add("L1", "L2")
    first, seen = await changed(0)
    await add("L3")
    second, newest = await changed(seen)
    assert first == {"L1", "L2"}
    assert "L3" in second
    assert newest > seen
    assert (await changed(newest))[1] == newest


async def test_a_bundled_lesson_cannot_be_there_twice(store: Store) -> None:
    async with store.begin() as unit:
        await unit.lessons.add(lesson("L1", key="L40"), "P1")
        with pytest.raises(Exception, match=r"(?i)unique|23505"):
            await unit.lessons.add(lesson("L2", key="L40"), "P1")


async def test_a_hold_of_half_a_day_ends_half_a_day_later(store: Store) -> None:
    await done(store, _commitments)
    async with store.read() as view:
        assert ids_of(await view.commitments.lapsing(NOON + timedelta(hours=11, minutes=59))) == ["C4", "C1"]
        assert ids_of(await view.commitments.lapsing(NOON + timedelta(hours=12))) == ["C4", "C1", "C2"]
