"""Which traits rule a match out, which lower it, and which are told as agreeing."""

import pytest

from bot.domain.matching_attributes import agreement
from bot.domain.matching_sides import side_of
from bot.domain.matching_traits import ENDLESS, Measure, Pair, Traits
from tests.bot.domain.matching_pairs import codes, ours, said, score, theirs, world

INTERPRETING, DIAPERS, CLOTHES, POWER = (
    "information.interpreting",
    "nfi.diapers",
    "nfi.clothing",
    "telecoms.generators",
)
MONEY, ROOMS, FOOD = "finance.funding", "shelter.temp_housing", "food.special_diet"
AIDS, SHOWERS, TOOLS = "health.assistive_devices", "wash.bathing_laundry", "nfi.cleaning_tools"
LIFTS, ANIMALS, FLIGHTS = "logistics.handling_equipment", "recovery.animals", "information.mapping_gis"
REPAIRS, LESSONS, FUEL = "shelter.repair_works", "education.learning_support", "logistics.fuel"


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
    "a wheelchair for children": (AIDS, marked(("age", "adult")), marked(("age", "child"))),
    "rooms for staff alone": (ROOMS, marked(("guests", "families")), marked(("not", "who:evacuees"))),
    "a shower for three-phase current": (SHOWERS, marked(("volts", "100")), marked(("volts", "200"))),
    "plugged in where nothing comes": (TOOLS, marked(("not", "fuel:electric")), marked(("fuel", "electric"))),
    "in need of a socket where nothing comes": (TOOLS, marked(("not", "fuel:electric")), marked(("volts", "100"))),
    "to be charged where it cannot": (LIFTS, marked(("not", "fuel:battery")), marked(("fuel", "battery"))),
    "cats refused": (ANIMALS, marked(("animal", "cat")), marked(("not", "animal:cat"))),
    "what collects": ("nfi.bedding", Traits(), marked(("voice", "collects"))),
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


CUT: dict[str, tuple[str, Traits, Traits]] = {
    "wheelchairs for who wants rides": (AIDS, marked(("sort", "ride")), Traits()),
    "rides for who wants wheelchairs": (AIDS, Traits(), marked(("sort", "ride"))),
    "parcels for who wants pictures": (FLIGHTS, marked(("sort", "picture")), marked(("sort", "cargo"))),
    "a camera refused": (FLIGHTS, marked(("sort", "picture")), marked(("not", "sort:picture"))),
    "food for who cannot keep a dog": (ANIMALS, marked(("sort", "boarding")), marked(("sort", "feed"))),
    "books for who wants a teacher": (LESSONS, marked(("sort", "lesson")), marked(("sort", "print"))),
    "tools for who wants hands": (REPAIRS, marked(("sort", "people")), marked(("not", "sort:people"))),
    "empty drums": (FUEL, Traits(), marked(("empty", "yes"))),
    "another fuel": (FUEL, marked(("fuel", "diesel")), marked(("fuel", "petrol"))),
    "other children": (
        LESSONS,
        Traits(measures=(Measure("age", 6, 15),)),
        Traits(measures=(Measure("age", 0, 5),)),
    ),
}


@pytest.mark.parametrize("case", CUT)
def test_help_for_another_end_is_shown_far_down(case: str) -> None:
    category, request, offer = CUT[case]
    against, plain = said(request, offer, category), said(category=category)
    assert "unlike" in codes(against)
    assert 0 < score(against) < 0.5 * score(plain)


UNSAID: dict[str, tuple[str, Traits, Traits]] = {
    "a washer that names no current": (TOOLS, marked(("not", "fuel:electric")), Traits()),
    "a current that goes without saying": (SHOWERS, marked(("volts", "100")), Traits()),
    "a grown-up's chair that goes without saying": (AIDS, marked(("age", "adult")), Traits()),
    "power for who has none": (POWER, marked(("not", "fuel:electric")), marked(("volts", "100"))),
    "one of two animals": (ANIMALS, marked(("animal", "dog")), marked(("animal", "dog"), ("not", "animal:cat"))),
    "tools for who wants tools": (TOOLS, Traits(), marked(("not", "sort:people"))),
    "children of no age": (LESSONS, Traits(measures=(Measure("age", 6, 15),)), Traits()),
}


@pytest.mark.parametrize("case", UNSAID)
def test_what_is_not_said_stands_against_nothing(case: str) -> None:
    category, request, offer = UNSAID[case]
    assert score(said(request, offer, category)) == score(said(category=category))


def test_rooms_for_staff_are_a_question_to_who_does_not_say_for_whom_they_are() -> None:
    offer = marked(("not", "who:evacuees"))
    assert codes(said(Traits(), offer, ROOMS))[-1] == "not_said"
    assert score(said(marked(("who", "staff")), offer, ROOMS)) == score(said(category=ROOMS))


def test_heat_from_something_else_is_heat() -> None:
    electric = said(marked(("fuel", "kerosene")), marked(("fuel", "electric")), "nfi.heating_cooling")
    assert "unlike" in codes(electric)
    assert score(electric) > 0.5 * score(said(category="nfi.heating_cooling"))


def test_what_a_giver_refuses_does_not_count_as_given() -> None:
    asked = Traits(things=("carpenter",), main=("carpenter",))
    refusing = Traits(things=("carpenter",), main=("carpenter",), marks=(("not", "carpenter"),))
    assert said(asked, refusing, REPAIRS) is None
    assert said(asked, asked, REPAIRS)


def test_what_a_giver_does_not_do_leaves_what_else_is_of_use() -> None:
    refusing = Traits(main=("partition",), marks=(("not", "camp_bed"),))
    assert "unlike" in codes(said(Traits(main=("camp_bed",)), refusing, "beds"))


def test_vouchers_for_families_are_no_money_for_a_group() -> None:
    ground = world({"given": marked(("guests", "families"))})
    group = side_of(ours(category=MONEY), ground)
    cards, grant = (side_of(theirs(category=each, text="given"), ground) for each in ("finance.cash_vouchers", MONEY))
    assert [share.reason.word for share in agreement(group, cards, MONEY)] == ["who"]
    assert agreement(group, grant, MONEY) == []
