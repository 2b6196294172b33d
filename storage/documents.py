"""Documents and their passages: rows ↔ domain, a document and what it was cut into stored together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, tuple_

from bot.domain.document import WITHDRAWN, Document, Passage
from storage import tables
from storage.followed import Followed
from storage.nouns import serial_of, stamp_of, stamp_row
from storage.session import Row

_DOCUMENTS = tables.documents.c
_PASSAGES = tables.passages.c


class Documents(Followed[Document]):
    """Documents."""

    noun = "document"
    table = tables.documents

    @staticmethod
    def to_row(record: Document) -> dict[str, Any]:
        """Return the document's columns."""
        return {
            **stamp_row(record.id, record.stamp),
            "title": record.title,
            "source": record.source,
            "sha256": record.sha256,
            "kind": record.kind,
            "licence": record.licence,
            "language": record.language,
            "year": record.year,
            "hazard": record.hazard,
            "country": record.country,
            "pages": record.pages,
            "summary": record.summary,
            "state": record.state,
        }

    @staticmethod
    def from_row(row: Row) -> Document:
        """Return the document in a row."""
        return Document(
            id=row["id"],
            stamp=stamp_of(row),
            title=row["title"],
            source=row["source"],
            sha256=row["sha256"],
            kind=row["kind"],
            licence=row["licence"],
            language=row["language"],
            year=row["year"],
            hazard=row["hazard"],
            country=row["country"],
            pages=row["pages"],
            summary=row["summary"],
            state=row["state"],
        )

    async def bring(self, record: Document, passages: Sequence[Passage], by: str) -> Document:
        """Store a document with all of its passages and return it, also one that was withdrawn. Raises Changed."""
        known = await self._row(record.id) is not None
        kept = await (self.save(record, by, "import") if known else self.add(record, by, "import"))
        if passages:
            await self._session.execute(tables.passages.insert(), [_passage_row(each) for each in passages])
        return kept

    async def withdraw(self, record: Document, by: str) -> Document:
        """Delete a document's passages and its summary, and return what is left: that it was there. Raises Changed."""
        await self._session.execute(tables.passages.delete().where(_PASSAGES.document_id == record.id))
        return await self.save(replace(record, summary="", state=WITHDRAWN), by, "withdraw")

    async def by_content(self, sha256: str) -> Document | None:
        """Return the document with this content, or None."""
        row = await self._session.one(select(self.table).where(_DOCUMENTS.sha256 == sha256))
        return None if row is None else self.from_row(row)

    async def passages_of(self, document_id: str) -> Sequence[Passage]:
        """Return a document's passages in order."""
        query = select(tables.passages).where(_PASSAGES.document_id == document_id).order_by(_PASSAGES.number)
        return [_passage(row) for row in await self._session.every(query)]

    async def passages(self, ids: Sequence[str]) -> Sequence[Passage]:
        """Return the passages with these ids, in this order, leaving out unknown ones."""
        parted = (each.partition(".") for each in ids)
        keys = [(document, serial_of(number)) for document, _, number in parted]
        query = select(tables.passages).where(tuple_(_PASSAGES.document_id, _PASSAGES.number).in_(keys))
        found = {each.id: each for each in map(_passage, await self._session.every(query))} if keys else {}
        return [found[each] for each in ids if each in found]

    async def count(self) -> tuple[int, int]:
        """Return how many documents and how many passages there are."""
        documents, passages = select(func.count()).select_from(tables.documents), select(func.count())
        return await self._session.value(documents), await self._session.value(passages.select_from(tables.passages))


def _passage_row(passage: Passage) -> dict[str, Any]:
    return {
        "document_id": passage.document_id,
        "number": passage.number,
        "text": passage.text,
        "page": passage.page,
        "heading": passage.heading,
        "language": passage.language,
        "source": passage.source,
        "licence": passage.licence,
        "year": passage.year,
        "hazard": passage.hazard,
        "country": passage.country,
    }


def _passage(row: Row) -> Passage:
    return Passage(
        id=f"{row['document_id']}.{row['number']}",
        document_id=row["document_id"],
        number=row["number"],
        text=row["text"],
        page=row["page"],
        heading=row["heading"],
        language=row["language"],
        source=row["source"],
        licence=row["licence"],
        year=row["year"],
        hazard=row["hazard"],
        country=row["country"],
    )
