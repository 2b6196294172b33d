"""Finds the posts that may meet one by kind, category, place and who may see them, so that no near one is lost."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    bindparam,
    delete,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from bot.domain.post import Post
from bot.domain.rules import audiences
from bot.store import Meeting
from storage import tables
from storage.session import Among, Row, Session

_POSTS = tables.posts.c
_SPOTS = tables.post_spots
_NEWEST = (_POSTS.created_at.desc(), _POSTS.serial.desc(), _POSTS.id)
_ROWS = select(_POSTS.id, _POSTS.created_at, _POSTS.serial)
_PLACED = _ROWS.select_from(_SPOTS.join(tables.posts, _POSTS.id == _SPOTS.c.post_id)).distinct()
"""A post that names two towns of a ring stands there twice."""
FEW = 20
"""Posts of the nearest ring below which the wider ones are read together: they hold some hundreds at most."""
_VAGUE = "vague"
_PARTS = ("seen", _VAGUE, "unseen")
"""What a search finds, in the order in which it is compared; each is also the name of how many there may be."""
_NOBODY = "-"
"""Stands where no person or organisation is meant; no id looks so."""

Parameters = dict[str, Any]


async def meeting_ids(session: Session, wanted: Meeting) -> Sequence[str]:
    """Return the ids of posts that may meet one, as Meeting says."""
    rings = [list(ring) for ring in wanted.rings if ring] if wanted.categories else []
    search = _Search(session, _given(wanted))
    await search.step(rings[:1], vague=True)
    nearest = len(search.found["seen"]) + len(search.found["unseen"])
    for some in [rings[1:]] if nearest < FEW else [[ring] for ring in rings[1:]]:
        await search.step(some)
    for category in wanted.categories:
        await search.anywhere(category)
    return search.ids()


class _Search:
    """What was found so far of each part; `given` holds how many there may be of it.

    A step is one statement, and there are few shapes of statements: to make a new one costs more than to run ten.
    """

    def __init__(self, session: Session, given: Parameters) -> None:
        self._session, self._given = session, given
        self.found: dict[str, dict[str, None]] = {part: {} for part in _PARTS}

    async def step(self, rings: Sequence[list[str]], *, vague: bool = False) -> None:
        """Look in further rings for what is still missing, and for what has no category."""
        numbered = {f"ring{number}": ring for number, ring in enumerate(rings)}
        arms = [(part, ring) for part in ("seen", "unseen") for ring in numbered]
        await self._look([*arms, (_VAGUE, _VAGUE)] if vague else arms, numbered)

    async def anywhere(self, category: str) -> None:
        """Look for the newest of a category, wherever it is."""
        await self._look([("seen", "category")], {"category": category})

    async def _look(self, arms: Sequence[tuple[str, str]], given: Parameters) -> None:
        looked = tuple((part, arm) for part, arm in arms if len(self.found[part]) < self._given[part])
        if looked:
            query = _union(type(self._session).among, looked)
            for row in await self._session.every(query, self._given | given):
                self.found[looked[row["arm"]][0]][row["id"]] = None

    def ids(self) -> list[str]:
        """Return what was found, part by part."""
        return list(chain.from_iterable(islice(self.found[part], self._given[part]) for part in _PARTS))


async def keep_spots(session: Session, record: Post, before: Row | None) -> None:
    """Store where a post of its kind and category stands; "" where its place is not known."""
    if before is not None:
        await session.execute(delete(_SPOTS).where(_SPOTS.c.post_id == record.id))
    codes = {code for place in record.places for code in place.codes} or {""}
    alike = {"post_id": record.id, "kind": record.kind, "category": record.category or ""}
    await session.execute(_SPOTS.insert(), [{**alike, "code": code} for code in sorted(codes)])


def _given(wanted: Meeting) -> Parameters:
    """Return the values of the statements' parameters but for rings and categories taken by themselves."""
    stamp, sight = wanted.stamp, wanted.sight
    return {
        "kind": wanted.kind,
        "states": list(wanted.states),
        "response": stamp.response_id,
        "drill": stamp.drill,
        "author": stamp.author_id,
        "organisation": stamp.organisation_id or _NOBODY,
        "today": wanted.today,
        "categories": list(wanted.categories),
        "audiences": [] if wanted.owned else list(audiences(sight)),
        "reader": sight.person_id or _NOBODY,
        "readers": sight.organisation_id or _NOBODY,
        "seen": wanted.limit,
        "unseen": 0 if sight.coordinator else wanted.unseen,
        _VAGUE: wanted.vague,
    }


@cache
def _union(among: Among, looked: tuple[tuple[str, str], ...]) -> Select[Any]:
    """Return the ids of every part's arm and its number, the arms in their order, in each the newest first."""
    parts = []
    for number, (part, arm) in enumerate(looked):
        query = _open(_arm(among, arm), among, part != "unseen").order_by(*_NEWEST)
        rows = query.limit(bindparam(part, type_=Integer)).subquery()
        parts.append(select(rows, literal_column(str(number)).label("arm")))
    joined = union_all(*parts).subquery().c
    order = (joined.arm, joined.created_at.desc(), joined.serial.desc(), joined.id)
    return select(joined.id, joined.arm).order_by(*order)


def _arm(among: Among, arm: str) -> Select[Any]:
    """Return the rows of a ring, of one category anywhere (the index knows its newest), or without a category."""
    if arm.startswith("ring"):
        spot = _SPOTS.c
        alike = _PLACED.where(spot.kind == _text("kind"), among(spot.category, "categories"))
        return alike.where(among(spot.code, arm))
    alike = _ROWS.where(_POSTS.kind == _text("kind"))
    return alike.where(_POSTS.category.is_(None) if arm == _VAGUE else _POSTS.category == _text("category"))


def _open(query: Select[Any], among: Among, seen: bool) -> Select[Any]:
    """Return a query narrowed to what is open, in the same response and drill, not the owner's own, and seen or not."""
    visible = _visible(among)
    return query.where(
        _POSTS.response.is_not_distinct_from(_text("response")),
        _POSTS.drill == _text("drill"),
        among(_POSTS.state, "states"),
        _POSTS.author != _text("author"),
        _POSTS.organisation.is_distinct_from(_text("organisation")),
        _POSTS.quantity > _POSTS.promised,
        or_(_POSTS.ends.is_(None), _POSTS.ends >= bindparam("today", type_=Date)),
        visible if seen else not_(visible),
    )


def _visible(among: Among) -> ColumnElement[bool]:
    """Return whether somebody may see a post that is not held: what `may_see` in bot.domain.rules says."""
    owned = or_(_POSTS.author == _text("reader"), _POSTS.organisation.is_not_distinct_from(_text("readers")))
    return or_(among(_POSTS.audience, "audiences"), owned)


def _text(name: str) -> ColumnElement[str]:
    return bindparam(name, type_=Text)
