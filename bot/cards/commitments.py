"""Commitments as cards: who gives what to whom, how far it is, and what this reader can do about it."""

from dataclasses import replace

from bot.cards.brief import lateness
from bot.cards.drills import marked
from bot.cards.posts import place_facts, what, window_facts
from bot.cards.shown import Names, names_by_id
from bot.chat import Button, Card, Fact, Who
from bot.domain.commitment import STEPS, Commitment, Move, Side, late, permitted
from bot.domain.post import Post
from bot.domain.rules import Sight
from bot.store import View
from bot.viewer import Viewer
from bot.words.catalogue import N_

SETTLED = N_("Closed by itself: nobody said otherwise.")
"""The note on what arrived and was never confirmed; kept in English, read in the reader's language."""


def side_of(commitment: Commitment, sight: Sight) -> Side | None:
    """Return on which side the reader stands, None for anybody else; the giver's when on both."""
    if _is(sight, commitment.giver_person_id, commitment.giver_organisation_id):
        return "giver"
    if _is(sight, commitment.asker_person_id, commitment.asker_organisation_id):
        return "asker"
    return None


def _is(sight: Sight, person_id: str, organisation_id: str | None) -> bool:
    same_person = bool(sight.person_id) and sight.person_id == person_id
    return same_person or (organisation_id is not None and sight.organisation_id == organisation_id)


def labels(viewer: Viewer) -> dict[Move, str]:
    """Return what the buttons of the moves say."""
    return {
        "accept": viewer.say("Accept"),
        "decline": viewer.say("Decline"),
        "cancel": viewer.say("Take back"),
        "send": viewer.say("On its way"),
        "arrive": viewer.say("Arrived"),
        "receive": viewer.say("Received"),
        "release": viewer.say("Release"),
    }


def buttons(commitment: Commitment, viewer: Viewer) -> tuple[Button, ...]:
    """Return the moves that this reader may make now; "arrived" stands for the asker as "received"."""
    side = side_of(commitment, viewer.sight)
    if side is None:
        return ()
    names = labels(viewer)
    moves = [
        s.move
        for s in STEPS
        if commitment.state in s.sources and s.move in names and permitted(commitment, s.move, side)
    ]
    if side == "asker" and "receive" in moves:
        moves = [move for move in moves if move != "arrive"]
    shown: dict[str, str] = {move: names[move] for move in moves}
    shown |= {action: way_labels(viewer)[action] for action in ways(commitment, viewer.sight)}
    return tuple(
        Button(f"{label} ({commitment.id})", "mine", {"action": action, "record": commitment.id})
        for action, label in shown.items()
    )


def way_labels(viewer: Viewer) -> dict[str, str]:
    """Return what the buttons about the way of the goods say."""
    return {
        "transport": viewer.say("Transport needed"),
        "fetch": viewer.say("We fetch it"),
        "code": viewer.say("Code for the driver"),
    }


def ways(commitment: Commitment, sight: Sight) -> tuple[str, ...]:
    """Return what this reader may do about the way of the goods now: asked for once, fetched by the asker alone."""
    side = side_of(commitment, sight)
    if side is None:
        return ()
    if commitment.state == "in_transit":
        return ("code",)
    if commitment.state != "accepted":
        return ()
    asks = _is(sight, commitment.asker_person_id, commitment.asker_organisation_id)
    possible = {"transport": commitment.carrier != "needed", "fetch": asks and commitment.carrier != "asker"}
    return tuple(action for action, allowed in possible.items() if allowed)


def amount(commitment: Commitment, request: Post, offer: Post, viewer: Viewer) -> str:
    """Return how much of what, in the reader's language: in the request's units where they are counted."""
    if request.counted:
        return viewer.quantity(commitment.asked, request.unit, request.counter)
    if offer.counted:
        return viewer.quantity(commitment.given, offer.unit, offer.counter)
    return viewer.say("all of it")


async def both_posts(view: View, commitment: Commitment) -> tuple[Post, Post]:
    """Return the request and the offer that a commitment joins."""
    request, offer = await view.posts.get(commitment.request_id), await view.posts.get(commitment.offer_id)
    assert request is not None, "a commitment's request is never deleted"
    assert offer is not None, "a commitment's offer is never deleted"
    return request, offer


def carrier_text(commitment: Commitment, viewer: Viewer) -> str:
    """Return who carries it, with the number of the request that asks for transport."""
    if commitment.carrier == "needed":
        return viewer.say("transport needed: {id}", id=commitment.transport_id or "")
    return viewer.say("the giving side") if commitment.carrier == "giver" else viewer.say("the asking side")


def note_text(commitment: Commitment, viewer: Viewer) -> str:
    """Return the note as written, but what the clock noted in the reader's language."""
    return commitment.note.replace(SETTLED, viewer.say(SETTLED))


async def drawn(view: View, commitment: Commitment, viewer: Viewer) -> Card:
    """Return a commitment for one reader, with its two posts and the names on both sides looked up."""
    request, offer = await both_posts(view, commitment)
    organisations = {commitment.giver_organisation_id, commitment.asker_organisation_id}
    people = {commitment.giver_person_id, commitment.asker_person_id}
    return card(commitment, request, offer, await names_by_id(view, viewer.locale, organisations, people), viewer)


def card(commitment: Commitment, request: Post, offer: Post, names: Names, viewer: Viewer) -> Card:
    """Return a commitment for one reader."""
    giver = names.organisation(commitment.giver_organisation_id, names.people.get(commitment.giver_person_id, ""))
    asker = request.on_behalf_of or names.organisation(
        commitment.asker_organisation_id, names.people.get(commitment.asker_person_id, "")
    )
    promised = replace(request, quantity=commitment.asked)
    title = viewer.say(
        "{id} {giver} → {asker}: {what}", id=commitment.id, giver=giver, asker=asker, what=what(promised, viewer)
    )
    facts = [
        Fact(viewer.say("Amount"), (amount(commitment, request, offer, viewer),)),
        Fact(viewer.say("State"), (viewer.term("commitment", commitment.state),)),
        *place_facts(request, viewer),
        *window_facts(request, viewer),
        Fact(viewer.say("Given by"), (Who(giver),)),
        Fact(viewer.say("Carried by"), (carrier_text(commitment, viewer),)),
        Fact(viewer.say("Records"), (f"{request.id} / {offer.id}",)),
    ]
    if commitment.lapses_at:
        facts.append(Fact(viewer.say("Answer by"), (viewer.moment(commitment.lapses_at),)))
    return Card(
        title=marked(title, commitment.stamp.drill, viewer),
        body=note_text(commitment, viewer),
        facts=tuple(facts),
        buttons=buttons(commitment, viewer),
        urgency=request.urgency,
        note=lateness(request, viewer) if late(commitment, request.ends, viewer.today()) else "",
        locale=viewer.locale,
    )
