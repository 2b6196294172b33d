"""Commitments: rows ↔ domain, and which of them concern a post, an organisation or the clock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from bot.domain.commitment import AWAITED, Commitment, CommitmentState
from storage import tables
from storage.nouns import Records, stamp_of, stamp_row
from storage.session import Row

_COMMITMENTS = tables.commitments.c
_DUE = func.coalesce(_COMMITMENTS.arrives, tables.posts.c.ends)


class Commitments(Records[Commitment]):
    """Commitments."""

    noun = "commitment"
    table = tables.commitments

    @staticmethod
    def to_row(record: Commitment) -> dict[str, Any]:
        """Return the commitment's columns."""
        return {
            **stamp_row(record.id, record.stamp),
            "request_id": record.request_id,
            "offer_id": record.offer_id,
            "asked": record.asked,
            "given": record.given,
            "state": record.state,
            "proposed_by": record.proposed_by,
            "giver_organisation_id": record.giver_organisation_id,
            "asker_organisation_id": record.asker_organisation_id,
            "giver_person_id": record.giver_person_id,
            "asker_person_id": record.asker_person_id,
            "lapses_at": record.lapses_at,
            "note": record.note,
            "carrier": record.carrier,
            "transport_id": record.transport_id,
            "arrives": record.arrives,
            "site": record.site,
            "site_id": record.site_id,
            "desk": record.desk,
            "missed": record.missed,
        }

    @staticmethod
    def from_row(row: Row) -> Commitment:
        """Return the commitment in a row."""
        return Commitment(
            id=row["id"],
            stamp=stamp_of(row),
            request_id=row["request_id"],
            offer_id=row["offer_id"],
            asked=row["asked"],
            given=row["given"],
            state=row["state"],
            proposed_by=row["proposed_by"],
            giver_organisation_id=row["giver_organisation_id"],
            asker_organisation_id=row["asker_organisation_id"],
            giver_person_id=row["giver_person_id"],
            asker_person_id=row["asker_person_id"],
            lapses_at=row["lapses_at"],
            note=row["note"],
            carrier=row["carrier"],
            transport_id=row["transport_id"],
            arrives=row["arrives"],
            site=row["site"],
            site_id=row["site_id"],
            desk=row["desk"],
            missed=row["missed"],
        )

    async def of_response(self, response_id: str) -> Sequence[Commitment]:
        """Return all commitments of one response, oldest first."""
        query = select(self.table).where(_COMMITMENTS.response == response_id).order_by(_COMMITMENTS.serial)
        return await self._found(query)

    async def of_post(self, post_id: str) -> Sequence[Commitment]:
        """Return all commitments of one request or offer, oldest first."""
        either = or_(_COMMITMENTS.request_id == post_id, _COMMITMENTS.offer_id == post_id)
        return await self._found(select(self.table).where(either).order_by(_COMMITMENTS.serial))

    async def of_organisation(
        self, organisation_id: str | None, person_id: str, states: tuple[CommitmentState, ...]
    ) -> Sequence[Commitment]:
        """Return those in which the organisation (or, without one, the person) gives or asks, newest first."""
        if organisation_id is not None:
            sides, who = (_COMMITMENTS.giver_organisation_id, _COMMITMENTS.asker_organisation_id), organisation_id
        else:
            sides, who = (_COMMITMENTS.giver_person_id, _COMMITMENTS.asker_person_id), person_id
        query = select(self.table).where(or_(*(side == who for side in sides)))
        if states:
            query = query.where(_COMMITMENTS.state.in_(states))
        return await self._found(query.order_by(_COMMITMENTS.serial.desc()))

    async def lapsing(self, before: datetime, limit: int = 100) -> Sequence[Commitment]:
        """Return proposals whose hold ends by then, the first to end first."""
        query = select(self.table).where(_COMMITMENTS.state == "proposed", _COMMITMENTS.lapses_at <= before)
        return await self._found(query.order_by(_COMMITMENTS.lapses_at, _COMMITMENTS.serial).limit(limit))

    async def arrived(self, before: datetime, limit: int = 100) -> Sequence[Commitment]:
        """Return those that arrived by then and of which nobody said anything since, the oldest first."""
        query = select(self.table).where(_COMMITMENTS.state == "delivered", _COMMITMENTS.updated_at <= before)
        return await self._found(query.order_by(_COMMITMENTS.updated_at, _COMMITMENTS.serial).limit(limit))

    async def overdue(self, before: date, limit: int = 100) -> Sequence[Commitment]:
        """Return those due before a day that have not arrived and are not marked as late, the longest due first."""
        query = select(self.table).join(tables.posts, tables.posts.c.id == _COMMITMENTS.request_id)
        unmarked = or_(_COMMITMENTS.missed.is_(None), _COMMITMENTS.missed != _DUE)
        query = query.where(_COMMITMENTS.state.in_(AWAITED), before > _DUE, unmarked)
        return await self._found(query.order_by(_DUE, _COMMITMENTS.serial).limit(limit))
