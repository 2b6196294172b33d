"""Commitments as cards: who gives what to whom, how far it is, and what this reader can do about it."""

from dataclasses import replace

from bot.cards.arrivals import bound_for, detail_facts
from bot.cards.drills import marked
from bot.cards.posts import place_facts, what
from bot.cards.shown import Names, names_by_id
from bot.chat import Button, Card, Fact, Who
from bot.domain.commitment import AHEAD, STEPS, Commitment, Move, Side, permitted
from bot.domain.post import Post
from bot.domain.rules import Sight
from bot.store import View
from bot.viewer import Viewer
from bot.words.catalogue import N_

SETTLED = N_("Closed by itself: nobody said otherwise.")
"""The note on what arrived and was never confirmed; kept in English, read in the reader's language."""
ALTERED = N_("The request or the offer has changed since. Please look at it again.")
"""The note on what was promised before an edit, until its next move; kept and read likewise."""

REASONED, ASKS = ("decline", "release"), {"reason": "ask"}
"""The moves for which a button asks why, and what such a button says beside the move."""


def side_of(commitment: Commitment, sight: Sight) -> Side | None:
    """Return on which side the reader stands, None for anybody else; the giver's when on both."""
    if _is(sight, commitment.giver_person_id, commitment.giver_organisation_id):
        return "giver"
    if _is(sight, commitment.asker_person_id, commitment.asker_organisation_id):
        return "asker"
    return None


def may_see_details(commitment: Commitment, sight: Sight) -> bool:
    """Return whether the reader may see who promised what to whom: both sides, and coordinators."""
    return sight.coordinator or side_of(commitment, sight) is not None


async def may_see(view: View, commitment: Commitment, sight: Sight) -> bool:
    """Return whether the reader may see it at all.

    Somebody without an organisation asks in a channel for its readers to hear: these see that it was promised, is on
    its way, has arrived, and nothing of its when and where.
    """
    if may_see_details(commitment, sight):
        return True
    if sight.person_id or not sight.platform or commitment.asker_organisation_id is not None:
        return False
    request = await view.posts.get(commitment.request_id)
    return request is not None and (request.origin_platform, request.origin_workspace) == (
        sight.platform,
        sight.workspace,
    )


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
        show = Button(viewer.say("Show it"), "mine", {"action": "show", "record": commitment.id})
        return () if may_see_details(commitment, viewer.sight) else (show,)
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
        Button(f"{label} ({commitment.id})", "mine", _typed_in(action, commitment)) for action, label in shown.items()
    )


def _typed_in(action: str, commitment: Commitment) -> dict[str, str]:
    """Return what a button of a commitment has typed in already."""
    return {"action": action, "record": commitment.id, **(ASKS if action in REASONED else {})}


def way_labels(viewer: Viewer) -> dict[str, str]:
    """Return what the buttons about the way of the goods say."""
    return {
        "transport": viewer.say("Transport needed"),
        "fetch": viewer.say("We fetch it"),
        "code": viewer.say("Code for the driver"),
        "details": viewer.say("When and where"),
    }


def ways(commitment: Commitment, sight: Sight) -> tuple[str, ...]:
    """Return what this reader may do about the way of the goods now: asked for once, fetched by the asker alone."""
    if side_of(commitment, sight) is None:
        return ()
    asks = _is(sight, commitment.asker_person_id, commitment.asker_organisation_id)
    agreed = commitment.state == "accepted"
    possible = {
        "transport": agreed and commitment.carrier != "needed",
        "fetch": agreed and asks and commitment.carrier != "asker",
        "code": commitment.state == "in_transit",
        "details": commitment.state in AHEAD,
    }
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
    """Return the note as written, but what the bot noted in the reader's language."""
    return commitment.note.replace(SETTLED, viewer.say(SETTLED)).replace(ALTERED, viewer.say(ALTERED))


def noted(note: str, said: str) -> str:
    """Return a note with what the bot notes beneath it."""
    return f"{note}\n{said}" if note else said


def without_altered(note: str) -> str:
    """Return a note without the word about an edit: whoever moved since has seen it."""
    return "\n".join(line for line in note.split("\n") if line != ALTERED)


async def drawn(view: View, commitment: Commitment, viewer: Viewer) -> Card:
    """Return a commitment for one reader, with its two posts and the names on both sides looked up."""
    request, offer = await both_posts(view, commitment)
    organisations = {commitment.giver_organisation_id, commitment.asker_organisation_id}
    people = {commitment.giver_person_id, commitment.asker_person_id}
    if may_see_details(commitment, viewer.sight):
        request = await bound_for(view, commitment, request)
    return card(commitment, request, offer, await names_by_id(view, viewer.locale, organisations, people), viewer)


def card(commitment: Commitment, request: Post, offer: Post, names: Names, viewer: Viewer) -> Card:
    """Return a commitment for one reader; `request` is bound for the place where it arrives."""
    giver = names.side(commitment.giver_organisation_id, commitment.giver_person_id)
    asker = request.on_behalf_of or names.side(commitment.asker_organisation_id, commitment.asker_person_id)
    inside = may_see_details(commitment, viewer.sight)
    promised = replace(request, quantity=commitment.asked)
    title = viewer.say(
        "{id} {giver} → {asker}: {what}", id=commitment.id, giver=giver, asker=asker, what=what(promised, viewer)
    )
    facts = [
        Fact(viewer.say("Amount"), (amount(commitment, request, offer, viewer),)),
        Fact(viewer.say("State"), (viewer.term("commitment", commitment.state),)),
        *(detail_facts(commitment, request, viewer) if inside else place_facts(request, viewer)),
        Fact(viewer.say("Given by"), (Who(giver),)),
        Fact(viewer.say("Carried by"), (carrier_text(commitment, viewer),)),
        Fact(viewer.say("Records"), (f"{request.id} / {offer.id}",)),
    ]
    if commitment.lapses_at:
        facts.append(Fact(viewer.say("Answer by"), (viewer.moment(commitment.lapses_at),)))
    return Card(
        title=marked(title, commitment.stamp.drill, viewer),
        body=note_text(commitment, viewer) if inside else "",
        facts=tuple(facts),
        buttons=buttons(commitment, viewer),
        urgency=request.urgency,
        locale=viewer.locale,
    )
