"""Situation updates: rows ↔ domain, numbered per response and organisation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.domain.update import Update
from storage import tables
from storage.nouns import Records, stamp_of, stamp_row
from storage.posts import places_json, places_of
from storage.session import Row

_UPDATES = tables.updates.c


class Updates(Records[Update]):
    """Situation updates."""

    noun = "update"
    table = tables.updates

    @staticmethod
    def to_row(record: Update) -> dict[str, Any]:
        """Return the update's columns."""
        return {
            **stamp_row(record.id, record.stamp),
            "number": record.number,
            "headline": record.headline,
            "text": record.text,
            "language": record.language,
            "places": places_json(record.places),
            "sector": record.sector,
            "source": record.source,
            "next_due": record.next_due,
            "origin_platform": record.origin_platform,
            "origin_workspace": record.origin_workspace,
            "origin_channel": record.origin_channel,
        }

    @staticmethod
    def from_row(row: Row) -> Update:
        """Return the update in a row."""
        return Update(
            id=row["id"],
            stamp=stamp_of(row),
            number=row["number"],
            headline=row["headline"],
            text=row["text"],
            language=row["language"],
            places=places_of(row["places"]),
            sector=row["sector"],
            source=row["source"],
            next_due=row["next_due"],
            origin_platform=row["origin_platform"],
            origin_workspace=row["origin_workspace"],
            origin_channel=row["origin_channel"],
        )

    async def listing(
        self, response_id: str | None, since: datetime | None = None, limit: int = 50, author_id: str | None = None
    ) -> Sequence[Update]:
        """Return updates, newest first; of one response, or of all; by one person, where given."""
        query = select(self.table).order_by(_UPDATES.created_at.desc(), _UPDATES.serial.desc()).limit(limit)
        if response_id is not None:
            query = query.where(_UPDATES.response == response_id)
        if author_id is not None:
            query = query.where(_UPDATES.author == author_id)
        if since is not None:
            query = query.where(_UPDATES.created_at >= since)
        return await self._found(query)

    async def next_number(self, response_id: str | None, organisation_id: str | None) -> int:
        """Return the 第N報 that comes next for an organisation in a response.

        Of two that take the same number at once on PostgreSQL the second is told to `Retry`.
        """
        series = (
            _UPDATES.response.is_not_distinct_from(response_id),
            _UPDATES.organisation.is_not_distinct_from(organisation_id),
        )
        last = await self._session.value(select(func.max(_UPDATES.number)).where(*series))
        return int(last or 0) + 1
