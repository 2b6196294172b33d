"""How much of what is asked for is offered, across units where they can be told apart."""

from collections.abc import Mapping

from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Side

UNKNOWN = 0.9
"""An amount nobody gave is mostly enough for a part, and asking costs one message."""
LITTLE, HALF = 0.35, 0.8
"""What nearly nothing and what half of it leaves of a match; between them it grows evenly."""

COUNTED = ("piece", "unit", "set", "kit", "pair", "bed", "vehicle", "roll", "site")
"""Units that people use for the same heap: 60 beds, 60 sets, 60台."""
PACKED = ("pack", "bag")
CONTAINERS = ("case", "box", "pack", "piece")
FACTORS: Mapping[str, tuple[str, int]] = {
    "litre": ("bulk", 1000),
    "kg": ("bulk", 1000),
    "tonne": ("bulk", 1_000_000),
    "jpy": ("money", 1),
    "usd": ("money", 150),
    "eur": ("money", 165),
    "room": ("people", 2),
    "bed": ("people", 1),
    "person": ("people", 1),
    "household": ("people", 2),
}
"""Dimension and factor. A kilogram of water is a litre; a room sleeps two; yen at the rounded rates of 2025."""


def sufficiency(request: Side, offer: Side, topic: str) -> Share:
    """Return how far the offer goes; amounts in units that cannot be compared are to be agreed.

    `topic`: the category the two meet in. A number that was read of another thing in the text says nothing of it.
    """
    if topic and (request.category != topic or offer.category != topic):
        return Share(UNKNOWN, Reason("amount_unknown"))
    wanted, given = _amount(request), _amount(offer)
    if wanted is None or given is None or wanted[0] != given[0] or wanted[1] <= 0:
        return Share(UNKNOWN, Reason("amount_unknown"))
    ratio = given[1] / wanted[1]
    if ratio >= 1:
        return Share(1.0, Reason("enough"))
    low, high, place = (LITTLE, HALF, 2 * ratio) if ratio < 0.5 else (HALF, 1.0, 2 * ratio - 1)
    return Share(low + (high - low) * place, Reason("part", offer.post.left))


def comparable(request: Side, offer: Side, topic: str | None) -> bool:
    """Return whether the dimensions can be of one thing: money is no goods and an area is no money."""
    if not (request.post.counted and offer.post.counted) or {request.category, offer.category} != {topic}:
        return True
    one, other = _dimension(request.post.unit), _dimension(offer.post.unit)
    return one == other or not {"money", "m2"} & {one, other}


def too_small_an_asker(request: Side, offer: Side) -> bool:
    """Return whether the offer goes only in larger lots than are asked for."""
    least = offer.measures.get("at_least")
    if least is None or not request.post.counted or request.post.unit != offer.post.unit:
        return False
    return least[0] > request.post.left


def _dimension(unit: str) -> str:
    if unit in COUNTED:
        return "counted"
    return "packed" if unit in PACKED else FACTORS[unit][0] if unit in FACTORS else unit


def _amount(side: Side) -> tuple[str, int] | None:
    """Return dimension and amount, or None where no number was given."""
    post, left = side.post, _left(side)
    if not post.counted:
        return None
    if post.unit in CONTAINERS and side.category == "wash.drinking_water":
        each = side.measures.get("ml_each")
        return ("bulk", left * each[0]) if each else (post.unit, left)
    if post.unit in ("vehicle", "unit", "piece") and "seats" in side.measures:
        return "people", left * side.measures["seats"][0]
    if post.unit in FACTORS and (post.unit != "bed" or side.category == "shelter.temp_housing"):
        dimension, factor = FACTORS[post.unit]
        return dimension, left * factor
    return _dimension(post.unit), left


def _left(side: Side) -> int:
    """Return what is left, of an offer no more than one asker gets."""
    most = side.measures.get("at_most") if side.post.kind == "offer" else None
    return min(side.post.left, most[1]) if most else side.post.left
