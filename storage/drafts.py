"""What was typed and is not posted yet."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot.store import Draft
from storage import tables
from storage.columns import storable
from storage.session import Session

_DRAFTS = tables.drafts


class Drafts:
    """Drafts by id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def keep(self, draft: Draft) -> None:
        """Store it, replacing one with the same id."""
        kept = {
            "person_id": draft.person_id,
            "command": draft.command,
            "options": {name: storable(value) for name, value in draft.options.items()},
            "created_at": draft.created_at,
        }
        await self._session.put(_DRAFTS, {"id": draft.id, **kept}, ("id",), tuple(kept))

    async def get(self, id: str) -> Draft | None:
        """Return it, or None."""
        row = await self._session.one(select(_DRAFTS).where(_DRAFTS.c.id == id))
        return None if row is None else Draft(**row)

    async def drop(self, id: str) -> None:
        """Forget it."""
        await self._session.execute(delete(_DRAFTS).where(_DRAFTS.c.id == id))

    async def older(self, before: datetime, limit: int = 100) -> Sequence[Draft]:
        """Return what was kept before this and is not changed since, the oldest first."""
        query = select(_DRAFTS).where(_DRAFTS.c.created_at < before).order_by(_DRAFTS.c.created_at, _DRAFTS.c.id)
        return [Draft(**row) for row in await self._session.every(query.limit(limit))]
