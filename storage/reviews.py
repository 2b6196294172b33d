"""After-action reviews: rows ↔ domain, with answers and consents."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.domain.review import Answer, Consent, Review
from storage import tables
from storage.nouns import Records, stamp_of, stamp_row
from storage.session import Row

_REVIEWS, _ANSWERS, _CONSENTS = tables.reviews.c, tables.review_answers.c, tables.review_consents.c


class Reviews(Records[Review]):
    """Reviews."""

    noun = "review"
    table = tables.reviews

    @staticmethod
    def to_row(record: Review) -> dict[str, Any]:
        """Return the review's columns."""
        return {**stamp_row(record.id, record.stamp), "state": record.state}

    @staticmethod
    def from_row(row: Row) -> Review:
        """Return the review in a row."""
        return Review(row["id"], stamp_of(row), row["state"])

    async def of_response(self, response_id: str) -> Review | None:
        """Return the review of a response, or None."""
        found = await self._found(select(self.table).where(_REVIEWS.response == response_id))
        return found[0] if found else None

    async def answer(self, answer: Answer) -> None:
        """Store an answer, over what the person answered to that question before."""
        row = {
            "review_id": answer.review_id,
            "person_id": answer.person_id,
            "organisation_id": answer.organisation_id,
            "question": answer.question,
            "tap": answer.tap,
            "sentence": answer.sentence,
            "at": answer.at,
            "lesson_id": answer.lesson_id,
        }
        over = ("organisation_id", "tap", "sentence", "at", "lesson_id")
        await self._session.put(tables.review_answers, row, ("review_id", "person_id", "question"), over)

    async def answers(self, review_id: str) -> Sequence[Answer]:
        """Return all answers, the earliest first."""
        query = select(tables.review_answers).where(_ANSWERS.review_id == review_id)
        rows = await self._session.every(query.order_by(_ANSWERS.at, _ANSWERS.person_id, _ANSWERS.question))
        return [Answer(**row) for row in rows]

    async def consent(self, consent: Consent) -> None:
        """Store whether a party is named, over what it said before."""
        row = {
            "review_id": consent.review_id,
            "party": consent.party,
            "person_id": consent.person_id,
            "named": consent.named,
            "at": consent.at,
        }
        await self._session.put(tables.review_consents, row, ("review_id", "party"), ("person_id", "named", "at"))

    async def consents(self, review_id: str) -> Sequence[Consent]:
        """Return what parties said."""
        query = select(tables.review_consents).where(_CONSENTS.review_id == review_id).order_by(_CONSENTS.party)
        return [Consent(**row) for row in await self._session.every(query)]
