"""Understands DATABASE_URL in the forms that hosts and people write it."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store import Unavailable
from bot.words.catalogue import N_

ADDRESS = N_("DATABASE_URL is not an address this program understands. Write sqlite:///kizuna.db or postgresql://…")
_POSTGRES = ("postgres", "postgresql", "postgresql+asyncpg")
_LIBPQ_ONLY = ("channel_binding", "gssencmode", "target_session_attrs")
"""Parameters of libpq that hosts append and asyncpg's connect does not take from SQLAlchemy."""


def address(url: str) -> URL:
    """Return the address with the driver this program uses. Raises Unavailable for any other database."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Unavailable(ADDRESS) from None
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if parsed.drivername not in _POSTGRES:
        raise Unavailable(ADDRESS)
    query = {name: value for name, value in parsed.query.items() if name not in _LIBPQ_ONLY}
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return parsed.set(drivername="postgresql+asyncpg", query=query)
