"""When and where a commitment arrives is kept, and what is overdue is found once; silent notices stay silent."""

from dataclasses import replace
from datetime import date

from bot.chat import MessageRef
from bot.store import Store
from tests.contracts.records import NOON, TOWN_SQUARE, commitment, minutes, notice, post

FRIDAY = date(2026, 11, 27)


async def test_when_and_where_it_arrives_is_kept(store: Store) -> None:
    detailed = commitment(arrives=FRIDAY, site="飯田小学校", site_id="S1", desk="gate 2", missed=date(2026, 11, 26))
    async with store.begin() as unit:
        await unit.posts.add(post("R1"), "P1")
        await unit.posts.add(post("O1", "offer"), "P2")
        await unit.commitments.add(detailed, "P2")
        await unit.commit()
    async with store.read() as view:
        assert await view.commitments.get("C1") == detailed
        assert (await view.audit.of("C1"))[0].after["arrives"] == "2026-11-27"


async def test_what_is_overdue_is_found_by_its_own_day_or_the_requests_last_one_unless_it_is_marked(
    store: Store,
) -> None:
    states = {"C1": "accepted", "C2": "in_transit", "C3": "proposed", "C4": "delivered", "C5": "accepted"}
    async with store.begin() as unit:
        await unit.posts.add(post("R1", ends=FRIDAY), "P1")
        await unit.posts.add(post("R2"), "P1")
        await unit.posts.add(post("O1", "offer"), "P2")
        for number, state in states.items():
            await unit.commitments.add(commitment(number, state=state), "P2")  # type: ignore[arg-type]  # known states
        await unit.commitments.add(commitment("C6", state="accepted", arrives=date(2026, 11, 25)), "P2")
        await unit.commitments.add(commitment("C7", state="accepted", missed=FRIDAY), "P2")
        await unit.commitments.add(commitment("C8", state="accepted", arrives=FRIDAY, missed=date(2026, 11, 25)), "P2")
        await unit.commitments.add(commitment("C9", state="accepted", request_id="R2"), "P2")
        await unit.commit()
    async with store.read() as view:
        found = await view.commitments.overdue(date(2026, 11, 28))
        assert [each.id for each in found] == ["C6", "C1", "C2", "C5", "C8"]
        assert [each.id for each in await view.commitments.overdue(FRIDAY)] == ["C6"]
        assert [each.id for each in await view.commitments.overdue(date(2026, 11, 28), limit=1)] == ["C6"]


async def test_a_silent_notice_takes_no_sound_from_one_that_waits(store: Store) -> None:
    loud, silent = notice("n1", kind="news"), replace(notice("n2", kind="news"), silent=True)
    for first, second in ((loud, silent), (replace(silent, id="n3", about="R2"), replace(loud, id="n4", about="R2"))):
        async with store.begin() as unit:
            await unit.outbox.owe(first)
            await unit.outbox.owe(second)
            [taken] = await unit.outbox.take(NOON, 60)
            assert (taken.id, taken.silent) == (second.id, False)
            await unit.outbox.delivered(taken, None, NOON)
            await unit.commit()


async def test_two_silent_notices_are_one_silent_notice(store: Store) -> None:
    async with store.begin() as unit:
        for name in ("n1", "n2"):
            await unit.outbox.owe(replace(notice(name, kind="news"), silent=True))
        assert [(each.id, each.silent) for each in await unit.outbox.take(NOON, 60)] == [("n2", True)]


async def test_a_message_tells_where_it_was_owed_and_where_it_stands_and_what_stands_there_now(store: Store) -> None:
    thread = replace(TOWN_SQUARE, thread="m1")
    async with store.begin() as unit:
        for name, place in (("n1", thread), ("n2", TOWN_SQUARE)):
            owed = replace(notice(name), place=place)
            await unit.outbox.owe(owed)
            await unit.outbox.delivered(owed, MessageRef(TOWN_SQUARE, f"m-{name}"), NOON, "old")
        first, _ = await unit.outbox.places_of("R1")
        await unit.outbox.amended(first, NOON + minutes(1), "new")
        await unit.commit()
    async with store.read() as view:
        first, second = await view.outbox.places_of("R1")
    assert (first.place, first.ref.place, first.digest, first.amended_at) == (
        thread,
        TOWN_SQUARE,
        "new",
        NOON + minutes(1),
    )
    assert (second.place, second.digest, second.amended_at) == (TOWN_SQUARE, "old", None)
