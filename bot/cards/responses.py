"""Responses as cards: for the channels linked to one, as a line of a list, whole with figures."""

from dataclasses import dataclass, replace

from bot.cards.drills import marked
from bot.chat import Button, Card, Fact
from bot.domain.response import Response
from bot.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Figures:
    """How many organisations work in a response, what is open in it, and how many channels are linked."""

    members: int
    requests: int
    offers: int
    channels: int


def title(response: Response, viewer: Viewer) -> str:
    """Return "D1 Noto earthquake" with its drill mark."""
    return marked(f"{response.id} {response.title}", response.stamp.drill, viewer)


def card(response: Response, viewer: Viewer, members: int = 0, buttons: tuple[Button, ...] = ()) -> Card:
    """Return a response for one reader; `members` is how many organisations joined."""
    facts = [Fact(viewer.say("State"), (viewer.term("response", response.state),))]
    if response.hazard:
        facts.append(Fact(viewer.say("Hazard"), (viewer.hazard(response.hazard),)))
    if response.areas:
        facts.append(Fact(viewer.say("Areas"), (areas(response, viewer),)))
    if response.glide:
        facts.append(Fact("GLIDE", (response.glide,)))
    if members:
        facts.append(Fact(viewer.say("Organisations"), (str(members),)))
    if response.merged_into:
        facts.append(Fact(viewer.say("Continues in"), (response.merged_into,)))
    return Card(title(response, viewer), facts=tuple(facts), buttons=buttons, locale=viewer.locale)


def whole(response: Response, figures: Figures, viewer: Viewer, buttons: tuple[Button, ...] = ()) -> Card:
    """Return a response with its figures, for somebody who asked for it."""
    drawn = card(response, viewer, figures.members, buttons)
    counts = {
        viewer.say("Open requests"): figures.requests,
        viewer.say("Open offers"): figures.offers,
        viewer.say("Linked channels"): figures.channels,
    }
    begun = Fact(viewer.say("Begun"), (viewer.moment(response.stamp.created_at),))
    return replace(drawn, facts=(*drawn.facts, *(Fact(label, (str(n),)) for label, n in counts.items()), begun))


def line(response: Response, viewer: Viewer, buttons: tuple[Button, ...] = ()) -> Card:
    """Return a response as one small card of a list."""
    parts = [viewer.term("response", response.state)]
    if response.hazard:
        parts.append(viewer.hazard(response.hazard))
    if response.areas:
        parts.append(areas(response, viewer))
    return Card(title(response, viewer), " · ".join(parts), buttons=buttons, locale=viewer.locale)


def areas(response: Response, viewer: Viewer) -> str:
    """Return the areas: places in the reader's language, regions as they were typed."""
    if len(response.areas) == len(response.area_names):
        return viewer.listed([viewer.place(code) for code in response.areas])
    return viewer.listed(list(response.area_names))
