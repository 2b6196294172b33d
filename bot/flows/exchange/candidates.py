"""Which posts are compared with one: the nearest of the categories that may meet, a few at a time, made ready once."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from bot.command import Tools
from bot.domain.matching_sides import Codes, Ground, Side, side_of
from bot.domain.matching_traits import Traits
from bot.domain.post import WANTING, Post
from bot.ports import Gazetteer, Vocabulary
from bot.store import Meeting

CANDIDATES, NOT_UNDERSTOOD = 150, 50
"""Posts compared with one: of categories that may meet, the nearest first; and the newest without a category.

Against a comparison with all of 20,000 offers the three best lose 0.003 of their score (with 200 it is 0.001, with 100
0.009), and each further 50 cost a sixth of the time.
"""
RINGS = (20.0, 60.0)
"""Kilometres: the next town, and what people and goods reach within a morning; the posts of a ring are equally near."""
SLICE = 50
"""Posts compared before others have their turn: some milliseconds of work."""
READ_AT_ONCE = 8
"""Texts read anew before others have their turn: about a millisecond each, a long one several."""


async def candidates(
    mine: Post, world: Ground, tools: Tools, *, owned: bool = False, unseen: int = 0
) -> AsyncIterator[tuple[Sequence[Post], Ground]]:
    """Yield posts of the other kind that may meet one, some at a time, with a ground that has read their texts.

    They are such as the sender may see, or their own where `owned`, and beside these up to `unseen` others.
    """
    own = await _own(mine, tools)
    wanted = _meeting(side_of(mine, _hearing(world, own)), world, tools)
    ids = await tools.view.posts.meeting(replace(wanted, owned=owned, unseen=unseen))
    await asyncio.sleep(0)
    found = await tools.view.posts.many(ids)
    await asyncio.sleep(0)
    heard = _hearing(world, own | await _heard(found, tools))
    for start in range(0, len(found), SLICE):
        yield found[start : start + SLICE], heard
        await asyncio.sleep(0)


async def nearest(
    several: Sequence[Post], world: Ground, tools: Tools, near: int
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Side]]:
    """Return the ids of up to `near` posts that may meet each of several, and all of them made ready, each once."""
    posts, heard = tools.view.posts, await _heard(several, tools)
    sides = {each.id: side_of(each, _hearing(world, heard)) for each in several}
    ids: dict[str, Sequence[str]] = {}
    for each in several:
        wanted = replace(_meeting(sides[each.id], world, tools), limit=near, vague=near // 5)
        ids[each.id] = await posts.meeting(wanted)
        await asyncio.sleep(0)
    every = list(dict.fromkeys(chain.from_iterable(ids.values())))
    for start in range(0, len(every), SLICE):
        some = await posts.many(every[start : start + SLICE])
        hearing = _hearing(world, await _heard(some, tools))
        sides |= {each.id: side_of(each, hearing) for each in some}
        await asyncio.sleep(0)
    return ids, sides


async def _own(mine: Post, tools: Tools) -> dict[str, Traits]:
    """Return what the post's own text says, and keep it for those who meet it later."""
    edition = tools.reader.attributes.edition
    known = dict(await tools.view.traits.known([mine.text], edition))
    if known:
        return known
    read = {mine.text: tools.reader.attributes.traits(mine.text)}
    if tools.unit is not None:
        await tools.unit.traits.keep(read, edition)
    return read


async def _heard(posts: Iterable[Post], tools: Tools) -> dict[str, Traits]:
    """Return what the posts' texts say: what was kept of them, else what is read now."""
    texts, attributes = list(dict.fromkeys(post.text for post in posts)), tools.reader.attributes
    heard = dict(await tools.view.traits.known(texts, attributes.edition))
    unread = [text for text in texts if text not in heard]
    for number, text in enumerate(unread, 1):
        heard[text] = attributes.traits(text)
        if number % READ_AT_ONCE == 0:
            await asyncio.sleep(0)
    return heard


def _hearing(world: Ground, heard: dict[str, Traits]) -> Ground:
    """Return the ground that knows these texts already; items, which are few, are kept by the reader."""

    def traits(text: str) -> Traits:
        known = heard.get(text)
        return world.traits(text) if known is None else known

    return replace(world, traits=traits)


def _meeting(mine: Side, world: Ground, tools: Tools) -> Meeting:
    post = mine.post
    return Meeting(
        kind="offer" if post.kind == "request" else "request",
        states=WANTING,
        stamp=post.stamp,
        categories=_categories(mine, world, tools.vocabulary),
        rings=rings((*mine.start, *mine.places, *mine.base, *mine.reach, *mine.about), tools.gazetteer),
        today=tools.viewer.today(),
        limit=CANDIDATES,
        vague=NOT_UNDERSTOOD,
        sight=tools.me.sight,
    )


def _categories(mine: Side, world: Ground, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the categories in which something may meet a post: its own, those of its words, and those related."""
    own = tuple(dict.fromkeys(meaning.category for meaning in mine.meanings if meaning.category))
    related = [each for category in own for each in world.related(category)]
    asked_for = [category.id for category in vocabulary.categories() if set(own) & set(category.related)]
    return tuple(dict.fromkeys((*own, *(related if mine.post.kind == "request" else asked_for))))


def rings(codes: Collection[str], gazetteer: Gazetteer) -> tuple[Codes, ...]:
    """Return place codes from near to far, each once: the same place, RINGS around it, and "" for no known place."""
    if not codes:
        return ()
    around = [gazetteer.around(tuple(codes))]
    near = [each for code in codes for each in gazetteer.near(code, RINGS[-1])]
    around += [tuple(code for code, km in near if km <= widest) for widest in RINGS]
    known: dict[str, int] = {}
    for number, ring in enumerate(around):
        for code in ring:
            known.setdefault(code, number)
    sets = tuple(tuple(code for code, of in known.items() if of == number) for number in range(len(around)))
    return (*sets, ("",))
