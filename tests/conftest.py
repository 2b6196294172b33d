"""Fixtures that every test may use: a clock that stands still, and a store on each database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.store import Store, open_store
from tests.clock import SetClock
from tests.databases import PostgresServer, Source, SqliteFiles, postgres_server
from tests.statements import shared_statements


@pytest.fixture(scope="session", autouse=True)
def _statements() -> Iterator[None]:
    """Compile a statement once for the session, not once for each test's store."""
    with shared_statements():
        yield


@pytest.fixture
def clock() -> SetClock:
    """Return a clock that stands at 2026-11-24 09:00 in Japan."""
    return SetClock()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Return copies of a migrated SQLite file."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server for the session."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Name the database a test runs on: each of them in turn."""
    name: str = request.param
    return name


@pytest.fixture
def source(database: str, request: pytest.FixtureRequest) -> Source:
    """Return where fresh databases come from; only the tests that run on PostgreSQL start a server."""
    made: Source = request.getfixturevalue("sqlite_files" if database == "sqlite" else "postgres")
    return made


@pytest.fixture
async def address(source: Source, tmp_path: Path) -> AsyncIterator[str]:
    """Return the DATABASE_URL of an empty migrated database, whose tables a test leaves as they are."""
    url = await source.copy(tmp_path)
    yield url
    await source.take_back(url, tidy=True)


@pytest.fixture
async def own_address(source: Source, tmp_path: Path) -> AsyncIterator[str]:
    """Return the DATABASE_URL of an empty migrated database, with whose tables a test may do what it likes."""
    url = await source.copy(tmp_path)
    yield url
    await source.take_back(url, tidy=False)


@pytest.fixture
async def bare_address(source: Source, tmp_path: Path) -> AsyncIterator[str]:
    """Return the DATABASE_URL of a fresh database without tables."""
    url = await source.bare(tmp_path)
    yield url
    await source.take_back(url, tidy=False)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    """Return a fresh store on each database."""
    opened = open_store(address, patience=30)  # a busy machine is not what these tests are about
    yield opened
    await opened.close()
