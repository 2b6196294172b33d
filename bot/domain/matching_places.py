"""Whether what is offered can come to where it is needed: near enough for its kind, delivered, or wanted elsewhere."""

from collections.abc import Iterable, Mapping

from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Codes, Ground, Side

UNKNOWN = 0.6
"""Half of what a good place is worth and a little more: it may well be near, and asking costs one message."""
BOUND = 0.3
"""What is left of an offer that is bound to places of which none is known: probably other ones."""
ELSEWHERE = 0.08
"""What is left of an offer that names other places than the asker's, or is too far to fetch: shown last."""
SHIPPED = 0.9
"""What comes by post or carrier, and no place is named to which it does not: the way hardly counts."""
DELIVERED_FAR = 0.85
"""What somebody delivers without saying where to: to a neighbour surely, to the other end of the country perhaps."""
SURROUNDINGS = 20.0
"""Kilometres: who goes to a town may be talked into going on to the next one."""
NEXT_TOWN = 0.35
"""What an offer is worth there: its giver named other towns, and meant it."""
FETCHED = (30.0, 90.0)
"""Kilometres a relief group drives to fetch something: gladly, and at most."""
ROUTE = (40.0, 150.0)
"""Kilometres a lorry or bus goes out of its way at either end: gladly, and at most."""

RANGES: Mapping[str, tuple[float, float]] = {
    "goods": (30.0, 500.0),
    "people": (60.0, 400.0),
    "service": (30.0, 200.0),
    "space": (30.0, 80.0),
    "money": (0.0, 0.0),
}
"""Kilometres within which a kind of thing is near, and beyond which it is out of reach unless somebody brings it.

Goods travel by parcel, people by train for some days; a crew with machines comes from the next prefecture; a room is of
use only within an hour's drive.
"""
HEAVY = ("logistics.debris_removal", "logistics.handling_equipment", "wash.toilets", "wash.water_trucking")
"""Goods and machines that need a low loader: near and far as for a service."""
CARRYING = ("logistics.road_transport", "logistics.passenger_transport", "logistics.air_sea_transport")
ANYWHERE = (
    "information.interpreting", "information.translation", "information.mapping_gis", "protection.legal_aid",
    "health.mhpss", "telecoms.it_support", "information.information_management", "people.training",
    "information.public_information", "education.learning_support", "finance.funding",
)  # fmt: skip
"""What can be done by telephone or over the network, when its giver says so."""
PAPERWORK = ("information.translation", "information.mapping_gis", "information.information_management")
"""What is sent as a file in any case."""


def nearness(request: Side, offer: Side, topic: str, ground: Ground) -> Share:
    """Return how well the offer comes to where it is needed. `topic`: the category the two meet in."""
    if offer.says("handover", "anywhere"):
        return Share(1.0, Reason("anywhere"))
    if topic in PAPERWORK or (topic in ANYWHERE and offer.says("remote") and not request.says("onsite")):
        return Share(1.0, Reason("remote"))
    if topic in CARRYING:
        return _route(request, offer, ground)
    wanted = request.places or request.start
    if not wanted:
        return Share(UNKNOWN, Reason("place_unknown"))
    kind = ground.type_of(topic) if topic else "goods"
    if kind != "money" and (around := _within_reach(request, wanted, offer, ground)):
        return around
    if kind == "money":
        return _eligible(wanted, (*offer.reach, *offer.about, *offer.base), ground)
    if kind == "space":
        return _at_hand(request, wanted, (*offer.base, *offer.about, *offer.reach), ground)
    if kind in ("people", "service") and not offer.reach:
        return _reached(wanted, offer.base, offer.about, offer, ground, "service" if topic in HEAVY else kind)
    return _reached(wanted, offer.base, offer.reach, offer, ground, "service" if topic in HEAVY else kind)


def _within_reach(request: Side, wanted: Codes, offer: Side, ground: Ground) -> Share | None:
    """Return the share of what stands so near as the asker says will do: "within 40 minutes by car"."""
    stands = (*offer.base, *offer.about, *offer.reach)
    if not request.says("nearby") or _covered(stands, wanted, ground):
        return None
    if not any(code in request.reach for code in stands):
        return None
    return Share(0.95, Reason("near", round(closest(wanted, stands, ground) or 0)))


def _reached(wanted: Codes, base: Codes, reach: Codes, offer: Side, ground: Ground, kind: str) -> Share:
    """Return how goods or people come from `base` to those who wait, when `reach` is where they go."""
    stands = (*base, *(code for code in offer.about if code not in reach))
    if offer.says("handover", "pickup"):
        return _fetched(wanted, stands or reach, ground)
    if _covered(reach, wanted, ground):
        return Share(1.0, Reason("delivers"))
    if reach:
        return _beyond(wanted, (*reach, *stands), offer, ground)
    if _covered(stands, wanted, ground):
        return Share(1.0, Reason("same_place"))
    km = closest(wanted, stands, ground)
    if km is None:
        return Share(BOUND if offer.says("only", "places") else UNKNOWN, Reason("place_unknown"))
    near, far = RANGES[kind]
    worth = max(ELSEWHERE, _fading(km, near, far))
    if offer.says("handover", "ships") and kind == "goods":
        worth = max(worth, SHIPPED)
    elif offer.says("handover", "delivers") and km <= far:
        worth = max(worth, DELIVERED_FAR)
    return Share(worth, Reason("near" if km <= near else "far", round(km)))


def _beyond(wanted: Codes, named: Codes, offer: Side, ground: Ground) -> Share:
    """Return what an offer is worth just outside the places it names."""
    km = closest(wanted, named, ground)
    if km is None:
        return Share(BOUND, Reason("place_unknown"))
    if km <= SURROUNDINGS and not offer.says("only", "places"):
        return Share(NEXT_TOWN, Reason("near", round(km)))
    return Share(ELSEWHERE * (1 - min(km, 1000.0) / 2000.0), Reason("elsewhere", round(km)))


def _fetched(wanted: Codes, stands: Codes, ground: Ground) -> Share:
    if _covered(stands, wanted, ground):
        return Share(0.9, Reason("same_place"))
    km = closest(wanted, stands, ground)
    if km is None:
        return Share(UNKNOWN * 0.5, Reason("place_unknown"))
    return Share(max(ELSEWHERE / 2, 0.9 * _fading(km, *FETCHED)), Reason("pick_up", round(km)))


def _at_hand(request: Side, wanted: Codes, stands: Codes, ground: Ground) -> Share:
    """Return how near a room or a hall lies; half an hour's drive is in the same place for those who sleep there."""
    if _covered(stands, wanted, ground):
        return Share(1.0, Reason("same_place"))
    km = closest(wanted, stands, ground)
    if km is None:
        return Share(UNKNOWN, Reason("place_unknown"))
    near, far = RANGES["space"]
    if request.says("nearby"):
        near, far = near * 1.5, far * 1.5
    return Share(max(ELSEWHERE, _fading(km, near, far)), Reason("near" if km <= near else "far", round(km)))


def _eligible(wanted: Codes, areas: Codes, ground: Ground) -> Share:
    """Return whether money for certain areas is for the asker's; a fund that names none is open to all."""
    if not areas:
        return Share(0.9, Reason("place_unknown"))
    if _covered(areas, wanted, ground):
        return Share(1.0, Reason("same_place"))
    return Share(ELSEWHERE, Reason("elsewhere", round(closest(wanted, areas, ground) or 0)))


def _route(request: Side, offer: Side, ground: Ground) -> Share:
    """Return how well a lorry or bus serves both ends of the way."""
    everywhere = (*offer.base, *offer.reach, *offer.about)
    start = request.start or request.base
    ends = [end for end in (start, tuple(code for code in request.places if code not in start)) if end]
    if not ends or not everywhere:
        return Share(UNKNOWN, Reason("place_unknown"))
    parts = [_at_end(end, everywhere, ground) for end in ends]
    if min(parts) <= ELSEWHERE:
        km = max(closest(end, everywhere, ground) or 0 for end in ends)
        return Share(ELSEWHERE, Reason("elsewhere", round(km)))
    worth = sum(parts) / len(parts)
    return Share(worth, Reason("same_place") if worth == 1.0 else Reason("near", _round(ends, everywhere, ground)))


def _round(ends: Iterable[Codes], everywhere: Codes, ground: Ground) -> int:
    return round(max(closest(end, everywhere, ground) or 0 for end in ends))


def _at_end(end: Codes, everywhere: Codes, ground: Ground) -> float:
    if _covered(everywhere, end, ground):
        return 1.0
    km = closest(end, everywhere, ground)
    return UNKNOWN if km is None else max(ELSEWHERE, 0.95 * _fading(km, *ROUTE))


def _fading(km: float, near: float, far: float) -> float:
    """Return 0.95 up to `near`, evenly down to 0 at `far`."""
    return 0.95 if km <= near else max(0.0, 0.95 * (far - km) / (far - near))


def _covered(areas: Codes, wanted: Codes, ground: Ground) -> bool:
    if not areas:
        return False
    for code in wanted:
        if code in areas:
            return True
    return any(ground.covers(area, code) or ground.covers(code, area) for area in areas for code in wanted)


def closest(ones: Codes, others: Codes, ground: Ground) -> float | None:
    """Return the least distance in km between two sets of places, or None where none is known."""
    known = [km for one in ones for other in others if (km := ground.distance(one, other)) is not None]
    return min(known) if known else None
