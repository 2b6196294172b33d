"""The after-action review of a response: what it asks, who answered what, and the figures it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from bot.domain.commitment import AGREED, Commitment
from bot.domain.post import Post
from bot.domain.record import Stamp

Question = Literal["planned", "happened", "why", "next"]
QUESTIONS: tuple[Question, ...] = ("planned", "happened", "why", "next")
"""The four of every such review: what was meant to happen, what did, why the difference, what to do next time."""
Tap = Literal["well", "mixed", "badly"]
TAPS: tuple[Tap, ...] = ("well", "mixed", "badly")
ReviewState = Literal["asking", "published"]
SENTENCE = 300
"""How many characters a sentence may have: one sentence, on a phone."""


@dataclass(frozen=True, slots=True)
class Review:
    """V1: the review of one response, which is in the stamp."""

    id: str
    stamp: Stamp
    state: ReviewState = "asking"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person tapped and wrote on one question. `lesson_id`: the draft lesson that was made of it, if any."""

    review_id: str
    person_id: str
    organisation_id: str | None
    question: Question
    tap: Tap
    sentence: str
    at: datetime
    lesson_id: str | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether an organisation (or a person who has none) is named on the published page, and who said so."""

    review_id: str
    party: str
    person_id: str
    named: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of a commitment, from the audit trail."""

    commitment_id: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """The medians of a response; None where nothing got that far."""

    to_promise: timedelta | None
    to_arrival: timedelta | None
    to_receipt: timedelta | None
    received: int
    requests: int


def party_of(organisation_id: str | None, person_id: str) -> str:
    """Return who consents for what somebody did: the organisation spoken for, else the person."""
    return organisation_id or person_id


def participants(commitments: Sequence[Commitment]) -> list[str]:
    """Return the persons who committed something or asked for it, each once, in the order in which they came."""
    people = [each for c in commitments for each in (c.giver_person_id, c.asker_person_id)]
    return list(dict.fromkeys(each for each in people if each))


def unanswered(answers: Sequence[Answer], person_id: str) -> Question | None:
    """Return the next question for somebody, or None when all are answered."""
    done = {answer.question for answer in answers if answer.person_id == person_id}
    return next((question for question in QUESTIONS if question not in done), None)


def undrafted(answers: Sequence[Answer]) -> list[Answer]:
    """Return what people will do next time of which no lesson is drafted yet."""
    return [each for each in answers if each.question == "next" and each.sentence and not each.lesson_id]


def unmet(requests: Sequence[Post]) -> list[Post]:
    """Return the requests of which not everything was received, the urgent ones first, then the oldest."""
    missing = [
        post
        for post in requests
        if post.state not in ("cancelled", "hidden", "duplicate", "held") and post.tally.received < post.quantity
    ]
    return sorted(missing, key=lambda post: (post.urgency != "critical", post.stamp.created_at))


def declined(commitments: Sequence[Commitment]) -> list[Commitment]:
    """Return the proposals that were declined, the oldest first."""
    return [each for each in commitments if each.state == "declined"]


def figures(requests: Sequence[Post], commitments: Sequence[Commitment], moves: Sequence[Moved]) -> Figures:
    """Return the median times from a request to its first promise, its first arrival, its first receipt."""
    posted = {post.id: post.stamp.created_at for post in requests}
    of = {each.id: each.request_id for each in commitments}
    return Figures(
        _median(posted, of, moves, AGREED),
        _median(posted, of, moves, ("delivered", "received")),
        _median(posted, of, moves, ("received",)),
        sum(post.tally.received >= post.quantity for post in requests),
        len(requests),
    )


def _median(
    posted: Mapping[str, datetime], of: Mapping[str, str], moves: Sequence[Moved], states: tuple[str, ...]
) -> timedelta | None:
    first: dict[str, datetime] = {}
    for move in moves:
        request = of.get(move.commitment_id, "")
        if request in posted and move.state in states:
            first[request] = min(move.at, first.get(request, move.at))
    waits = [(at - posted[request]).total_seconds() for request, at in first.items()]
    return timedelta(seconds=median(waits)) if waits else None
