"""What the cards of an hour hold: which record stands in which digest, and from when on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from bot.chat import Place
from storage import tables
from storage.columns import Instant
from storage.places import place_of, place_row, there
from storage.session import Session

_DIGESTS = tables.digests
_HELD = _DIGESTS.c
_HERE = (*there(_DIGESTS), _HELD.about == bindparam("about"))
_NOW = bindparam("now", type_=Instant)
_RECORDS = select(_HELD.record).where(*_HERE, _HELD.ready_at <= _NOW).order_by(_HELD.ready_at.desc(), _HELD.record)
_NEXT = select(func.min(_HELD.ready_at)).where(*_HERE, _HELD.ready_at > _NOW)
_HOLDING = select(_DIGESTS).where(_HELD.record == bindparam("its_record")).order_by(_HELD.about)
_DROP = delete(_DIGESTS).where(_HELD.record == bindparam("its_record"), _HELD.ready_at > _NOW)


class Digests:
    """What the cards of an hour hold."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, place: Place, about: str, record_id: str, ready_at: datetime) -> None:
        """Let a record stand in a digest from `ready_at` on; one that does already stays as it is."""
        row = {**place_row(place), "about": about, "record": record_id, "ready_at": ready_at}
        await self._session.put_new(_DIGESTS, row)

    async def records(self, place: Place, about: str, now: datetime) -> Sequence[str]:
        """Return the ids of the records that stand in a digest by now, newest first."""
        rows = await self._session.every(_RECORDS, {**place_row(place), "about": about, "now": now})
        return [row["record"] for row in rows]

    async def next_ready(self, place: Place, about: str, now: datetime) -> datetime | None:
        """Return when the next record comes to stand in it, or None."""
        found: datetime | None = await self._session.value(_NEXT, {**place_row(place), "about": about, "now": now})
        return found

    async def holding(self, record_id: str) -> Sequence[tuple[Place, str]]:
        """Return the digests, as place and `about`, in which a record stands or will."""
        rows = await self._session.every(_HOLDING, {"its_record": record_id})
        return [(place_of(row), row["about"]) for row in rows]

    async def drop(self, record_id: str, now: datetime) -> None:
        """Take an undone record out of the digests in which it does not stand yet."""
        await self._session.execute(_DROP, {"its_record": record_id, "now": now})
