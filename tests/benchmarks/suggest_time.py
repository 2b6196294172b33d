"""Measures suggestions over 20,000 open records beside a plain scan of them: `python -m tests.benchmarks.suggest_time`.

Prints also what loading them costs, how long the loading holds up everything else, and the memory they take.
"""

import asyncio
import gc
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.callers import Callers
from bot.chat import Identity, Place
from bot.command import Option
from bot.commands import COMMANDS
from bot.domain.post import Post, PostPlace, first_state
from bot.domain.reading import PostKind
from bot.domain.record import AUDIENCES, Stamp
from bot.memory.memory import Memory
from bot.memory.suggesting import Suggesting
from bot.store import Store
from storage.store import open_store
from storage.upgrade import upgrade
from tests.chat import known
from tests.clock import START, SetClock

RECORDS, BATCH, ROUNDS, SEED = 20_000, 500, 60, 7
WORST_MS = 20.0
SENDER, PLACE = Identity("discord", "server", "aki"), Place("discord", "server", "channel")
OTHERS = ("Wajima", "Suzu", "Noto", "Nanao", "Anamizu")
TYPED = (
    ("match", "record", ""),
    ("match", "record", "bl"),
    ("match", "record", "200 blankets wajima"),
    ("match", "record", "毛"),
    ("match", "record", "nothing like it"),
    ("match", "record", "R12"),
    ("mine", "record", ""),
    ("mine", "record", "bl"),
    ("request", "category", ""),
    ("request", "category", "毛"),
    ("request", "place", "Waji"),
    ("response", "record", "noto"),
)


def invented(number: int, draw: random.Random) -> Post:
    """Return an open request or offer of something somewhere, as people write it."""
    kind: PostKind = draw.choice(("request", "offer"))
    category = draw.choice(known().vocabulary.categories())
    language = draw.choice(("en", "ja"))
    item, at = category.name.of(language), START - timedelta(seconds=draw.randrange(10**6))
    town = draw.choice(OTHERS)
    code = known().gazetteer.resolve(f"{town}, Ishikawa").code
    person = draw.randrange(400)
    return Post(
        id=f"{'R' if kind == 'request' else 'O'}{number}",
        kind=kind,
        stamp=Stamp(f"P{person}", f"G{person % 80}", None, draw.choice(AUDIENCES), "actual", at, at),
        state=first_state(kind),
        category=category.id,
        item=item,
        text=item,
        language=language,
        quantity=draw.randrange(1, 500) * 1000,
        counted=True,
        places=(PostPlace(town, (code,) if code else ()),),
        urgency=draw.choice(("routine", "routine", "routine", "critical")),
    )


async def filled(store: Store) -> None:
    """Store the records, many in one transaction."""
    draw = random.Random(SEED)
    for start in range(0, RECORDS, BATCH):
        async with store.begin() as uow:
            for number in range(start, start + BATCH):
                await uow.posts.add(invented(number + 1, draw), by="")
            await uow.commit()


async def loaded(memory: Memory) -> tuple[float, float]:
    """Return how long loading took and the longest time nothing else had its turn, in milliseconds."""
    longest, before = 0.0, time.perf_counter()

    async def watch() -> None:
        nonlocal longest
        while True:
            at = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - at)

    watching = asyncio.create_task(watch())
    await memory.refresh()
    watching.cancel()
    return (time.perf_counter() - before) * 1000, longest * 1000


def times(ask: Callable[[], object]) -> list[float]:
    """Return how long each round took, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    """Return what 95 of 100 stay under."""
    return statistics.quantiles(taken, n=20)[-1]


def plain_scan(memory: Memory) -> list[str]:
    """Return the floor: every record looked at once for a word that none has."""
    return [post.id for post in memory.posts if " zzz" in post.words]


def option(command: str, name: str) -> Option:
    """Return a declared option."""
    return next(o for c in COMMANDS if c.name == command for o in c.options if o.name == name)


async def kept_mb(memory: Memory) -> float:
    """Return what a memory holds once it is loaded, in megabytes."""
    tracemalloc.start()
    await memory.refresh()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / 1e6


async def main() -> None:
    """Load, ask, and print; the last line is the worst p95 and whether it stays within the bound."""
    callers = Callers(known().vocabulary, known().gazetteer, frozenset(), "en", "Asia/Tokyo")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        await upgrade(url)
        store = open_store(url)
        await filled(store)
        memory = Memory(store, callers, SetClock())
        whole, longest = await loaded(memory)
        show(f"loading {len(memory.posts)} records {whole:.0f} ms, longest turn {longest:.0f} ms")
        show(f"kept {await kept_mb(Memory(store, callers, SetClock())):.0f} MB")
        await memory.refresh()
        suggesting = Suggesting(memory, callers)
        floor, worst = statistics.median(times(lambda: plain_scan(memory))), 0.0
        show(f"{'plain scan':45} {floor:6.2f} ms")
        for command, name, typed in TYPED:
            asked = option(command, name)
            taken = p95(times(lambda: suggesting.choices(command, asked, typed, SENDER, PLACE)))  # noqa: B023 - run at once
            worst = max(worst, taken)
            show(f"/{command} {name}: “{typed}”".ljust(45) + f" {taken:6.2f} ms p95   {taken / floor:5.2f} times")
        await store.close()
    show(f"worst p95 {worst:.2f} ms, bound {WORST_MS:.0f} ms: {'kept' if worst <= WORST_MS else 'BROKEN'}")


def show(line: str) -> None:
    """Print a measurement."""
    print(line)  # noqa: T201 - a measurement is for the terminal


if __name__ == "__main__":
    asyncio.run(main())
