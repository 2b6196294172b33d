"""Which traits rule a match out, which lower it, and which are told as agreeing."""

import pytest

from bot.domain.matching_traits import ENDLESS, Measure, Pair, Traits
from tests.bot.domain.matching_pairs import codes, said, score

INTERPRETING, DIAPERS, CLOTHES, POWER = (
    "information.interpreting",
    "nfi.diapers",
    "nfi.clothing",
    "telecoms.generators",
)
MONEY, ROOMS, FOOD = "finance.funding", "shelter.temp_housing", "food.special_diet"


def marked(*marks: Pair) -> Traits:
    """Return a text that bears these marks."""
    return Traits(marks=marks)


CLOSED: dict[str, tuple[str, Traits, Traits]] = {
    "another language": (INTERPRETING, marked(("language", "vi")), marked(("language", "zh"), ("language", "ko"))),
    "diapers for babies": (DIAPERS, marked(("age", "adult")), marked(("age", "baby"))),
    "clothes for men": (CLOTHES, marked(("sex", "women")), marked(("sex", "men"))),
    "another voltage": (POWER, marked(("volts", "200")), marked(("volts", "100"))),
    "pork for those who eat halal": (FOOD, marked(("diet", "halal")), marked(("not", "diet:halal"))),
    "no pets": (ROOMS, marked(("pets", "yes")), marked(("not", "pets:yes"))),
    "rooms for evacuees alone": (ROOMS, marked(("who", "staff")), marked(("who", "evacuees"), ("not", "who:staff"))),
    "rooms for old people alone": (ROOMS, marked(("guests", "students")), marked(("only_for", "seniors"))),
    "money for registered groups": (MONEY, marked(("status", "unregistered")), marked(("demands", "registered"))),
    "money for groups with a record": (MONEY, marked(("status", "new")), marked(("demands", "track_record"))),
    "withdrawn": ("blankets", Traits(), marked(("over", "yes"))),
    "no longer needed": ("blankets", marked(("over", "yes")), Traits()),
    "shoes of other sizes": (
        CLOTHES,
        Traits(measures=(Measure("cm", 18, 22),)),
        Traits(measures=(Measure("cm", 25, 28),)),
    ),
    "too weak": (
        POWER,
        Traits(measures=(Measure("va", 20_000, ENDLESS),)),
        Traits(measures=(Measure("va", 2_800, 2_800),)),
    ),
}


@pytest.mark.parametrize("case", CLOSED)
def test_a_trait_that_contradicts_closes_the_gate(case: str) -> None:
    category, request, offer = CLOSED[case]
    assert said(request, offer, category) is None
    assert said(request, Traits(), category) or case == "no longer needed", "the offer's silence leaves it open"


def test_a_trait_of_another_kind_of_thing_stands_against_nothing() -> None:
    assert said(marked(("age", "baby")), marked(("age", "adult")), "food.infant_feeding")


def test_who_is_open_to_any_group_asks_for_no_registration() -> None:
    offer = marked(("demands", "registered"), ("open_to", "any"))
    assert said(marked(("status", "unregistered")), offer, MONEY)


def test_what_agrees_is_told_and_costs_nothing() -> None:
    fit = said(marked(("language", "vi")), marked(("language", "vi")), INTERPRETING)
    assert codes(fit)[-1] == "agrees"
    assert score(fit) == score(said(category=INTERPRETING))


@pytest.mark.parametrize(
    ("category", "wish"), [(INTERPRETING, ("language", "ne")), (FOOD, ("diet", "halal")), (ROOMS, ("pets", "yes"))]
)
def test_what_the_offer_does_not_say_is_to_be_asked_and_counts_less(category: str, wish: Pair) -> None:
    silent = said(marked(wish), Traits(), category)
    assert codes(silent)[-1] == "not_said"
    assert 0 < score(silent) < score(said(marked(wish), marked(wish), category))


def test_food_has_to_be_without_everything_that_is_not_to_be_eaten() -> None:
    wish = marked(("diet", "no_egg"), ("diet", "no_milk"))
    half, whole = said(wish, marked(("diet", "no_egg")), FOOD), said(wish, wish, FOOD)
    assert codes(half)[-2:] == ("agrees", "not_said")
    assert score(half) < score(whole)


def test_who_speaks_one_of_two_languages_is_of_some_use() -> None:
    wish = marked(("language", "zh"), ("language", "ko"))
    some, both = said(wish, marked(("language", "zh")), INTERPRETING), said(wish, wish, INTERPRETING)
    assert codes(some)[-1] == "agrees"
    assert 0.8 * score(both) < score(some) < score(both)


def test_what_the_giver_asks_for_is_told_to_who_says_nothing_of_it() -> None:
    fit = said(Traits(), marked(("demands", "registered"), ("demands", "track_record")), MONEY)
    assert codes(fit)[-2:] == ("to_settle", "to_settle")
    assert score(fit) < score(said(category=MONEY))


def test_money_for_another_purpose_is_shown_far_down() -> None:
    fit = said(marked(("purpose", "migrants")), marked(("purpose", "mud")), MONEY)
    assert "unlike" in codes(fit)
    assert 0 < score(fit) < 0.5 * score(said(category=MONEY))


def test_a_larger_lorry_does_what_a_smaller_one_does_but_a_narrow_lane_stays_narrow() -> None:
    four, ten, up_to_three = (
        Measure("kilos", 4_000, 4_000),
        Measure("kilos", 10_000, 10_000),
        Measure("kilos", 0, 3_000),
    )
    road, digging = "logistics.road_transport", "logistics.debris_removal"
    assert codes(said(Traits(measures=(four,)), Traits(measures=(ten,)), road))[-1] == "agrees"
    assert "unlike" in codes(said(Traits(measures=(ten,)), Traits(measures=(four,)), road))
    assert "unlike" in codes(said(Traits(measures=(up_to_three,)), Traits(measures=(ten,)), digging))


def test_an_offer_that_asks_is_most_likely_no_offer() -> None:
    asking = said(offer=marked(("voice", "asks")))
    assert codes(asking)[-1] == "kind_doubtful"
    assert 0 < score(asking) < score(said())
    assert score(said(offer=marked(("voice", "asks"), ("voice", "gives")))) == score(said())
