"""Columns that read the same on SQLite and PostgreSQL, and those that many tables have in common."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, get_args

from sqlalchemy import JSON, BigInteger, Boolean, CheckConstraint, Column, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from bot.domain.record import AUDIENCES, Drill

BigSerial = BigInteger().with_variant(Integer(), "sqlite")
"""A key the database counts up itself; SQLite does that for plain INTEGER only."""


_REFUSED = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text without what a database refuses: NUL (PostgreSQL) and lone surrogates (both) become U+FFFD."""
    return _REFUSED.sub("\ufffd", text)


class Instant(TypeDecorator[datetime]):
    """A point in time: aware datetimes go in, aware UTC comes back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC; SQLite keeps it without a zone. A naive time raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Prose(TypeDecorator[str]):
    """Text that people typed."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as both databases can hold it."""
        return None if value is None else storable(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def to_json(value: object) -> str:
    """Return JSON for a JSON column; times and days in ISO 8601."""
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain))


def text_columns(*names: str) -> list[Column[Any]]:
    """Return columns for ids, codes and the like, empty unless given."""
    return [Column(name, Text, nullable=False, server_default="") for name in names]


def prose_columns(*names: str) -> list[Column[Any]]:
    """Return columns for what people type, empty unless given."""
    return [Column(name, Prose, nullable=False, server_default="") for name in names]


def list_columns(*names: str) -> list[Column[Any]]:
    """Return columns for lists as JSON."""
    return [Column(name, JSON, nullable=False) for name in names]


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Return the condition that a column holds one of the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def key_columns() -> list[Column[Any]]:
    """Return what every record begins with; `serial` is the number within the id, so that R9 comes before R10."""
    return [
        Column("id", Text, primary_key=True),
        Column("serial", BigInteger, nullable=False),
        Column("version", Integer, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("updated_at", Instant, nullable=False),
    ]


def stamp_columns() -> list[Column[Any] | CheckConstraint]:
    """Return the rest of a record's stamp: by whom, for whom, in which response, for whose eyes."""
    return [
        Column("author", Text, nullable=False),
        Column("organisation", Text),
        Column("response", Text),
        Column("audience", Text, nullable=False),
        Column("drill", Text, nullable=False),
        one_of("audience", AUDIENCES),
        one_of("drill", get_args(Drill)),
    ]


def place_columns() -> list[Column[Any]]:
    """Return the columns of a place."""
    return [
        Column("platform", Text, nullable=False),
        Column("workspace", Text, nullable=False),
        Column("channel", Text, nullable=False),
        Column("thread", Text, nullable=False),
        Column("direct", Boolean, nullable=False),
    ]


def origin_columns() -> list[Column[Any]]:
    """Return the columns of the channel something was posted in."""
    return text_columns("origin_platform", "origin_workspace", "origin_channel")
