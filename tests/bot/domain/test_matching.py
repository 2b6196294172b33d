"""What fits what, in which order, and with which reasons."""

from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest

from bot.domain.matching import Fit, Ground, fit_of, fits
from bot.domain.post import Post, PostPlace, PostState, Tally
from bot.domain.reading import PostKind
from tests.contracts.records import post, stamp

TODAY = date(2026, 11, 24)
KM = {("WAJIMA", "SUZU"): 25.0, ("WAJIMA", "KANAZAWA"): 90.0, ("WAJIMA", "FUKUOKA"): 700.0}
WITHIN = {"ISHIKAWA": {"WAJIMA", "SUZU", "KANAZAWA"}}


def distance(one: str, other: str) -> float | None:
    """Return the km between two invented neighbours."""
    return KM.get((one, other), KM.get((other, one)))


GROUND = Ground(
    related=lambda category: {"blankets": ("futons",)}.get(category, ()),
    covers=lambda area, code: area == code or code in WITHIN.get(area, set()),
    distance=distance,
)


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


def codes(fit: Fit | None) -> tuple[str, ...]:
    """Return a fit's reasons, or nothing where nothing fits."""
    return tuple(reason.code for reason in fit.reasons) if fit else ()


def test_the_same_thing_in_the_same_place_in_time_and_enough_of_it_fits_wholly() -> None:
    fit = fit_of(ours(), theirs(), TODAY, GROUND)
    assert fit is not None
    assert fit.score == 1.0
    assert codes(fit) == ("same_category", "same_place", "in_time", "enough")


def test_it_fits_from_the_offers_side_just_as_well() -> None:
    one, other = fit_of(ours(), theirs(), TODAY, GROUND), fit_of(theirs(), ours(), TODAY, GROUND)
    assert one is not None
    assert other is not None
    assert (one.score, one.reasons) == (other.score, other.reasons)


GATES: dict[str, Post] = {
    "the same kind": theirs("R7"),
    "another category": theirs(category="water"),
    "our own organisation's": theirs(stamp=stamp("P9", "G1")),
    "our own, written for another organisation": theirs(stamp=stamp("P1", "G2")),
    "another response": theirs(stamp=stamp("P2", "G2", "D2")),
    "an exercise": theirs(stamp=replace(stamp("P2", "G2"), drill="exercise")),
    "nothing left": theirs(tally=Tally(100_000)),
    "over yesterday": theirs(ends=date(2026, 11, 23)),
    "brought elsewhere only": theirs(places=at("FUKUOKA", role="to")),
}


@pytest.mark.parametrize("gate", GATES)
def test_a_closed_gate_is_no_fit_however_near_the_rest_is(gate: str) -> None:
    assert fit_of(ours(), GATES[gate], TODAY, GROUND) is None


@pytest.mark.parametrize("state", ["held", "used_up", "closed", "expired", "withdrawn", "hidden", "duplicate"])
def test_what_is_no_longer_to_be_had_does_not_fit(state: PostState) -> None:
    assert fit_of(ours(), theirs(state=state), TODAY, GROUND) is None


def test_nothing_fits_a_request_that_is_covered() -> None:
    assert fit_of(ours(state="covered", tally=Tally(100_000)), theirs(), TODAY, GROUND) is None


def test_the_last_day_still_counts() -> None:
    assert fit_of(ours(), theirs(ends=TODAY), TODAY, GROUND)


def test_an_offer_that_begins_after_the_deadline_is_too_late() -> None:
    wanted = ours(ends=date(2026, 11, 27))
    assert fit_of(wanted, theirs(starts=date(2026, 11, 27)), TODAY, GROUND)
    assert fit_of(wanted, theirs(starts=date(2026, 11, 28)), TODAY, GROUND) is None


def test_an_offer_that_ends_before_it_is_wanted_is_too_early() -> None:
    assert fit_of(ours(starts=date(2026, 12, 5)), theirs(ends=date(2026, 12, 4)), TODAY, GROUND) is None


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        (at("WAJIMA"), ("same_place", 0)),
        (at("ISHIKAWA"), ("same_place", 0)),
        (at("SUZU"), ("near", 25)),
        (at("KANAZAWA"), ("far", 90)),
        (at("KANAZAWA", "SUZU"), ("near", 25)),
        (at("ISHIKAWA", role="to"), ("delivers", 0)),
        ((*at("FUKUOKA", role="from"), *at("WAJIMA", role="to")), ("delivers", 0)),
        (at("ATLANTIS"), ("place_unknown", 0)),
        ((), ("place_unknown", 0)),
    ],
)
def test_the_place_is_told_as_a_reason(places: tuple[PostPlace, ...], reason: tuple[str, int]) -> None:
    fit = fit_of(ours(), theirs(places=places), TODAY, GROUND)
    assert fit is not None
    assert (fit.reasons[1].code, fit.reasons[1].value) == reason


def test_a_part_is_told_with_how_much() -> None:
    fit = fit_of(ours(), theirs(tally=Tally(60_000)), TODAY, GROUND)
    assert fit is not None
    assert (fit.reasons[-1].code, fit.reasons[-1].value) == ("part", 40_000)


def test_amounts_in_different_units_are_to_be_agreed() -> None:
    assert codes(fit_of(ours(), theirs(unit="box"), TODAY, GROUND))[-1] == "amount_unknown"


def test_what_has_no_category_fits_by_its_own_name() -> None:
    mine = ours(category=None, item="Sandbags")
    assert codes(fit_of(mine, theirs(category=None, item="sandbags"), TODAY, GROUND))[0] == "same_category"
    assert fit_of(mine, theirs(category=None, item="rope"), TODAY, GROUND) is None
    assert fit_of(replace(mine, item=""), theirs(category=None, item=""), TODAY, GROUND) is None


def test_a_substitute_stands_below_the_farthest_and_smallest_of_the_same_kind() -> None:
    crumb = theirs("O8", places=at("FUKUOKA"), quantity=1)
    substitute = theirs("O7", category="futons")
    assert [fit.post.id for fit in fits(ours(), [substitute, crumb], TODAY, GROUND)] == ["O8", "O7"]


def test_an_offer_stands_in_for_what_it_can_replace_and_not_the_other_way() -> None:
    assert codes(fit_of(ours(), theirs(category="futons"), TODAY, GROUND))[0] == "substitute"
    assert fit_of(ours(category="futons"), theirs(), TODAY, GROUND) is None


def test_nearer_comes_first_then_urgent_ones_and_the_list_is_cut() -> None:
    needs = [
        theirs("R3", places=at("FUKUOKA")),
        theirs("R4", places=at("KANAZAWA")),
        theirs("R5"),
        theirs("R6", urgency="critical"),
    ]
    found = fits(ours("offer"), needs, TODAY, GROUND, limit=3)
    assert [fit.post.id for fit in found] == ["R6", "R5", "R4"]
