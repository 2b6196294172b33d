"""What people left on lessons: rows ↔ marks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.lesson_marks import Mark, MarkKind
from storage.lesson_tables import lesson_marks
from storage.session import Session

_MARKS = lesson_marks.c


class LessonMarks:
    """Marks on lessons, each once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, mark: Mark) -> bool:
        """Store a mark; False where the person left it before."""
        row = {
            "lesson_id": mark.lesson_id,
            "person_id": mark.person_id,
            "kind": mark.kind,
            "at": mark.at,
            "organisation_id": mark.organisation_id,
        }
        return await self._session.put_new(lesson_marks, row)

    async def of(self, lesson_id: str) -> Sequence[Mark]:
        """Return all marks on a lesson, oldest first."""
        query = select(lesson_marks).where(_MARKS.lesson_id == lesson_id).order_by(_MARKS.at, _MARKS.person_id)
        return [Mark(**row) for row in await self._session.every(query)]

    async def told_since(self, person_id: str, since: datetime) -> bool:
        """Return whether a person was shown any lesson unasked since then."""
        query = select(func.count()).where(_MARKS.person_id == person_id, _MARKS.kind == "told", _MARKS.at > since)
        return bool(await self._session.value(query))

    async def known_to(self, person_id: str, lesson_ids: Sequence[str]) -> frozenset[str]:
        """Return those of the lessons that a person was shown unasked or had no use for."""
        query = select(_MARKS.lesson_id).where(
            _MARKS.person_id == person_id, _MARKS.kind.in_(("told", "useless")), _MARKS.lesson_id.in_(list(lesson_ids))
        )
        return frozenset(row["lesson_id"] for row in await self._session.every(query))

    async def counts(self, lesson_ids: Sequence[str]) -> Mapping[tuple[str, MarkKind], int]:
        """Return how many marks of each kind these lessons bear."""
        query = (
            select(_MARKS.lesson_id, _MARKS.kind, func.count().label("n"))
            .where(_MARKS.lesson_id.in_(list(lesson_ids)))
            .group_by(_MARKS.lesson_id, _MARKS.kind)
        )
        return {(row["lesson_id"], row["kind"]): row["n"] for row in await self._session.every(query)}
