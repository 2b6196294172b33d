"""A post made ready for comparing with many others: what costs time is done once a post, not once a pair."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from bot.domain.matching_meanings import Meaning, Naming, meanings
from bot.domain.matching_traits import SILENT, Traits, by_name
from bot.domain.post import Post, PostPlace

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What matching needs to know of the world.

    `related`: the categories of use in place of one. `covers`, `distance` (km): how places lie to one another.
    `type_of`: goods, service, people, space or money. `near`: the things of use in place of one. `home`: a thing's
    category. `traits`: what a text says. `meant`: every code a place's bare name may stand for.
    """

    related: Callable[[str], tuple[str, ...]]
    covers: Callable[[str, str], bool]
    distance: Callable[[str, str], float | None]
    type_of: Callable[[str], str] = lambda category: "goods"
    near: Callable[[str], tuple[str, ...]] = lambda thing: ()
    home: Callable[[str], str | None] = lambda thing: None
    traits: Callable[[str], Traits] = lambda text: SILENT
    meant: Callable[[str], Codes] = lambda name: ()


@dataclass(frozen=True, slots=True)
class Side:
    """One post with what its words say.

    `category` is the line's, else that of the first thing it names. `wishes` are the things it is about. `first` and
    `last` are its days. `start` is where a request's transport begins, `places` everywhere else it names; for an offer
    `base`, `reach` and `about` as in Traits.
    """

    post: Post
    category: str | None
    meanings: tuple[Meaning, ...]
    wishes: frozenset[str]
    words: frozenset[str]
    marks: Mapping[str, frozenset[str]]
    measures: Mapping[str, tuple[int, int]]
    first: date | None
    last: date | None
    start: Codes
    places: Codes
    base: Codes
    reach: Codes
    about: Codes

    def says(self, name: str, value: str = "yes") -> bool:
        """Return whether its words bear a mark."""
        return value in self.marks.get(name, ())


def side_of(post: Post, ground: Ground) -> Side:
    """Return a post made ready."""
    text = ground.traits(post.text)
    naming = _naming(post, text, ground)
    placed = [(place, _codes(place, ground)) for place in post.places]
    base, reach, about = _standing(placed, text)
    misread = _is_a_span(post, text)
    return Side(
        post=post,
        category=naming.category,
        meanings=meanings(naming),
        wishes=naming.things | naming.main,
        words=text.words,
        marks=_kept(by_name(text.marks)),
        measures={each.name: (each.low, each.high) for each in reversed(text.measures)},
        first=None if misread else post.starts,
        last=None if misread else post.ends,
        start=_joined([codes for place, codes in placed if place.role == "from"]),
        places=_joined([codes for place, codes in placed if place.role != "from"]),
        base=base,
        reach=reach,
        about=about,
    )


def _is_a_span(post: Post, text: Traits) -> bool:
    """Return whether the one day of a post is a number of days in its text: 審査3日 is no third of the month."""
    if post.starts is None or post.starts != post.ends:
        return False
    return post.starts.day in [each.low for each in text.measures if each.name == "days"]


def _naming(post: Post, text: Traits, ground: Ground) -> Naming:
    own = _own_things(post, text, ground)
    return Naming(
        category=post.category or next(filter(None, map(ground.home, (*own, *text.main))), None),
        things=frozenset(own),
        named=frozenset(text.things),
        main=frozenset(text.main),
        homes=by_name((home, thing) for thing in text.things if (home := ground.home(thing))),
        main_homes=tuple(dict.fromkeys(filter(None, map(ground.home, text.main)))),
        categories=text.categories,
    )


def _own_things(post: Post, text: Traits, ground: Ground) -> tuple[str, ...]:
    """Return the things of a post's item, else those of its text's main words that are of its category."""
    named = ground.traits(post.item).things if post.item else ()
    return named or tuple(thing for thing in text.main if post.category and ground.home(thing) == post.category)


def _kept(marks: dict[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Return the marks without what the same text refuses: "not for staff" names staff and means the others."""
    refused = marks.get("not")
    if not refused:
        return marks
    kept = {name: frozenset(v for v in values if f"{name}:{v}" not in refused) for name, values in marks.items()}
    return {name: values for name, values in kept.items() if values}


def _codes(place: PostPlace, ground: Ground) -> Codes:
    return place.codes or ground.meant(place.name)


def _standing(placed: list[tuple[PostPlace, Codes]], text: Traits) -> tuple[Codes, Codes, Codes]:
    """Return where an offer stands, gets to, and what may be either: its words first, then its places' roles."""
    known = {*text.base, *text.reach, *text.about}
    roles: dict[str, dict[str, None]] = {"from": {}, "to": {}, "at": {}}
    told: set[str] = set()
    for place, codes in placed:
        if known.isdisjoint(codes):
            roles[place.role].update(dict.fromkeys(codes))
        if place.role == "to":
            told.update(codes)
    base, reach, about = (*text.base, *roles["from"]), (*text.reach, *roles["to"]), (*text.about, *roles["at"])
    firm = {*base, *reach, *told}
    if not firm:
        return base, reach, about
    return base, (*reach, *(c for c in about if c in told)), tuple(c for c in about if c not in firm)


def _joined(several: Iterable[Codes]) -> Codes:
    return tuple(dict.fromkeys(chain.from_iterable(several)))
