"""Organisations: rows ↔ domain, found by either of their names."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from bot.domain.people import Organisation
from storage import tables
from storage.nouns import Records, folded, serial_of
from storage.session import Row

_ORGANISATIONS = tables.organisations.c


class Organisations(Records[Organisation]):
    """Organisations."""

    noun = "organisation"
    table = tables.organisations

    @staticmethod
    def to_row(record: Organisation) -> dict[str, Any]:
        """Return the organisation's columns."""
        return {
            "id": record.id,
            "serial": serial_of(record.id),
            "version": record.version,
            "created_at": record.created_at,
            "updated_at": record.updated_at,
            "name": record.name,
            "name_ja": record.name_ja,
            "folded": folded(record.name),
            "folded_ja": folded(record.name_ja),
            "kind": record.kind,
            "trust": record.trust,
            "sectors": list(record.sectors),
            "areas": list(record.areas),
            "languages": list(record.languages),
            "capacities": record.capacities,
            "funding_rules": record.funding_rules,
            "about": record.about,
            "contact": record.contact,
            "second_contact": record.second_contact,
        }

    @staticmethod
    def from_row(row: Row) -> Organisation:
        """Return the organisation in a row."""
        return Organisation(
            id=row["id"],
            name=row["name"],
            created_at=row["created_at"],
            updated_at=row["updated_at"],
            name_ja=row["name_ja"],
            kind=row["kind"],
            trust=row["trust"],
            sectors=tuple(row["sectors"]),
            areas=tuple(row["areas"]),
            languages=tuple(row["languages"]),
            capacities=row["capacities"],
            funding_rules=row["funding_rules"],
            about=row["about"],
            contact=row["contact"],
            second_contact=row["second_contact"],
            version=row["version"],
        )

    async def by_name(self, name: str) -> Organisation | None:
        """Return the organisation whose English or Japanese name this is, case folded; the oldest where two bear it."""
        word = folded(name)
        if not word:
            return None
        named = or_(_ORGANISATIONS.folded == word, _ORGANISATIONS.folded_ja == word)
        row = await self._session.one(select(self.table).where(named).order_by(_ORGANISATIONS.serial).limit(1))
        return None if row is None else self.from_row(row)

    async def listing(self, limit: int = 1000) -> Sequence[Organisation]:
        """Return organisations by name."""
        by_name = (_ORGANISATIONS.folded, _ORGANISATIONS.serial)
        return await self._found(select(self.table).order_by(*by_name).limit(limit))
