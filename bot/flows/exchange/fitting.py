"""What fits a request or an offer, with reasons in the reader's words."""

from dataclasses import replace

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Card, Fact
from bot.command import Tools
from bot.domain.matching import Fit, Ground, Reason, fits
from bot.domain.post import WANTING, Post
from bot.domain.rules import may_see
from bot.store import PostFilter
from bot.viewer import Viewer


def ground(tools: Tools) -> Ground:
    """Return what matching needs to know of the world."""

    def related(id: str) -> tuple[str, ...]:
        category = tools.vocabulary.category(id)
        return category.related if category else ()

    return Ground(related, tools.gazetteer.covers, tools.gazetteer.distance)


async def best_fits(mine: Post, tools: Tools, limit: int = 5) -> list[Fit]:
    """Return the posts of the other kind that fit and that the sender may see, best first."""
    world = ground(tools)
    categories = (mine.category, *world.related(mine.category), *_asked_for(mine, tools)) if mine.category else ()
    others = await tools.view.posts.listing(
        PostFilter(
            kind="offer" if mine.kind == "request" else "request",
            states=WANTING,
            response_id=mine.stamp.response_id,
            drills=(mine.stamp.drill,),
            categories=tuple(c for c in categories if c),
            limit=1000,
        )
    )
    seen = [o for o in others if may_see(tools.me.sight, o.stamp)]
    return fits(mine, seen, tools.viewer.today(), world, limit)


def _asked_for(mine: Post, tools: Tools) -> tuple[str, ...]:
    """For an offer: the categories it may stand in for."""
    if mine.kind == "request":
        return ()
    return tuple(c.id for c in tools.vocabulary.categories() if mine.category in c.related)


async def fit_items(mine: Post, found: list[Fit], tools: Tools) -> list[Card]:
    """Return the fits as small cards with their reasons."""
    viewer = tools.viewer
    names = await names_of(tools.view, viewer.locale, *(fit.post.stamp for fit in found))
    items = []
    for fit in found:
        line = post_cards.line(fit.post, names, viewer, post_cards.take_buttons(mine, fit.post, viewer))
        reasons = viewer.listed([reason_text(r, fit.post, viewer) for r in fit.reasons])
        why = Fact(viewer.say("Fits {id}", id=mine.id), (reasons,))
        items.append(replace(line, facts=(why, *line.facts)))
    return items


def reason_text(reason: Reason, post: Post, viewer: Viewer) -> str:
    """Return one reason in the reader's words."""
    part = viewer.quantity(reason.value, post.unit, post.counter) if reason.code == "part" else ""
    sentences = {
        "same_category": viewer.say("the same kind of thing"),
        "substitute": viewer.say("may stand in for it"),
        "same_place": viewer.say("in the same place"),
        "near": viewer.say("{km} km away", km=reason.value),
        "far": viewer.say("{km} km away", km=reason.value),
        "place_unknown": viewer.say("distance not known"),
        "delivers": viewer.say("can be brought there"),
        "in_time": viewer.say("in time"),
        "late": viewer.say("too late"),
        "enough": viewer.say("enough of it"),
        "part": viewer.say("a part: {amount}", amount=part),
        "amount_unknown": viewer.say("amount to be agreed"),
    }
    return sentences[reason.code]
