"""Waiting writers share a transaction; what happens to one does not happen to the others."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.post import Tally
from bot.store import PostFilter, Unavailable
from storage.sqlite import SqliteStore, driver
from storage.store import open_store
from storage.troubles import BUSY, FULL, LOST
from tests.contracts.records import NOON, notice, post
from tests.databases import SqliteFiles

BROKEN = "a handler that fails"


@pytest.fixture
def path(sqlite_files: SqliteFiles, tmp_path: Path) -> Path:
    """Return a migrated file."""
    return sqlite_files.file(tmp_path)


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """Return a store that has no patience with locks."""
    opened = open_store(f"sqlite:///{path}", patience=0.0)
    assert isinstance(opened, SqliteStore)
    yield opened
    await opened.close()


async def add(store: SqliteStore, id: str, *, fail: bool = False) -> str:
    """Add a request in a unit of work, and fail before its commit if told so."""
    async with store.begin() as unit:
        await unit.posts.add(post(id), "P1")
        if fail:
            raise LookupError(BROKEN)
        await unit.commit()
    return id


async def stored(store: SqliteStore) -> set[str]:
    """Return the ids of all posts, as a reader on another connection sees them."""
    async with store.read() as view:
        return {each.id for each in await view.posts.listing(PostFilter())}


async def test_sixty_four_writers_share_few_commits_and_one_that_fails_is_undone_alone(store: SqliteStore) -> None:
    writers = [add(store, f"R{n}", fail=n == 13) for n in range(64)]
    answers = await asyncio.gather(*writers, return_exceptions=True)
    assert [repr(each) for each in answers if not isinstance(each, str)] == [repr(LookupError(BROKEN))]
    assert await stored(store) == {f"R{n}" for n in range(64) if n != 13}
    assert store.commits <= 10


async def test_a_crowd_is_served_in_transactions_of_bounded_size(store: SqliteStore) -> None:
    await asyncio.gather(*(add(store, f"R{n}") for n in range(150)))
    assert len(await stored(store)) == 150
    assert 3 <= store.commits <= 10


async def test_nobody_is_answered_before_the_commit(store: SqliteStore) -> None:
    async def add_and_look(id: str) -> bool:
        await add(store, id)
        return id in await stored(store)

    assert all(await asyncio.gather(*(add_and_look(f"R{n}") for n in range(20))))


async def test_one_who_reads_a_neighbours_change_is_not_told_before_it_is_durable(store: SqliteStore) -> None:
    async def look() -> bool:
        async with store.begin() as unit:
            found = await unit.posts.get("R1") is not None
        return found and "R1" in await stored(store)

    _, seen = await asyncio.gather(add(store, "R1"), look())
    assert seen


async def test_writers_that_change_nothing_cost_no_commit(store: SqliteStore) -> None:
    async with store.begin() as unit:
        await unit.posts.add(post(), "P1")
    assert store.commits == 0
    assert await stored(store) == set()


async def test_a_writer_who_is_cancelled_while_waiting_leaves_the_others_alone(store: SqliteStore) -> None:
    tasks = [asyncio.create_task(add(store, f"R{n}")) for n in range(10)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[5].cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(each, asyncio.CancelledError) for each in answers) == 2
    assert await stored(store) == {f"R{n}" for n in (1, 2, 3, 4, 6, 7, 8, 9)}


async def test_a_writer_who_is_cancelled_during_its_turn_is_undone_alone(store: SqliteStore) -> None:
    inside, stuck = asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            inside.set()
            await stuck.wait()

    hanging = asyncio.create_task(hang())
    waiting = asyncio.create_task(add(store, "R2"))
    await inside.wait()
    hanging.cancel()
    assert await waiting == "R2"
    assert hanging.cancelled()
    assert await stored(store) == {"R2"}


async def test_a_writer_who_is_cancelled_just_as_its_turn_comes_does_not_block_the_lane(store: SqliteStore) -> None:
    first, second = asyncio.create_task(add(store, "R1")), asyncio.create_task(add(store, "R2"))
    await asyncio.sleep(0)
    turn = store._lane._waiting[1]
    while not turn.came.done():  # noqa: ASYNC110 - one moment later its writer runs
        await asyncio.sleep(0)
    second.cancel()
    assert await first == "R1"
    assert await add(store, "R3") == "R3"
    assert second.cancelled()
    assert await stored(store) == {"R1", "R3"}


async def test_one_who_gives_up_waiting_for_the_commit_does_not_stop_it(store: SqliteStore) -> None:
    left = asyncio.Event()

    async def give_up() -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            left.set()
            await unit.commit()

    first, second = asyncio.create_task(give_up()), asyncio.create_task(add(store, "R2"))
    await left.wait()
    first.cancel()
    assert await second == "R2"
    assert await stored(store) == {"R1", "R2"}


async def test_a_commit_that_fails_fails_everybody_in_it_and_nobody_after(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_changed: bool) -> None:
        raise Unavailable(FULL)

    with monkeypatch.context() as patched:
        patched.setattr(store._lane, "_end", fail)
        answers = await asyncio.gather(*(add(store, f"R{n}") for n in range(5)), return_exceptions=True)
    assert [str(each) for each in answers] == [FULL] * 5
    assert store.commits == 0
    await add(store, "R9")
    assert await stored(store) == {"R9"}


async def test_a_full_disk_fails_everybody_in_the_transaction_and_frees_the_lane(store: SqliteStore) -> None:
    """A real SQLITE_FULL: the file may not grow any more."""
    await add(store, "R0")
    connection = driver(store._connection())
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + 2}").close()
    big = [grow(store, f"R{n}") for n in range(1, 9)]
    answers = await asyncio.gather(*big, return_exceptions=True)
    assert {str(each) for each in answers} <= {FULL, LOST}
    connection.execute("PRAGMA max_page_count=1000000").close()
    await add(store, "R9")
    assert await stored(store) == {"R0", "R9"}


async def test_a_handler_that_goes_on_after_the_transaction_was_lost_saves_nothing(store: SqliteStore) -> None:
    async def go_on() -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            driver(store._connection()).rollback()  # as SQLite does by itself when the disk is full
            with suppress(Unavailable):
                await unit.posts.add(post("R2"), "P1")
            await unit.commit()

    with pytest.raises(Unavailable, match=LOST):
        await go_on()
    assert await stored(store) == set()


async def grow(store: SqliteStore, id: str) -> None:
    """Add a request of twenty thousand characters."""
    async with store.begin() as unit:
        await unit.posts.add(replace(post(id), text="x" * 20_000), "P1")
        await unit.commit()


async def test_a_database_that_another_program_holds_is_said_to_be_busy(store: SqliteStore, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        answers = await asyncio.gather(*(add(store, f"R{n}") for n in range(3)), return_exceptions=True)
        assert [str(each) for each in answers] == [BUSY] * 3
        assert await stored(store) == set()
        other.execute("ROLLBACK")
    finally:
        other.close()
    await add(store, "R9")
    assert await stored(store) == {"R9"}


async def test_readers_see_one_moment_while_writers_go_on(store: SqliteStore) -> None:
    await add(store, "R1")
    async with store.read() as view:
        assert await view.posts.get("R1") is not None
        await add(store, "R2")
        assert await view.posts.get("R2") is None
    assert await stored(store) == {"R1", "R2"}


async def test_a_unit_of_work_cannot_be_used_after_its_end(store: SqliteStore) -> None:
    async with store.begin() as unit:
        await unit.commit()
        with pytest.raises(RuntimeError):
            await unit.posts.get("R1")
    async with store.read() as view:
        pass
    with pytest.raises(RuntimeError):
        await view.posts.get("R1")


async def test_a_failed_statement_undoes_only_its_own_unit(store: SqliteStore) -> None:
    async def twice() -> None:
        async with store.begin() as unit:
            await unit.posts.add(post("R1"), "P1")
            await unit.posts.add(post("R1"), "P1")

    answers = await asyncio.gather(add(store, "R0"), twice(), add(store, "R2"), return_exceptions=True)
    assert "UNIQUE" in str(answers[1])
    assert await stored(store) == {"R0", "R2"}


async def test_closing_waits_for_those_at_work(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    assert isinstance(store, SqliteStore)
    tasks = [asyncio.create_task(add(store, f"R{n}")) for n in range(5)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*tasks) == [f"R{n}" for n in range(5)]


async def test_the_store_is_durable_and_checks_its_keys(store: SqliteStore) -> None:
    await add(store, "R1")
    asked = ("journal_mode", "synchronous", "foreign_keys")
    connection = driver(store._connection())
    assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 1]


async def test_a_reader_cannot_write(store: SqliteStore) -> None:
    async with store.read() as view:
        with pytest.raises(Unavailable):
            await view.outbox.owe(notice())
        with pytest.raises(Unavailable):
            await view.posts.move("R1", Tally(promised=1), "P1", "promise", NOON)
