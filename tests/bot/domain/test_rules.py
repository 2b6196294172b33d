"""Who may do what and who may see what, as two tables."""

from dataclasses import replace
from itertools import pairwise, product

import pytest

from bot.domain.people import TRUST, Trust, at_least, higher
from bot.domain.record import Audience, Stamp
from bot.domain.rules import ACTS, PUBLIC, Sight, may, may_see, owns
from tests.contracts.records import stamp


def sight(person: str, organisation: str | None, trust: Trust, *, coordinator: bool = False) -> Sight:
    """Return somebody who looks from the workspace T1."""
    return Sight(person, organisation, trust, coordinator, "slack", "T1")


OURS: Stamp = stamp("P1", "G1")
LOOKERS = {
    "passer-by": PUBLIC,
    "unverified": sight("P8", None, "unverified"),
    "vouched": sight("P8", "G8", "vouched"),
    "verified": sight("P8", "G8", "verified"),
    "official": sight("P8", "G8", "official"),
    "author": sight("P1", None, "unverified"),
    "colleague": sight("P2", "G1", "unverified"),
    "coordinator": sight("P9", "G9", "unverified", coordinator=True),
}
EVERYBODY = set(LOOKERS)
OWNERS = {"author", "colleague", "coordinator"}
VERIFIED = {"verified", "official", "coordinator"}
VOUCHED = VERIFIED | {"vouched"}

MAY: dict[str, set[str]] = {
    "post.add": EVERYBODY,
    "post.change": OWNERS,
    "post.take": VOUCHED,
    "post.pass": VOUCHED,
    "commitment.answer": OWNERS,
    "update.add": EVERYBODY,
    "update.change": OWNERS,
    "lesson.add": EVERYBODY,
    "lesson.change": OWNERS,
    "lesson.review": VOUCHED,
    "lesson.endorse": VOUCHED,
    "response.propose": EVERYBODY,
    "response.open": VERIFIED,
    "response.join": VOUCHED,
    "response.link": VOUCHED,
    "response.steer": {"coordinator"},
    "organisation.change": OWNERS,
    "organisation.trust": {"coordinator"},
}
SEE: dict[Audience, set[str]] = {
    "own": OWNERS,
    "verified": OWNERS | VERIFIED,
    "response": EVERYBODY - {"passer-by"},
    "public": EVERYBODY,
}


@pytest.mark.parametrize(("act", "who"), list(product(MAY, LOOKERS)))
def test_an_act_is_open_to_those_the_table_names(act: str, who: str) -> None:
    assert may(LOOKERS[who], act, OURS) == (who in MAY[act])


def test_every_act_is_in_the_table_above() -> None:
    assert set(MAY) == set(ACTS)


def test_an_act_that_nobody_declared_is_an_error() -> None:
    with pytest.raises(KeyError):
        may(LOOKERS["coordinator"], "post.burn")


def test_what_belongs_to_nobody_named_is_changed_by_coordinators_alone() -> None:
    allowed = {who for who, each in LOOKERS.items() if may(each, "post.change")}
    assert allowed == {"coordinator"}


@pytest.mark.parametrize(("audience", "who"), list(product(SEE, LOOKERS)))
def test_a_record_is_seen_by_its_audience(audience: Audience, who: str) -> None:
    assert may_see(LOOKERS[who], replace(OURS, audience=audience)) == (who in SEE[audience])


@pytest.mark.parametrize(("workspace", "who"), list(product(["T1", "T2"], LOOKERS)))
def test_a_held_record_is_seen_where_it_was_posted_and_by_its_owners(workspace: str, who: str) -> None:
    everyone_there = EVERYBODY - {"passer-by"} if workspace == "T1" else OWNERS
    public = replace(OURS, audience="public")
    assert may_see(LOOKERS[who], public, held=True, platform="slack", workspace=workspace) == (who in everyone_there)


def test_a_held_record_of_unknown_origin_is_seen_by_its_owners_alone() -> None:
    seen = {who for who, each in LOOKERS.items() if may_see(each, replace(OURS, audience="public"), held=True)}
    assert seen == OWNERS


def test_two_strangers_without_an_organisation_do_not_own_each_others_records() -> None:
    assert not owns(Sight("P8", None), stamp("P7", None))
    assert not owns(PUBLIC, stamp("", None))


def test_trust_rises_in_one_order() -> None:
    for low, high in pairwise(TRUST):
        assert at_least(high, low)
        assert not at_least(low, high)
        assert higher(low, high) == higher(high, low) == high
