"""`kizuna lessons eval`: how well the search does on a test collection, so that operators may measure their own."""

import json
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.wiring.spoken import refused, spoken
from bot.words.catalogue import Words
from knowledge.language.words import load_words
from knowledge.library.collection import BadCollection, asked, load_collection, percentile, quality, rounded
from knowledge.library.search import LessonLibrary

MEGABYTE = 1_000_000


def evaluate(arguments: Namespace) -> int:
    """Index the collection with the engine and settings of every search, ask it all questions, and print the figures.

    The index is made in a folder of its own that goes away. 2 when a file cannot be read. Needs no database.
    """
    said = spoken(arguments.locale)
    try:
        figures = measured(Path(arguments.folder))
    except BadCollection as error:
        return refused(said.say(str(error), **error.values))
    lines = [json.dumps(figures)] if arguments.json else _lines(figures, said)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    return 0


def measured(folder: Path) -> Mapping[str, float]:
    """Return the figures of one collection by name: shares from 0 to 1, ms, seconds, MB. Raises BadCollection."""
    collection = load_collection(folder)
    with tempfile.TemporaryDirectory(prefix="kizuna-eval-") as place:
        library = LessonLibrary(load_words(), folder=Path(place))
        library.search("warm")  # what is loaded once is no part of a question's time
        begun = time.perf_counter()
        library.put(collection.entries)
        seconds = time.perf_counter() - begun
        runs, took = asked(collection, library.ranked)
        size = sum(file.stat().st_size for file in Path(place).rglob("*") if file.is_file())
        library.close()
    return {
        **rounded(quality(runs, collection.judged)),
        "p50_ms": round(percentile(took, 0.5), 2),
        "p95_ms": round(percentile(took, 0.95), 2),
        "index_seconds": round(seconds, 2),
        "index_mb": round(size / MEGABYTE, 2),
        "texts": len(collection.entries),
    }


def _lines(figures: Mapping[str, float], said: Words) -> Iterator[str]:
    count = said.say(
        "{questions} questions, {texts} texts", questions=int(figures["questions"]), texts=figures["texts"]
    )
    yield count
    for name, value in figures.items():
        if name not in ("questions", "texts"):
            yield f"{name:14}{value:10.4g}"
