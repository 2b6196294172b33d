"""The best pairing of everything as a card: each pair with its amount, its reasons and the button that asks both."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import posts
from bot.cards.shown import Names
from bot.chat import Button, Card, Fact, Who
from bot.domain.pairing import Pairing
from bot.domain.post import Post
from bot.domain.reading import Urgency
from bot.domain.rules import owns
from bot.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Count:
    """How many requests were looked at, of how many something is met, by how many offers; and what is not shown.

    `more`: pairs beyond those shown. `left_out`: requests that were not looked at.
    """

    requests: int
    met: int
    offers: int
    more: int
    left_out: int


def plan_card(items: Sequence[Card], count: Count, viewer: Viewer) -> Card:
    """Return the plan; `items` are its pairs."""
    say, plural = viewer.say, viewer.plural
    notes = []
    if count.more:
        notes.append(plural("{n} more pair is not shown.", "{n} more pairs are not shown.", count.more))
    if count.left_out:
        notes.append(
            plural("{n} request was not looked at.", "{n} requests were not looked at.", count.left_out)
            + " "
            + say("Settle these first, then ask again.")
        )
    if not items:
        title = say("No open offer fits an open request well.")
        return Card(title, say("What nobody covers: /list gaps"), note=" ".join(notes), locale=viewer.locale)
    looked = plural("{n} open request", "{n} open requests", count.requests)
    used = plural("{n} offer", "{n} offers", count.offers)
    title = say("The best pairing: {met} of {requests}, with {offers}", met=count.met, requests=looked, offers=used)
    body = say("Nothing is promised yet. Propose asks both sides; critical requests come first.")
    urgency: Urgency = "critical" if any(item.urgency == "critical" for item in items) else "routine"
    return Card(title, body, items=tuple(items), urgency=urgency, note=" ".join(notes), locale=viewer.locale)


def pairing_card(pairing: Pairing, request: Post, offer: Post, why: str, names: Names, viewer: Viewer) -> Card:
    """Return one pair: the request, what goes to it, from whom to whom, and why."""
    say = viewer.say
    amount = viewer.quantity(pairing.amount, request.unit, request.counter) if request.counted else say("all of it")
    return Card(
        posts.title(request, viewer),
        facts=(
            Fact(viewer.term("kind", "offer"), (posts.title(offer, viewer),)),
            Fact(say("How much"), (amount,)),
            Fact(say("Given by"), (Who(offer.on_behalf_of or names.by(offer.stamp)),)),
            Fact(say("Needed by"), (Who(request.on_behalf_of or names.by(request.stamp)),)),
            Fact(say("Why"), (why,)),
        ),
        buttons=_buttons(request, offer, viewer),
        urgency=request.urgency,
        locale=viewer.locale,
    )


def _buttons(request: Post, offer: Post, viewer: Viewer) -> tuple[Button, ...]:
    """Return "Take up" for who owns a side, else the button that asks both."""
    if owns(viewer.sight, request.stamp) or owns(viewer.sight, offer.stamp):
        return posts.take_buttons(request, offer, viewer)
    return (Button(viewer.say("Propose"), "match", {"action": "propose", "record": request.id, "with": offer.id}),)
