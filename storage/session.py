"""The one thing repositories ask of a database connection, the same on SQLite and PostgreSQL."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import CursorResult, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Row: TypeAlias = Mapping[Any, Any]
"""A row by its columns' names."""
Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Parameters: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Session(ABC):
    """Runs statements within one transaction."""

    concurrent: ClassVar[bool]
    """Whether other transactions write at the same time."""

    @abstractmethod
    async def execute(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        """Run a statement. Raises Unavailable, on PostgreSQL also Retry."""

    @abstractmethod
    def insert(self, table: Table) -> Insert:
        """Return this database's INSERT, which knows ON CONFLICT."""

    async def one(self, statement: Executable) -> Row | None:
        """Return the first row, or None."""
        return (await self.execute(statement)).mappings().first()

    async def every(self, statement: Executable) -> Sequence[Row]:
        """Return all rows."""
        return (await self.execute(statement)).mappings().all()

    async def value(self, statement: Executable) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the first column of the first row, or None."""
        return (await self.execute(statement)).scalar()

    async def changed(self, statement: Executable) -> int:
        """Run a change and return how many rows it touched."""
        return (await self.execute(statement)).rowcount
