"""Who may make which move of a commitment, from which state, and what the move counts for on both posts."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import get_args

import pytest

from bot.domain.commitment import Commitment, CommitmentState, Move, Side, hold, moved, permitted, step, weight
from bot.domain.post import Tally
from tests.contracts.records import commitment

STATES: tuple[CommitmentState, ...] = get_args(CommitmentState)
MOVES: tuple[Move, ...] = get_args(Move)

POSSIBLE: dict[tuple[Move, CommitmentState], CommitmentState] = {
    ("accept", "proposed"): "accepted",
    ("decline", "proposed"): "declined",
    ("lapse", "proposed"): "lapsed",
    ("cancel", "proposed"): "cancelled",
    ("send", "proposed"): "in_transit",
    ("send", "accepted"): "in_transit",
    ("arrive", "proposed"): "delivered",
    ("arrive", "accepted"): "delivered",
    ("arrive", "in_transit"): "delivered",
    ("receive", "proposed"): "received",
    ("receive", "accepted"): "received",
    ("receive", "in_transit"): "received",
    ("receive", "delivered"): "received",
    ("release", "accepted"): "released",
    ("release", "in_transit"): "released",
}
"""PRODUCT.md, the nouns: proposed → accepted / declined / lapsed → in_transit → delivered → received; or cancelled,
released.

Goods that are on their way, there, or received without having been accepted in writing were accepted by that.
"""

MAY: dict[Move, dict[Side, tuple[Side, ...]]] = {
    "accept": {"giver": ("asker",), "asker": ("giver",)},
    "decline": {"giver": ("asker",), "asker": ("giver",)},
    "cancel": {"giver": ("giver",), "asker": ("asker",)},
    "lapse": {"giver": (), "asker": ()},
    "send": {"giver": (), "asker": ("giver",)},
    "arrive": {"giver": ("asker",), "asker": ("giver",)},
    "receive": {"giver": ("asker",), "asker": ()},
    "release": {"giver": ("giver", "asker"), "asker": ("giver", "asker")},
}
"""Which sides may make a move of a bare proposal, by the side that proposed: nothing is sent or received before the
other side has said yes, or does so by doing it. The clock alone lets a proposal lapse."""

SIDES: tuple[Side, Side] = ("giver", "asker")


def in_state(state: CommitmentState, proposed_by: Side = "giver") -> Commitment:
    """Return a commitment in this state, proposed by this side."""
    return commitment(state=state, proposed_by=proposed_by)


@pytest.mark.parametrize(("move", "state"), list(product(MOVES, STATES)))
def test_a_move_leads_from_its_states_to_its_target_and_from_no_other(move: Move, state: CommitmentState) -> None:
    target = POSSIBLE.get((move, state))
    if target is None:
        with pytest.raises(ValueError, match=f"{move} is not possible from {state}"):
            moved(in_state(state), move)
    else:
        after = moved(in_state(state), move)
        assert after == replace(in_state(state), state=target, lapses_at=None)


@pytest.mark.parametrize(("move", "proposed_by", "side"), list(product(MOVES, SIDES, SIDES)))
def test_a_move_is_made_by_the_sides_whose_it_is(move: Move, proposed_by: Side, side: Side) -> None:
    assert permitted(in_state("proposed", proposed_by), move, side) == (side in MAY[move][proposed_by])


@pytest.mark.parametrize(("proposed_by", "side"), list(product(SIDES, SIDES)))
def test_once_accepted_the_giver_sends_and_the_asker_receives_whoever_proposed(proposed_by: Side, side: Side) -> None:
    accepted = in_state("accepted", proposed_by)
    assert permitted(accepted, "send", side) == (side == "giver")
    assert permitted(accepted, "receive", side) == (side == "asker")
    assert permitted(accepted, "arrive", side)


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("proposed", Tally(5)),
        ("accepted", Tally(5)),
        ("in_transit", Tally(5, 5)),
        ("delivered", Tally(5, 5, 5)),
        ("received", Tally(5, 5, 5, 5)),
        ("declined", Tally()),
        ("lapsed", Tally()),
        ("cancelled", Tally()),
        ("released", Tally()),
    ],
)
def test_a_commitment_counts_for_as_far_as_it_has_come(state: CommitmentState, counts: Tally) -> None:
    assert weight(in_state(state), 5) == counts


def test_every_move_is_in_the_table_once() -> None:
    assert [step(move).move for move in MOVES] == list(MOVES)


def test_a_proposal_holds_for_twelve_hours_and_a_critical_one_for_three() -> None:
    assert hold("routine") == timedelta(hours=12)
    assert hold("critical") == timedelta(hours=3)
