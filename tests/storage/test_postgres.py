"""What only happens where transactions run side by side on a server."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.domain.post import Post, Tally
from bot.store import Retry, Unavailable
from storage.postgres import PostgresStore
from storage.store import open_store
from storage.troubles import AWAY, CROWDED
from storage.upgrade import on_connection
from tests.contracts.records import NOON, TOWN_SQUARE, lesson, notice, post, update
from tests.databases import PostgresServer


@pytest.fixture
async def address(postgres: PostgresServer) -> AsyncIterator[str]:
    """Return the address of an empty migrated database on the server."""
    url = await postgres.copy()
    yield url
    await postgres.take_back(url, tidy=True)


@pytest.fixture
async def store(address: str) -> AsyncIterator[PostgresStore]:
    """Return a store with two connections and little patience."""
    opened = open_store(address, patience=0.2, connections=2)
    assert isinstance(opened, PostgresStore)
    yield opened
    await opened.close()


async def add(store: PostgresStore, *posts: Post) -> None:
    """Store the posts."""
    async with store.begin() as unit:
        for each in posts:
            await unit.posts.add(each, "P1")
        await unit.commit()


async def cut(address: str) -> None:
    """Let the server close every other connection to the database."""
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    order = text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - no input
    await on_connection(address, lambda connection: connection.execute(order))


async def test_of_two_who_wait_for_each_other_one_is_told_to_try_again(store: PostgresStore) -> None:
    await add(store, post("R1"), post("R2"))

    async def take(id: str, then: str, met: asyncio.Barrier) -> Post | None:
        async with store.begin() as unit:
            await unit.posts.move(id, Tally(promised=1), "P1", "promise", NOON)
            await met.wait()
            taken = await unit.posts.move(then, Tally(promised=1), "P1", "promise", NOON)
            await unit.commit()
        return taken

    met = asyncio.Barrier(2)
    answers = await asyncio.gather(take("R1", "R2", met), take("R2", "R1", met), return_exceptions=True)
    assert sorted(type(each).__name__ for each in answers) == ["Post", "Retry"]


async def test_of_two_reports_that_take_the_same_number_one_is_told_to_try_again(store: PostgresStore) -> None:
    async def report(id: str, met: asyncio.Barrier) -> int:
        async with store.begin() as unit:
            number = await unit.updates.next_number("E1", "G1")
            await met.wait()
            await unit.updates.add(replace(update(id), number=number), "P1")
            await unit.commit()
        return number

    met = asyncio.Barrier(2)
    answers = await asyncio.gather(report("U1", met), report("U2", met), return_exceptions=True)
    assert {type(each) for each in answers} == {int, Retry}


async def test_a_lesson_that_commits_late_is_not_missed(store: PostgresStore) -> None:
    """Its audit number is older than the newest that a reader has seen already."""
    async with store.begin() as late:
        await late.lessons.add(lesson("L1"), "P1")
        async with store.begin() as unit:
            await unit.lessons.add(lesson("L2"), "P1")
            await unit.commit()
        async with store.read() as view:
            first, seen = await view.lessons.changed_since(0)
        await late.commit()
    async with store.read() as view:
        second, _ = await view.lessons.changed_since(seen)
    assert [each.id for each in first] == ["L2"]
    assert "L1" in {each.id for each in second}


async def test_connections_that_the_server_closed_are_replaced_unnoticed(store: PostgresStore, address: str) -> None:
    await add(store, post("R1"))
    await cut(address)
    await add(store, post("R2"))


async def test_a_unit_whose_connection_breaks_is_unavailable_and_undone(store: PostgresStore, address: str) -> None:
    async def work() -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            await cut(address)
            await unit.posts.add(post("R2"), "P1")

    with pytest.raises(Unavailable) as refused:
        await work()
    assert str(refused.value) == AWAY
    async with store.read() as view:
        assert await view.posts.get("R1") is None


async def test_a_commit_that_breaks_is_not_called_saved(store: PostgresStore, address: str) -> None:
    async def work() -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            await cut(address)
            await unit.commit()

    with pytest.raises(Unavailable):
        await work()


async def test_one_too_many_is_told_that_there_is_a_crowd(store: PostgresStore) -> None:
    async with store.begin(), store.begin():
        with pytest.raises(Unavailable) as refused:
            async with store.begin():
                pass
    assert str(refused.value) == CROWDED


async def test_a_view_stays_at_one_moment_and_cannot_write(store: PostgresStore) -> None:
    await add(store, post("R1"))
    async with store.read() as view:
        assert await view.posts.get("R1") is not None
        await add(store, post("R2"))
        assert await view.posts.get("R2") is None
        with pytest.raises(Exception, match="read-only"):
            await view.posts.move("R1", Tally(promised=1), "P1", "promise", NOON)


async def test_a_writer_who_is_cancelled_is_undone_and_gives_its_connection_back(store: PostgresStore) -> None:
    async def hang(inside: asyncio.Event) -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            inside.set()
            await asyncio.Event().wait()

    for _ in range(3):
        inside = asyncio.Event()
        hanging = asyncio.create_task(hang(inside))
        await inside.wait()
        hanging.cancel()
        await asyncio.wait([hanging])
    await add(store, post("R1"), post("R2"))


async def test_a_courier_does_not_wait_for_another_one(store: PostgresStore) -> None:
    async with store.begin() as unit:
        await unit.outbox.owe(notice("n1"))
        await unit.outbox.owe(notice("n2", place=replace(TOWN_SQUARE, channel="kitchen")))
        await unit.commit()
    async with asyncio.timeout(5), store.begin() as one, store.begin() as other:
        assert [each.id for each in await one.outbox.take(NOON, 30, limit=1)] == ["n1"]
        assert [each.id for each in await other.outbox.take(NOON, 30)] == ["n2"]


async def test_a_unit_of_work_cannot_be_used_after_its_end(store: PostgresStore) -> None:
    async with store.begin() as unit:
        await unit.commit()
        with pytest.raises(RuntimeError):
            await unit.posts.get("R1")
