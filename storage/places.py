"""Workspaces and channels, and how a place stands in any table that has one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, select

from bot.chat import Place
from bot.domain.people import Channel, Workspace
from storage import tables
from storage.session import Row, Session

_WORKSPACES = tables.workspaces
_CHANNELS = tables.channels

PLACE = ("platform", "workspace", "channel", "thread", "direct")
"""The columns that make up a place."""

_WORKSPACE = select(_WORKSPACES).where(*(_WORKSPACES.c[column] == bindparam(column) for column in PLACE[:2]))
_CHANNEL = select(_CHANNELS).where(*(_CHANNELS.c[column] == bindparam(column) for column in PLACE[:3]))


def place_row(place: Place) -> dict[str, Any]:
    """Return a place's columns."""
    return {column: getattr(place, column) for column in PLACE}


def place_of(row: Row) -> Place:
    """Return the place in a row."""
    return Place(**{column: row[column] for column in PLACE})


def there(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a row is about the place whose columns are given as parameters."""
    return tuple(table.c[column] == bindparam(column) for column in PLACE)


def _channel(row: Row) -> Channel:
    return Channel(**{**row, "areas": tuple(row["areas"]), "categories": tuple(row["categories"])})


class Places:
    """Workspaces and channels."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def workspace(self, platform: str, workspace: str) -> Workspace | None:
        """Return what is known of a workspace or server."""
        row = await self._session.one(_WORKSPACE, {"platform": platform, "workspace": workspace})
        return None if row is None else Workspace(**row)

    async def save_workspace(self, workspace: Workspace) -> None:
        """Store it, replacing what was known."""
        known = {
            "organisation_id": workspace.organisation_id,
            "trust": workspace.trust,
            "locale": workspace.locale,
        }
        key = {"platform": workspace.platform, "workspace": workspace.workspace}
        await self._session.put(_WORKSPACES, {**key, **known}, tuple(key), tuple(known))

    async def channel(self, place: Place) -> Channel | None:
        """Return what is known of a channel (its thread does not matter)."""
        row = await self._session.one(_CHANNEL, {column: getattr(place, column) for column in PLACE[:3]})
        return None if row is None else _channel(row)

    async def save_channel(self, channel: Channel) -> None:
        """Store it, replacing what was known."""
        known = {
            "response_id": channel.response_id,
            "locale": channel.locale,
            "linked_by": channel.linked_by,
            "linked_at": channel.linked_at,
            "areas": list(channel.areas),
            "categories": list(channel.categories),
            "urgency": channel.urgency,
            "trust": channel.trust,
            "cards": channel.cards,
        }
        key = {"platform": channel.platform, "workspace": channel.workspace, "channel": channel.channel}
        await self._session.put(_CHANNELS, {**key, **known}, tuple(key), tuple(known))

    async def linked(self, response_id: str) -> Sequence[Channel]:
        """Return the channels linked to a response, oldest link first."""
        columns = _CHANNELS.c
        query = select(_CHANNELS).where(columns.response_id == response_id)
        order = (columns.linked_at, columns.platform, columns.workspace, columns.channel)
        return [_channel(row) for row in await self._session.every(query.order_by(*order))]
