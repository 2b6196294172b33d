"""What every store knows of documents: each content once, stored whole with its passages or not at all."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.document import IMPORTED, WITHDRAWN, Document, Passage
from bot.store import Retry, View
from storage.store import Store
from tests.contracts.records import stamp


def document(id: str = "B1", content: str = "aa", title: str = "Cold nights in Example Town") -> Document:
    """Return an invented report."""
    plain = Document(id, stamp(), title, f"library/{title}.pdf", content * 32, licence="CC BY 4.0", language="en")
    return replace(plain, year=2024, hazard="EQ", country="JPN", pages=12)


def passages(id: str = "B1", many: int = 3) -> list[Passage]:
    """Return so many passages of a document, in both languages by turns."""
    texts = ("Blankets ran out on the second night.", "二日目の夜に毛布が足りなくなった。")
    return [
        Passage(f"{id}.{number}", id, number, texts[number % 2], number, "The first week", ("en", "ja")[number % 2])
        for number in range(1, many + 1)
    ]


async def bring(store: Store, record: Document, parts: list[Passage]) -> None:
    """Store a document in a unit of work of its own."""
    async with store.begin() as unit:
        await unit.documents.bring(record, parts, "P1")
        await unit.commit()


async def test_a_document_comes_back_whole_and_by_its_content(store: Store) -> None:
    row = replace(passages()[0], source="Example Town report", licence="CC0", year=2011, hazard="TS", country="JPN")
    await bring(store, document(), passages(many=12))
    await bring(store, document("B2", "bb"), [replace(row, id="B2.1", document_id="B2")])
    async with store.read() as view:
        assert await view.documents.passages_of("B2") == [replace(row, id="B2.1", document_id="B2")]
        assert await view.documents.get("B1") == document()
        assert await view.documents.by_content("aa" * 32) == document()
        assert await view.documents.by_content("cc" * 32) is None
        assert await view.documents.passages_of("B1") == passages(many=12)
        assert await view.documents.passages_of("B3") == []
        assert await view.documents.count() == (2, 13)
        assert [(entry.noun, entry.what) for entry in await view.audit.of("B1")] == [("document", "import")]


async def test_passages_are_found_by_their_ids_in_the_order_asked_for(store: Store) -> None:
    await bring(store, document(), passages(many=12))
    await bring(store, document("B2", "bb"), passages("B2"))
    async with store.read() as view:
        found = await view.documents.passages(["B2.1", "B1.12", "B1.99", "R3", "", "B1.2"])
        assert [each.id for each in found] == ["B2.1", "B1.12", "B1.2"]
        assert await view.documents.passages([]) == []


async def test_a_document_that_is_not_committed_leaves_nothing(store: Store) -> None:
    async with store.begin() as unit:
        await unit.documents.bring(document(), passages(), "P1")
    async with store.read() as view:
        assert await view.documents.count() == (0, 0)


async def test_the_feed_gives_what_changed_and_nothing_of_other_nouns(store: Store) -> None:
    await bring(store, document(), passages())
    async with store.read() as view:
        seen, number = await view.documents.changed_since(0)
        assert [each.id for each in seen] == ["B1"]
        assert (await view.lessons.changed_since(0))[0] == []
    await bring(store, document("B2", "bb"), [])
    async with store.begin() as unit:
        await unit.documents.save(replace(document(), state=WITHDRAWN), "P1", "withdraw")
        await unit.commit()
    async with store.read() as view:
        seen, later = await view.documents.changed_since(number)
        assert [(each.id, each.state) for each in seen] == [("B1", "withdrawn"), ("B2", "imported")]
        assert later > number
        assert await view.documents.passages_of("B1") == passages()


async def test_a_withdrawn_document_leaves_no_text_and_can_come_back(store: Store) -> None:
    await bring(store, replace(document(), summary="Blankets ran out."), passages())
    async with store.begin() as unit:
        gone = await unit.documents.withdraw(await there(unit), "P1")
        await unit.commit()
    assert (gone.state, gone.summary, gone.stamp.version) == ("withdrawn", "", 2)
    async with store.read() as view:
        assert await view.documents.count() == (1, 0)
    async with store.begin() as unit:
        back = replace(await there(unit), state=IMPORTED)
        assert (await unit.documents.bring(back, passages(many=2), "P1")).stamp.version == 3
        await unit.commit()
    async with store.read() as view:
        assert await view.documents.passages_of("B1") == passages(many=2)
        assert [entry.what for entry in await view.audit.of("B1")] == ["import", "withdraw", "import"]


async def there(view: View) -> Document:
    """Return the stored document."""
    found = await view.documents.get("B1")
    assert found is not None
    return found


async def test_the_same_content_cannot_stand_twice(store: Store) -> None:
    await bring(store, document(), passages())
    async with store.begin() as unit:
        with pytest.raises(Exception, match=r"23505|UNIQUE"):
            await unit.documents.bring(document("B2"), passages("B2"), "P1")


async def _once(store: Store, ready: asyncio.Barrier | None) -> str:
    """Bring the same content unless it is there; all who race have looked before anyone brings it."""
    while True:
        try:
            async with store.begin() as unit:
                found = await unit.documents.by_content("aa" * 32)
                if ready:
                    await ready.wait()
                if found:
                    return found.id
                new = await unit.new_id("B")
                await unit.documents.bring(document(new), passages(new), "P1")
                await unit.commit()
                return new
        except Retry:
            ready = None


async def test_two_imports_at_once_store_a_content_once(store: Store, database: str) -> None:
    """PostgreSQL lets both look before either writes; SQLite lets one write at a time, so there they cannot meet."""
    ready = asyncio.Barrier(2) if database == "postgresql" else None
    ids = await asyncio.gather(_once(store, ready), _once(store, ready))
    assert len(set(ids)) == 1
    async with store.read() as view:
        assert await view.documents.count() == (1, 3)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1, max_size=40), heading=st.text(max_size=20))
async def test_whatever_a_document_says_is_kept_but_for_what_no_database_holds(
    store: Store, text: str, heading: str
) -> None:
    async with store.begin() as unit:
        new = await unit.new_id("B")
        part = Passage(f"{new}.1", new, 1, text, None, heading)
        await unit.documents.bring(document(new, "cc"), [part], "P1")
        [kept] = await unit.documents.passages_of(new)
    assert kept == replace(part, text=text.replace("\0", "\ufffd"), heading=heading.replace("\0", "\ufffd"))
