"""What somebody with nothing but a code may see of a commitment: item, amount, where and when, and no side's name."""

from dataclasses import dataclass
from typing import Literal

from bot.cards.arrivals import arriving, bound_for, due_day
from bot.cards.board_words import plain_words, where
from bot.cards.commitments import amount, both_posts
from bot.cards.drills import marked
from bot.chat import Day, Fact
from bot.domain.commitment import Commitment
from bot.store import View
from bot.viewer import Viewer

ParcelState = Literal["moving", "arrived", "over"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Goods in one reader's language. `mark` is 【EXERCISE】 or empty; "over": it is not on its way any more.

    `where` is the municipality, `site` and `desk` are where in it. The code is the right to see these two.
    """

    mark: str
    what: str
    amount: str
    where: str
    site: str
    desk: str
    due: Day | None
    state: ParcelState


async def parcel(view: View, commitment: Commitment, viewer: Viewer) -> Parcel:
    """Return what a commitment brings, and where to."""
    request, offer = await both_posts(view, commitment)
    request = await bound_for(view, commitment, request)
    sites = dict.fromkeys(place.site for place in arriving(request) if place.site)
    return Parcel(
        mark=marked("", commitment.stamp.drill, viewer),
        what=viewer.category(request.category) or plain_words(request.item) or viewer.say("Not named here"),
        amount=amount(commitment, request, offer, viewer),
        where=where(arriving(request), viewer),
        site=" / ".join(sites),
        desk=commitment.desk,
        due=due_day(commitment, request, viewer),
        state=_state(commitment),
    )


def facts(shown: Parcel, viewer: Viewer) -> tuple[Fact, ...]:
    """Return a parcel as lines of a card; what nobody said is left out."""
    say = viewer.say
    told = (
        (say("Amount"), shown.amount),
        (say("Where"), shown.where),
        (say("Site"), shown.site),
        (say("Desk"), shown.desk),
        (say("Until"), shown.due),
    )
    return tuple(Fact(label, (value,)) for label, value in told if value)


def _state(commitment: Commitment) -> ParcelState:
    if commitment.state in ("delivered", "received"):
        return "arrived"
    return "moving" if commitment.state == "in_transit" else "over"
