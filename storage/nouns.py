"""What the records of every noun have in common: get, add, and save over the version that was read."""

import re
import unicodedata
from abc import abstractmethod
from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Insert, Select, Table, Update, bindparam, select, update

from bot.domain.record import Stamp
from bot.store import Changed
from storage.audit import Audit
from storage.session import Among, Row, Session

T = TypeVar("T")


def serial_of(id: str) -> int:
    """Return the number in a short id: "R12" → 12; 0 where there is none."""
    digits = re.search(r"\d+", id, re.ASCII)
    return int(digits.group()) if digits else 0


def folded(name: str) -> str:
    """Return a name as it is compared: full and half width, capitals and outer spaces make no difference."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def stamp_row(id: str, stamp: Stamp) -> dict[str, Any]:
    """Return the columns of a record's id and stamp."""
    return {
        "id": id,
        "serial": serial_of(id),
        "version": stamp.version,
        "created_at": stamp.created_at,
        "updated_at": stamp.updated_at,
        "author": stamp.author_id,
        "organisation": stamp.organisation_id,
        "response": stamp.response_id,
        "audience": stamp.audience,
        "drill": stamp.drill,
    }


def stamp_of(row: Row) -> Stamp:
    """Return the stamp in a row."""
    return Stamp(
        author_id=row["author"],
        organisation_id=row["organisation"],
        response_id=row["response"],
        audience=row["audience"],
        drill=row["drill"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
    )


@cache
def _select(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("its_id"))


@cache
def _select_many(among: Among, table: Table) -> Select[Any]:
    return select(table).where(among(table.c.id, "its_ids"))


@cache
def _insert(table: Table) -> Insert:
    return table.insert()


@cache
def _update(table: Table) -> Update:
    """Return the update of one record, if it still has the version that was read."""
    return update(table).where(table.c.id == bindparam("its_id"), table.c.version == bindparam("its_version"))


class Records(Generic[T]):
    """The records of one noun; a subclass says how they look as rows."""

    noun: ClassVar[str]
    table: ClassVar[Table]

    def __init__(self, session: Session, audit: Audit) -> None:
        self._session = session
        self._audit = audit

    @staticmethod
    @abstractmethod
    def to_row(record: T) -> dict[str, Any]:
        """Return the record's columns."""

    @staticmethod
    @abstractmethod
    def from_row(row: Row) -> T:
        """Return the record in a row."""

    async def get(self, id: str) -> T | None:
        """Return the record, or None."""
        row = await self._row(id)
        return None if row is None else self.from_row(row)

    async def many(self, ids: Sequence[str]) -> Sequence[T]:
        """Return the records with these ids, in this order, leaving out unknown ones."""
        many = _select_many(type(self._session).among, self.table)
        rows = await self._session.every(many, {"its_ids": list(ids)}) if ids else []
        found = {row["id"]: row for row in rows}
        return [self.from_row(found[known]) for known in ids if known in found]

    async def add(self, record: T, by: str, what: str = "add") -> T:
        """Store a new record with an audit entry and return it."""
        row = self.to_row(record)
        await self._session.execute(_insert(self.table), row)
        await self._attach(record, None)
        await self._note(None, row, by, what)
        return record

    async def save(self, record: T, by: str, what: str) -> T:
        """Store a changed record over the version it bears; return it with the next version. Raises Changed."""
        row = self.to_row(record)
        before = await self._row(row["id"])
        if before is None or before["version"] != row["version"]:
            raise Changed(row["id"])
        row["version"] += 1
        over = {**row, "its_id": row["id"], "its_version": before["version"]}
        if not await self._session.changed(_update(self.table), over):
            raise Changed(row["id"])
        await self._attach(record, before)
        await self._note(before, row, by, what)
        return self.from_row(row)

    async def _row(self, id: str) -> Row | None:
        return await self._session.one(_select(self.table), {"its_id": id})

    async def _found(self, statement: Select[Any]) -> Sequence[T]:
        return [self.from_row(row) for row in await self._session.every(statement)]

    async def _attach(self, record: T, before: Row | None) -> None:
        """Store what belongs to a record beside its row."""

    async def _note(self, before: Row | None, after: Row, by: str, what: str) -> None:
        at, version = after["updated_at"], after["version"]
        await self._audit.note(self.noun, after["id"], what, by, at, version, before, after)
