"""Notices owed, taken, delivered and parked, and the messages that stand: first in, first out per place."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, or_, select, update

from bot.chat import MessageRef, Place
from bot.store import Notice, NoticeKind, NoticeState, Standing
from storage import tables
from storage.places import PLACE, place_of, place_row, there
from storage.session import Row, Session

_OUTBOX = tables.outbox
_OWED = _OUTBOX.c
_MESSAGES = tables.messages
_EARLIER = _OUTBOX.alias("earlier")
"""Another notice of the same place, in a subquery."""


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        place=place_of(row),
        kind=row["kind"],
        about=row["about"],
        not_before=row["not_before"],
        urgent=row["urgent"],
        attempts=row["attempts"],
        created_at=row["created_at"],
    )


def _notice_row(notice: Notice) -> dict[str, Any]:
    return {
        **place_row(notice.place),
        "id": notice.id,
        "kind": notice.kind,
        "about": notice.about,
        "not_before": notice.not_before,
        "urgent": notice.urgent,
        "attempts": notice.attempts,
        "state": "due",
        "created_at": notice.created_at,
    }


def _standing(row: Row) -> Standing:
    message = row["message"]
    place = Place(**{column: message[column] for column in PLACE})
    return Standing(MessageRef(place, row["message_id"]), row["about"], row["kind"], row["sent_at"], row["amended_at"])


def _same_place(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(*(one.c[column] == other.c[column] for column in PLACE))


def _ready(now: datetime) -> ColumnElement[bool]:
    free = or_(_OWED.leased_until.is_(None), _OWED.leased_until <= now)
    return and_(_OWED.state == "due", _OWED.not_before <= now, free)


def _held_up(now: datetime) -> ColumnElement[bool]:
    """Return whether the place is being sent to, or an earlier notice there goes first: one that is due or in back-off.

    One that was never tried and is not due yet (its author may still undo it) holds nobody up.
    """
    first = and_(_EARLIER.c.serial < _OWED.serial, or_(_EARLIER.c.not_before <= now, _EARLIER.c.attempts > 0))
    return exists().where(
        _EARLIER.c.state == "due",
        _same_place(_EARLIER, _OUTBOX),
        _EARLIER.c.serial != _OWED.serial,
        or_(_EARLIER.c.leased_until > now, first),
    )


class Outbox:
    """Notices owed, and the messages that stand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def owe(self, notice: Notice) -> None:
        """Owe a notice. Known ids change nothing.

        A notice of the same place, record and kind that waits and was never tried is replaced: the new one has its
        turn in the queue and the earlier of both times. One that was tried may have arrived, so it stays and is
        followed.
        """
        if await self._session.value(select(_OWED.serial).where(_OWED.id == notice.id)) is not None:
            return
        row = _notice_row(notice)
        waiting = await self._session.one(self._replaceable(notice))
        if waiting is not None:
            over = {
                "id": notice.id,
                "not_before": min(notice.not_before, waiting["not_before"]),
                "urgent": notice.urgent or waiting["urgent"],
                "created_at": notice.created_at,
            }
            await self._session.execute(update(_OUTBOX).where(_OWED.serial == waiting["serial"]).values(over))
            row = {**waiting, "state": "dropped"}
            del row["serial"]
        await self._session.execute(self._session.insert(_OUTBOX).values(row).on_conflict_do_nothing())

    def _replaceable(self, notice: Notice) -> Select[Any]:
        same = (*there(_OUTBOX, notice.place), _OWED.about == notice.about, _OWED.kind == notice.kind)
        untouched = (_OWED.state == "due", _OWED.attempts == 0, _OWED.leased_until.is_(None))
        return select(_OUTBOX).where(*same, *untouched).order_by(_OWED.serial).limit(1).with_for_update()

    async def drop(self, about: str) -> int:
        """Let the waiting cards about an undone record fall away where no message stands yet; return how many."""
        stands = exists().where(_MESSAGES.c.about == about, _same_place(_MESSAGES, _OUTBOX))
        waiting = (_OWED.state == "due", _OWED.leased_until.is_(None), _OWED.about == about, _OWED.kind == "card")
        return await self._session.changed(update(_OUTBOX).where(*waiting, ~stands).values(state="dropped"))

    async def take(self, now: datetime, lease: float, limit: int = 20) -> Sequence[Notice]:
        """Lease the due notices: per place only the oldest, urgent ones first among places; `lease` in seconds."""
        first = select(_OUTBOX).where(_ready(now), ~_held_up(now)).order_by(_OWED.urgent.desc(), _OWED.serial)
        rows = await self._session.every(first.limit(limit).with_for_update(skip_locked=True, of=_OUTBOX))
        if rows:
            taken = update(_OUTBOX).where(_OWED.serial.in_([row["serial"] for row in rows]))
            await self._session.execute(taken.values(leased_until=now + timedelta(seconds=lease)))
        return [_notice(row) for row in rows]

    async def delivered(self, notice: Notice, ref: MessageRef | None, now: datetime) -> None:
        """Mark a notice delivered; `ref` None when nothing had to be said."""
        await self._settle(notice, state="delivered", error="")
        if ref is None:
            return
        message = {
            **place_row(notice.place),
            "message": place_row(ref.place),
            "message_id": ref.id,
            "about": notice.about,
            "kind": notice.kind,
            "sent_at": now,
        }
        standing = self._session.insert(_MESSAGES).values(message)
        key = ["about", "kind", *PLACE, "message_id"]
        await self._session.execute(standing.on_conflict_do_update(index_elements=key, set_={"amended_at": now}))

    async def again(self, notice: Notice, at: datetime, error: str) -> None:
        """Keep it waiting until `at`, with one more attempt; the place's later notices wait behind it."""
        await self._settle(notice, not_before=at, attempts=_OWED.attempts + 1, error=error)

    async def park(self, notice: Notice, error: str) -> None:
        """Put a notice that cannot be delivered aside; the place's later notices go on."""
        await self._settle(notice, state="parked", error=error)

    async def _settle(self, notice: Notice, **values: object) -> None:
        waiting = update(_OUTBOX).where(_OWED.id == notice.id, _OWED.state == "due")
        await self._session.execute(waiting.values(leased_until=None, **values))

    async def standing(self, place: Place, about: str, kind: NoticeKind) -> Standing | None:
        """Return the newest message of this kind about the record in this place."""
        about_it = (*there(_MESSAGES, place), _MESSAGES.c.about == about, _MESSAGES.c.kind == kind)
        query = select(_MESSAGES).where(*about_it).order_by(_MESSAGES.c.serial.desc()).limit(1)
        row = await self._session.one(query)
        return None if row is None else _standing(row)

    async def places_of(self, about: str) -> Sequence[Standing]:
        """Return every message that stands about a record, oldest first."""
        query = select(_MESSAGES).where(_MESSAGES.c.about == about).order_by(_MESSAGES.c.serial)
        return [_standing(row) for row in await self._session.every(query)]

    async def next_due(self) -> datetime | None:
        """Return when the next waiting notice is due, leases included.

        Those that wait behind another one of their place (being sent, or in back-off) do not count.
        """
        leased = _OWED.leased_until.is_not(None)
        in_flight = and_(_EARLIER.c.leased_until.is_not(None), or_(~leased, _EARLIER.c.serial < _OWED.serial))
        in_back_off = and_(_EARLIER.c.serial < _OWED.serial, _EARLIER.c.attempts > 0, ~leased)
        behind = exists().where(
            _EARLIER.c.state == "due",
            _same_place(_EARLIER, _OUTBOX),
            or_(in_flight, in_back_off),
        )
        when = case((and_(leased, _OWED.leased_until > _OWED.not_before), _OWED.leased_until), else_=_OWED.not_before)
        due: datetime | None = await self._session.value(select(func.min(when)).where(_OWED.state == "due", ~behind))
        return due

    async def counts(self) -> Mapping[NoticeState, int]:
        """Return how many notices are in each state."""
        rows = await self._session.every(select(_OWED.state, func.count().label("many")).group_by(_OWED.state))
        found = {row["state"]: row["many"] for row in rows}
        return {state: found.get(state, 0) for state in get_args(NoticeState)}
