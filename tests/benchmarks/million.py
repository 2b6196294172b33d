"""How fast search is over a million passages: `python -m tests.benchmarks million [COUNT] [FOLDER]`.

The passages are made of sentences of the public retrieval sets in ../shared/data, shuffled, the same every time: half
English, half Japanese. Bare tantivy answers the very field queries the product asks, on the same index, in the same
run, and gives ten places; the product goes on to add the scores up, look at the answers word by word and name them.
The index stays in FOLDER, where one is given, and is used again; else it goes.
"""

import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot.domain.document import IMPORTED
from bot.domain.lesson import PUBLISHED
from bot.domain.passages import Entry, IndexMark
from knowledge.language.analysis import Analysis, Terms
from knowledge.language.words import load_words
from knowledge.library.collection import load_collection, percentile
from knowledge.library.reading import Part, Scored
from knowledge.library.search import LessonLibrary
from tests.benchmarks.retrieval import SHARED

if TYPE_CHECKING:
    from tantivy import Query

SEED, COUNT, TOGETHER, DOCUMENT = 20261126, 1_000_000, 20_000, 1_000
QUESTIONS, ADDED, ANSWERS = 200, 40, 10
FEWEST_SENTENCES, MOST_SENTENCES = 2, 4
FEWEST_WORDS, MOST_WORDS = 2, 6
SOURCES = {"en": ("cranfield", "llis"), "ja": ("jsquad",)}
_SENTENCE = re.compile(r"[^。.!?！？]+[。.!?！？]?")
_SHORT = 20
MEGABYTE = 1_000_000


def main() -> None:
    """Make the index, ask, and print a table in Markdown."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    if len(sys.argv) > 2:
        return run(count, Path(sys.argv[2]))
    with tempfile.TemporaryDirectory(prefix="kizuna-million-") as folder:
        return run(count, Path(folder))


def run(count: int, folder: Path) -> None:
    """Measure with an index in the folder."""
    library = LessonLibrary(load_words(), folder=folder)
    if library.mark.documents != count:
        seconds = timed(lambda: build(library, count)) / 1000
        say(f"{count:,} passages indexed in {seconds:,.0f} s, their sentences cut once each\n")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    say(f"Index {size / MEGABYTE:,.0f} MB\n\n| | p50 ms | p95 ms |\n|---|---|---|\n")
    for language in SOURCES:
        ask(library, language)
    add(library)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    say(f"\nMemory at its highest {peak:,.0f} MB, pages of the index file included\n")
    library.close()


def build(library: LessonLibrary, count: int) -> None:
    """Take all passages in; the mark tells that it is done."""
    library.clear()
    batch: list[Entry] = []
    with patch.object(Analysis, "terms", by_line(Analysis.terms)):
        for entry in passages(count):
            batch.append(entry)
            if len(batch) == TOGETHER:
                library.put(batch)
                batch = []
        library.put(batch, IndexMark("million", 0, count))


def by_line(terms: Callable[[Analysis, str], Terms]) -> Callable[[Analysis, str], Terms]:
    """Return the analysis that cuts each sentence once, for they come again and again: faster, and the same index."""
    remembered = lru_cache(None)(terms)

    def cut(analysis: Analysis, text: str) -> Terms:
        lines = [remembered(analysis, line) for line in text.splitlines()]
        return Terms(*([term for line in lines for term in getattr(line, field.name)] for field in fields(Terms)))

    return cut


def sentences(language: str) -> list[str]:
    """Return every sentence of the sets of one language, in order."""
    texts = [entry.text for name in SOURCES[language] for entry in load_collection(SHARED / name).entries]
    found = (part.strip() for text in texts for part in _SENTENCE.findall(text))
    return [part for part in found if len(part) > _SHORT]


def passages(count: int) -> Iterator[Entry]:
    """Yield passages, English and Japanese by turns."""
    draw = random.Random(SEED)
    pools = {language: sentences(language) for language in SOURCES}
    for number in range(count):
        language = ("en", "ja")[number % 2]
        text = "\n".join(draw.choice(pools[language]) for _ in range(draw.randint(FEWEST_SENTENCES, MOST_SENTENCES)))
        document = f"B{number // DOCUMENT + 1}"
        yield Entry(f"{document}.{number % DOCUMENT + 1}", "", text, language, document, state=IMPORTED)


def questions(language: str) -> list[str]:
    """Return questions of two to six words that stand beside one another in a sentence."""
    draw = random.Random(f"{SEED} {language}")
    words, pool = load_words(), sentences(language)
    found: list[str] = []
    while len(found) < QUESTIONS:
        said = [word.surface for word in words.question(draw.choice(pool))]
        size = draw.randint(FEWEST_WORDS, MOST_WORDS)
        if len(said) >= size:
            start = draw.randrange(len(said) - size + 1)
            found.append(" ".join(said[start : start + size]))
    return found


def ask(library: LessonLibrary, language: str) -> None:
    """Ask the product and bare tantivy by turns, after a round that warms the files up and notes the field queries."""
    asked, noted, plain = questions(language), list[list[tuple[Part, "Query"]]](), Part.answered

    def note(part: Part, query: "Query", limit: int) -> list[Scored]:
        noted[-1].append((part, query))
        return plain(part, query, limit)

    with patch.object(Part, "answered", note):
        for question in asked:
            noted.append([])
            library.search(question, ANSWERS)
    bare, own, product = list[float](), list[float](), list[float]()
    for question, queries in zip(asked, noted, strict=True):
        bare.append(timed(partial(_answered, queries)))
        own.append(timed(partial(_answered, queries[:1])))
        product.append(timed(partial(library.search, question, ANSWERS)))
    tell(f"{language}: bare tantivy, the question in its own language alone", own)
    tell(f"{language}: bare tantivy, the same field queries, across languages too", bare)
    tell(f"{language}: the product, answers named, across languages too", product)


def _answered(queries: Sequence[tuple[Part, "Query"]]) -> None:
    for part, query in queries:
        part.answered(query, ANSWERS)


def add(library: LessonLibrary) -> None:
    """Save single lessons and see each at once."""
    took = []
    for number in range(ADDED):
        entry = Entry(f"L{number + 1}", f"Addition {number}", f"quixotic{number} lesson", "en", state=PUBLISHED)
        took.append(timed(partial(library.put, [entry])))
        assert library.search(f"quixotic{number}").hits[0].id == entry.id
    tell("add a lesson and see it", took)
    library.put([Entry(f"L{number + 1}", "", "", state="withdrawn") for number in range(ADDED)])


def timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds it takes."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def tell(name: str, took: Sequence[float]) -> None:
    """Print a row of the table."""
    say(f"| {name} | {percentile(took, 0.5):.1f} | {percentile(took, 0.95):.1f} |\n")


def say(text: str) -> None:
    """Print at once: a run takes the better part of an hour."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
