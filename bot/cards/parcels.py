"""What somebody with nothing but a code may see of a commitment: item, amount and municipality, and no person."""

from dataclasses import dataclass
from typing import Literal

from bot.cards.board_words import plain_words, where
from bot.cards.commitments import amount, both_posts
from bot.cards.drills import marked
from bot.domain.commitment import Commitment
from bot.store import View
from bot.viewer import Viewer

ParcelState = Literal["moving", "arrived", "over"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Goods in one reader's language. `mark` is 【EXERCISE】 or empty; "over": it is not on its way any more."""

    mark: str
    what: str
    amount: str
    where: str
    state: ParcelState


async def parcel(view: View, commitment: Commitment, viewer: Viewer) -> Parcel:
    """Return what a commitment brings, and where to."""
    request, offer = await both_posts(view, commitment)
    return Parcel(
        mark=marked("", commitment.stamp.drill, viewer),
        what=viewer.category(request.category) or plain_words(request.item) or viewer.say("Not named here"),
        amount=amount(commitment, request, offer, viewer),
        where=where([place for place in request.places if place.role != "from"], viewer),
        state=_state(commitment),
    )


def _state(commitment: Commitment) -> ParcelState:
    if commitment.state in ("delivered", "received"):
        return "arrived"
    return "moving" if commitment.state == "in_transit" else "over"
