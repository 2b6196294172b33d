"""How much of what is asked for is offered."""

import pytest

from bot.domain.matching import Fit, fit_of
from bot.domain.matching_traits import Measure, Traits
from bot.domain.post import Tally
from tests.bot.domain.matching_pairs import GROUND, TODAY, codes, ours, score, theirs, world


def amount_of(fit: Fit | None) -> tuple[str, int]:
    """Return the reason of the amount."""
    assert fit is not None
    return fit.reasons[3].code, fit.reasons[3].value


def test_a_part_is_told_with_how_much() -> None:
    assert amount_of(fit_of(ours(), theirs(tally=Tally(60_000)), TODAY, GROUND)) == ("part", 40_000)


def test_more_of_it_never_counts_less() -> None:
    scores = [score(fit_of(ours(), theirs(quantity=each), TODAY, GROUND)) for each in range(1_000, 150_000, 1_000)]
    assert scores == sorted(scores)
    assert scores[0] > 0


def test_half_of_it_counts_more_than_an_unknown_amount_of_a_like_thing_and_less_than_all() -> None:
    half, whole = (score(fit_of(ours(), theirs(quantity=each), TODAY, GROUND)) for each in (50_000, 100_000))
    assert 0.75 * whole < half < whole


@pytest.mark.parametrize(("unit", "reason"), [("unit", "enough"), ("set", "enough"), ("box", "amount_unknown")])
def test_counters_of_the_same_heap_are_compared_and_other_units_are_to_be_agreed(unit: str, reason: str) -> None:
    assert codes(fit_of(ours(), theirs(unit=unit), TODAY, GROUND))[3] == reason


@pytest.mark.parametrize(("unit", "other"), [("jpy", "piece"), ("m2", "room"), ("m2", "jpy")])
def test_units_of_different_dimensions_close_the_gate(unit: str, other: str) -> None:
    assert fit_of(ours(unit=unit), theirs(unit=other), TODAY, GROUND) is None


def test_money_is_compared_across_currencies() -> None:
    mine = ours(category="finance.funding", unit="jpy", quantity=1_000_000_000)
    enough = theirs(category="finance.funding", unit="usd", quantity=15_000_000)
    assert amount_of(fit_of(mine, enough, TODAY, GROUND)) == ("enough", 0)


def test_rooms_are_counted_in_the_people_who_sleep_in_them() -> None:
    mine = ours(category="shelter.temp_housing", unit="person", quantity=12_000)
    rooms = theirs(category="shelter.temp_housing", unit="room", quantity=3_000)
    assert amount_of(fit_of(mine, rooms, TODAY, GROUND)) == ("part", 3_000)


WATER = "wash.drinking_water"


def test_bottles_and_cases_of_water_are_counted_in_litres_when_their_size_is_told() -> None:
    mine = ours(category=WATER, item="", text="asked", unit="litre", quantity=3_000_000)
    cases = theirs(category=WATER, item="", text="given", unit="case", quantity=300_000)
    told = world({"given": Traits(measures=(Measure("ml_each", 12_000, 12_000),))})
    assert amount_of(fit_of(mine, cases, TODAY, told)) == ("enough", 0)
    assert amount_of(fit_of(mine, cases, TODAY, GROUND)) == ("amount_unknown", 0)


BUS = "logistics.passenger_transport"


def test_a_bus_is_counted_in_its_seats() -> None:
    mine = ours(category=BUS, item="", text="asked", unit="person", quantity=22_000)
    bus = theirs(category=BUS, item="", text="given", unit="vehicle", quantity=1_000)
    seats = world({"given": Traits(measures=(Measure("seats", 28, 28),))})
    assert amount_of(fit_of(mine, bus, TODAY, seats)) == ("enough", 0)


def test_nobody_gets_more_than_the_giver_gives_to_one() -> None:
    most = world({"given": Traits(measures=(Measure("at_most", 30_000, 30_000),))})
    other = theirs(item="", text="given", quantity=500_000)
    assert codes(fit_of(ours(item="", text="asked"), other, TODAY, most))[3] == "part"


def test_lots_larger_than_what_is_asked_for_do_not_fit() -> None:
    least = world({"given": Traits(measures=(Measure("at_least", 200_000, 200_000),))})
    other = theirs(item="", text="given", quantity=500_000)
    assert fit_of(ours(item="", text="asked"), other, TODAY, least) is None
    assert fit_of(ours(item="", text="asked", quantity=300_000), other, TODAY, least)
