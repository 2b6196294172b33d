"""Sites: rows ↔ domain, found by municipality and name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.domain.record import Drill
from bot.domain.site import Site
from storage import tables
from storage.nouns import Records, stamp_of, stamp_row
from storage.session import Row

_SITES = tables.sites.c


class Sites(Records[Site]):
    """Sites."""

    noun = "site"
    table = tables.sites

    @staticmethod
    def to_row(record: Site) -> dict[str, Any]:
        """Return the site's columns; `folded` is its name as it is compared."""
        return {
            **stamp_row(record.id, record.stamp),
            "code": record.code,
            "name": record.name,
            "folded": record.key,
            "language": record.language,
            "kind": record.kind,
        }

    @staticmethod
    def from_row(row: Row) -> Site:
        """Return the site in a row."""
        return Site(
            id=row["id"],
            stamp=stamp_of(row),
            code=row["code"],
            name=row["name"],
            language=row["language"],
            kind=row["kind"],
        )

    async def by_name(self, code: str, key: str, drill: Drill) -> Site | None:
        """Return the site of a municipality whose name folds to this key, or None."""
        named = (_SITES.code == code, _SITES.folded == key, _SITES.drill == drill)
        row = await self._session.one(select(self.table).where(*named))
        return None if row is None else self.from_row(row)

    async def listing(
        self, codes: Sequence[str] = (), response_id: str | None = None, drill: Drill = "actual"
    ) -> Sequence[Site]:
        """Return sites, oldest first: of these municipalities, and first named in this response, where given."""
        query = select(self.table).where(_SITES.drill == drill).order_by(_SITES.serial)
        if codes:
            query = query.where(_SITES.code.in_(codes))
        if response_id is not None:
            query = query.where(_SITES.response == response_id)
        return await self._found(query)
