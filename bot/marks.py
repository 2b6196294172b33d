"""What people leave on lessons and in after-action reviews, as the core needs it remembered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.lesson_marks import Mark, MarkKind
from bot.domain.review import Answer, Consent, Review


class LessonMarks(Protocol):
    """What people left on lessons."""

    async def put(self, mark: Mark) -> bool:
        """Store a mark; False where the person left it before."""

    async def of(self, lesson_id: str) -> Sequence[Mark]:
        """Return all marks on a lesson, oldest first."""

    async def told_since(self, person_id: str, since: datetime) -> bool:
        """Return whether a person was shown any lesson unasked since then."""

    async def known_to(self, person_id: str, lesson_ids: Sequence[str]) -> frozenset[str]:
        """Return those of the lessons that a person was shown unasked or had no use for."""

    async def counts(self, lesson_ids: Sequence[str]) -> Mapping[tuple[str, MarkKind], int]:
        """Return how many marks of each kind these lessons bear."""


class Reviews(Protocol):
    """After-action reviews; every change of one leaves an audit entry."""

    async def get(self, id: str) -> Review | None:
        """Return the review, or None."""

    async def add(self, record: Review, by: str, what: str = "add") -> Review:
        """Store a new review and return it."""

    async def save(self, record: Review, by: str, what: str) -> Review:
        """Store a changed review over the version it bears. Raises Changed."""

    async def of_response(self, response_id: str) -> Review | None:
        """Return the review of a response, or None."""

    async def answer(self, answer: Answer) -> None:
        """Store an answer, over what the person answered to that question before."""

    async def answers(self, review_id: str) -> Sequence[Answer]:
        """Return all answers, the earliest first."""

    async def consent(self, consent: Consent) -> None:
        """Store whether a party is named, over what it said before."""

    async def consents(self, review_id: str) -> Sequence[Consent]:
        """Return what parties said."""
