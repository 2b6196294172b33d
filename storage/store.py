"""Opens the store that an address names."""

from typing import TypeAlias

from storage.address import address
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore

Store: TypeAlias = SqliteStore | PostgresStore

PATIENCE = 5.0
CONNECTIONS = 16


def open_store(url: str, patience: float = PATIENCE, connections: int = CONNECTIONS) -> Store:
    """Return the store at this DATABASE_URL; nothing is opened before the first unit of work or view.

    `patience` is how many seconds a unit of work waits for another program's lock, for the server or for a free one of
    the `connections` (PostgreSQL). Raises Unavailable for an address of no known form.
    """
    place = address(url)
    if place.drivername == "sqlite":
        return SqliteStore(place, patience)
    return PostgresStore(place, patience, connections)
