"""What every store knows of sites: one for each name in a municipality, also where two are made at once."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.post import PostPlace
from bot.domain.site import Site
from bot.store import Retry, UnitOfWork
from storage.store import Store
from tests.contracts.records import post, stamp

SUZU, WAJIMA = "JP17205", "JP17204"


def site(id: str = "S1", name: str = "飯田小避難所", code: str = SUZU) -> Site:
    """Return a shelter in Suzu."""
    return Site(id, stamp(response="D1"), code, name, "ja", "shelter")


async def test_a_site_comes_back_as_it_was_stored_and_by_its_name(store: Store) -> None:
    async with store.begin() as unit:
        await unit.sites.add(site(), "P1")
        await unit.commit()
    async with store.read() as view:
        assert await view.sites.get("S1") == site()
        assert await view.sites.by_name(SUZU, "飯田小", "actual") == site()
        assert await view.sites.by_name(WAJIMA, "飯田小", "actual") is None
        assert await view.sites.by_name(SUZU, "飯田中", "actual") is None
        assert await view.sites.by_name(SUZU, "飯田小", "exercise") is None
        assert [entry.noun for entry in await view.audit.of("S1")] == ["site"]


async def test_sites_are_listed_by_municipality_and_response(store: Store) -> None:
    drill = replace(site("S11"), stamp=replace(stamp(response="D1"), drill="exercise"))
    elsewhere = replace(site("S10", "中央公民館", WAJIMA), stamp=stamp(response="D2"))
    async with store.begin() as unit:
        for each in (elsewhere, site("S9"), drill):
            await unit.sites.add(each, "P1")
        await unit.commit()
    async with store.read() as view:
        assert [each.id for each in await view.sites.listing()] == ["S9", "S10"]
        assert [each.id for each in await view.sites.listing(codes=(SUZU,))] == ["S9"]
        assert [each.id for each in await view.sites.listing(response_id="D2")] == ["S10"]
        assert [each.id for each in await view.sites.listing(drill="exercise")] == ["S11"]


async def test_a_post_keeps_the_site_it_names(store: Store) -> None:
    places = (PostPlace("珠洲市", (SUZU,), "to", "飯田小避難所", "S1"), PostPlace("輪島市", (WAJIMA,), "from"))
    async with store.begin() as unit:
        await unit.posts.add(replace(post(), places=places), "P1")
        await unit.commit()
    async with store.read() as view:
        kept = await view.posts.get("R1")
        assert kept is not None
        assert kept.places == places


async def _found_or_made(store: Store, name: str, ready: asyncio.Barrier | None) -> str:
    """Look a site up and make it where it is not there; all who race have looked before anyone makes it."""
    while True:
        try:
            async with store.begin() as unit:
                return await _once(unit, name, ready)
        except Retry:
            ready = None


async def _once(unit: UnitOfWork, name: str, ready: asyncio.Barrier | None) -> str:
    wanted = site(name=name)
    found = await unit.sites.by_name(SUZU, wanted.key, "actual")
    if ready:
        await ready.wait()
    if found:
        return found.id
    made = await unit.sites.add(replace(wanted, id=await unit.new_id("S")), "P1")
    await unit.commit()
    return made.id


async def test_two_who_name_a_site_at_once_make_one(store: Store, database: str) -> None:
    """PostgreSQL lets both look before either writes; SQLite lets one write at a time, so there they cannot meet."""
    ready = asyncio.Barrier(2) if database == "postgresql" else None
    names = ("飯田小避難所", "市立飯田小学校")
    ids = await asyncio.gather(*(_found_or_made(store, name, ready) for name in names))
    assert len(set(ids)) == 1
    async with store.read() as view:
        assert len(await view.sites.listing()) == 1


async def test_the_same_name_cannot_stand_twice_in_one_municipality(store: Store) -> None:
    async with store.begin() as unit:
        await unit.sites.add(site("S1"), "P1")
        await unit.sites.add(site("S2", code=WAJIMA), "P1")
        with pytest.raises(Exception, match=r"23505|UNIQUE"):
            await unit.sites.add(site("S3", "飯田小学校"), "P1")
