"""Whether what is offered can come to where it is needed, by kind of thing and by what its giver says."""

import pytest

from bot.domain.matching import fit_of
from bot.domain.matching_traits import SILENT, Traits
from bot.domain.post import PostPlace
from tests.bot.domain.matching_pairs import GROUND, TODAY, at, ours, said, score, theirs


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
        (at("FUKUOKA", role="to"), ("elsewhere", 700)),
        (at("ATLANTIS"), ("place_unknown", 0)),
        ((), ("place_unknown", 0)),
    ],
)
def test_the_place_is_told_as_a_reason(places: tuple[PostPlace, ...], reason: tuple[str, int]) -> None:
    fit = fit_of(ours(), theirs(places=places), TODAY, GROUND)
    assert fit is not None
    assert (fit.reasons[1].code, fit.reasons[1].value) == reason


def test_an_unknown_place_counts_less_than_a_good_one_and_more_than_one_out_of_reach() -> None:
    here, nowhere, away = (
        score(fit_of(ours(), theirs(places=places), TODAY, GROUND))
        for places in (at("WAJIMA"), (), at("FUKUOKA", role="to"))
    )
    assert here > nowhere > away


def reason(offer: Traits, request: Traits = SILENT, category: str = "blankets") -> tuple[str, int]:
    """Return the place's reason for an offer whose text was read so, without places of its own."""
    fit = said(request, offer, category, places=())
    assert fit is not None
    return fit.reasons[1].code, fit.reasons[1].value


PICKUP, DELIVERS, ONLY = ("handover", "pickup"), ("handover", "delivers"), ("only", "places")


def test_what_has_to_be_fetched_counts_only_nearby() -> None:
    near, far = Traits(marks=(PICKUP,), base=("SUZU",)), Traits(marks=(PICKUP,), base=("FUKUOKA",))
    assert (reason(near), reason(far)) == (("pick_up", 25), ("pick_up", 700))
    assert score(said(offer=near, places=())) > 0.7
    assert score(said(offer=far, places=())) < 0.1


def test_what_cannot_be_delivered_has_to_be_fetched_even_if_delivery_is_named() -> None:
    assert reason(Traits(marks=(PICKUP, DELIVERS), base=("KANAZAWA",)))[0] == "pick_up"


def test_somebody_who_delivers_without_saying_where_to_beats_somebody_who_does_not() -> None:
    silent, brings = Traits(base=("KANAZAWA",)), Traits(marks=(DELIVERS,), base=("KANAZAWA",))
    assert score(said(offer=brings, places=())) >= score(said(offer=silent, places=()))


def test_what_is_sent_by_post_counts_wherever_it_stands() -> None:
    far = at("FUKUOKA")
    posted, brought = (
        said(SILENT, Traits(marks=(DELIVERS, *more)), "blankets", places=far) for more in ((("handover", "ships"),), ())
    )
    assert posted is not None
    assert brought is not None
    assert score(posted) > 2 * score(brought)


def test_an_offer_for_other_towns_is_worth_little_and_even_less_where_it_says_only() -> None:
    other = Traits(reach=("NANAO",))
    bound = Traits(marks=(ONLY,), reach=("NANAO",))
    assert reason(other) == ("near", 15)
    assert reason(bound) == ("elsewhere", 15)
    assert score(said(offer=Traits(reach=("WAJIMA",)), places=())) > score(said(offer=other, places=()))
    assert score(said(offer=other, places=())) > score(said(offer=bound, places=()))


def test_an_offer_bound_to_places_nobody_knows_counts_less_than_one_that_names_none() -> None:
    assert score(said(offer=Traits(marks=(ONLY,)), places=())) < score(said(places=()))


def test_an_interpreter_by_telephone_is_near_everywhere_unless_somebody_must_come() -> None:
    by_phone = Traits(marks=(("remote", "yes"),), base=("FUKUOKA",))
    category = "information.interpreting"
    assert reason(by_phone, category=category) == ("remote", 0)
    assert reason(by_phone, Traits(marks=(("onsite", "yes"),)), category)[0] == "far"
    assert reason(by_phone)[0] == "far", "blankets do not come by telephone"


def test_a_document_is_translated_from_anywhere() -> None:
    assert reason(Traits(base=("FUKUOKA",)), category="information.translation") == ("remote", 0)


def test_people_go_to_the_places_they_name() -> None:
    assert reason(Traits(about=("WAJIMA",)), category="people.volunteers") == ("delivers", 0)
    assert reason(Traits(about=("FUKUOKA",)), category="people.volunteers") == ("elsewhere", 700)


def test_a_room_counts_within_an_hour_and_farther_where_nearby_will_do() -> None:
    room = Traits(base=("KANAZAWA",))
    near_by = Traits(marks=(("nearby", "yes"),))
    assert score(said(offer=room, category="rooms", places=())) < score(said(near_by, room, "rooms", places=()))


def test_what_stands_within_the_reach_an_asker_names_is_near() -> None:
    within = Traits(marks=(("nearby", "yes"),), reach=("WAJIMA", "KANAZAWA"))
    inside, outside = Traits(base=("KANAZAWA",)), Traits(base=("FUKUOKA",))
    assert reason(inside, within, "rooms") == ("near", 90)
    assert reason(outside, within, "rooms") == ("far", 700)
    assert reason(inside, Traits(reach=("WAJIMA", "KANAZAWA")), "rooms") == ("far", 90)


def test_money_for_other_areas_is_no_money_for_this_one() -> None:
    here, away = Traits(about=("ISHIKAWA",)), Traits(about=("FUKUOKA",))
    assert reason(here, category="finance.funding") == ("same_place", 0)
    assert reason(away, category="finance.funding") == ("elsewhere", 700)
    assert score(said(category="finance.funding", places=())) > score(
        said(offer=away, category="finance.funding", places=())
    )


ROAD = "logistics.road_transport"


def test_a_lorry_has_to_serve_both_ends_of_the_way() -> None:
    way = (*at("KANAZAWA", role="from"), *at("WAJIMA", role="to"))
    mine = ours(category=ROAD, places=way)
    both, one, none = (
        fit_of(mine, theirs(category=ROAD, places=places), TODAY, GROUND)
        for places in (way, at("WAJIMA"), at("FUKUOKA"))
    )
    assert both is not None
    assert both.reasons[1].code == "same_place"
    assert score(both) > score(one) > score(none)
    assert none is not None
    assert none.reasons[1].code == "elsewhere"


def test_a_place_whose_name_is_borne_by_several_counts_as_any_of_them() -> None:
    ground = GROUND.__class__(
        **{name: getattr(GROUND, name) for name in GROUND.__slots__} | {"meant": lambda name: ("FUKUOKA", "WAJIMA")}
    )
    fit = fit_of(ours(), theirs(places=(PostPlace("Wajima"),)), TODAY, ground)
    assert fit is not None
    assert fit.reasons[1].code == "same_place"
