"""Both sides hear when something new fits: what is noted when a post changes, and what is told when the time comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards import fits as fit_cards
from bot.cards.shown import names_of
from bot.chat import Card
from bot.command import Tools
from bot.domain.matching import Fit, best, fit_of
from bot.domain.matching_sides import Ground
from bot.domain.post import WANTING, Post
from bot.domain.record import Stamp
from bot.domain.rules import may_see, owns
from bot.flows.exchange.fitting import all_fits, fit_cards_of
from bot.notices import owe_fits
from bot.owed import FitPair, Standing
from bot.store import View
from bot.viewer import Viewer

WELL = 0.5
"""The score from which a match is news. Over the development set and the six of tests/benchmarks/matches, 271 pairs
reach it: 88% of them fit, 96% of all that fit fully are among them, 18 of 135 hard negatives (none of the development
set). `python -m tests.benchmarks telling` prints this for other floors."""
AT_ONCE = 20
"""Owners who are told of one critical post within its own act; further ones a moment later, by the keeper."""
MOST_TOLD = 50
"""Owners who are told of one post, those whom it fits best: help that nobody can take up is a burden, too (L14)."""
COMPARED = 20
"""Pairs of one record that are looked at for one message, the newest; each costs about a millisecond."""
QUIET = timedelta(hours=1)
"""At most one new sound an hour about one record in one place (PRODUCT.md)."""
TOGETHER = timedelta(minutes=1)
"""Several posts that fit a critical request are often lines of one message: within a minute they are one sound."""


async def notice_fits(post: Post, tools: Tools) -> None:
    """Look for what fits a post that is new to others now, and note for whom that is news."""
    if post.state in WANTING:
        await note_fits(post, await all_fits(post, tools, 0, WELL), tools)


async def note_fits(post: Post, found: Sequence[Fit], tools: Tools) -> None:
    """Note for whom it is news that these fit a post: after the undo time, for a critical request at once.

    Neither the sender hears of it nor their organisation.
    """
    if post.state not in WANTING:
        return
    ready: dict[tuple[str, str], datetime] = {}
    for fit in [each for each in found if each.score >= WELL][:MOST_TOLD]:
        at = tools.now if _critical(post, fit.post) else tools.now + timedelta(seconds=tools.undo)
        ready |= {(mine.id, new.id): at for mine, new in _sides(post, fit.post, tools)}
    await tools.uow.fit_news.found(ready)
    posts = {each.id: each for each in (post, *(fit.post for fit in found))}
    urgent = (mine for mine, new in ready if _critical(posts[mine], posts[new]))
    for record in list(dict.fromkeys(urgent))[:AT_ONCE]:
        if await tools.uow.fit_news.owed(record, tools.now):
            await owe_fits(tools, posts[record], f"{post.id}.{post.stamp.version}", urgent=True)


def _critical(one: Post, other: Post) -> bool:
    """Return whether a request is critical: who gives is told at once as well as who asks."""
    request = one if one.kind == "request" else other
    return request.urgency == "critical"


def _sides(post: Post, other: Post, tools: Tools) -> list[tuple[Post, Post]]:
    """Return whose record is to be told of which post: not of what nobody else sees, and not to the sender's side."""
    both = ((other, post), (post, other))
    return [(mine, new) for mine, new in both if new.stamp.audience != "own" and not _senders(mine.stamp, tools)]


def _senders(stamp: Stamp, tools: Tools) -> bool:
    return owns(tools.me.sight, stamp) or stamp.author_id == tools.me.person.id


async def announced(record_id: str, tools: Tools) -> bool:
    """Owe a record's owner the news that is ready by now; return whether nobody else did meanwhile."""
    post = await tools.view.posts.get(record_id)
    if post is None or not await tools.uow.fit_news.owed(record_id, tools.now):
        return False
    await owe_fits(tools, post, tools.now.isoformat(), post.kind == "request" and post.urgency == "critical")
    return True


@dataclass(frozen=True, slots=True)
class FitsDrawn:
    """The message about what fits a record as it reads now: `amends` the one that stands, `told` are the new fits."""

    card: Card | None
    amends: bool
    told: tuple[str, ...] = ()


async def fits_drawn(
    view: View, record_id: str, viewer: Viewer, world: Ground, standing: Standing | None, urgent: bool
) -> FitsDrawn:
    """Return what is new for a record's owner.

    Within an hour of a message's sending it is amended and keeps what it told; an `urgent` one only within a minute.
    Afterwards what is new is a message of its own, and where nothing is the old one is brought up to date.
    """
    pairs = await view.fit_news.of(record_id, viewer.now)
    if standing is None or viewer.now - standing.sent_at >= (TOGETHER if urgent else QUIET):
        new = [pair for pair in pairs if pair.told_at is None]
        drawn = await _card(view, record_id, new, viewer, world) if new else None
        if drawn or standing is None:
            return FitsDrawn(drawn, amends=False, told=_untold(new) if drawn else ())
    kept = [pair for pair in pairs if pair.told_at is None or pair.told_at >= standing.sent_at]
    drawn = await _card(view, record_id, kept, viewer, world)
    return FitsDrawn(drawn, amends=True, told=_untold(kept) if drawn else ())


def _untold(pairs: Sequence[FitPair]) -> tuple[str, ...]:
    return tuple(pair.other_id for pair in pairs if pair.told_at is None)


async def _card(view: View, record_id: str, pairs: Sequence[FitPair], viewer: Viewer, world: Ground) -> Card | None:
    """Return the message about those that fit now and that the owner may see; None where none does."""
    mine = await view.posts.get(record_id)
    if mine is None or mine.state not in WANTING or not owns(viewer.sight, mine.stamp):
        return None
    others = await view.posts.many([pair.other_id for pair in pairs[:COMPARED]])
    seen = (other for other in others if may_see(viewer.sight, other.stamp))
    fits = (fit for other in seen if (fit := fit_of(mine, other, viewer.today(), world)) and fit.score >= WELL)
    found = best(fits, COMPARED)
    if not found:
        return None
    shown = await fit_cards_of(mine, found[: fit_cards.MOST], view, viewer)
    more = len(found) - len(shown)
    return fit_cards.card(mine, tuple(shown), more, await names_of(view, viewer.locale, mine.stamp), viewer)
