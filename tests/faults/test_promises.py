"""Never one blanket promised twice: a short race on each database, and proof that the check would see one."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.trail import AuditEntry
from storage.store import open_store
from tests.databases import SqliteFiles
from tests.faults.promise_check import Trail, answers_hold, in_order
from tests.faults.promise_drill import checked, posted, raced, racers
from tests.faults.promise_racer import Done, Racer

OPERATIONS, FEW = 2_000, 400


async def test_in_a_race_of_four_processes_no_moment_promises_more_than_there_is(address: str, tmp_path: Path) -> None:
    """`python -m tests.faults.promise_drill` does a million operations."""
    async with racers() as started:
        answers = await raced(address, OPERATIONS, 1, started, tmp_path)
    assert answers.total() == OPERATIONS
    assert min(answers[each] for each in ("yours", "moved", "changed", "too little")) > OPERATIONS / 100
    assert not answers["unsure"]


@pytest.fixture
async def entries(sqlite_files: SqliteFiles, tmp_path: Path) -> Sequence[AuditEntry]:
    """Return the trail of a race that was sound, its history beside it in the same folder."""
    store = open_store(await sqlite_files.copy(tmp_path))
    await posted(store)
    with (tmp_path / "history").open("w") as history:
        await Racer(store, random.Random(1), history).race(FEW)
    await checked(store, told(tmp_path))
    async with store.read() as view:
        trail = await view.audit.since(0, 100_000)
    await store.close()
    return trail


def told(folder: Path) -> list[Done]:
    """Return a fresh copy of the history."""
    return [Done(**json.loads(line)) for line in (folder / "history").read_text().splitlines()]


def place(entries: Sequence[AuditEntry], what: str, noun: str) -> int:
    """Return where the first such entry stands."""
    return next(n for n, entry in enumerate(entries) if (entry.what, entry.noun) == (what, noun))


def forged(entries: Sequence[AuditEntry], at: int, **columns: Any) -> list[AuditEntry]:  # noqa: ANN401 - of any column
    """Return the trail up to an entry that says something else."""
    entry = entries[at]
    return [*entries[:at], replace(entry, after={**entry.after, **columns})]


def test_the_check_sees_more_promised_than_there_is(entries: Sequence[AuditEntry]) -> None:
    at = place(entries, "promise", "post")
    with pytest.raises(AssertionError, match=r"version \d+: \[100000, 100001"):
        Trail().replay(forged(entries, at, promised=100_001))


def test_the_check_sees_a_post_that_says_other_than_its_commitments(entries: Sequence[AuditEntry]) -> None:
    at = place(entries, "propose", "commitment")
    with pytest.raises(AssertionError, match="says"):
        Trail().replay(forged(entries, at, asked=entries[at].after["asked"] + 1))


def test_the_check_sees_a_promise_without_a_commitment(entries: Sequence[AuditEntry]) -> None:
    at, trail = place(entries, "promise", "post"), Trail()
    trail.replay(entries[: at + 1])
    with pytest.raises(AssertionError, match="says"):
        trail.agrees(entries[at].record_id)


def test_the_check_sees_a_change_that_left_no_entry(entries: Sequence[AuditEntry]) -> None:
    at = place(entries, "edit", "post")
    with pytest.raises(AssertionError, match="goes from"):
        Trail().replay([*entries[:at], *entries[at + 1 :]])


def test_the_check_sees_an_entry_that_tells_another_story_of_what_was_before(entries: Sequence[AuditEntry]) -> None:
    at = place(entries, "promise", "post")
    with pytest.raises(AssertionError, match="changed unseen"):
        Trail().replay([*entries[:at], replace(entries[at], before={**(entries[at].before or {}), "item": "tents"})])


def test_the_check_sees_a_move_that_is_not_in_the_table(entries: Sequence[AuditEntry]) -> None:
    at = place(entries, "accept", "commitment")
    with pytest.raises(AssertionError):
        Trail().replay(forged(entries, at, state="received"))


def test_the_check_sees_one_promise_given_to_two(entries: Sequence[AuditEntry], tmp_path: Path) -> None:
    done, trail = told(tmp_path), Trail()
    trail.replay(entries)
    given = next(each for each in done if each.answer == "yours")
    with pytest.raises(AssertionError, match="given to two"):
        answers_hold([*done, given], trail)
    with pytest.raises(AssertionError, match="never promised"):
        answers_hold([each for each in done if each is not given], trail)
    given.record = "C999999"
    with pytest.raises(AssertionError, match="not kept"):
        answers_hold(done, trail)


def test_the_check_sees_a_refusal_where_enough_was_left(entries: Sequence[AuditEntry], tmp_path: Path) -> None:
    done, trail = told(tmp_path), Trail()
    trail.replay(entries)
    refused = next(each for each in done if each.answer == "too little")
    refused.wanted = 0
    with pytest.raises(AssertionError, match="too little"):
        answers_hold(done, trail)


def test_the_check_sees_who_was_shown_what_was_over_already(entries: Sequence[AuditEntry], tmp_path: Path) -> None:
    done, trail = told(tmp_path), Trail()
    trail.replay(entries)
    late = max((each for each in done if each.seen), key=lambda each: each.began)
    late.seen = dict.fromkeys(late.seen, 1)
    late.began = late.ended = 1 + max(each.ended for each in done)
    with pytest.raises(AssertionError, match="came after"):
        in_order(done, trail)
