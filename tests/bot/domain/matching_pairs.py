"""An invented little world for matching: some neighbours, some categories, and a request with an offer for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from bot.domain.matching import Fit, fit_of_sides
from bot.domain.matching_sides import Ground, side_of
from bot.domain.matching_traits import SILENT, Traits
from bot.domain.post import Post, PostPlace
from bot.domain.reading import PostKind
from tests.contracts.records import post, stamp

TODAY = date(2026, 11, 24)
KM = {
    ("WAJIMA", "SUZU"): 25.0,
    ("WAJIMA", "NANAO"): 15.0,
    ("WAJIMA", "KANAZAWA"): 90.0,
    ("WAJIMA", "FUKUOKA"): 700.0,
    ("SUZU", "KANAZAWA"): 110.0,
    ("SUZU", "FUKUOKA"): 720.0,
}
WITHIN = {"ISHIKAWA": {"WAJIMA", "SUZU", "NANAO", "KANAZAWA"}}
RELATED = {"blankets": ("futons",)}
TYPES = {
    "rooms": "space",
    "information.interpreting": "people",
    "people.volunteers": "people",
    "finance.funding": "money",
    "logistics.road_transport": "service",
}
NEAR = {"camp_bed": ("cardboard_bed",), "cardboard_bed": ("camp_bed",)}
HOMES = {
    "camp_bed": "beds",
    "cardboard_bed": "beds",
    "partition": "beds",
    "truck": "logistics.road_transport",
    "bus": "logistics.passenger_transport",
}


def distance(one: str, other: str) -> float | None:
    """Return the km between two invented neighbours."""
    return KM.get((one, other), KM.get((other, one)))


def world(texts: Mapping[str, Traits] | None = None) -> Ground:
    """Return the little world; `texts` says what is read of each text."""
    known = texts or {}
    return Ground(
        related=lambda category: RELATED.get(category, ()),
        covers=lambda area, code: area == code or code in WITHIN.get(area, set()),
        distance=distance,
        type_of=lambda category: TYPES.get(category, "goods"),
        near=lambda thing: NEAR.get(thing, ()),
        home=HOMES.get,
        traits=lambda text: known.get(text, SILENT),
    )


GROUND = world()


def at(*codes: str, role: Literal["at", "from", "to"] = "at") -> tuple[PostPlace, ...]:
    """Return places of these codes."""
    return tuple(PostPlace(code.title(), (code,), role) for code in codes)


def ours(kind: PostKind = "request", **fields: Any) -> Post:  # noqa: ANN401 - any of its fields
    """Return 100 blankets of our own in Wajima."""
    base = post("R1" if kind == "request" else "O1", kind, 100_000, category="blankets", places=at("WAJIMA"))
    return replace(base, **fields)


def theirs(id: str = "O7", **fields: Any) -> Post:  # noqa: ANN401 - any of its fields
    """Return 100 blankets of another organisation in Wajima."""
    kind: PostKind = "offer" if id.startswith("O") else "request"
    return replace(ours(kind), id=id, **{"stamp": stamp("P2", "G2"), **fields})


def said(
    request: Traits = SILENT,
    offer: Traits = SILENT,
    category: str = "blankets",
    filed: str | None = "",
    **fields: Any,  # noqa: ANN401 - any of the offer's fields
) -> Fit | None:
    """Return how an offer fits a request whose texts were read so; `filed`: the offer's category if another one."""
    ground = world({"asked": request, "given": offer})
    mine = ours(category=category, item="", text="asked")
    other = theirs(item="", text="given", **{"category": category if filed == "" else filed, **fields})
    return fit_of_sides(side_of(mine, ground), side_of(other, ground), ground)


def codes(fit: Fit | None) -> tuple[str, ...]:
    """Return a fit's reasons, or nothing where nothing fits."""
    return tuple(reason.code for reason in fit.reasons) if fit else ()


def score(fit: Fit | None) -> float:
    """Return a fit's score, 0 where nothing fits."""
    return fit.score if fit else 0.0
