"""The audit trail of every change, as the core needs it: the history of a record and the feed that indexes follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: number (rising, with gaps), when, by whom (person id, "" for the clock), what, before and after."""

    number: int
    at: datetime
    by: str
    noun: str
    record_id: str
    what: str
    version: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


class Audit(Protocol):
    """The numbered trail of every change."""

    async def of(self, record_id: str) -> Sequence[AuditEntry]:
        """Return the history of one record, oldest first."""

    async def moves(self, noun: str, ids: Sequence[str]) -> Sequence[tuple[str, str, datetime]]:
        """Return (record, state it came into, when) of every change of these records of a noun, in order."""

    async def since(self, number: int, limit: int = 1000) -> Sequence[AuditEntry]:
        """Return entries after a number, in order."""
