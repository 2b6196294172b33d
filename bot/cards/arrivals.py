"""When and where the goods of a commitment arrive, for whoever may know, and whether they are late."""

from dataclasses import replace

from bot.cards.posts import place_facts, whose_day, window_facts
from bot.chat import Day, Fact
from bot.domain.commitment import AHEAD, Commitment, due, late
from bot.domain.post import Post, PostPlace
from bot.store import View
from bot.viewer import Viewer


async def bound_for(view: View, commitment: Commitment, request: Post) -> Post:
    """Return the request with the one place at which this commitment arrives, where that was said."""
    if not commitment.site:
        return request
    site = await view.sites.get(commitment.site_id) if commitment.site_id else None
    return replace(request, places=(*leaving(request), destination(commitment, request, site.code if site else "")))


def leaving(request: Post) -> tuple[PostPlace, ...]:
    """Return the places from which things are fetched."""
    return tuple(place for place in request.places if place.role == "from")


def arriving(request: Post) -> tuple[PostPlace, ...]:
    """Return the places at which things are needed."""
    return tuple(place for place in request.places if place.role != "from")


def destination(commitment: Commitment, request: Post, code: str) -> PostPlace:
    """Return the site as a place of the request: in the municipality of this code, or beside the words it uses."""
    wanted = arriving(request)
    named = next((place for place in wanted if code in place.codes), wanted[0] if wanted else PostPlace(""))
    codes = (code,) if code else named.codes
    return replace(named, codes=codes, site=commitment.site, site_id=commitment.site_id)


def due_day(commitment: Commitment, request: Post, viewer: Viewer) -> Day | None:
    """Return the last day on which it is in time, as it is meant where it goes; None where nobody named one."""
    day = due(commitment, request.ends)
    return viewer.day(day, whose_day(request)) if day else None


def is_late(commitment: Commitment, request: Post, viewer: Viewer) -> bool:
    """Return whether it should have arrived by the calendar of the place where it goes, the same for every reader."""
    return late(commitment, request.ends, viewer.today(whose_day(request)))


def detail_facts(commitment: Commitment, request: Post, viewer: Viewer) -> tuple[Fact, ...]:
    """Return where and when it arrives, at which desk, and that it is late; `request` is bound for that place."""
    say = viewer.say
    facts = [*place_facts(request, viewer), *window_facts(request, viewer)]
    if commitment.arrives and commitment.state in AHEAD:
        facts.append(Fact(say("Arrives"), (viewer.day(commitment.arrives, whose_day(request)),)))
    if commitment.desk:
        facts.append(Fact(say("Desk"), (commitment.desk,)))
    day = due_day(commitment, request, viewer)
    if day and is_late(commitment, request, viewer):
        facts.append(Fact(say("Late"), (say("was due"), day)))
    return tuple(facts)
