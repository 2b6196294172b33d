"""Which offer fits which request, and why: hard gates, then what each concern leaves of the match's worth."""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from bot.domain.matching_amounts import sufficiency
from bot.domain.matching_attributes import agreement
from bot.domain.matching_gates import can_serve, may_meet
from bot.domain.matching_places import nearness
from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Ground, Side, side_of
from bot.domain.matching_things import Likeness, likeness
from bot.domain.matching_times import timeliness
from bot.domain.post import Post

DECIMALS = 4
"""Decimal places of a score."""
LASTING_TYPES = ("service", "people", "space")
DOUBTFUL = Share(0.5, Reason("kind_doubtful"))
"""An offer whose words ask for something, or a request whose words give: most likely filed under the wrong kind."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the other post fits: score 0–1, reasons in the order they weigh."""

    post: Post
    score: float
    reasons: tuple[Reason, ...]


def fits(
    mine: Post,
    others: Iterable[Post],
    today: date,
    ground: Ground,
    limit: int = 10,
    well: float = inf,
    known: Sequence[Fit] = (),
) -> list[Fit]:
    """Return the best `limit` of the posts of the other kind that fit and of those `known`, best first.

    Beyond these come all that score `well` or more. Nothing that fails a hard gate. Urgency orders what fits equally
    well, then age; it never lifts a worse match over a better one.
    """
    own, found = side_of(mine, ground), list(known)
    for other in others:
        if may_meet(mine, other, today):
            fit = fit_of_sides(own, side_of(other, ground), ground, _least(found, limit, well))
            if fit:
                insort(found, fit, key=_order)
                if len(found) > limit and found[-1].score < well:
                    found.pop()
    return found


def _least(found: Sequence[Fit], limit: int, well: float) -> float:
    """Return the score below which another fit would not be kept."""
    if not limit:
        return well
    return min(well, found[limit - 1].score) if len(found) >= limit else 0.0


def best(found: Iterable[Fit], limit: int) -> list[Fit]:
    """Return the best of the fits, the best first."""
    return sorted(found, key=_order)[:limit]


def _order(fit: Fit) -> tuple[float, bool, float, str]:
    post = fit.post
    return -fit.score, post.urgency != "critical", post.stamp.created_at.timestamp(), post.id


def fit_of(mine: Post, other: Post, today: date, ground: Ground) -> Fit | None:
    """Return how one post fits another, or None when a gate is closed."""
    if not may_meet(mine, other, today):
        return None
    return fit_of_sides(side_of(mine, ground), side_of(other, ground), ground)


def fit_of_sides(mine: Side, other: Side, ground: Ground, least: float = 0.0) -> Fit | None:
    """Return how one post fits another that may meet it, both made ready; None where nothing connects them.

    The score is the product of what thing, place, time, amount and traits each leave of the match: one bad concern
    spoils it, as it does in the field, and every share can be told as a reason. As no share is over 1, the rest is
    not looked at once the product is below `least`, which then is None as well.
    """
    request, offer = (mine, other) if mine.post.kind == "request" else (other, mine)
    like = likeness(request, offer, ground)
    if like is None or round(like.share.worth, DECIMALS) < least or not can_serve(request, offer, like.topic):
        return None
    score, reasons = 1.0, list[Reason]()
    for share in _shares(like, request, offer, ground):
        score *= share.worth
        if round(score, DECIMALS) < least:
            return None
        reasons.append(share.reason)
    return Fit(other.post, round(score, DECIMALS), tuple(reasons))


def _shares(like: Likeness, request: Side, offer: Side, ground: Ground) -> Iterator[Share]:
    topic = like.topic or ""
    lasting = ground.type_of(topic) in LASTING_TYPES or offer.says("handover", "loan")
    yield like.share
    yield nearness(request, offer, topic, ground)
    yield timeliness(request, offer, lasting)
    yield sufficiency(request, offer, topic)
    yield from agreement(request, offer, topic)
    if offer.says("voice", "asks") and not offer.says("voice", "gives"):
        yield DOUBTFUL
