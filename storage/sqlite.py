"""The store on SQLite: one writer whose transactions are shared, and readers beside it that never wait."""

import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Executable,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from bot.store import Unavailable
from storage.columns import to_json
from storage.lane import Lane, Turn
from storage.session import Insert, Parameters, Session
from storage.troubles import LOST, sqlite_trouble
from storage.unit import View

_MEMORY = "PRAGMA cache_size=-16384"
"""Pages kept in memory by each connection: 16 MiB instead of 2, for what a new post is matched with lies everywhere."""
_WRITING = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", _MEMORY)
_READING = ("PRAGMA query_only=ON", _MEMORY)


def sqlite_engine(url: URL, pragmas: tuple[str, ...], patience: float, kept: int = 0) -> Engine:
    """Return an engine whose connections begin nothing by themselves.

    `patience` is how many seconds to wait for a lock, `kept` how many connections stay open (more are made at need, so
    that nobody waits for one).
    """
    pool: dict[str, Any] = {"poolclass": QueuePool, "pool_size": kept, "max_overflow": -1}
    engine = create_engine(
        url,
        json_serializer=to_json,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": patience},
        **(pool if kept else {"poolclass": NullPool}),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma).close()

    return engine


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the connection of the driver beneath."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


class SqliteSession(Session):
    """Statements run at once, in the event loop: they wait for nothing."""

    concurrent = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver = driver(connection)
        self.ended = False

    async def execute(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        """Run a statement. Raises Unavailable, also when the transaction was lost; RuntimeError after its end."""
        if self.ended:
            raise RuntimeError("this unit of work has ended")
        if not self._driver.in_transaction:
            raise Unavailable(LOST)
        try:
            return self._connection.execute(statement, parameters)
        except DBAPIError as error:
            raise sqlite_trouble(error) from error

    @staticmethod
    def insert(table: Table) -> Insert:
        """Return SQLite's INSERT."""
        return sqlite.insert(table)

    @staticmethod
    def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Return the condition with one list as JSON: the statement stays the same, however many values."""
        listed = func.json_each(bindparam(name, type_=JSON)).table_valued("value")
        return column.in_(select(listed.c.value))


class SqliteUnit(View):
    """One unit of work: a savepoint within the shared transaction."""

    def __init__(self, session: SqliteSession, connection: sqlite3.Connection, turn: Turn) -> None:
        super().__init__(session)
        self._end, self._driver, self._turn = session, connection, turn
        connection.execute("SAVEPOINT unit")

    async def commit(self) -> None:
        """Make the changes durable; returns when the shared transaction is. Raises Unavailable when it failed."""
        self.leave(keep=True)
        await self._turn.outcome()

    def leave(self, *, keep: bool) -> None:
        """Keep or undo the changes and give the lane to the next; what comes after the first time does nothing."""
        if self._end.ended:
            return
        self._end.ended = True
        try:
            if self._driver.in_transaction:
                if not keep:
                    self._driver.execute("ROLLBACK TO unit")
                self._driver.execute("RELEASE unit")
        finally:
            self._turn.leave(changed=keep)


class SqliteStore:
    """The database in one file. `commits` counts the transactions that were made durable."""

    def __init__(self, url: URL, patience: float) -> None:
        self._writers = sqlite_engine(url, _WRITING, patience)
        self._readers = sqlite_engine(url, _READING, patience, kept=4)
        self._writer: Connection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._lane = Lane(self._thread, self._begin, self._finish, self._sound)

    @property
    def commits(self) -> int:
        """Return how many transactions were committed."""
        return self._lane.commits

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[SqliteUnit]:
        """Open a unit of work. Raises Unavailable.

        Leaving without `commit` waits for the shared transaction too: what was read in it may be a neighbour's change,
        and nobody is told of that before it is durable.
        """
        turn = await self._lane.enter()
        try:
            connection = self._connection()
            unit = SqliteUnit(SqliteSession(connection), driver(connection), turn)
        except BaseException:
            turn.leave(changed=False)
            raise
        try:
            yield unit
        except BaseException:
            unit.leave(keep=False)
            raise
        unit.leave(keep=False)
        await turn.outcome()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[View]:
        """Open a consistent view that changes nothing. Raises Unavailable."""
        try:
            connection = self._readers.connect()
        except DBAPIError as error:
            raise sqlite_trouble(error) from error
        with connection:
            connection.begin()
            driver(connection).execute("BEGIN")
            session = SqliteSession(connection)
            try:
                yield View(session)
            finally:
                session.ended = True

    async def close(self) -> None:
        """Let those who wait finish, then close every connection."""
        await self._lane.empty()
        self._thread.shutdown()
        if self._writer is not None:
            self._writer.close()
        self._writers.dispose()
        self._readers.dispose()

    def _connection(self) -> Connection:
        """Return the writer's connection.

        For SQLAlchemy it is in one transaction for ever, lest it rolls back after an error: BEGIN and COMMIT are ours.
        """
        if self._writer is None:
            self._writer = self._writers.connect()
            self._writer.begin()
        return self._writer

    def _begin(self) -> None:
        """Begin the shared transaction; what a failed one left behind is undone first."""
        try:
            connection = driver(self._connection())
            if connection.in_transaction:
                connection.rollback()
            connection.execute("BEGIN IMMEDIATE").close()
        except (sqlite3.Error, DBAPIError) as error:
            raise sqlite_trouble(error) from error

    def _finish(self, changed: bool) -> None:
        if not self._sound():
            raise Unavailable(LOST)
        connection = driver(self._connection())
        if not changed:
            connection.rollback()
            return
        try:
            connection.commit()
        except sqlite3.Error as error:
            raise sqlite_trouble(error) from error

    def _sound(self) -> bool:
        return driver(self._connection()).in_transaction
