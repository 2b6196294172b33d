"""Brings a database's tables to the form this program needs, and tells which form they have."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.store import Unavailable
from bot.words.catalogue import N_
from storage.address import address
from storage.postgres import postgres_engine
from storage.sqlite import sqlite_engine
from storage.tables import metadata
from storage.troubles import DAMAGED, postgres_trouble, sqlite_trouble

OLDER = N_("The database is older than this program. Run: kizuna db upgrade")
NEWER = N_("The database is newer than this program. Install the newest version, then start it again.")
FOREIGN = N_("The database holds tables that this program did not make. Give it a database of its own.")

PATIENCE = 30.0
"""How many seconds a migration waits for those who are at work."""
_ONE_AT_A_TIME = 7_205_759_403
"""The key of the advisory lock that lets one process migrate at a time; any number nobody else uses."""

T = TypeVar("T")


async def upgrade(url: str, revision: str = "head") -> None:
    """Bring the tables to a revision, in one transaction. Raises Unavailable."""
    await on_connection(url, lambda connection: _migrate(connection, command.upgrade, revision))


async def downgrade(url: str, revision: str) -> None:
    """Take the tables back to a revision ("base": none at all), in one transaction. Raises Unavailable."""
    await on_connection(url, lambda connection: _migrate(connection, command.downgrade, revision))


async def status(url: str) -> tuple[str | None, str]:
    """Return the database's revision (None: no tables yet) and the program's. Raises Unavailable."""
    return await on_connection(url, lambda connection: (current_revision(connection), _head()))


async def misfit(url: str) -> str | None:
    """Return the sentence that says why the tables do not fit and what to do; None when they do. Raises Unavailable."""
    return await on_connection(url, unfit)


async def prepare(url: str) -> None:
    """Create the tables in an empty database; raises Unavailable for one that does not fit this program."""
    await on_connection(url, _prepare)


async def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """Do some work in a transaction of its own on a connection for it alone. Raises Unavailable."""
    place = address(url)
    if place.drivername == "sqlite":
        return await asyncio.to_thread(_on_sqlite, place, work)
    return await _on_postgres(place, work)


def _on_sqlite(place: URL, work: Callable[[Connection], T]) -> T:
    engine = sqlite_engine(place, ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"), PATIENCE)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            done = work(connection)
            connection.commit()
            return done
    except DBAPIError as error:
        raise sqlite_trouble(error) from error
    finally:
        engine.dispose()


async def _on_postgres(place: URL, work: Callable[[Connection], T]) -> T:
    engine = postgres_engine(place, PATIENCE, 1)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
            return await connection.run_sync(work)
    except (SQLAlchemyError, OSError) as error:
        raise postgres_trouble(error) from error
    finally:
        await engine.dispose()


def _prepare(connection: Connection) -> None:
    wrong = unfit(connection)
    if wrong is not None:
        raise Unavailable(wrong)
    if current_revision(connection) is None:
        _migrate(connection, command.upgrade, "head")


def unfit(connection: Connection) -> str | None:
    """Return why this program cannot work with the tables there are; None where they fit or there are none yet."""
    current = current_revision(connection)
    if current is None:
        return FOREIGN if set(metadata.tables) & set(inspect(connection).get_table_names()) else None
    if current == _head():
        return None
    return OLDER if _known(current) else NEWER


def _migrate(connection: Connection, move: Callable[[Config, str], None], revision: str) -> None:
    """Run revisions. SQLite looks at foreign keys once, at the end: a revision may rebuild the tables they point to."""
    move(_config(connection), revision)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Unavailable(DAMAGED)


def _config(connection: Connection | None = None) -> Config:
    """Return what Alembic needs to know, so that no alembic.ini does; the revisions are found inside the package."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    return config


def _head() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "the program has no revisions"
    return head


def _known(revision: str) -> bool:
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()
