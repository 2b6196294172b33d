"""Workspaces and channels, and how a place stands in any table that has one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, select

from bot.chat import Place
from bot.domain.people import Channel, Workspace
from storage import tables
from storage.session import Row, Session

_WORKSPACES = tables.workspaces
_CHANNELS = tables.channels

PLACE = ("platform", "workspace", "channel", "thread", "direct")
"""The columns that make up a place."""


def place_row(place: Place) -> dict[str, Any]:
    """Return a place's columns."""
    return {column: getattr(place, column) for column in PLACE}


def place_of(row: Row) -> Place:
    """Return the place in a row."""
    return Place(**{column: row[column] for column in PLACE})


def there(table: FromClause, place: Place) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a row is about this place."""
    return tuple(table.c[column] == value for column, value in place_row(place).items())


class Places:
    """Workspaces and channels."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def workspace(self, platform: str, workspace: str) -> Workspace | None:
        """Return what is known of a workspace or server."""
        columns = _WORKSPACES.c
        query = select(_WORKSPACES).where(columns.platform == platform, columns.workspace == workspace)
        row = await self._session.one(query)
        return None if row is None else Workspace(**row)

    async def save_workspace(self, workspace: Workspace) -> None:
        """Store it, replacing what was known."""
        known = {
            "organisation_id": workspace.organisation_id,
            "trust": workspace.trust,
            "locale": workspace.locale,
        }
        key = {"platform": workspace.platform, "workspace": workspace.workspace}
        storing = self._session.insert(_WORKSPACES).values(**key, **known)
        await self._session.execute(storing.on_conflict_do_update(index_elements=list(key), set_=known))

    async def channel(self, place: Place) -> Channel | None:
        """Return what is known of a channel (its thread does not matter)."""
        columns = _CHANNELS.c
        query = select(_CHANNELS).where(
            columns.platform == place.platform,
            columns.workspace == place.workspace,
            columns.channel == place.channel,
        )
        row = await self._session.one(query)
        return None if row is None else Channel(**row)

    async def save_channel(self, channel: Channel) -> None:
        """Store it, replacing what was known."""
        known = {
            "response_id": channel.response_id,
            "locale": channel.locale,
            "linked_by": channel.linked_by,
            "linked_at": channel.linked_at,
        }
        key = {"platform": channel.platform, "workspace": channel.workspace, "channel": channel.channel}
        storing = self._session.insert(_CHANNELS).values(**key, **known)
        await self._session.execute(storing.on_conflict_do_update(index_elements=list(key), set_=known))

    async def linked(self, response_id: str) -> Sequence[Channel]:
        """Return the channels linked to a response, oldest link first."""
        columns = _CHANNELS.c
        query = select(_CHANNELS).where(columns.response_id == response_id)
        order = (columns.linked_at, columns.platform, columns.workspace, columns.channel)
        return [Channel(**row) for row in await self._session.every(query.order_by(*order))]
