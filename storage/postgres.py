"""The store on PostgreSQL: a connection and a transaction for every unit of work, side by side."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Executable, Table, Text, any_, bindparam, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.columns import to_json
from storage.session import Insert, Parameters, Session
from storage.troubles import postgres_trouble
from storage.unit import View

_PLANNING = {"jit": "off", "random_page_cost": "1.1", "max_parallel_workers_per_gather": "0"}
"""For many short statements on a table that lies in memory or on an SSD.

As it comes, PostgreSQL 18 reads all of 100,000 posts to find the 1,500 of one ring, with two more processes: up to 142
ms for one statement of storage/meeting.py. With the cost of a page as on an SSD it looks those up: up to 18 ms.
"""
_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def postgres_engine(url: URL, patience: float, size: int) -> AsyncEngine:
    """Return an engine with up to `size` connections; `patience`: seconds to wait for one, or to be let in."""
    engine = create_async_engine(
        url,
        json_serializer=to_json,
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience,
        connect_args={"timeout": patience, "server_settings": {"application_name": "kizuna", **_PLANNING}},
    )

    @event.listens_for(engine.sync_engine, "checkout")
    def check(connection: AsyncAdapt_asyncpg_connection, _record: object, _proxy: object) -> None:
        """Replace a connection that the server has closed meanwhile, without asking the server each time."""
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    return engine


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        meant = postgres_trouble(error)
        if meant is error:
            raise
        raise meant from error


class PostgresSession(Session):
    """Statements travel to the server."""

    concurrent = True

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        """Run a statement. Raises Unavailable or Retry; RuntimeError after the end of its unit."""
        if self._connection.closed:
            raise RuntimeError("this unit of work has ended")
        with _told():
            return await self._connection.execute(statement, parameters)

    @staticmethod
    def insert(table: Table) -> Insert:
        """Return PostgreSQL's INSERT."""
        return postgresql.insert(table)

    @staticmethod
    def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Return the condition with one array: the server then prepares the statement once, however many values."""
        return column == any_(bindparam(name, type_=postgresql.ARRAY(Text)))


class PostgresUnit(View):
    """One unit of work: one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(PostgresSession(connection))
        self._connection = connection

    async def commit(self) -> None:
        """Make the changes durable, give the connection back. Raises Unavailable or Retry."""
        with _told():
            await self._connection.commit()
        await self._connection.close()


class PostgresStore:
    """The database on a server."""

    def __init__(self, url: URL, patience: float, size: int) -> None:
        self._engine = postgres_engine(url, patience, size)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[PostgresUnit]:
        """Open a unit of work. Raises Unavailable."""
        async with self._lent() as connection:
            yield PostgresUnit(connection)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[View]:
        """Open a consistent view that changes nothing. Raises Unavailable."""
        async with self._lent() as connection:
            await connection.execution_options(**_SNAPSHOT)
            yield View(PostgresSession(connection))

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection of the pool; what is not committed when it comes back is undone, whatever happened."""
        connection = self._engine.connect()
        with _told():
            await connection.start()
        try:
            yield connection
        finally:
            await asyncio.shield(connection.close())
