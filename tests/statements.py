"""Lets the stores of a test run share the statements that were made: making them anew took a third of its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import LRUCache

MOST = 1000
"""Statements kept: twice as many as an engine keeps, for two kinds of database."""
DIALECTS = (SQLiteDialect_pysqlite, PGDialect_asyncpg)


@contextmanager
def shared_statements() -> Iterator[None]:
    """Make engines with one store of compiled statements, in which the dialects of one kind of database count as one.

    SQLAlchemy compiles a statement once for an engine, and each test opens a store, and with it an engine, of its own.
    """
    kept: LRUCache[Any, Any] = LRUCache(MOST)
    options = {"compiled_cache": kept}
    with pytest.MonkeyPatch.context() as patch:
        for dialect in DIALECTS:
            patch.setattr(dialect, "__hash__", lambda self: hash(type(self)))
            patch.setattr(dialect, "__eq__", lambda self, other: type(self) is type(other))
        patch.setattr("storage.sqlite.create_engine", partial(create_engine, execution_options=options))
        patch.setattr("storage.postgres.create_async_engine", partial(create_async_engine, execution_options=options))
        yield
