"""EDXL-RM names of what happened: the message a change would be, and the status a resource is in."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.commitment import STEPS, CommitmentState, Move, Side
from bot.domain.post import REVIVABLE, PostState
from bot.domain.reading import PostKind

MessageType = Literal[
    "RequestResource",
    "ResponseToRequestResource",
    "RequisitionResource",
    "CommitResource",
    "OfferUnsolicitedResource",
    "ResponseToOfferUnsolicitedResource",
    "ReleaseResource",
    "ReportResourceDeploymentStatus",
]
ResponseType = Literal["", "Accept", "Decline", "Provisional"]
Recall = Literal["", "Update", "Cancel"]
ScheduleType = Literal["", "ActualDeparture", "ActualArrival", "Committed"]
DeploymentStatus = Literal["Proposed", "Committed", "InTransit", "Arrived", "Received", "Released", "NotCommitted"]
Availability = Literal["Available", "PartlyReserved", "Reserved", "Unavailable"]


@dataclass(frozen=True, slots=True)
class Message:
    """A resource message (OASIS EDXL-RM 1.0): its type, the answer in it, what it recalls, the time it reports."""

    type: MessageType
    response: ResponseType = ""
    recall: Recall = ""
    schedule: ScheduleType = ""


POSTED: dict[PostKind, MessageType] = {"request": "RequestResource", "offer": "OfferUnsolicitedResource"}
PROPOSED: dict[Side, Message] = {
    "giver": Message("ResponseToRequestResource", "Provisional"),
    "asker": Message("RequisitionResource"),
}
"""A giver answers a request, held until the asker confirms; an asker orders what was offered."""
ANSWERED: dict[Side, tuple[MessageType, MessageType]] = {
    "giver": ("RequisitionResource", "ResponseToOfferUnsolicitedResource"),
    "asker": ("CommitResource", "CommitResource"),
}
"""How the other side says yes, and no, to a proposal by this side: the asker orders or turns down what is offered,
the giver commits what was ordered or declines to."""
DEPLOYMENT: dict[CommitmentState, DeploymentStatus] = {
    "proposed": "Proposed",
    "accepted": "Committed",
    "declined": "NotCommitted",
    "lapsed": "NotCommitted",
    "cancelled": "NotCommitted",
    "in_transit": "InTransit",
    "delivered": "Arrived",
    "received": "Received",
    "released": "Released",
}
"""The standard leaves this list open; these are the project's own values."""


def move_of(state: CommitmentState) -> Move | None:
    """Return the move that leads to a state, None for a proposal: each state is reached by one move alone."""
    return next((row.move for row in STEPS if row.target == state), None)


def commitment_message(before: CommitmentState | None, after: CommitmentState, proposed_by: Side) -> Message | None:
    """Return the message for a stored change of a commitment; None where its state did not change.

    A proposal that lapses is declined by silence, one that is taken back is recalled.
    """
    if before == after:
        return None
    move = move_of(after)
    if move is None:
        return PROPOSED[proposed_by]
    if move == "cancel":
        return Message(PROPOSED[proposed_by].type, recall="Cancel")
    yes, no = ANSWERED[proposed_by]
    messages: dict[Move, Message] = {
        "accept": Message(yes, "Accept", schedule="Committed"),
        "decline": Message(no, "Decline"),
        "lapse": Message(no, "Decline"),
        "send": Message("ReportResourceDeploymentStatus", schedule="ActualDeparture"),
        "arrive": Message("ReportResourceDeploymentStatus", schedule="ActualArrival"),
        "receive": Message("ReportResourceDeploymentStatus", schedule="ActualArrival"),
        "release": Message("ReleaseResource"),
    }
    return messages[move]


def post_message(kind: PostKind, before: PostState | None, after: PostState, what: str) -> Message | None:
    """Return the message for a stored change of a post; `what` is the change's name in the history.

    A counterpart made in answer to another post says nothing of its own, nor does what a commitment's move does to a
    post: their message is the commitment's. What is held has not been said to others yet.
    """
    if what == "counterpart" or after in ("held", "hidden", "duplicate"):
        return None
    if before is None or before == "held" or (before in REVIVABLE and after not in REVIVABLE):
        return None if after in REVIVABLE else Message(POSTED[kind])
    if after in REVIVABLE and before not in REVIVABLE:
        return Message(POSTED[kind], recall="Cancel")
    return Message(POSTED[kind], recall="Update") if what in ("edit", "keep") else None


def deployment_status(state: CommitmentState) -> DeploymentStatus:
    """Return the DeploymentStatus of the goods of a commitment."""
    return DEPLOYMENT[state]


def availability(state: PostState, promised: int) -> Availability:
    """Return the Availability of an offer, of which so much (in thousandths) is promised."""
    if state == "available":
        return "PartlyReserved" if promised else "Available"
    return "Reserved" if state == "reserved" else "Unavailable"
