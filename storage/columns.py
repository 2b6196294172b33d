"""Column types that read the same on SQLite and PostgreSQL: aware times, text both can hold, JSON of plain values."""

import json
from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

BigSerial = BigInteger().with_variant(Integer(), "sqlite")
"""A key the database counts up itself; SQLite does that for plain INTEGER only."""


def storable(text: str) -> str:
    """Return the text without what a database refuses: NUL (PostgreSQL) and lone surrogates (both) become U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


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
