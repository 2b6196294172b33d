"""Finds the posts that may meet one by kind, category, place and who may see them, so that no near one is lost."""

from collections.abc import Sequence
from functools import cache
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
_NOBODY = "-"
"""Stands where no person or organisation is meant; no id looks so."""

Parameters = dict[str, Any]


async def meeting_ids(session: Session, wanted: Meeting) -> Sequence[str]:
    """Return the ids of posts that may meet one, as Meeting says."""
    rings = [ring for ring in wanted.rings if ring] if wanted.categories else []
    near = [f"ring{number}" for number in range(len(rings))]
    anywhere = [f"any{number}" for number in range(len(wanted.categories))]
    given = _given(wanted) | {name: list(ring) for name, ring in zip(near, rings, strict=True)}
    given |= dict(zip(anywhere, wanted.categories, strict=True))
    found = await _found(session, near, [anywhere], given, seen=True)
    vague = await _rows(session, [_VAGUE], given | {"most": wanted.vague}, seen=True) if wanted.vague else []
    unseen: Sequence[str] = []
    if wanted.unseen and not wanted.sight.coordinator:
        unseen = await _found(session, near, [], given | {"most": wanted.unseen}, seen=False)
    return [*found, *vague, *unseen]


async def keep_spots(session: Session, record: Post, before: Row | None) -> None:
    """Store where a post of its kind and category stands; "" where its place is not known."""
    if before is not None:
        await session.execute(delete(_SPOTS).where(_SPOTS.c.post_id == record.id))
    codes = {code for place in record.places for code in place.codes} or {""}
    alike = {"post_id": record.id, "kind": record.kind, "category": record.category or ""}
    await session.execute(_SPOTS.insert(), [{**alike, "code": code} for code in sorted(codes)])


async def _found(
    session: Session, near: Sequence[str], then: Sequence[Sequence[str]], given: Parameters, *, seen: bool
) -> list[str]:
    """Return the first `most`, ring by ring, and what comes `then`; each step is one statement.

    Where the nearest ring holds few posts the others hold few as well, and are asked for in one.
    """
    found = dict.fromkeys(await _rows(session, near[:1], given, seen=seen))
    others = [near[1:]] if len(found) < FEW else [[ring] for ring in near[1:]]
    for arms in (*others, *then):
        if len(found) < given["most"]:
            found |= dict.fromkeys(await _rows(session, arms, given, seen=seen))
    return list(found)[: given["most"]]


async def _rows(session: Session, arms: Sequence[str], given: Parameters, *, seen: bool) -> list[str]:
    query = _union(type(session).among, tuple(arms), seen) if arms else None
    return [] if query is None else [row["id"] for row in await session.every(query, given)]


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
        "most": wanted.limit,
    }


@cache
def _union(among: Among, arms: tuple[str, ...], seen: bool) -> Select[Any]:
    """Return the ids of every arm, the arms in their order, in each the newest first."""
    parts = []
    for number, arm in enumerate(arms):
        query = _open(_arm(among, arm), among, seen).order_by(*_NEWEST)
        rows = query.limit(bindparam("most", type_=Integer)).subquery()
        parts.append(select(rows, literal_column(str(number)).label("arm")))
    joined = union_all(*parts).subquery().c
    return select(joined.id).order_by(joined.arm, joined.created_at.desc(), joined.serial.desc(), joined.id)


def _arm(among: Among, arm: str) -> Select[Any]:
    """Return the rows of a ring, of one category anywhere (the index knows its newest), or without a category."""
    if arm.startswith("ring"):
        spot = _SPOTS.c
        alike = _PLACED.where(spot.kind == _text("kind"), among(spot.category, "categories"))
        return alike.where(among(spot.code, arm))
    alike = _ROWS.where(_POSTS.kind == _text("kind"))
    return alike.where(_POSTS.category.is_(None) if arm == _VAGUE else _POSTS.category == _text(arm))


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
