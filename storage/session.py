"""The one thing repositories ask of a database connection, the same on SQLite and PostgreSQL."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import ColumnElement, CursorResult, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Row: TypeAlias = Mapping[Any, Any]
"""A row by its columns' names."""
Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Parameters: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
Among: TypeAlias = Callable[[ColumnElement[Any], str], ColumnElement[bool]]
"""`Session.among` of one of the databases."""


@cache
def _put(insert: Callable[[Table], Insert], table: Table, key: tuple[str, ...], over: tuple[str, ...]) -> Insert:
    statement = insert(table)
    if not over:
        return statement.on_conflict_do_nothing()
    newer = {column: statement.excluded[column] for column in over}
    return statement.on_conflict_do_update(index_elements=key, set_=newer)


class Session(ABC):
    """Runs statements within one transaction.

    A statement that is always the same is built once and given its values as parameters: building costs several times
    what running does.
    """

    concurrent: ClassVar[bool]
    """Whether other transactions write at the same time."""

    @abstractmethod
    async def execute(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        """Run a statement. Raises Unavailable, on PostgreSQL also Retry."""

    @staticmethod
    @abstractmethod
    def insert(table: Table) -> Insert:
        """Return this database's INSERT, which knows ON CONFLICT."""

    @staticmethod
    @abstractmethod
    def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Return the condition that a text column is one of the values in the list that is given as `name`."""

    async def put(self, table: Table, row: Row, key: tuple[str, ...], over: tuple[str, ...]) -> None:
        """Insert a row; where one with the same key stands, replace its columns `over`."""
        await self.execute(_put(type(self).insert, table, key, over), row)

    async def put_new(self, table: Table, row: Row) -> bool:
        """Insert a row and return True, or return False where a unique key of it is taken."""
        return bool(await self.changed(_put(type(self).insert, table, (), ()), row))

    async def one(self, statement: Executable, parameters: Parameters = None) -> Row | None:
        """Return the first row, or None."""
        return (await self.execute(statement, parameters)).mappings().first()

    async def every(self, statement: Executable, parameters: Parameters = None) -> Sequence[Row]:
        """Return all rows."""
        return (await self.execute(statement, parameters)).mappings().all()

    async def value(self, statement: Executable, parameters: Parameters = None) -> Any:  # noqa: ANN401 - of any column
        """Return the first column of the first row, or None."""
        return (await self.execute(statement, parameters)).scalar()

    async def changed(self, statement: Executable, parameters: Parameters = None) -> int:
        """Run a change and return how many rows it touched."""
        return (await self.execute(statement, parameters)).rowcount
