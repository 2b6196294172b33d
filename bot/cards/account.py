"""What the review of a response stands on, gathered from what is stored: timeline, figures, what stayed unmet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.commitment import AGREED, Commitment
from bot.domain.post import Post
from bot.domain.response import Response
from bot.domain.review import Answer, Consent, Figures, Moved, Review, declined, figures, unmet
from bot.store import PostFilter, View

ALL = 20_000
"""Posts of one response that are looked at: all of them, by any measure of a real one."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One line of the timeline: when, what (a code of the table in bot.cards.reviews), which record."""

    at: datetime
    what: str
    record: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """Everything the review of a response shows. `answers` and `consents` are empty before anybody was asked."""

    response: Response
    review: Review | None
    timeline: tuple[Milestone, ...]
    figures: Figures
    unmet: tuple[Post, ...]
    declined: tuple[Commitment, ...]
    requests: tuple[Post, ...]
    commitments: tuple[Commitment, ...]
    answers: tuple[Answer, ...] = ()
    consents: tuple[Consent, ...] = ()


async def account_of(response: Response, view: View) -> Account:
    """Gather what is stored of a response."""
    posts = await view.posts.listing(PostFilter(response_id=response.id, limit=ALL))
    requests = tuple(sorted((p for p in posts if p.kind == "request"), key=_age))
    offers = tuple(sorted((p for p in posts if p.kind == "offer"), key=_age))
    commitments = tuple(await view.commitments.of_response(response.id))
    trail = await view.audit.moves("commitment", [each.id for each in commitments])
    moves = [Moved(*row) for row in trail]
    review = await view.reviews.of_response(response.id)
    states = await view.audit.moves("response", [response.id])
    return Account(
        response,
        review,
        timeline(response, states, requests, offers, moves),
        figures(requests, commitments, moves),
        tuple(unmet(requests)),
        tuple(declined(commitments)),
        requests,
        commitments,
        tuple(await view.reviews.answers(review.id)) if review else (),
        tuple(await view.reviews.consents(review.id)) if review else (),
    )


def _age(post: Post) -> tuple[datetime, str]:
    return post.stamp.created_at, post.id


def timeline(
    response: Response,
    states: Sequence[tuple[str, str, datetime]],
    requests: Sequence[Post],
    offers: Sequence[Post],
    moves: Sequence[Moved],
) -> tuple[Milestone, ...]:
    """Return the milestones in order: how the response went, the first of each kind, its busiest day."""
    found = [Milestone(response.stamp.created_at, "begun", response.id)]
    before = ""
    for _, state, at in states:
        if state in ("active", "paused", "closed") and state != before:
            found.append(Milestone(at, state, response.id))
        before = state
    found += [Milestone(posts[0].stamp.created_at, what, posts[0].id)
              for what, posts in (("request", requests), ("offer", offers)) if posts]  # fmt: skip
    firsts: dict[str, Moved] = {}
    for move in moves:
        firsts.setdefault(move.state, move)
    found += [Milestone(move.at, state, move.commitment_id) for state, move in firsts.items() if state in AGREED]
    received = [move for move in moves if move.state == "received"]
    if len(received) > 1:
        found.append(Milestone(received[-1].at, "last_received", received[-1].commitment_id))
    return tuple(sorted([*found, *_busiest(requests)], key=lambda each: each.at))


def _busiest(requests: Sequence[Post]) -> list[Milestone]:
    """Return the day (of 24 hours from the first request) with the most requests, where it stands out."""
    if len(requests) < 3:
        return []
    start = requests[0].stamp.created_at
    days: dict[int, int] = {}
    for post in requests:
        day = (post.stamp.created_at - start) // timedelta(days=1)
        days[day] = days.get(day, 0) + 1
    busiest = max(days, key=lambda day: days[day])
    return [Milestone(start + timedelta(days=busiest), "busiest", count=days[busiest])] if len(days) > 1 else []
