"""Who does what, where, when and for whom (5W): a commitment as a row of the table that coordinators keep."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.commitment import Commitment, CommitmentState, due
from bot.domain.people import Organisation
from bot.domain.post import Post
from bot.domain.record import Drill

Status = Literal["planned", "ongoing", "completed", "suspended"]

STATUS: dict[CommitmentState, Status | None] = {
    "proposed": None,
    "accepted": "planned",
    "in_transit": "ongoing",
    "delivered": "ongoing",
    "received": "completed",
    "released": "suspended",
    "declined": None,
    "lapsed": None,
    "cancelled": None,
}
"""The four values that 3W tables use; what was never agreed on is no activity."""


@dataclass(frozen=True, slots=True)
class Row:
    """One activity. `what` is the item as it was asked for; amounts are in thousandths of `unit`.

    `who` and `for_whom` are names of organisations (or of the body asked for), empty where a private person stands
    there: a person's name leaves in no table. `places` and `codes` are where it goes.
    """

    record: str
    who: str
    who_kind: str
    sector: str
    category: str
    what: str
    unit: str
    places: tuple[str, ...]
    codes: tuple[str, ...]
    starts: date | None
    ends: date | None
    for_whom: str
    status: Status
    targeted: int
    reached: int
    updated: date
    drill: Drill


def row(
    commitment: Commitment, request: Post, offer: Post, giver: Organisation | None, asker: Organisation | None
) -> Row | None:
    """Return the row of a commitment, or None where nothing was agreed on.

    Where it goes is where it was asked for, else where the offer is. An uncounted request is measured in the offer's
    unit. Raises ValueError where the posts are not the commitment's.
    """
    if (request.id, offer.id) != (commitment.request_id, commitment.offer_id):
        raise ValueError(f"{commitment.id} joins {commitment.request_id} and {commitment.offer_id}")
    status = STATUS[commitment.state]
    if status is None:
        return None
    in_offers_unit = offer.counted and not request.counted
    amount = commitment.given if in_offers_unit else commitment.asked
    category = request.category or offer.category or ""
    places = tuple(place for place in request.places or offer.places if place.role != "from")
    return Row(
        record=commitment.id,
        who=giver.name if giver else "",
        who_kind=giver.kind if giver else "",
        sector=category.partition(".")[0],
        category=category,
        what=request.item or offer.item,
        unit=offer.unit if in_offers_unit else request.unit,
        places=tuple(place.name for place in places),
        codes=tuple(dict.fromkeys(code for place in places for code in place.codes)),
        starts=request.starts or offer.starts,
        ends=due(commitment, request.ends) or offer.ends,
        for_whom=request.on_behalf_of or (asker.name if asker else ""),
        status=status,
        targeted=amount,
        reached=amount if commitment.state == "received" else 0,
        updated=commitment.stamp.updated_at.date(),
        drill=commitment.stamp.drill,
    )
