"""Lessons: rows ↔ domain."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from bot.domain.lesson import Lesson
from storage import tables
from storage.followed import Followed
from storage.nouns import stamp_of, stamp_row
from storage.session import Row

_LESSONS, _MOMENTS = tables.lessons.c, tables.lesson_moments.c


class Lessons(Followed[Lesson]):
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
            "moments": list(record.moments),
            "phase": record.phase,
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
            moments=tuple(row["moments"]),
            phase=row["phase"],
        )

    async def at_moments(self, moments: Sequence[str]) -> Sequence[Lesson]:
        """Return the lessons filed under any of these moments, oldest first."""
        filed = select(_MOMENTS.lesson_id).where(_MOMENTS.moment.in_(list(moments)))
        return await self._found(select(self.table).where(_LESSONS.id.in_(filed)).order_by(_LESSONS.serial))

    async def _attach(self, record: Lesson, before: Row | None) -> None:
        if before is not None and tuple(before["moments"]) == record.moments:
            return
        await self._session.execute(delete(tables.lesson_moments).where(_MOMENTS.lesson_id == record.id))
        rows = [{"lesson_id": record.id, "moment": moment} for moment in dict.fromkeys(record.moments)]
        if rows:
            await self._session.execute(tables.lesson_moments.insert(), rows)
