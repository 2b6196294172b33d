"""`kizuna db check` finds tallies that do not add up, rows that point nowhere and damaged files."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.commitment import Commitment, weight
from bot.domain.post import Tally
from bot.store import Unavailable
from storage.check import BROKEN, check
from storage.store import open_store
from storage.troubles import DAMAGED
from storage.upgrade import on_connection
from tests.contracts.records import commitment, post
from tests.databases import SqliteFiles

COMMITMENTS: tuple[Commitment, ...] = (
    commitment("C1", "proposed", asked=1_000, given=2_000),
    commitment("C2", "in_transit", asked=2_000, given=3_000),
    commitment("C3", "delivered", asked=4_000, given=5_000),
    commitment("C4", "received", asked=8_000, given=9_000),
    commitment("C5", "declined", asked=16_000, given=16_000),
    commitment("C6", "accepted", asked=32_000, given=32_000),
)


async def fill(address: str) -> None:
    """Store a request and an offer whose tallies are those of their commitments."""
    asked, given = Tally(), Tally()
    for each in COMMITMENTS:
        asked, given = asked + weight(each, each.asked), given + weight(each, each.given)
    store = open_store(address)
    async with store.begin() as unit:
        await unit.posts.add(replace(post("R1"), tally=asked), "P1")
        await unit.posts.add(replace(post("O1", "offer"), tally=given), "P2")
        await unit.posts.add(post("R2"), "P1")
        for each in COMMITMENTS:
            await unit.commitments.add(each, "P1")
        await unit.commit()
    await store.close()


async def tell(address: str, sentence: str) -> None:
    """Change the database behind the program's back."""
    await on_connection(address, lambda connection: connection.exec_driver_sql(sentence))


async def test_a_sound_database_has_no_findings(address: str) -> None:
    await fill(address)
    assert await check(address) == []


async def test_a_tally_that_is_not_the_sum_of_its_commitments_is_found(address: str) -> None:
    await fill(address)
    await tell(address, "UPDATE posts SET promised = 99000 WHERE id = 'R1'")
    await tell(address, "UPDATE posts SET promised = 7000 WHERE id = 'R2'")
    assert [str(finding) for finding in await check(address)] == [
        "R1 notes 99 as promised, but its commitments add up to 47.",
        "R2 notes 7 as promised, but its commitments add up to 0.",
    ]


async def test_every_stage_of_a_tally_is_looked_at(address: str) -> None:
    await fill(address)
    await tell(address, "UPDATE posts SET promised = 60000, sent = 50000 WHERE id = 'O1'")
    await tell(address, "UPDATE posts SET arrived = 40000, received = 30000 WHERE id = 'O1'")
    assert [str(finding) for finding in await check(address)] == [
        "O1 notes 60 as promised, but its commitments add up to 51.",
        "O1 notes 50 as sent, but its commitments add up to 17.",
        "O1 notes 40 as arrived, but its commitments add up to 14.",
        "O1 notes 30 as received, but its commitments add up to 9.",
    ]


async def test_a_row_that_points_nowhere_is_found(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    address = await sqlite_files.copy(tmp_path)
    await tell(address, "INSERT INTO post_places (post_id, code) VALUES ('R77', 'JP17204')")
    assert [str(finding) for finding in await check(address)] == [
        "A row of post_places points to a row of posts that does not exist."
    ]


async def test_a_damaged_file_is_found(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    path = sqlite_files.file(tmp_path)
    await fill(f"sqlite:///{path}")
    await tell(f"sqlite:///{path}", "CREATE INDEX wrong ON posts (note)")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'note', 'item') WHERE name = 'wrong'")
        connection.commit()
    found = await check(f"sqlite:///{path}")
    assert {finding.sentence for finding in found} == {BROKEN}


async def test_a_file_that_is_no_database_cannot_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "kizuna.db"
    path.write_text("not a database, but long enough to be looked at " * 100)
    with pytest.raises(Unavailable) as refused:
        await check(f"sqlite:///{path}")
    assert str(refused.value) == DAMAGED
