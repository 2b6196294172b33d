"""The best pairing: never more than there is, and never worse than going down the list."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing import LEVELS, Chance, Market, Plan, best_plan, better, filled, greedy
from knowledge.pairing.highs import HighsSolver

SECONDS = 5.0


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Return a small market in which everything may be scarce."""
    requests = [f"R{number}" for number in range(draw(st.integers(1, 4)))]
    offers = [f"O{number}" for number in range(draw(st.integers(1, 4)))]
    amounts = st.one_of(st.integers(1, 9).map(lambda n: n * 1000), st.integers(1, 9000))
    pairs = draw(st.lists(st.sampled_from(list(product(requests, offers))), max_size=10, unique=True))
    scores = st.integers(1, 100).map(lambda n: n / 100)
    return Market(
        wanted={each: draw(amounts) for each in requests},
        left={each: draw(amounts) for each in offers},
        urgency={each: draw(st.sampled_from(LEVELS)) for each in requests},
        chances=[Chance(request, offer, draw(scores), draw(st.booleans())) for request, offer in pairs],
    )


def solved(market: Market) -> Plan:
    """Return the plan as `/match all` makes it."""
    return best_plan(market, HighsSolver().parts(market, SECONDS))


@settings(max_examples=150, deadline=None)
@given(markets())
def test_no_plan_gives_more_than_there_is_or_meets_more_than_is_wanted(market: Market) -> None:
    for plan in (greedy(market), solved(market), filled(market, [1.0] * len(market.chances))):
        met, given_away = Counter[str](), Counter[str]()
        for pairing in plan:
            chance = pairing.chance
            assert pairing.amount > 0
            assert not chance.whole or pairing.amount == market.wanted[chance.request]
            met[chance.request] += pairing.amount
            given_away[chance.offer] += market.left[chance.offer] if chance.whole else pairing.amount
        assert all(amount <= market.wanted[each] for each, amount in met.items())
        assert all(amount <= market.left[each] for each, amount in given_away.items())


@settings(max_examples=150, deadline=None)
@given(markets())
def test_the_best_plan_is_never_worse_than_going_down_the_list(market: Market) -> None:
    assert not better(market.worth(greedy(market)), market.worth(solved(market)))


@settings(max_examples=60, deadline=None)
@given(markets())
def test_where_nothing_can_be_divided_it_is_as_good_as_the_best_of_all_choices(market: Market) -> None:
    chances = [Chance(each.request, each.offer, each.score, whole=True) for each in market.chances][:7]
    market = Market(market.wanted, market.left, market.urgency, chances)
    worths = [market.worth(filled_exactly(market, chosen)) for chosen in product((0.0, 1.0), repeat=len(chances))]
    assert not any(better(each, market.worth(solved(market))) for each in worths)


def filled_exactly(market: Market, chosen: tuple[float, ...]) -> Plan:
    """Return the plan of these chances alone, as far as they are possible together."""
    some = [chance for chance, part in zip(market.chances, chosen, strict=True) if part]
    return greedy(Market(market.wanted, market.left, market.urgency, some))


def test_the_solver_sees_what_going_down_the_list_misses() -> None:
    chances = [
        Chance("R1", "O1", 0.9, whole=False),
        Chance("R1", "O2", 0.8, whole=False),
        Chance("R2", "O1", 0.85, whole=False),
    ]
    stocks = {"O1": 100_000, "O2": 100_000}
    market = Market({"R1": 100_000, "R2": 100_000}, stocks, {"R1": "routine", "R2": "routine"}, chances)
    assert [(each.chance.request, each.chance.offer) for each in greedy(market)] == [("R1", "O1")]
    assert {(each.chance.request, each.chance.offer) for each in solved(market)} == {("R1", "O2"), ("R2", "O1")}


def test_nothing_of_a_critical_request_is_given_up_for_routine_ones() -> None:
    chances = [Chance("R1", "O1", 0.5, whole=True), *(Chance(f"R{n}", "O1", 1.0, whole=False) for n in range(2, 6))]
    wanted = {"R1": 1_000, **{f"R{n}": 25_000 for n in range(2, 6)}}
    urgency = {"R1": LEVELS[0], **{f"R{n}": LEVELS[1] for n in range(2, 6)}}
    market = Market(wanted, {"O1": 100_000}, urgency, chances)
    assert [each.chance.request for each in solved(market)] == ["R1"]


def test_a_request_is_met_by_several_and_nobody_sends_a_part_of_a_blanket() -> None:
    chances = [Chance("R1", offer, score, whole=False) for offer, score in (("O1", 0.9), ("O2", 0.8), ("O3", 0.7))]
    stocks = {"O1": 60_000, "O2": 33_000, "O3": 60_000}
    market = Market({"R1": 100_000}, stocks, {"R1": "routine"}, chances)
    amounts = {each.chance.offer: each.amount for each in solved(market)}
    assert amounts == {"O1": 60_000, "O2": 33_000, "O3": 7_000}


def test_a_market_without_chances_and_one_without_time_have_a_plan_all_the_same() -> None:
    empty = Market({"R1": 1_000}, {}, {"R1": "routine"}, ())
    assert solved(empty) == ()
    market = Market({"R1": 1_000}, {"O1": 1_000}, {"R1": "routine"}, [Chance("R1", "O1", 0.9, whole=False)])
    assert best_plan(market, HighsSolver().parts(market, 0.0)) == greedy(market)
    assert best_plan(market, None) == greedy(market)


def test_it_says_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    market = Market({"R1": 1_000}, {"O1": 1_000}, {"R1": "routine"}, [Chance("R1", "O1", 0.9, whole=False)])
    assert solved(market)
    assert capfd.readouterr() == ("", "")
