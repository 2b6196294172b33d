"""Finds the posts that may meet one by kind, category and place at once, so that no near one is lost to newer ones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, or_, select

from bot.domain.post import Post
from bot.store import Meeting
from storage import tables
from storage.session import Row, Session

_POSTS = tables.posts.c
_SPOTS = tables.post_spots
_ANYWHERE = select(_POSTS.id)
_PLACED = select(_POSTS.id).select_from(_SPOTS.join(tables.posts, _POSTS.id == _SPOTS.c.post_id))
TWICE = 2
"""Rows read for each post wanted of a ring: one that names two towns of it stands there twice."""


async def meeting_ids(session: Session, wanted: Meeting) -> Sequence[str]:
    """Return the ids of posts that may meet one, as Meeting says."""
    found: dict[str, None] = {}
    for query in (*_in_rings(wanted), *_anywhere(wanted)):
        if len(found) >= wanted.limit:
            break
        found |= dict.fromkeys(await _ids(session, query, wanted.limit * TWICE))
    close = list(found)[: wanted.limit]
    vague = _open(_ANYWHERE, wanted).where(_POSTS.kind == wanted.kind, _POSTS.category.is_(None))
    return [*close, *await _ids(session, vague, wanted.vague)]


async def keep_spots(session: Session, record: Post, before: Row | None) -> None:
    """Store where a post of its kind and category stands; "" where its place is not known."""
    if before is not None:
        await session.execute(delete(_SPOTS).where(_SPOTS.c.post_id == record.id))
    codes = {code for place in record.places for code in place.codes} or {""}
    alike = {"post_id": record.id, "kind": record.kind, "category": record.category or ""}
    await session.execute(_SPOTS.insert(), [{**alike, "code": code} for code in sorted(codes)])


def _in_rings(wanted: Meeting) -> Sequence[Select[Any]]:
    spot = _SPOTS.c
    near = _open(_PLACED, wanted).where(spot.kind == wanted.kind, spot.category.in_(wanted.categories))
    return [near.where(spot.code.in_(ring)) for ring in wanted.rings if ring and wanted.categories]


def _anywhere(wanted: Meeting) -> Sequence[Select[Any]]:
    """Return one query for each category: within one the index knows the newest, so that only they are read."""
    alike = _open(_ANYWHERE, wanted).where(_POSTS.kind == wanted.kind)
    return [alike.where(_POSTS.category == category) for category in wanted.categories]


def _open(query: Select[Any], wanted: Meeting) -> Select[Any]:
    """Return a query narrowed to what is open, in the same response and drill, and not the owner's own."""
    stamp, organisation = wanted.stamp, wanted.stamp.organisation_id
    query = query.where(
        _POSTS.response == stamp.response_id if stamp.response_id else _POSTS.response.is_(None),
        _POSTS.drill == stamp.drill,
        _POSTS.state.in_(wanted.states),
        _POSTS.author != stamp.author_id,
        _POSTS.quantity > _POSTS.promised,
        or_(_POSTS.ends.is_(None), _POSTS.ends >= wanted.today),
    )
    if organisation is not None:
        query = query.where(or_(_POSTS.organisation.is_(None), _POSTS.organisation != organisation))
    return query


async def _ids(session: Session, query: Select[Any], limit: int) -> list[str]:
    newest = (_POSTS.created_at.desc(), _POSTS.serial.desc(), _POSTS.id)
    return [row["id"] for row in await session.every(query.order_by(*newest).limit(limit))]
