"""Notices owed, taken, delivered and parked, and the messages that stand: first in, first out per place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_args

from sqlalchemy import Table, func, select

from bot.chat import MessageRef, Place
from bot.owed import Notice, NoticeKind, NoticeState, Standing
from storage import tables, turns
from storage.places import PLACE, place_of, place_row
from storage.session import Insert, Row, Session

_OUTBOX = tables.outbox
_OWED = _OUTBOX.c
_MESSAGES = tables.messages


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
        silent=row["silent"],
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
        "silent": notice.silent,
    }


def _standing(row: Row) -> Standing:
    message = row["message"]
    place = Place(**{column: message[column] for column in PLACE})
    return Standing(
        place_of(row),
        MessageRef(place, row["message_id"]),
        row["about"],
        row["kind"],
        row["sent_at"],
        row["amended_at"],
        row["digest"],
    )


@cache
def _stand(insert: Callable[[Table], Insert]) -> Insert:
    """Return the statement for a message that was sent: a new one, or one that was amended."""
    sent = insert(_MESSAGES)
    amended = {"amended_at": sent.excluded.sent_at, "digest": sent.excluded.digest}
    return sent.on_conflict_do_update(index_elements=("about", "kind", *PLACE, "message_id"), set_=amended)


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
        if await self._session.value(turns.KNOWN, {"its_id": notice.id}) is not None:
            return
        row: Row = _notice_row(notice)
        about = {"about": notice.about, "kind": notice.kind}
        waiting = await self._session.one(turns.REPLACEABLE, {**place_row(notice.place), **about})
        if waiting is not None:
            row = await self._replaced(waiting, notice)
        await self._session.put_new(_OUTBOX, row)

    async def _replaced(self, waiting: Row, notice: Notice) -> Row:
        """Give a notice the place of a waiting one in the queue; return the old one as it is remembered: dropped."""
        over = {
            "its_serial": waiting["serial"],
            "id": notice.id,
            "not_before": min(notice.not_before, waiting["not_before"]),
            "urgent": notice.urgent or waiting["urgent"],
            "silent": notice.silent and waiting["silent"],
            "created_at": notice.created_at,
        }
        await self._session.execute(turns.REPLACE, over)
        old = {**waiting, "state": "dropped"}
        del old["serial"]
        return old

    async def drop(self, about: str) -> int:
        """Let the waiting cards about an undone record fall away where no message stands yet; return how many."""
        return await self._session.changed(turns.DROP, {"its_record": about})

    async def take(self, now: datetime, lease: float, limit: int = 20) -> Sequence[Notice]:
        """Lease the due notices: per place only the oldest, urgent ones first among places; `lease` in seconds.

        One whose lease ran out was being sent by somebody who never said what became of it: that counts as an attempt.
        """
        rows = await self._session.every(turns.TAKE, {"now": now, "most": limit})
        if rows:
            until = now + timedelta(seconds=lease)
            taken = {"serials": [row["serial"] for row in rows], "until": until}
            await self._session.execute(turns.LEASE, taken)
        return [_notice({**row, "attempts": row["attempts"] + (row["leased_until"] is not None)}) for row in rows]

    async def delivered(self, notice: Notice, ref: MessageRef | None, now: datetime, digest: str = "") -> None:
        """Mark a notice delivered.

        `ref` is None when nothing had to be said; `digest` is that of the card that stands there now.
        """
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
            "digest": digest,
        }
        await self._session.execute(_stand(type(self._session).insert), message)

    async def amended(self, standing: Standing, now: datetime, digest: str) -> None:
        """Note which card stands in a message now."""
        values = {"amended_at": now, "digest": digest}
        message = {"its_record": standing.about, "its_kind": standing.kind, "its_message": standing.ref.id}
        await self._session.execute(turns.AMEND, {**message, **values})

    async def put_off(self, notice: Notice, at: datetime) -> None:
        """Let it wait until `at`, untried; the place's later notices do not wait behind it."""
        await self._settle(notice, not_before=at)

    async def again(self, notice: Notice, at: datetime, error: str) -> None:
        """Keep it waiting until `at`, with one more attempt; the place's later notices wait behind it."""
        await self._settle(notice, not_before=at, attempts=notice.attempts + 1, error=error)

    async def park(self, notice: Notice, error: str) -> None:
        """Put a notice that cannot be delivered aside; the place's later notices go on."""
        await self._settle(notice, state="parked", error=error)

    async def _settle(self, notice: Notice, **values: object) -> None:
        await self._session.execute(turns.SETTLE, {"its_id": notice.id, "leased_until": None, **values})

    async def standing(self, place: Place, about: str, kind: NoticeKind) -> Standing | None:
        """Return the newest message of this kind about the record in this place."""
        row = await self._session.one(turns.STANDING, {**place_row(place), "about": about, "kind": kind})
        return None if row is None else _standing(row)

    async def places_of(self, about: str) -> Sequence[Standing]:
        """Return every message that stands about a record, oldest first."""
        query = select(_MESSAGES).where(_MESSAGES.c.about == about).order_by(_MESSAGES.c.serial)
        return [_standing(row) for row in await self._session.every(query)]

    async def waits(self, about: str) -> bool:
        """Return whether a notice about something waits to be delivered."""
        return await self._session.value(turns.WAITS, {"its_record": about}) is not None

    async def next_due(self) -> datetime | None:
        """Return when the next waiting notice is due, leases included.

        Those that wait behind another one of their place (being sent, or in back-off) do not count.
        """
        due: datetime | None = await self._session.value(turns.NEXT_DUE)
        return due

    async def counts(self) -> Mapping[NoticeState, int]:
        """Return how many notices are in each state."""
        rows = await self._session.every(select(_OWED.state, func.count().label("many")).group_by(_OWED.state))
        found = {row["state"]: row["many"] for row in rows}
        return {state: found.get(state, 0) for state in get_args(NoticeState)}
