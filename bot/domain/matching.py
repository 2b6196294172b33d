"""Which offer fits which request, and why: hard gates, then what each concern leaves of the match's worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.matching_amounts import sufficiency
from bot.domain.matching_attributes import agreement
from bot.domain.matching_gates import can_serve, may_meet
from bot.domain.matching_places import nearness
from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Ground, Side, side_of
from bot.domain.matching_things import Likeness, likeness
from bot.domain.matching_times import timeliness
from bot.domain.post import Post

LASTING_TYPES = ("service", "people", "space")
DOUBTFUL = Share(0.5, Reason("kind_doubtful"))
"""An offer whose words ask for something, or a request whose words give: most likely filed under the wrong kind."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the other post fits: score 0–1, reasons in the order they weigh."""

    post: Post
    score: float
    reasons: tuple[Reason, ...]


def fits(mine: Post, others: Iterable[Post], today: date, ground: Ground, limit: int = 10) -> list[Fit]:
    """Return the posts of the other kind that fit, best first; nothing that fails a hard gate.

    Urgency orders what fits equally well, then age; it never lifts a worse match over a better one.
    """
    own = side_of(mine, ground)
    met = (other for other in others if may_meet(mine, other, today))
    found = [fit for other in met if (fit := fit_of_sides(own, side_of(other, ground), ground))]
    return best(found, limit)


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


def fit_of_sides(mine: Side, other: Side, ground: Ground) -> Fit | None:
    """Return how one post fits another that may meet it, both made ready; None where nothing connects them.

    The score is the product of what thing, place, time, amount and traits each leave of the match: one bad concern
    spoils it, as it does in the field, and every share can be told as a reason.
    """
    request, offer = (mine, other) if mine.post.kind == "request" else (other, mine)
    like = likeness(request, offer, ground)
    if like is None or not can_serve(request, offer, like.topic):
        return None
    shares = _shares(like, request, offer, ground)
    score = 1.0
    for share in shares:
        score *= share.worth
    return Fit(other.post, round(score, 4), tuple(share.reason for share in shares))


def _shares(like: Likeness, request: Side, offer: Side, ground: Ground) -> Sequence[Share]:
    topic = like.topic or ""
    lasting = ground.type_of(topic) in LASTING_TYPES or offer.says("handover", "loan")
    shares = [
        like.share,
        nearness(request, offer, topic, ground),
        timeliness(request, offer, lasting),
        sufficiency(request, offer, topic),
        *agreement(request, offer, topic),
    ]
    asks, gives = offer.says("voice", "asks"), offer.says("voice", "gives")
    return [*shares, DOUBTFUL] if asks and not gives else shares
