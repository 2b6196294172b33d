"""Responses and the organisations that joined them: rows ↔ domain."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.response import Response, ResponseState
from storage import tables
from storage.nouns import Records, stamp_of, stamp_row
from storage.session import Row

_RESPONSES = tables.responses.c
_MEMBERS = tables.response_members


class Responses(Records[Response]):
    """Responses."""

    noun = "response"
    table = tables.responses

    @staticmethod
    def to_row(record: Response) -> dict[str, Any]:
        """Return the response's columns."""
        return {
            **stamp_row(record.id, record.stamp),
            "state": record.state,
            "title": record.title,
            "hazard": record.hazard,
            "areas": list(record.areas),
            "area_names": list(record.area_names),
            "glide": record.glide,
            "phase": record.phase,
            "merged_into": record.merged_into,
        }

    @staticmethod
    def from_row(row: Row) -> Response:
        """Return the response in a row."""
        return Response(
            id=row["id"],
            stamp=stamp_of(row),
            state=row["state"],
            title=row["title"],
            hazard=row["hazard"],
            areas=tuple(row["areas"]),
            area_names=tuple(row["area_names"]),
            glide=row["glide"],
            phase=row["phase"],
            merged_into=row["merged_into"],
        )

    async def listing(self, states: tuple[ResponseState, ...] = ()) -> Sequence[Response]:
        """Return responses, newest first; all when no states are given."""
        query = select(self.table).order_by(_RESPONSES.serial.desc())
        return await self._found(query.where(_RESPONSES.state.in_(states)) if states else query)

    async def join(self, response_id: str, organisation_id: str, at: datetime) -> bool:
        """Note that an organisation works in a response, with an audit entry; False when it did already."""
        member = {"response_id": response_id, "organisation_id": organisation_id, "joined_at": at}
        if not await self._session.put_new(_MEMBERS, member):
            return False
        version = await self._session.value(select(_RESPONSES.version).where(_RESPONSES.id == response_id))
        await self._audit.note(self.noun, response_id, "join", "", at, version, None, member)
        return True

    async def members(self, response_id: str) -> Sequence[str]:
        """Return the ids of organisations that joined, in the order they came."""
        query = select(_MEMBERS.c.organisation_id).where(_MEMBERS.c.response_id == response_id)
        rows = await self._session.every(query.order_by(_MEMBERS.c.joined_at, _MEMBERS.c.organisation_id))
        return [row["organisation_id"] for row in rows]
