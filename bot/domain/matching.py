"""Which offer fits which request, and why: hard gates, then category, place and time, each with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.post import WANTING, Post

Covers = Callable[[str, str], bool]
Distance = Callable[[str, str], float | None]

NEAR, FAR = 30.0, 400.0
"""Kilometres: within NEAR it is the same neighbourhood; beyond FAR the place counts for nothing."""
SUBSTITUTE = 0.5
"""What a substitute weighs: the best one stays below the same category at the far end of the country."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What matching needs to know of the world: substitutes of a category, and how places lie to one another."""

    related: Callable[[str], tuple[str, ...]]
    covers: Covers
    distance: Distance


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as a code with a value.

    The codes: same_category, substitute, same_place, near (km), far (km), place_unknown, delivers, in_time, late,
    enough, part (thousandths), amount_unknown.
    """

    code: str
    value: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the other post fits: score 0–1, reasons in the order they weigh."""

    post: Post
    score: float
    reasons: tuple[Reason, ...]


def fits(mine: Post, others: Sequence[Post], today: date, ground: Ground, limit: int = 10) -> list[Fit]:
    """Return the posts of the other kind that fit, best first; nothing that fails a hard gate."""
    found = [fit for other in others if (fit := fit_of(mine, other, today, ground))]
    return sorted(found, key=lambda fit: (-fit.score, fit.post.urgency != "critical", fit.post.id))[:limit]


def fit_of(mine: Post, other: Post, today: date, ground: Ground) -> Fit | None:
    """Return how one post fits another, or None when a gate is closed."""
    request, offer = (mine, other) if mine.kind == "request" else (other, mine)
    category = _category(request, offer, ground)
    if category is None or not _open(mine, other, today):
        return None
    place, place_reason = _place(request, offer, ground)
    time, time_reason = _time(request, offer)
    amount, amount_reason = _amount(request, offer)
    if time == 0.0 or place < 0.0:
        return None
    weight = 1.0 if category.code == "same_category" else SUBSTITUTE
    score = weight * (0.5 + 0.3 * place + 0.1 * time + 0.1 * amount)
    return Fit(other, round(score, 4), (category, place_reason, time_reason, amount_reason))


def _open(mine: Post, other: Post, today: date) -> bool:
    """Gates: kind, response, drill status, own organisation, something left, not over."""
    if mine.kind == other.kind or other.state not in WANTING or min(mine.left, other.left) <= 0:
        return False
    if mine.stamp.drill != other.stamp.drill or (mine.stamp.response_id != other.stamp.response_id):
        return False
    own = mine.stamp.organisation_id is not None and mine.stamp.organisation_id == other.stamp.organisation_id
    return not own and mine.stamp.author_id != other.stamp.author_id and not (other.ends and other.ends < today)


def _category(request: Post, offer: Post, ground: Ground) -> Reason | None:
    if request.category is None or offer.category is None:
        same = bool(request.item) and request.item.casefold() == offer.item.casefold()
        return Reason("same_category") if same else None
    if request.category == offer.category:
        return Reason("same_category")
    return Reason("substitute") if offer.category in ground.related(request.category) else None


def _place(request: Post, offer: Post, ground: Ground) -> tuple[float, Reason]:
    """Return how near it is, 0–1, below 0 when the offer's own places rule it out."""
    wanted = [code for place in request.places for code in place.codes if place.role != "from"]
    targets = [code for place in offer.places for code in place.codes if place.role == "to"]
    stands = [code for place in offer.places for code in place.codes if place.role != "to"]
    if not wanted or not (targets or stands):
        return 0.3, Reason("place_unknown")
    if targets:
        reached = any(ground.covers(t, w) or ground.covers(w, t) for t in targets for w in wanted)
        return (1.0, Reason("delivers")) if reached else (-1.0, Reason("far"))
    if any(ground.covers(s, w) or ground.covers(w, s) for s in stands for w in wanted):
        return 1.0, Reason("same_place")
    known = [km for s in stands for w in wanted if (km := ground.distance(s, w)) is not None]
    if not known:
        return 0.2, Reason("place_unknown")
    km = min(known)
    nearness = 0.9 if km <= NEAR else max(0.0, 0.9 * (1 - (km - NEAR) / (FAR - NEAR)))
    return nearness, Reason("near" if km <= NEAR else "far", round(km))


def _time(request: Post, offer: Post) -> tuple[float, Reason]:
    """Return 0 when the offer begins after the request's deadline."""
    if request.ends and offer.starts and offer.starts > request.ends:
        return 0.0, Reason("late")
    if request.starts and offer.ends and offer.ends < request.starts:
        return 0.0, Reason("late")
    return 1.0, Reason("in_time")


def _amount(request: Post, offer: Post) -> tuple[float, Reason]:
    if not (request.counted and offer.counted) or request.unit != offer.unit:
        return 0.5, Reason("amount_unknown")
    if offer.left >= request.left:
        return 1.0, Reason("enough")
    return offer.left / request.left, Reason("part", offer.left)
