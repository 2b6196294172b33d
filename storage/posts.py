"""Requests and offers: one table, and the conditional update that keeps them from being promised twice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, Select, Text, Update, bindparam, delete, select, update

from bot.domain.post import LIVE, Post, PostPlace, Tally, settled
from bot.store import Meeting, PostFilter
from storage import tables
from storage.columns import Instant
from storage.meeting import keep_spots, meeting_ids
from storage.nouns import Records, stamp_of, stamp_row
from storage.session import Among, Row

_POSTS = tables.posts.c
_PLACES = tables.post_places


def places_json(places: Sequence[PostPlace]) -> list[dict[str, Any]]:
    """Return a record's places as they stand in a JSON column; what a place does not name is left out."""
    return [{"name": place.name, "codes": list(place.codes), "role": place.role, **_site(place)} for place in places]


def _site(place: PostPlace) -> dict[str, str]:
    return {name: words for name, words in (("site", place.site), ("site_id", place.site_id)) if words}


def places_of(stored: Sequence[Mapping[str, Any]]) -> tuple[PostPlace, ...]:
    """Return the places in a JSON column."""
    return tuple(
        PostPlace(place["name"], tuple(place["codes"]), place["role"], place.get("site", ""), place.get("site_id", ""))
        for place in stored
    )


def _tally_of(row: Row) -> Tally:
    return Tally(row["promised"], row["sent"], row["arrived"], row["received"])


_ALIKE = {
    "kind": _POSTS.kind,
    "response_id": _POSTS.response,
    "organisation_id": _POSTS.organisation,
    "author_id": _POSTS.author,
    "bundle": _POSTS.bundle,
}
_AMONG = {"states": _POSTS.state, "drills": _POSTS.drill, "categories": _POSTS.category, "sectors": _POSTS.sector}


def _given(wanted: PostFilter) -> dict[str, Any]:
    """Return the fields of a filter that are given, as parameters."""
    names = (*_ALIKE, *_AMONG, "codes", "ends_before", "since")
    found = {name: getattr(wanted, name) for name in names}
    return {name: list(each) if isinstance(each, tuple) else each for name, each in found.items() if each or each == ""}


@cache
def _fits(among: Among, given: tuple[str, ...]) -> Select[Any]:
    """Return the query for a filter with these fields: a condition for each, the newest first."""
    query = select(tables.posts)
    query = query.where(*(column == bindparam(name, type_=Text) for name, column in _ALIKE.items() if name in given))
    query = query.where(*(among(column, name) for name, column in _AMONG.items() if name in given))
    if "codes" in given:
        query = query.where(_POSTS.id.in_(select(_PLACES.c.post_id).where(among(_PLACES.c.code, "codes"))))
    if "ends_before" in given:
        query = query.where(_POSTS.ends < bindparam("ends_before", type_=Date))
    if "since" in given:
        query = query.where(_POSTS.created_at >= bindparam("since", type_=Instant))
    newest = (_POSTS.created_at.desc(), _POSTS.serial.desc(), _POSTS.id)
    return query.order_by(*newest).limit(bindparam("most", type_=Integer))


_STAGES = ("promised", "sent", "arrived", "received")


def _move() -> Update:
    """Return the change of one post's tally, on the condition that each stage stays within the one before it."""
    moved = {stage: _POSTS[stage] + bindparam(f"by_{stage}", type_=BigInteger) for stage in _STAGES}
    bounds = (_POSTS.quantity, *moved.values())
    possible = (reached.between(0, bound) for reached, bound in zip(moved.values(), bounds, strict=False))
    changes = {**moved, "version": _POSTS.version + 1, "updated_at": bindparam("at", type_=Instant)}
    return update(tables.posts).where(_POSTS.id == bindparam("its_id"), *possible).values(**changes)


_MOVE = _move().returning(tables.posts)
_MOVE_LIVE = _move().where(_POSTS.state.in_(LIVE)).returning(tables.posts)
_SETTLE = update(tables.posts).where(_POSTS.id == bindparam("its_id"))


class Posts(Records[Post]):
    """Requests and offers."""

    noun = "post"
    table = tables.posts

    @staticmethod
    def to_row(record: Post) -> dict[str, Any]:
        """Return the post's columns; `sector` is the category's part before the dot."""
        return {
            **stamp_row(record.id, record.stamp),
            "kind": record.kind,
            "state": record.state,
            "category": record.category,
            "sector": (record.category or "").partition(".")[0],
            "item": record.item,
            "text": record.text,
            "language": record.language,
            "quantity": record.quantity,
            "counted": record.counted,
            "unit": record.unit,
            "counter": record.counter,
            "promised": record.tally.promised,
            "sent": record.tally.sent,
            "arrived": record.tally.arrived,
            "received": record.tally.received,
            "places": places_json(record.places),
            "starts": record.starts,
            "ends": record.ends,
            "urgency": record.urgency,
            "on_behalf_of": record.on_behalf_of,
            "bundle": record.bundle,
            "origin_platform": record.origin_platform,
            "origin_workspace": record.origin_workspace,
            "origin_channel": record.origin_channel,
            "confirmed_at": record.confirmed_at,
            "note": record.note,
        }

    @staticmethod
    def from_row(row: Row) -> Post:
        """Return the post in a row."""
        return Post(
            id=row["id"],
            kind=row["kind"],
            stamp=stamp_of(row),
            state=row["state"],
            category=row["category"],
            item=row["item"],
            text=row["text"],
            language=row["language"],
            quantity=row["quantity"],
            counted=row["counted"],
            unit=row["unit"],
            counter=row["counter"],
            tally=_tally_of(row),
            places=places_of(row["places"]),
            starts=row["starts"],
            ends=row["ends"],
            urgency=row["urgency"],
            on_behalf_of=row["on_behalf_of"],
            bundle=row["bundle"],
            origin_platform=row["origin_platform"],
            origin_workspace=row["origin_workspace"],
            origin_channel=row["origin_channel"],
            confirmed_at=row["confirmed_at"],
            note=row["note"],
        )

    async def listing(self, wanted: PostFilter) -> Sequence[Post]:
        """Return the posts that fit, newest first."""
        given = _given(wanted)
        query = _fits(type(self._session).among, tuple(given))
        rows = await self._session.every(query, given | {"most": wanted.limit})
        return [self.from_row(row) for row in rows]

    async def move(self, id: str, change: Tally, by: str, what: str, at: datetime) -> Post | None:
        """Change a live post's tally by one conditional update and settle its state; None when so much is not left.

        The condition and the change are one statement, so no two writers can take the same quantity, in any
        process. What promises nothing new (a release, goods that arrive) is taken in any state.
        """
        amounts = {f"by_{stage}": getattr(change, stage) for stage in _STAGES}
        parameters = {**amounts, "its_id": id, "at": at}
        row = await self._session.one(_MOVE if change.promised <= 0 else _MOVE_LIVE, parameters)
        if row is None:
            return None
        after = {**row, "state": settled(self.from_row(row))}
        if after["state"] != row["state"]:
            await self._session.execute(_SETTLE, {"its_id": id, "state": after["state"]})
        await self._note(_as_it_was(row, change), after, by, what)
        return self.from_row(after)

    async def meeting(self, wanted: Meeting) -> Sequence[str]:
        """Return the ids of posts that may meet one, nearest rings first, in each the newest first."""
        return await meeting_ids(self._session, wanted)

    async def _attach(self, record: Post, before: Row | None) -> None:
        await keep_spots(self._session, record, before)
        if before is not None:
            if before["places"] == places_json(record.places):
                return
            await self._session.execute(delete(_PLACES).where(_PLACES.c.post_id == record.id))
        codes = {code for place in record.places for code in place.codes}
        if codes:
            rows = [{"post_id": record.id, "code": code} for code in sorted(codes)]
            await self._session.execute(_PLACES.insert(), rows)


def _as_it_was(row: Row, change: Tally) -> Row:
    """Return the row before a move, which the update gave back after it (`updated_at` is not known any more)."""
    tally = _tally_of(row) - change
    was = {column: value for column, value in row.items() if column != "updated_at"}
    return {
        **was,
        "version": row["version"] - 1,
        "promised": tally.promised,
        "sent": tally.sent,
        "arrived": tally.arrived,
        "received": tally.received,
    }
