"""kill -9 in the middle of an import, again and again; then every document is there once and whole.

Run twenty kills with `python -m tests.faults.import_drill`, on PostgreSQL with `--postgres`.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bot.domain.document import Passage
from storage.store import Store, open_store
from tests.databases import Source, SqliteFiles, postgres_server
from tests.knowledge import papers

ROOT = Path(__file__).parents[2]
KILLS = 20


@dataclass(slots=True)
class Tally:
    """How many documents were stored after each kill, and how many kills came before the import was at its end."""

    stored: list[int] = field(default_factory=list)
    before_end: int = 0


def shelve(folder: Path, many: int) -> None:
    """Put so many different documents into a folder, of several kinds, and some that are refused."""
    folder.mkdir()
    for number in range(many):
        text = f"Depot {number} ran out of blankets on night {number}. " * 600
        if number % 3 == 0:
            (folder / f"{number:03}.pdf").write_bytes(papers.long_report(4 + number))
        elif number % 3 == 1:
            (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
        else:
            (folder / f"{number:03}.docx").write_bytes(papers.word([f"# Depot {number}", *text.split(". ")[:40]]))
    (folder / "scan.pdf").write_bytes(papers.scanned())


async def run(address: str, folder: Path, lines: int | None = None, late: float = 0) -> bool:
    """Import a folder, or kill -9 the import `late` seconds after so many `lines`; return whether it was killed."""
    order = (sys.executable, "-m", "bot", "lessons", "import", str(folder))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIZUNA_")}
    environment = kept | {"DATABASE_URL": address, "PYTHONUNBUFFERED": "1"}
    child = await asyncio.create_subprocess_exec(*order, cwd=ROOT, env=environment, stdout=PIPE, stderr=DEVNULL)
    assert child.stdout is not None
    rows = 0
    while (lines is None or rows < lines) and await child.stdout.readline():
        rows += 1
    if lines is not None:
        await asyncio.wait({asyncio.create_task(child.wait())}, timeout=late)
        if child.returncode is None:
            child.send_signal(signal.SIGKILL)
    await child.communicate()
    return child.returncode == -signal.SIGKILL


async def contents(store: Store) -> Mapping[str, tuple[Passage, ...]]:
    """Return the passages of each stored content, by its sha256, without their ids. Raises AssertionError."""
    found: dict[str, tuple[Passage, ...]] = {}
    async with store.read() as view:
        documents, _ = await view.documents.changed_since(0)
        for document in documents:
            assert document.sha256 not in found, f"{document.source} is there twice"
            passages = await view.documents.passages_of(document.id)
            assert [each.id for each in passages] == [f"{document.id}.{n}" for n in range(1, len(passages) + 1)]
            assert [entry.what for entry in await view.audit.of(document.id)] == ["import"]
            found[document.sha256] = tuple(bare(each) for each in passages)
        assert (await view.documents.count()) == (len(found), sum(map(len, found.values())))
    return found


def bare(passage: Passage) -> Passage:
    """Return a passage as it is in any database."""
    return Passage("", "", passage.number, passage.text, passage.page, passage.heading, passage.language)


async def drill(source: Source, kills: int, documents: int, seed: int = 1) -> Tally:
    """Kill so many imports, end with one that is left alone, and hold what is stored against an undisturbed import."""
    drawn, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        for each in ("killed", "calm"):
            (base / each).mkdir()
        shelve(base / "shelf", documents)
        address, calm = await source.copy(base / "killed"), await source.copy(base / "calm")
        await run(calm, base / "shelf")
        for _ in range(kills):
            already = tally.stored[-1] if tally.stored else 0
            rows = drawn.randint(0, min(documents, already + 2))
            tally.before_end += await run(address, base / "shelf", rows, drawn.random() * 2)
            tally.stored.append(await stored(address))
        await run(address, base / "shelf")
        await agree(address, calm, base / "shelf")
        for each in (address, calm):
            await source.take_back(each, tidy=True)
    return tally


async def stored(address: str) -> int:
    """Return how many documents a killed import left, all of them whole."""
    store = open_store(address, patience=30)
    found = await contents(store)
    await store.close()
    return len(found)


async def agree(address: str, calm: str, folder: Path) -> None:
    """Hold the database that was disturbed against the one that was not. Raises AssertionError."""
    stores = [open_store(each, patience=30) for each in (address, calm)]
    disturbed, undisturbed = [await contents(store) for store in stores]
    for store in stores:
        await store.close()
    assert set(disturbed) == sound(folder)
    assert disturbed == undisturbed


def sound(folder: Path) -> set[str]:
    """Return the sha256 of every document that can be read."""
    return {sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "scan.pdf"}


def main() -> None:
    """Drill as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own, not on SQLite")
    given = parser.parse_args()
    began = time.perf_counter()
    with ExitStack() as stack:
        templates = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        source = stack.enter_context(postgres_server()) if given.postgres else SqliteFiles(templates)
        tally = asyncio.run(drill(source, given.kills, given.documents))
    took = time.perf_counter() - began
    sys.stdout.write(
        f"{given.kills} kills in {took:.0f} s, {tally.before_end} before the import was at its end; stored after each:"
        f" {tally.stored}; {given.documents} documents at the end, each once and whole\n"
    )


if __name__ == "__main__":
    main()
