"""kill -9 during an import loses nothing and stores nothing by halves: a short drill on each database."""

import pytest

from bot.domain.document import Document, Passage
from storage.store import open_store
from tests.contracts.records import stamp
from tests.databases import Source
from tests.faults.import_drill import contents, drill


async def test_after_kills_and_one_run_every_document_is_there_once_and_whole(source: Source) -> None:
    """`python -m tests.faults.import_drill` kills twenty times."""
    tally = await drill(source, kills=2, documents=5)
    assert tally.before_end
    assert tally.stored == sorted(tally.stored)


async def test_the_check_sees_a_document_that_lacks_a_passage(address: str) -> None:
    store = open_store(address)
    parts = [Passage(f"B1.{number}", "B1", number, "Blankets ran out.") for number in (1, 3)]
    async with store.begin() as unit:
        await unit.documents.bring(Document("B1", stamp(), "Invented", "a.pdf", "aa" * 32), parts, "")
        await unit.commit()
    with pytest.raises(AssertionError):
        await contents(store)
    await store.close()
