"""Commitments that arrived: found when nobody spoke of them since, and kept with who carries them."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.commitment import Commitment
from bot.store import Store
from tests.contracts.records import NOON, commitment, post


def arrived(id: str, minutes: int) -> Commitment:
    """Return a commitment that arrived so many minutes after noon."""
    plain = commitment(id, state="delivered", lapses_at=None)
    return replace(plain, stamp=replace(plain.stamp, updated_at=NOON + timedelta(minutes=minutes)))


async def test_what_arrived_is_found_by_when_the_oldest_first(store: Store) -> None:
    moving = replace(arrived("C4", 1), state="in_transit")
    async with store.begin() as unit:
        await unit.posts.add(post("R1"), "P1")
        await unit.posts.add(post("O1", "offer"), "P2")
        for each in (arrived("C1", 20), arrived("C2", 10), arrived("C3", 30), moving):
            await unit.commitments.add(each, "P2")
        await unit.commit()
    async with store.read() as view:
        found = await view.commitments.arrived(NOON + timedelta(minutes=20))
        assert [each.id for each in found] == ["C2", "C1"]
        assert [each.id for each in await view.commitments.arrived(NOON + timedelta(hours=1), limit=1)] == ["C2"]


async def test_who_carries_it_is_kept(store: Store) -> None:
    carried = commitment(carrier="needed", transport_id="R7")
    async with store.begin() as unit:
        await unit.posts.add(post("R1"), "P1")
        await unit.posts.add(post("O1", "offer"), "P2")
        await unit.commitments.add(carried, "P2")
        await unit.commit()
    async with store.read() as view:
        assert await view.commitments.get("C1") == carried
