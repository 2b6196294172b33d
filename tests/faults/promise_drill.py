"""Four processes race for a handful of posts; then the whole history is checked, not only its end.

Run a million operations with `python -m tests.faults.promise_drill`, on PostgreSQL with `--postgres`.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from pathlib import Path

from bot.chat import Identity
from bot.store import PostFilter
from storage.store import Store, open_store
from tests.contracts.records import organisation, post, stamp
from tests.databases import Source, SqliteFiles, postgres_server
from tests.faults.promise_check import STAGES, Trail, answers_hold, in_order
from tests.faults.promise_racer import PEOPLE, Done, person

ROOT = Path(__file__).parents[2]
PROCESSES, ROUND, PAGE = 4, 10_000, 2_000
"""Each round of so many operations has a database of its own, whose trail is read by pages."""
STOCK = 100_000


@asynccontextmanager
async def racers() -> AsyncIterator[list[Process]]:
    """Start the processes, which wait for rounds, and end them afterwards."""
    order = (sys.executable, "-m", "tests.faults.promise_racer")
    started = [
        await asyncio.create_subprocess_exec(*order, stdin=PIPE, stdout=PIPE, cwd=ROOT) for _ in range(PROCESSES)
    ]
    try:
        await asyncio.gather(*(_says(each, b"ready\n") for each in started))
        yield started
    finally:
        for each in started:
            if each.returncode is None:
                each.kill()
            await each.communicate()


async def _says(process: Process, line: bytes) -> None:
    assert process.stdout is not None
    said = await process.stdout.readline()
    assert said == line, f"a racer fell over: {said!r}"


async def posted(store: Store) -> None:
    """Let each of the people ask for something and offer something."""
    async with store.begin() as unit:
        for number in range(1, PEOPLE + 1):
            who = person(f"P{number}")
            await unit.organisations.add(organisation(f"G{number}", f"Racing Relief {number} (invented)"), who.id)
            await unit.people.add(who, who.id)
            await unit.people.link(Identity("console", "", who.id), who.id, who.name)
            owned = stamp(who.id, who.organisation_id)
            await unit.posts.add(post(f"R{number}", "request", STOCK, stamp=owned), who.id)
            await unit.posts.add(post(f"O{number}", "offer", STOCK, stamp=owned), who.id)
        await unit.commit()


async def raced(address: str, operations: int, seed: int, started: Sequence[Process], folder: Path) -> Counter[str]:
    """Race once for fresh posts and check everything; return how often each answer was given."""
    async with AsyncExitStack() as stack:
        store = open_store(address)
        stack.push_async_callback(store.close)
        await posted(store)
        done = await operated(address, operations, seed, started, folder)
        await checked(store, done)
    return Counter(each.answer for each in done)


async def operated(address: str, operations: int, seed: int, started: Sequence[Process], folder: Path) -> list[Done]:
    """Let every process do its share and return what they wrote down."""
    histories = [folder / f"history{place}" for place in range(len(started))]
    for place, (process, history) in enumerate(zip(started, histories, strict=True)):
        assert process.stdin is not None
        share = operations // len(started) + (place < operations % len(started))
        process.stdin.write(f"{address}\t{share}\t{seed * len(started) + place}\t{history}\n".encode())
    await asyncio.gather(*(_says(process, b"done\n") for process in started))
    done = [Done(**json.loads(line)) for history in histories for line in history.read_text().splitlines()]
    assert len(done) == operations
    return done


async def checked(store: Store, done: Sequence[Done]) -> None:
    """Replay the trail, hold the answers against it and its end against what is stored. Raises AssertionError."""
    trail, number = Trail(), 0
    async with store.read() as view:
        while page := await view.audit.since(number, PAGE):
            trail.replay(page)
            number = page[-1].number
        for standing in await view.posts.listing(PostFilter()):
            trail.agrees(standing.id)
            last = trail.versions[standing.id][-1]
            assert (standing.state, standing.quantity) == (last["state"], last["quantity"])
            assert all(getattr(standing.tally, stage) == last[stage] for stage in STAGES)
        made = [record for record in trail.versions if record[0] == "C"]
        for commitment in await view.commitments.many(made):
            assert commitment.state == trail.versions[commitment.id][-1]["state"]
    answers_hold(done, trail)
    in_order(done, trail)


async def drill(operations: int, source: Source) -> None:
    """Race round after round until so many operations are done, and say after each how many there were."""
    began, answers, seed = time.perf_counter(), Counter[str](), 0
    async with racers() as started:
        while answers.total() < operations:
            with tempfile.TemporaryDirectory() as folder:
                address = await source.copy(Path(folder))
                size = min(ROUND, operations - answers.total())
                answers += await raced(address, size, seed, started, Path(folder))
                await source.take_back(address, tidy=True)
            seed += 1
            took = time.perf_counter() - began
            sys.stdout.write(f"{answers.total()} operations in {took:.0f} s, 0 over-commitments: {dict(answers)}\n")
            sys.stdout.flush()


def main() -> None:
    """Drill as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own, not on SQLite")
    given = parser.parse_args()
    with ExitStack() as stack:
        templates = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        source = stack.enter_context(postgres_server()) if given.postgres else SqliteFiles(templates)
        asyncio.run(drill(given.operations, source))


if __name__ == "__main__":
    main()
