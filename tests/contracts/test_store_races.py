"""Never over-committed: on any database, with any number of processes."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from storage.store import Store
from tests.contracts import racer
from tests.contracts.records import post

ROOT = Path(racer.__file__).parents[2]
PROCESSES, ATTEMPTS, STOCK = 4, 96, 500


async def _start(address: str, seed: int) -> Process:
    order = (sys.executable, "-m", "tests.contracts.racer", address, str(ATTEMPTS), str(seed))
    return await asyncio.create_subprocess_exec(*order, stdin=PIPE, stdout=PIPE, cwd=ROOT)


async def _ready(process: Process) -> None:
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"


async def test_four_processes_that_race_for_one_offer_get_exactly_what_there_is(store: Store, address: str) -> None:
    """They ask for about twice the stock; the last of it may be less than anybody asks for."""
    async with store.begin() as unit:
        await unit.posts.add(post("O1", "offer", quantity=STOCK), "P1")
        await unit.commit()
    racers = [await _start(address, seed) for seed in range(PROCESSES)]
    await asyncio.gather(*map(_ready, racers))
    answers = await asyncio.gather(*(process.communicate(b"go\n") for process in racers))
    granted = sum(int(out) for out, _ in answers)
    async with store.read() as view:
        offer = await view.posts.get("O1")
        entries = await view.audit.since(0, limit=1_000_000)
    assert offer is not None
    assert offer.tally.promised == granted == STOCK
    assert offer.stamp.version == len(entries)
    assert offer.state == "reserved"
