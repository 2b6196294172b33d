"""What a linked channel takes in, and when a record comes as a card of its own."""

from dataclasses import replace

import pytest

from bot.domain.intake import Subject, form, subject, takes
from bot.domain.people import Channel
from bot.domain.post import PostPlace
from tests.contracts.records import post, update

CHANNEL = Channel("console", "Harbour Relief", "ops", "D1")
WATER = Subject(("JP17204",), "wash.drinking_water", "routine", "vouched", need=True)


def covers(area: str, code: str) -> bool:
    """Return whether a prefecture holds a municipality, by their codes."""
    return code.startswith(area)


@pytest.mark.parametrize(
    ("areas", "codes", "taken"),
    [
        ((), ("JP17204",), True),
        (("JP17204",), ("JP17204",), True),
        (("JP17",), ("JP17204",), True),
        (("JP17204",), ("JP17",), True),
        (("JP17205", "JP17204"), ("JP17204",), True),
        (("JP17205",), ("JP17204",), False),
        (("JP17205",), (), True),
    ],
)
def test_what_is_in_its_areas_around_them_or_nowhere_known_is_taken(
    areas: tuple[str, ...], codes: tuple[str, ...], taken: bool
) -> None:
    assert takes(replace(CHANNEL, areas=areas), replace(WATER, codes=codes), covers) is taken


@pytest.mark.parametrize(
    ("categories", "category", "taken"),
    [
        ((), "wash.drinking_water", True),
        (("wash.drinking_water",), "wash.drinking_water", True),
        (("wash",), "wash.drinking_water", True),
        (("wash.drinking_water",), "wash", True),
        (("wash.drinking_water",), "", True),
        (("wash",), "washing.machines", False),
        (("nfi", "food"), "wash.drinking_water", False),
    ],
)
def test_its_categories_and_whole_sectors_are_taken(categories: tuple[str, ...], category: str, taken: bool) -> None:
    assert takes(replace(CHANNEL, categories=categories), replace(WATER, category=category), covers) is taken


def test_a_channel_for_what_is_urgent_takes_nothing_else() -> None:
    narrow = replace(CHANNEL, urgency="critical")
    assert not takes(narrow, WATER, covers)
    assert takes(narrow, replace(WATER, urgency="critical"), covers)


def test_a_channel_takes_only_from_those_trusted_enough() -> None:
    narrow = replace(CHANNEL, trust="verified")
    assert not takes(narrow, WATER, covers)
    assert takes(narrow, replace(WATER, trust="official"), covers)


def test_by_default_only_urgent_needs_are_cards_of_their_own() -> None:
    urgent = replace(WATER, urgency="critical")
    assert form(CHANNEL, urgent, covers) == "card"
    assert form(CHANNEL, replace(urgent, need=False), covers) == "digest"
    assert form(CHANNEL, WATER, covers) == "digest"
    assert form(replace(CHANNEL, cards="each"), WATER, covers) == "card"
    assert form(replace(CHANNEL, areas=("JP01",)), urgent, covers) is None


def test_a_post_that_crosses_is_vouched_for_by_whoever_passed_it() -> None:
    told = subject(replace(post(), places=(PostPlace("輪島市", ("JP17204",)),)), "unverified")
    assert (told.codes, told.trust, told.need) == (("JP17204",), "vouched", True)
    assert subject(post(), "official").trust == "official"


def test_an_update_is_asked_for_its_sector_and_is_as_trusted_as_its_author() -> None:
    told = subject(replace(update(), sector="wash"), "unverified")
    assert (told.category, told.trust, told.urgency, told.need) == ("wash", "unverified", "routine", False)
