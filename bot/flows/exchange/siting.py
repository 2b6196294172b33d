"""A site named in a post becomes a record of its municipality, or is the one that bears this name already."""

from dataclasses import replace

from rapidfuzz import fuzz

from bot.command import Tools
from bot.domain.post import Post, PostPlace
from bot.domain.record import Drill, Stamp
from bot.domain.site import Site, kind_of
from bot.domain.site_likeness import may_be_same, parts_of
from bot.domain.site_names import site_key
from bot.flows.understanding import language_of

MOST_ASKED = 5
"""So many sites are offered for one name: more are no buttons to choose from."""
LIKE_WORD = 94
"""Of 100, rapidfuzz: one letter too many or too few in a word of nine or more ("Higashyama").

"East" and "West" differ: goods sent to the wrong one of two schools are worse than a school that stands there twice.
"""


async def sited(post: Post, tools: Tools) -> Post:
    """Return a post to be saved: each site it names is found among those of its municipality, or made.

    Real posts, exercises and tests have sites of their own.
    """
    places = [await _sited(place, post.stamp, tools) for place in post.places]
    return replace(post, places=tuple(places))


async def _sited(place: PostPlace, stamp: Stamp, tools: Tools) -> PostPlace:
    if not place.site:
        return place
    code = place.codes[0]
    site = await found(code, place.site, stamp.drill, tools) or await _made(code, place.site, stamp, tools)
    return replace(place, site=site.name, site_id=site.id)


async def found(code: str, name: str, drill: Drill, tools: Tools) -> Site | None:
    """Return the site of a municipality that bears this name, or one nearly like it."""
    key = site_key(name)
    same = await tools.view.sites.by_name(code, key, drill)
    if same:
        return same
    known = await tools.view.sites.listing(codes=(code,), drill=drill)
    return next((site for site in known if alike(key, site.key)), None)


async def near(code: str, name: str, drill: Drill, tools: Tools) -> tuple[Site, ...]:
    """Return the sites of a municipality that this name may mean, the oldest first; none where one bears it."""
    key, known = site_key(name), await tools.view.sites.listing(codes=(code,), drill=drill)
    if any(alike(key, site.key) for site in known):
        return ()
    towns = _names_of(code, tools)
    ours, readings = parts_of(name, towns), tools.gazetteer.readings
    return tuple(site for site in known if may_be_same(ours, parts_of(site.name, towns), readings))[:MOST_ASKED]


def _names_of(code: str, tools: Tools) -> tuple[str, ...]:
    """Return the names of a municipality, with and without the sign of its kind."""
    english, japanese = tools.gazetteer.name(code, "en"), tools.gazetteer.name(code, "ja")
    return (english, japanese, japanese[:-1])


def alike(one: str, other: str) -> bool:
    """Return whether two names differ by slips of the pen in long words only.

    Words in Japanese and numbers must be the same: there one sign makes another name (上町, 下町).
    """
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(_same_word(*pair) for pair in zip(ours, theirs, strict=True))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    return one.isascii() and one.isalpha() and fuzz.ratio(one, other) >= LIKE_WORD


async def _made(code: str, name: str, stamp: Stamp, tools: Tools) -> Site:
    """Make the site; of two who do so at once the second is told to `Retry` and then finds it."""
    me = tools.me
    ours = replace(
        stamp,
        author_id=me.person.id,
        organisation_id=me.organisation.id if me.organisation else None,
        audience="response",
        created_at=tools.now,
        updated_at=tools.now,
        version=1,
    )
    site = Site(await tools.uow.new_id("S"), ours, code, name, language_of(name), kind_of(name))
    return await tools.uow.sites.add(site, by=me.person.id)
