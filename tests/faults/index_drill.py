"""kill -9 while documents are stored and indexed, again and again; then the store and the index agree.

Run twenty kills with `python -m tests.faults.index_drill`.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE
from hashlib import sha256
from pathlib import Path

from bot.domain.document import Document, Passage
from bot.domain.record import Stamp
from bot.flows.knowing.following import follow
from bot.store import Store
from knowledge.language.words import load_words
from knowledge.library.search import LessonLibrary
from storage.store import open_store
from tests.clock import START
from tests.databases import Source, SqliteFiles

ROOT = Path(__file__).parents[2]
KILLS, SEED = 20, 11
LONGEST = 900
"""Passages of a document at most: some documents wait in memory at first, longer ones go to disk at once."""
STAMP = Stamp("", None, None, "public", "actual", START, START)
EVERYTHING = 10**6


async def work(address: str, folder: Path, seed: int) -> None:
    """Store a document and index it, for ever; print a line for each."""
    draw, library, store = random.Random(seed), LessonLibrary(load_words(), folder=folder), open_store(address)
    while True:
        await stored(store, draw.randint(1, LONGEST))
        await follow(store, library)
        sys.stdout.write("indexed\n")
        sys.stdout.flush()


async def stored(store: Store, many: int) -> None:
    """Store a document with so many passages, each of which names a depot."""
    async with store.begin() as uow:
        own = await uow.new_id("B")
        document = Document(own, STAMP, "Depots", f"{own}.txt", sha256(own.encode()).hexdigest(), language="en")
        texts = (f"Depot {own} ran out of blankets on night {number}." for number in range(1, many + 1))
        parts = [Passage(f"{own}.{n}", own, n, text, language="en") for n, text in enumerate(texts, start=1)]
        await uow.documents.bring(document, parts, by="")
        await uow.commit()


async def killed(address: str, folder: Path, seed: int, lines: int, late: float) -> None:
    """Let a process work until so many documents are indexed, and kill it `late` seconds after."""
    order = (sys.executable, "-m", "tests.faults.index_drill", "--work", address, str(folder), str(seed))
    child = await asyncio.create_subprocess_exec(*order, cwd=ROOT, stdout=PIPE)
    assert child.stdout is not None
    for _ in range(lines):
        assert await child.stdout.readline(), "the process ended by itself"
    await asyncio.sleep(late)
    child.send_signal(signal.SIGKILL)
    await child.communicate()
    assert child.returncode == -signal.SIGKILL


async def agreed(address: str, folder: Path) -> int:
    """Return how many passages both hold after the index has followed. Raises AssertionError where they differ."""
    store, library = open_store(address), LessonLibrary(load_words(), folder=folder)
    try:
        before = library.mark.documents
        at_mark = _all(library)
        async with store.read() as view:
            documents, newest = await view.documents.changed_since(0)
            later, _ = await view.documents.changed_since(before)
            passages = {one.id: {each.id for each in await view.documents.passages_of(one.id)} for one in documents}
        unseen = {one.id for one in later} if before else set(passages)
        expected = set[str]().union(*(ids for document, ids in passages.items() if document not in unseen))
        assert expected <= at_mark, "the index lacks what its mark says it has"
        await follow(store, library)
        everything = set[str]().union(*passages.values())
        assert library.mark.documents == newest
        assert _all(library) == everything
        return len(everything)
    finally:
        library.close()
        await store.close()


def _all(library: LessonLibrary) -> set[str]:
    return {found for found, _ in library.ranked("depot", EVERYTHING)}


async def drill(source: Source, folder: Path, kills: int) -> list[int]:
    """Kill so many times; return how many passages store and index held in common after each kill."""
    address, index, draw = await source.copy(folder), folder / "index", random.Random(SEED)
    counts = []
    for kill in range(kills):
        await killed(address, index, kill, draw.randint(0, 3), draw.uniform(0, 1.5))
        counts.append(await agreed(address, index))
    await source.take_back(address, tidy=True)
    return counts


def main() -> None:
    """Run the drill, or be the process that is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--work", nargs=3, metavar=("ADDRESS", "FOLDER", "SEED"))
    arguments = parser.parse_args()
    if arguments.work:
        address, folder, seed = arguments.work
        return asyncio.run(work(address, Path(folder), int(seed)))
    with tempfile.TemporaryDirectory(prefix="kizuna-index-") as folder:
        counts = asyncio.run(drill(SqliteFiles(Path(folder)), Path(folder), arguments.kills))
    return print(f"{len(counts)} kills; passages in store and index after each: {counts}")  # noqa: T201 - it is the result


if __name__ == "__main__":
    main()
