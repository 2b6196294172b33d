"""DATABASE_URL is understood in the forms that hosts and people write it."""

import pytest

from bot.store import Unavailable
from storage.address import ADDRESS, address
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from storage.store import open_store


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_form_of_a_postgresql_address_uses_the_same_driver(scheme: str) -> None:
    read = address(f"{scheme}://kizuna:pa%40ss@db.example.org:5433/relief")
    assert read.drivername == "postgresql+asyncpg"
    assert (read.host, read.port, read.password, read.database) == ("db.example.org", 5433, "pa@ss", "relief")


def test_parameters_for_another_driver_are_translated_or_left_out() -> None:
    read = address("postgres://kizuna@db.example.org/relief?sslmode=require&channel_binding=require")
    assert dict(read.query) == {"ssl": "require"}


@pytest.mark.parametrize(
    "odd", ["", "kizuna.db", "mysql://db.example.org/relief", "sqlite://", "sqlite:///:memory:", "http://example.org"]
)
def test_any_other_address_is_refused_with_an_example(odd: str) -> None:
    with pytest.raises(Unavailable) as refused:
        open_store(odd)
    assert str(refused.value) == ADDRESS


async def test_the_address_decides_which_store_opens() -> None:
    file, server = open_store("sqlite:///kizuna.db"), open_store("postgres://kizuna@127.0.0.1/kizuna")
    assert isinstance(file, SqliteStore)
    assert isinstance(server, PostgresStore)
    await file.close()
    await server.close()
