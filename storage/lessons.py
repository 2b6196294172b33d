"""Lessons: rows ↔ domain, and the feed from which search indexes are kept fresh."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from bot.domain.lesson import Lesson
from storage import tables
from storage.nouns import Records, stamp_of, stamp_row
from storage.session import Row

_LESSONS = tables.lessons.c
_AUDIT = tables.audit.c

WINDOW = 1000
"""How many audit numbers are given again where transactions commit out of the order of their numbers."""


class Lessons(Records[Lesson]):
    """Lessons."""

    noun = "lesson"
    table = tables.lessons

    @staticmethod
    def to_row(record: Lesson) -> dict[str, Any]:
        """Return the lesson's columns."""
        return {
            **stamp_row(record.id, record.stamp),
            "state": record.state,
            "key": record.key,
            "title_en": record.title_en,
            "title_ja": record.title_ja,
            "summary_en": record.summary_en,
            "summary_ja": record.summary_ja,
            "implication_en": record.implication_en,
            "implication_ja": record.implication_ja,
            "theme": record.theme,
            "hazard": record.hazard,
            "year": record.year,
            "country": record.country,
            "source": record.source,
            "page": record.page,
            "confidence": record.confidence,
        }

    @staticmethod
    def from_row(row: Row) -> Lesson:
        """Return the lesson in a row."""
        return Lesson(
            id=row["id"],
            stamp=stamp_of(row),
            state=row["state"],
            key=row["key"],
            title_en=row["title_en"],
            title_ja=row["title_ja"],
            summary_en=row["summary_en"],
            summary_ja=row["summary_ja"],
            implication_en=row["implication_en"],
            implication_ja=row["implication_ja"],
            theme=row["theme"],
            hazard=row["hazard"],
            year=row["year"],
            country=row["country"],
            source=row["source"],
            page=row["page"],
            confidence=row["confidence"],
        )

    async def changed_since(self, number: int) -> tuple[Sequence[Lesson], int]:
        """Return the lessons changed after this audit number (0: all) and the newest number seen.

        Where numbers may commit out of order, the last `WINDOW` numbers before `number` are given again.
        """
        ours = _AUDIT.noun == self.noun
        newest = await self._session.value(select(func.max(_AUDIT.number)).where(ours)) or 0
        query = select(self.table).order_by(_LESSONS.serial)
        if number > 0:
            after = number - WINDOW if self._session.concurrent else number
            query = query.where(_LESSONS.id.in_(select(_AUDIT.record_id).where(ours, _AUDIT.number > after)))
        return await self._found(query), max(newest, number)
