"""The end of a request's story: what arrived where and from whom, in one line for everyone who took part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.arrivals import arriving
from bot.cards.drills import marked
from bot.cards.posts import what
from bot.cards.shown import Names, names_by_id
from bot.chat import Card, Fact, Who
from bot.domain.commitment import AGREED, Commitment
from bot.domain.post import Post
from bot.domain.rules import may_see, owns
from bot.store import View
from bot.viewer import Viewer

PREFIX = "E:"


@dataclass(frozen=True, slots=True)
class Story:
    """A request, what of it was received and from which offers, and who carried that."""

    request: Post
    received: Sequence[Commitment]
    offers: Sequence[Post]
    carriers: Sequence[Commitment]


def story_name(request_id: str) -> str:
    """Return how a notice names the end of a request's story: "E:R12"."""
    return f"{PREFIX}{request_id}"


def is_story(about: str) -> bool:
    """Return whether a notice tells the end of a request's story."""
    return about.startswith(PREFIX)


async def story_of(view: View, request: Post) -> Story:
    """Return what became of a request."""
    received = [each for each in await view.commitments.of_post(request.id) if each.state == "received"]
    offers = await view.posts.many(list(dict.fromkeys(each.offer_id for each in received)))
    carriers = [
        each
        for commitment in received
        if commitment.transport_id
        for each in await view.commitments.of_post(commitment.transport_id)
        if each.state in AGREED
    ]
    return Story(request, received, offers, carriers)


async def drawn(view: View, about: str, viewer: Viewer) -> Card | None:
    """Return the end of a story for somebody who took part in it; None where the request is gone from sight."""
    request = await view.posts.get(about.removeprefix(PREFIX))
    if request is None or request.state in ("hidden", "duplicate") or not request.tally.received:
        return None
    if not may_see(viewer.sight, request.stamp):
        return None
    story = await story_of(view, request)
    names = await _names(view, story, viewer)
    carried = [_name(each, names) for each in story.carriers]
    facts = [Fact(viewer.say("Carried by"), (Who(viewer.listed(list(dict.fromkeys(carried)))),))] if carried else []
    if request.on_behalf_of:
        facts.insert(0, Fact(viewer.say("On behalf of"), (Who(request.on_behalf_of),)))
    return Card(
        marked(line(story, names, viewer), request.stamp.drill, viewer),
        viewer.say("You had a part in it. Thank you."),
        facts=tuple(facts),
        locale=viewer.locale,
    )


async def told_in_line(view: View, request: Post, viewer: Viewer) -> str:
    """Return the end of a request's story in one line."""
    story = await story_of(view, request)
    return line(story, await _names(view, story, viewer), viewer)


def line(story: Story, names: Names, viewer: Viewer) -> str:
    """Return "R12: 200 blankets arrived in Wajima, from O7 Harbour Relief, O9 Blue Hand"."""
    request = story.request
    came = replace(request, quantity=request.tally.received)
    givers, where = _givers(story, names, viewer), _where(request, viewer)
    if where:
        return viewer.say(
            "{id}: {what} arrived in {place}, from {givers}.",
            id=request.id, what=what(came, viewer), place=where, givers=givers,
        )  # fmt: skip
    return viewer.say("{id}: {what} arrived, from {givers}.", id=request.id, what=what(came, viewer), givers=givers)


def _givers(story: Story, names: Names, viewer: Viewer) -> str:
    """Return the offers with their givers; an offer that was shown to nobody else is counted for those who only gave.

    Whoever asked knows all givers, and a giver themselves.
    """
    by_offer = {each.offer_id: _name(each, names) for each in story.received}
    asked = owns(viewer.sight, story.request.stamp)
    shown = [each for each in story.offers if asked or may_see(viewer.sight, each.stamp)]
    told = [f"{each.id} {by_offer[each.id]}" for each in shown]
    hidden = len(story.offers) - len(shown)
    if hidden:
        told.append(viewer.plural("{n} more offer", "{n} more offers", hidden))
    return viewer.listed(told)


def _where(request: Post, viewer: Viewer) -> str:
    """Return the places it went to by their municipalities."""
    names = [viewer.place(each.codes[0]) if len(each.codes) == 1 else each.name for each in arriving(request)]
    return viewer.listed(list(dict.fromkeys(names)))


def _name(commitment: Commitment, names: Names) -> str:
    return names.side(commitment.giver_organisation_id, commitment.giver_person_id)


async def _names(view: View, story: Story, viewer: Viewer) -> Names:
    both = (*story.received, *story.carriers)
    organisations = {each.giver_organisation_id for each in both}
    people = {each.giver_person_id for each in both if not each.giver_organisation_id}
    return await names_by_id(view, viewer.locale, organisations, people)
