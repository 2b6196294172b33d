"""What a database's errors mean for people: which are worth another try, which need somebody to act."""

from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.store import Retry, Unavailable
from bot.words.catalogue import N_

BUSY = N_("The database is busy with another program. Nothing was saved; please try again in a moment.")
FULL = N_("The disk is full. Nothing was saved; make room, then try again.")
SHUT = N_("The database file cannot be opened or written. Check its path and permissions.")
DAMAGED = N_("The database file cannot be read. Run: kizuna db check")
UNFIT = N_("The database does not fit this program. Run: kizuna db upgrade")
AWAY = N_("The database cannot be reached. Check that PostgreSQL runs and that DATABASE_URL is right.")
CROWDED = N_("The database has more to do than it can take. Nothing was saved; please try again in a moment.")
LOST = N_("The change could not be saved. Please try again.")

_SQLITE = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": SHUT,
    "SQLITE_CANTOPEN": SHUT,
    "SQLITE_PERM": SHUT,
    "SQLITE_AUTH": SHUT,
    "SQLITE_IOERR": DAMAGED,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
}
_AGAIN = ("40001", "40P01", "23505")
"""Serialization failure, deadlock, and a unique key that a transaction took which ended first."""

_POSTGRES = {
    "08": AWAY,  # connection exception
    "28": AWAY,  # invalid authorization
    "3D": AWAY,  # no such database
    "57": AWAY,  # the server is shutting down or starting
    "53": CROWDED,  # insufficient resources
    "55": CROWDED,  # lock not available
    "42": UNFIT,  # no such table or column
    "58": DAMAGED,  # system error
    "XX": DAMAGED,  # data corrupted
}
_DISK_FULL = "53100"


def sqlite_trouble(error: SqliteError | DBAPIError) -> Exception:
    """Return what to raise for an error of SQLite; the error itself when it is a fault of this program."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if "no such table" in str(cause) or "no such column" in str(cause):
        return Unavailable(UNFIT)
    name = getattr(cause, "sqlite_errorname", "")
    family = "_".join(name.split("_")[:2])
    return Unavailable(_SQLITE[family]) if family in _SQLITE else error


def postgres_trouble(error: SQLAlchemyError | OSError) -> Exception:
    """Return what to raise for an error of PostgreSQL; the error itself when it is a fault of this program."""
    if isinstance(error, PoolTimeout):
        return Unavailable(CROWDED)
    if isinstance(error, OSError):
        return Unavailable(AWAY)
    cause = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(cause, "sqlstate", None) or ""
    if code in _AGAIN:
        return Retry(code)
    if code == _DISK_FULL:
        return Unavailable(FULL)
    if code[:2] in _POSTGRES:
        return Unavailable(_POSTGRES[code[:2]])
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    return Unavailable(AWAY) if gone else error
