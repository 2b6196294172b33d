"""Records that a derived index follows: what changed since a number of the audit trail."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select

from storage import tables
from storage.nouns import Records

T = TypeVar("T")

_AUDIT = tables.audit.c

WINDOW = 1000
"""How many audit numbers are given again where transactions commit out of the order of their numbers."""


class Followed(Records[T]):
    """The records of one noun, with the feed from which each process keeps its index fresh."""

    async def changed_since(self, number: int) -> tuple[Sequence[T], int]:
        """Return the records changed after this audit number (0: all) and the newest number seen.

        Where numbers may commit out of order, the last `WINDOW` numbers before `number` are given again.
        """
        ours = _AUDIT.noun == self.noun
        newest = await self._session.value(select(func.max(_AUDIT.number)).where(ours)) or 0
        query = select(self.table).order_by(self.table.c.serial)
        if number > 0:
            after = number - WINDOW if self._session.concurrent else number
            query = query.where(self.table.c.id.in_(select(_AUDIT.record_id).where(ours, _AUDIT.number > after)))
        return await self._found(query), max(newest, number)
