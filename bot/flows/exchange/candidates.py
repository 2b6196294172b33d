"""Which posts are compared with one: the nearest of the categories that may meet, a few at a time, made ready once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.command import Tools
from bot.domain.matching_sides import Codes, Ground, Side, side_of
from bot.domain.matching_traits import Traits
from bot.domain.post import WANTING, Post
from bot.ports import Gazetteer, Vocabulary
from bot.store import Meeting

CANDIDATES, NOT_UNDERSTOOD = 200, 50
"""Posts compared with one: of categories that may meet, the nearest first; and the newest without a category."""
RINGS = (20.0, 60.0)
"""Kilometres: the next town, and what people and goods reach within a morning; the posts of a ring are equally near."""
SLICE = 50
"""Posts compared before others have their turn: some milliseconds of work."""
READ_AT_ONCE = 8
"""Texts read anew before others have their turn: about a millisecond each, a long one several."""


async def candidates(mine: Post, world: Ground, tools: Tools) -> AsyncIterator[tuple[Sequence[Post], Ground]]:
    """Yield posts of the other kind that may meet one, some at a time, with a ground that has read their texts."""
    own = await _heard([mine], tools)
    if tools.unit is not None:
        await tools.unit.traits.keep(own, tools.reader.attributes.edition)
    posts = tools.view.posts
    ids = await posts.meeting(_meeting(side_of(mine, _hearing(world, own)), world, tools))
    for start in range(0, len(ids), SLICE):
        some = await posts.many(ids[start : start + SLICE])
        yield some, _hearing(world, own | await _heard(some, tools))
        await asyncio.sleep(0)


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
    look = gazetteer.around
    around = [tuple(each for code in codes for each in _around(look, code))]
    near = [each for code in codes for each in _near(look, gazetteer.distance, code)]
    around += [tuple(code for code, km in near if km <= widest) for widest in RINGS]
    known: dict[str, int] = {}
    for number, ring in enumerate(around):
        for code in ring:
            known.setdefault(code, number)
    sets = tuple(tuple(code for code, of in known.items() if of == number) for number in range(len(around)))
    return (*sets, ("",))


@lru_cache(maxsize=4096)
def _around(look: Callable[[Sequence[str]], Codes], code: str) -> Codes:
    """Return the place with all that it lies in and that lies in it; kept, as it is looked for among all places."""
    return look((code,))


@lru_cache(maxsize=4096)
def _near(
    look: Callable[[Sequence[str]], Codes], distance: Callable[[str, str], float | None], code: str
) -> tuple[tuple[str, float], ...]:
    """Return the places of a country within the widest ring, with their kilometres; kept, as towns do not move."""
    away = ((each, distance(code, each)) for each in _around(look, code[:2]))
    return tuple((each, km) for each, km in away if km is not None and km <= RINGS[-1])
