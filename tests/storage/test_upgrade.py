"""A database's tables can be brought forward and back, with what is in them, on both databases."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.engine.interfaces import ReflectedIndex

from bot.domain.post import PostPlace
from bot.domain.site import Site
from bot.store import PostFilter, Unavailable
from storage.store import open_store
from storage.tables import metadata
from storage.upgrade import FOREIGN, NEWER, OLDER, downgrade, on_connection, prepare, status, upgrade
from tests.contracts.records import post, stamp

HEAD = "0013"


def shape(connection: Connection) -> dict[str, Any]:
    """Return everything a database tells about our tables, without their order."""
    seen = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], _bare(column.get("default")))
                for column in seen.get_columns(table)
            },
            "key": seen.get_pk_constraint(table),
            "unique": sorted(map(str, seen.get_unique_constraints(table))),
            "foreign": sorted(map(str, seen.get_foreign_keys(table))),
            "indexes": sorted(map(_told, seen.get_indexes(table))),
            "checks": sorted(map(str, seen.get_check_constraints(table))),
        }
        for table in metadata.tables
    }


def _told(index: ReflectedIndex) -> str:
    """Return an index with its conditions as text."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str({**index, "dialect_options": options})


def _bare(default: str | None) -> str | None:
    return default and default.partition("::")[0]


async def test_the_revisions_make_exactly_the_tables_of_the_program(own_address: str, bare_address: str) -> None:
    await on_connection(bare_address, metadata.create_all)
    assert await on_connection(own_address, shape) == await on_connection(bare_address, shape)


async def test_the_tables_go_down_and_up_with_what_is_in_them(own_address: str) -> None:
    water = replace(post("R2"), category="wash.water")
    store = open_store(own_address)
    async with store.begin() as unit:
        for each in (post(), water, replace(post("R3"), category=None)):
            await unit.posts.add(each, "P1")
        await unit.commit()
    await store.close()

    await downgrade(own_address, "0001")
    assert await status(own_address) == ("0001", HEAD)
    await upgrade(own_address)
    assert await status(own_address) == (HEAD, HEAD)

    store = open_store(own_address)
    async with store.read() as view:
        assert await view.posts.get("R1") == post()
        assert await view.posts.listing(PostFilter(sectors=("wash",))) == [water]
        assert len(await view.posts.listing(PostFilter())) == 3
    await store.close()


async def test_sites_go_with_their_tables_and_leave_no_number_in_a_post_that_leads_nowhere(own_address: str) -> None:
    named = (PostPlace("珠洲市", ("JP17205",), "to", "飯田小避難所", "S1"), PostPlace("Wajima", ("JP17204",)))
    store = open_store(own_address)
    async with store.begin() as unit:
        await unit.sites.add(Site("S1", stamp(), "JP17205", "飯田小避難所", "ja", "shelter"), "P1")
        await unit.posts.add(post("R1", places=named), "P1")
        await unit.posts.add(post("R2"), "P1")
        await unit.commit()
    await store.close()

    await downgrade(own_address, "0004")
    await upgrade(own_address)

    store = open_store(own_address)
    async with store.read() as view:
        assert await view.sites.get("S1") is None
        assert await view.posts.get("R1") == post("R1", places=(PostPlace("珠洲市", ("JP17205",), "to"), named[1]))
        assert await view.posts.get("R2") == post("R2")
    await store.close()


async def test_all_tables_can_be_taken_away_and_made_again(own_address: str) -> None:
    await downgrade(own_address, "base")
    assert await status(own_address) == (None, HEAD)
    await prepare(own_address)
    assert await status(own_address) == (HEAD, HEAD)


async def test_an_empty_database_is_prepared_and_a_ready_one_left_alone(bare_address: str) -> None:
    assert await status(bare_address) == (None, HEAD)
    await prepare(bare_address)
    await prepare(bare_address)
    assert await status(bare_address) == (HEAD, HEAD)


async def test_an_older_database_is_not_touched_but_says_what_to_run(own_address: str) -> None:
    await downgrade(own_address, "0001")
    with pytest.raises(Unavailable) as refused:
        await prepare(own_address)
    assert str(refused.value) == OLDER
    assert "kizuna db upgrade" in OLDER
    assert await status(own_address) == ("0001", HEAD)


async def test_a_database_of_a_later_program_is_refused(own_address: str) -> None:
    await _tell(own_address, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable) as refused:
        await prepare(own_address)
    assert str(refused.value) == NEWER


async def test_a_database_with_tables_of_another_program_is_refused(bare_address: str) -> None:
    await _tell(bare_address, "CREATE TABLE posts (title text)")
    with pytest.raises(Unavailable) as refused:
        await prepare(bare_address)
    assert str(refused.value) == FOREIGN


async def test_a_revision_that_fails_changes_nothing(own_address: str) -> None:
    """0002 cannot be taken back where its index is gone; the version stays what it was."""
    await _tell(own_address, "DROP INDEX ix_posts_sector")
    with pytest.raises(Exception, match=r"ix_posts_sector|does not fit"):
        await downgrade(own_address, "base")
    assert await status(own_address) == (HEAD, HEAD)
    assert "sector" in await on_connection(own_address, lambda c: [x["name"] for x in inspect(c).get_columns("posts")])


async def _tell(url: str, sentence: str) -> None:
    await on_connection(url, lambda connection: connection.exec_driver_sql(sentence))
