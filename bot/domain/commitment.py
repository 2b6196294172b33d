"""Commitments: so much of this offer goes to that request; who may make which move, and what it moves."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.post import Tally
from bot.domain.reading import Urgency
from bot.domain.record import Stamp

CommitmentState = Literal[
    "proposed", "accepted", "declined", "lapsed", "in_transit", "delivered", "received", "cancelled", "released"
]
Side = Literal["giver", "asker"]
Carrier = Literal["giver", "asker", "needed"]
"""Who brings it: either side, or nobody yet, so that transport is asked for."""
Move = Literal["accept", "decline", "lapse", "send", "arrive", "receive", "release", "cancel"]
Actor = Literal["giver", "asker", "answerer", "proposer", "either", "clock"]

HOLD = timedelta(hours=12)
HOLD_CRITICAL = timedelta(hours=3)
"""How long a proposal holds its quantity (PRODUCT.md)."""

SILENCE = timedelta(hours=24)
"""How long the asker may say otherwise before what has arrived counts as received."""

ACTIVE: tuple[CommitmentState, ...] = ("proposed", "accepted", "in_transit", "delivered", "received")
UNFINISHED: tuple[CommitmentState, ...] = ("proposed", "accepted", "in_transit", "delivered")
AWAITED: tuple[CommitmentState, ...] = ("accepted", "in_transit")
"""The states in which goods are agreed on and have not arrived."""
AHEAD: tuple[CommitmentState, ...] = ("proposed", *AWAITED)
"""The states in which either side may still say when and where it arrives."""
AGREED: tuple[CommitmentState, ...] = ("accepted", "in_transit", "delivered", "received")
"""The states in which both sides have said yes."""

DESK_SIGNS = 80
"""How much room the words have that lead to the desk at which goods are handed over."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """C3: `asked` thousandths of the request's unit, `given` of the offer's; the side that was asked answers.

    `transport_id` is the request that was opened for its transport, if any. `arrives` is the day on which it arrives,
    None for the request's last day. `site` and its number `site_id` are where, empty for the place the request names;
    `desk` leads to the person or table there. `missed`: the day whose passing stands on the cards as late already.
    """

    id: str
    stamp: Stamp
    request_id: str
    offer_id: str
    asked: int
    given: int
    state: CommitmentState
    proposed_by: Side
    giver_organisation_id: str | None
    asker_organisation_id: str | None
    giver_person_id: str
    asker_person_id: str
    lapses_at: datetime | None = None
    note: str = ""
    carrier: Carrier = "giver"
    transport_id: str | None = None
    arrives: date | None = None
    site: str = ""
    site_id: str = ""
    desk: str = ""
    missed: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table of moves: from which states, to which, by whom."""

    move: Move
    sources: tuple[CommitmentState, ...]
    target: CommitmentState
    by: Actor


STEPS: tuple[Step, ...] = (
    Step("accept", ("proposed",), "accepted", "answerer"),
    Step("decline", ("proposed",), "declined", "answerer"),
    Step("lapse", ("proposed",), "lapsed", "clock"),
    Step("cancel", ("proposed",), "cancelled", "proposer"),
    Step("send", ("proposed", "accepted"), "in_transit", "giver"),
    Step("arrive", ("proposed", "accepted", "in_transit"), "delivered", "either"),
    Step("receive", ("proposed", "accepted", "in_transit", "delivered"), "received", "asker"),
    Step("release", ("accepted", "in_transit"), "released", "either"),
)


def step(move: Move) -> Step:
    """Return the row of the table for a move."""
    return next(row for row in STEPS if row.move == move)


def permitted(commitment: Commitment, move: Move, side: Side) -> bool:
    """Return whether this side may make the move in the state the commitment is in.

    Nothing moves on a bare proposal but by the side that was asked: sending or receiving it is a way to accept it, and
    what nobody accepted is not sent (L14: unsolicited help can overload the affected area).
    """
    by = step(move).by
    if commitment.state == "proposed" and move in ("send", "arrive", "receive") and side == commitment.proposed_by:
        return False
    if by == "either" or (move == "send" and commitment.carrier == "asker"):
        return True
    if by == "answerer":
        return side != commitment.proposed_by
    if by == "proposer":
        return side == commitment.proposed_by
    return by == side


def weight(commitment: Commitment, amount: int) -> Tally:
    """Return what a commitment of this amount counts for in a post's tally, from its state."""
    state = commitment.state
    if state not in ACTIVE:
        return Tally()
    return Tally(
        promised=amount,
        sent=amount if state in ("in_transit", "delivered", "received") else 0,
        arrived=amount if state in ("delivered", "received") else 0,
        received=amount if state == "received" else 0,
    )


def moved(commitment: Commitment, move: Move) -> Commitment:
    """Return the commitment after the move; a state from which it is not possible raises ValueError."""
    row = step(move)
    if commitment.state not in row.sources:
        raise ValueError(f"{move} is not possible from {commitment.state}")
    return replace(commitment, state=row.target, lapses_at=None)


def hold(urgency: Urgency) -> timedelta:
    """Return how long a proposal to a request of this urgency holds its quantity."""
    return HOLD_CRITICAL if urgency == "critical" else HOLD


def due(commitment: Commitment, ends: date | None) -> date | None:
    """Return the last day on which it is in time: its own, else the request's last one."""
    return commitment.arrives or ends


def late(commitment: Commitment, ends: date | None, today: date) -> bool:
    """Return whether it was agreed on for a day that is over, and has not arrived. `ends`: the request's last day."""
    day = due(commitment, ends)
    return commitment.state in AWAITED and day is not None and day < today
