"""The audit trail: one numbered entry for every change, written in the transaction of the change."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.trail import AuditEntry
from storage import tables
from storage.session import Row, Session

_AUDIT = tables.audit
_ENTER = _AUDIT.insert()


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        number=row["number"],
        at=row["at"],
        by=row["actor"],
        noun=row["noun"],
        record_id=row["record_id"],
        what=row["what"],
        version=row["version"],
        before=row["before"],
        after=row["after"],
    )


class Audit:
    """The numbered trail of every change; `before` and `after` are whole rows under the names of their columns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def note(
        self, noun: str, id: str, what: str, by: str, at: datetime, version: int, before: Row | None, after: Row
    ) -> None:
        """Write one entry."""
        entry = {
            "at": at,
            "actor": by,
            "noun": noun,
            "record_id": id,
            "what": what,
            "version": version,
            "before": None if before is None else dict(before),
            "after": dict(after),
        }
        await self._session.execute(_ENTER, entry)

    async def of(self, record_id: str) -> Sequence[AuditEntry]:
        """Return the history of one record, oldest first."""
        rows = await self._session.every(
            select(_AUDIT).where(_AUDIT.c.record_id == record_id).order_by(_AUDIT.c.number)
        )
        return [_entry(row) for row in rows]

    async def moves(self, noun: str, ids: Sequence[str]) -> Sequence[tuple[str, str, datetime]]:
        """Return (record, state it came into, when) of every change of these records of a noun, in order."""
        among = type(self._session).among(_AUDIT.c.record_id, "ids")
        query = select(_AUDIT.c.record_id, _AUDIT.c.after, _AUDIT.c.at).where(_AUDIT.c.noun == noun, among)
        rows = await self._session.every(query.order_by(_AUDIT.c.number), {"ids": list(ids)}) if ids else []
        return [(row["record_id"], row["after"]["state"], row["at"]) for row in rows if "state" in row["after"]]

    async def since(self, number: int, limit: int = 1000) -> Sequence[AuditEntry]:
        """Return entries after a number, in order."""
        rows = await self._session.every(
            select(_AUDIT).where(_AUDIT.c.number > number).order_by(_AUDIT.c.number).limit(limit)
        )
        return [_entry(row) for row in rows]
