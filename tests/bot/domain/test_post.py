"""What state a post is in follows from how much of it is promised, sent, arrived and received."""

from dataclasses import replace

import pytest

from bot.domain.post import LIVE, PostState, Tally, first_state, moved, settled
from bot.domain.reading import PostKind
from tests.contracts.records import post

TEN = 10_000


@pytest.mark.parametrize(
    ("kind", "tally", "state"),
    [
        ("request", Tally(), "open"),
        ("request", Tally(1), "partly_covered"),
        ("request", Tally(9_999, 9_999, 9_999, 9_999), "partly_covered"),
        ("request", Tally(TEN), "covered"),
        ("request", Tally(TEN, TEN, TEN, 9_999), "covered"),
        ("request", Tally(TEN, TEN, TEN, TEN), "met"),
        ("offer", Tally(), "available"),
        ("offer", Tally(1, 1, 1, 1), "available"),
        ("offer", Tally(TEN), "reserved"),
        ("offer", Tally(TEN, 9_999), "reserved"),
        ("offer", Tally(TEN, TEN), "used_up"),
        ("offer", Tally(TEN, TEN, TEN, TEN), "used_up"),
    ],
)
def test_the_state_follows_from_the_tally(kind: PostKind, tally: Tally, state: PostState) -> None:
    assert settled(post(kind=kind, quantity=TEN, tally=tally)) == state


@pytest.mark.parametrize("state", ["held", "closed", "expired", "cancelled", "withdrawn", "hidden", "duplicate"])
def test_a_post_that_is_not_live_keeps_its_state_whatever_moves(state: PostState) -> None:
    assert moved(post(quantity=TEN, state=state), Tally(TEN)).state == state


def test_a_request_falls_back_when_a_promise_falls_through() -> None:
    covered = moved(post(quantity=TEN), Tally(TEN))
    assert covered.state == "covered"
    assert moved(covered, Tally(-4_000)).state == "partly_covered"
    assert moved(covered, Tally(-TEN)).state == "open"


def test_what_is_left_is_what_is_not_promised() -> None:
    assert moved(post(quantity=TEN), Tally(4_000)).left == 6_000


def test_tallies_add_and_subtract_field_by_field() -> None:
    assert Tally(4, 3, 2, 1) + Tally(1, 1, 1, 1) == Tally(5, 4, 3, 2)
    assert Tally(4, 3, 2, 1) - Tally(4, 3, 2, 1) == Tally()


@pytest.mark.parametrize("kind", ["request", "offer"])
def test_a_new_post_is_live_in_its_first_state(kind: PostKind) -> None:
    new = replace(post(kind=kind), state=first_state(kind))
    assert new.live
    assert settled(new) == new.state
    assert new.state in LIVE
