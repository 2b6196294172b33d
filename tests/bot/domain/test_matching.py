"""What fits what, in which order, and with which reasons."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.matching import fit_of, fits
from bot.domain.post import Post, PostState, Tally
from tests.bot.domain.matching_pairs import GROUND, TODAY, at, codes, ours, theirs
from tests.contracts.records import NOON, minutes, stamp


def test_the_same_thing_in_the_same_place_in_time_and_enough_of_it_fits_wholly() -> None:
    fit = fit_of(ours(ends=TODAY), theirs(ends=TODAY), TODAY, GROUND)
    assert fit is not None
    assert fit.score == 0.9
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


def test_what_has_no_category_fits_by_its_own_name() -> None:
    mine = ours(category=None, item="Rope ladders")
    assert codes(fit_of(mine, theirs(category=None, item="rope ladders"), TODAY, GROUND))[0] == "by_words"
    assert fit_of(mine, theirs(category=None, item="kites"), TODAY, GROUND) is None
    assert fit_of(replace(mine, item=""), theirs(category=None, item=""), TODAY, GROUND) is None


def test_a_substitute_stands_below_the_same_kind_and_is_told_as_such() -> None:
    substitute = theirs("O7", category="futons", item="futons")
    found = fits(ours(), [substitute, theirs("O8", places=at("KANAZAWA"))], TODAY, GROUND)
    assert [(fit.post.id, codes(fit)[0]) for fit in found] == [("O8", "same_category"), ("O7", "substitute")]


def test_an_offer_stands_in_for_what_it_can_replace_and_not_the_other_way() -> None:
    futons = theirs(category="futons", item="futons")
    assert codes(fit_of(ours(), futons, TODAY, GROUND))[0] == "substitute"
    assert fit_of(ours(category="futons", item="futons"), theirs(), TODAY, GROUND) is None


def test_nearer_comes_first_then_urgent_ones_then_older_ones_and_the_list_is_cut() -> None:
    later = replace(stamp("P2", "G2"), created_at=NOON + minutes(5))
    needs = [
        theirs("R3", places=at("FUKUOKA")),
        theirs("R4", places=at("KANAZAWA")),
        theirs("R2", stamp=later),
        theirs("R5"),
        theirs("R6", urgency="critical", stamp=later),
    ]
    found = fits(ours("offer"), needs, TODAY, GROUND, limit=4)
    assert [fit.post.id for fit in found] == ["R6", "R5", "R2", "R4"]


def test_urgency_never_lifts_a_worse_match() -> None:
    needs = [theirs("R3", places=at("FUKUOKA"), urgency="critical"), theirs("R4")]
    assert [fit.post.id for fit in fits(ours("offer"), needs, TODAY, GROUND)] == ["R4", "R3"]
