"""What every store knows of workspaces, channels and drafts."""

from dataclasses import replace

from bot.chat import Place
from bot.domain.people import Channel, Workspace
from bot.store import Draft
from storage.store import Store
from tests.contracts.records import NOON, TOWN_SQUARE, minutes, organisation, response

SAKURA = Workspace("console", "team-sakura", "G1", "verified", "ja")
SQUARE = Channel("console", "team-sakura", "town-square", "E1", "ja", "P1", NOON)


async def test_what_is_known_of_a_workspace_is_replaced(store: Store) -> None:
    async with store.begin() as unit:
        await unit.organisations.add(organisation(), "P1")
        assert await unit.places.workspace("console", "team-sakura") is None
        await unit.places.save_workspace(SAKURA)
        await unit.places.save_workspace(replace(SAKURA, trust="official"))
        assert await unit.places.workspace("console", "team-sakura") == replace(SAKURA, trust="official")


async def test_channels_are_linked_in_order_and_threads_do_not_matter(store: Store) -> None:
    async with store.begin() as unit:
        await unit.responses.add(response(), "P1")
        await unit.places.save_channel(replace(SQUARE, channel="late", linked_at=NOON + minutes(1)))
        await unit.places.save_channel(SQUARE)
        assert await unit.places.channel(replace(TOWN_SQUARE, thread="t1")) == SQUARE
        assert await unit.places.channel(Place("console", "elsewhere", "town-square")) is None
        assert [each.channel for each in await unit.places.linked("E1")] == ["town-square", "late"]
        await unit.places.save_channel(replace(SQUARE, response_id=None))
        assert [each.channel for each in await unit.places.linked("E1")] == ["late"]


async def test_what_a_channel_takes_in_is_kept(store: Store) -> None:
    narrow = replace(
        SQUARE,
        areas=("JP17204",),
        categories=("wash", "nfi.bedding"),
        urgency="critical",
        trust="verified",
        cards="each",
    )
    async with store.begin() as unit:
        await unit.responses.add(response(), "P1")
        await unit.places.save_channel(SQUARE)
        await unit.places.save_channel(narrow)
        assert await unit.places.channel(TOWN_SQUARE) == narrow
        assert list(await unit.places.linked("E1")) == [narrow]


async def test_a_draft_is_kept_replaced_and_forgotten(store: Store) -> None:
    draft = Draft("d1", "P1", "request", {"text": "毛布500枚", "where": "輪島市"}, NOON)
    async with store.begin() as unit:
        assert await unit.drafts.get("d1") is None
        await unit.drafts.keep(draft)
        await unit.drafts.keep(replace(draft, options={"text": "毛布600枚"}))
        assert await unit.drafts.get("d1") == replace(draft, options={"text": "毛布600枚"})
        await unit.drafts.drop("d1")
        assert await unit.drafts.get("d1") is None


async def test_old_drafts_are_found_the_oldest_first(store: Store) -> None:
    async with store.begin() as unit:
        for number in (2, 1, 3):
            await unit.drafts.keep(Draft(f"d{number}", "P1", "request", {}, NOON + minutes(number)))
        await unit.drafts.keep(Draft("d1", "P1", "request", {}, NOON + minutes(2.5)))
        assert [draft.id for draft in await unit.drafts.older(NOON + minutes(3))] == ["d2", "d1"]
        assert [draft.id for draft in await unit.drafts.older(NOON + minutes(4), 1)] == ["d2"]
        assert list(await unit.drafts.older(NOON)) == []
