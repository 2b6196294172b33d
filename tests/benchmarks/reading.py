"""Measures how well and how fast posts are read: `python -m tests.benchmarks reading [FILE …] [--peers PYTHON]`.

A file holds one post a line with `id`, `text`, `posted_at`, `lang` and `gold`, which is the contract's object without
`id`. Every figure is exact: a value counts when it is the same, never when it is near.

Lines of the gold and of the reading are matched greedily. Every pair of a gold and a read line whose category is the
same or whose items overlap by LEAST_OVERLAP or more is a candidate, ranked by: the kind is the same, the category is
the same, the overlap of the items, then the order in the post. The overlap is Dice's coefficient over the pairs of
neighbouring signs of both items in plain small signs. The best candidate is taken, both its lines leave, and so on.

In the columns `F1` a value counts where it stands in matched lines: each line has one (kind, category), at most one
(value, unit), a (code, role) for each place and a (which, date) for each end of its window; lines without a partner
count as missed or as false. `bags` are the same values of a whole post compared as multisets, whatever line they are
of. `urgency` is the share of gold lines whose partner has the same urgency. `gap` is English minus Japanese, in points.
"""

import argparse
import json
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from knowledge.reader.contract import as_contract
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

ROOT = Path(__file__).parents[2]
DEVELOPMENT = ROOT.parent / "shared/data/posts-dev.jsonl"
PEERS = Path(__file__).with_name("peers.py")
READ = tuple(ROOT / f"tests/benchmarks/posts/{name}.jsonl" for name in ("study", "exam"))
"""Posts that rules were made from; those nobody looks at are measured by their name only."""
PEERS_HELP = (
    "a Python that has dateparser and quantulum3, to be timed on the same posts (python -m venv .peers; "
    ".peers/bin/pip install dateparser quantulum3; --peers .peers/bin/python)"
)
LEAST_OVERLAP = 0.3
LANGUAGES = ("en", "ja", "mixed", "all")
FIELDS = ("category", "quantity", "place", "window")
CONTACTS = ("phone", "email")

Object = Mapping[str, Any]
Value = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One value that is wrong: what the gold says, what was read."""

    id: str
    field: str
    gold: object
    got: object
    text: str


@dataclass(slots=True)
class Count:
    """Values in common, in the gold, and in the reading."""

    common: int = 0
    gold: int = 0
    got: int = 0

    def add(self, gold: Counter[Value], got: Counter[Value]) -> None:
        """Count two bags of values."""
        self.common += (gold & got).total()
        self.gold += gold.total()
        self.got += got.total()

    @property
    def f1(self) -> float:
        """Return 2 × common / (gold + got); 1 where there is nothing to find and nothing was found."""
        return 2 * self.common / (self.gold + self.got) if self.gold + self.got else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the gold that was found; 1 where there is none."""
        return self.common / self.gold if self.gold else 1.0


@dataclass(slots=True)
class Tally:
    """All counts of the posts of one language."""

    posts: int = 0
    kinds: int = 0
    urgency: Count = field(default_factory=Count)
    lines: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    bags: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    personal: dict[str, Count] = field(
        default_factory=lambda: {name: Count() for name in (*CONTACTS, "name", "address")}
    )


def values_of(line: Object, name: str) -> Counter[Value]:
    """Return the values of one field of a line."""
    if name == "category":
        return Counter([(line["kind"], line["category"])])
    if name == "quantity":
        quantity = line["quantity"]
        return Counter([(quantity["value"], quantity["unit"])] if quantity else [])
    if name == "place":
        return Counter((place["code"], place["role"]) for place in line["places"])
    return Counter((end, line[end]) for end in ("from", "until") if line[end])


def overlap(one: str, other: str) -> float:
    """Return Dice's coefficient over the pairs of neighbouring signs of two items."""
    first, second = _pairs(one), _pairs(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one == other)


def _pairs(item: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", item).casefold()
    return Counter(plain[at : at + 2] for at in range(max(1, len(plain) - 1)))


def matched(gold: Sequence[Object], got: Sequence[Object]) -> list[tuple[Object | None, Object | None]]:
    """Return pairs of lines, as the module's text says; a line without a partner is paired with None."""
    ranked: list[tuple[bool, bool, float, int, int]] = []
    for i, line in enumerate(gold):
        for j, other in enumerate(got):
            same, near = line["category"] == other["category"], overlap(line["item"], other["item"])
            if same or near >= LEAST_OVERLAP:
                ranked.append((line["kind"] == other["kind"], same, near, -i, -j))
    partner: dict[int, int] = {}
    for *_, i, j in sorted(ranked, reverse=True):
        if -i not in partner and -j not in partner.values():
            partner[-i] = -j
    pairs: list[tuple[Object | None, Object | None]] = []
    for i, line in enumerate(gold):
        pairs.append((line, got[partner[i]] if i in partner else None))
    return pairs + [(None, line) for j, line in enumerate(got) if j not in partner.values()]


def compare(post: Object, made: Object, tallies: Sequence[Tally]) -> Iterator[Mistake]:
    """Count one post in each tally and yield its mistakes."""
    gold = post["gold"]
    for tally in tallies:
        tally.posts += 1
        tally.kinds += gold["kind"] == made["kind"]
    if gold["kind"] != made["kind"]:
        yield Mistake(post["id"], "kind", gold["kind"], made["kind"], post["text"])
    for line, other in matched(gold["lines"], made["lines"]):
        yield from _compare_lines(post, line, other, tallies)
    for name in FIELDS:
        bags = [_together(values_of(line, name) for line in lines) for lines in (gold["lines"], made["lines"])]
        for tally in tallies:
            tally.bags[name].add(*bags)
    yield from _compare_personal(post, made, tallies)


def _together(bags: Iterable[Counter[Value]]) -> Counter[Value]:
    whole: Counter[Value] = Counter()
    for bag in bags:
        whole += bag
    return whole


def _compare_lines(
    post: Object, line: Object | None, other: Object | None, tallies: Sequence[Tally]
) -> Iterator[Mistake]:
    empty: Counter[Value] = Counter()
    for name in FIELDS:
        gold, got = values_of(line, name) if line else empty, values_of(other, name) if other else empty
        for tally in tallies:
            tally.lines[name].add(gold, got)
        if gold != got:
            yield Mistake(post["id"], name, _shown(gold, line), _shown(got, other), post["text"])
    if line:
        read = other["urgency"] if other else None
        for tally in tallies:
            tally.urgency.add(Counter[Value]([(line["urgency"],)]), Counter[Value]([(read,)]))
        if other and line["urgency"] != read:
            yield Mistake(post["id"], "urgency", line["urgency"], read, post["text"])


def _shown(values: Counter[Value], line: Object | None) -> object:
    return [*values.elements()] if line is None else (line["item"], *values.elements())


def _compare_personal(post: Object, made: Object, tallies: Sequence[Tally]) -> Iterator[Mistake]:
    for kind in tallies[0].personal:
        gold, got = (
            Counter[Value]((each["text"],) for each in entries if each["type"] == kind)
            for entries in (post["gold"]["personal"], made["personal"])
        )
        for tally in tallies:
            tally.personal[kind].add(gold, got)
        if gold != got:
            yield Mistake(post["id"], kind, [*gold.elements()], [*got.elements()], post["text"])


def figures(tally: Tally) -> dict[str, float]:
    """Return every figure of a tally, as shares of one."""
    shown = {"kind accuracy": tally.kinds / tally.posts if tally.posts else 1.0}
    for name in FIELDS:
        shown[f"{name} F1"] = tally.lines[name].f1
        shown[f"{name} F1, bags"] = tally.bags[name].f1
    shown["urgency accuracy"] = tally.urgency.recall
    for kind in CONTACTS:
        shown[f"{kind} recall"] = tally.personal[kind].recall
    for kind in ("name", "address"):
        shown[f"{kind} F1"] = tally.personal[kind].f1
    return shown


def report(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the table of figures, a row a figure."""
    yield f"{'':24}" + "".join(f"{name:>8}" for name in (*LANGUAGES, "gap"))
    yield f"{'posts':24}" + "".join(f"{tallies[name].posts:8}" for name in LANGUAGES)
    by_language = {name: figures(tallies[name]) for name in LANGUAGES}
    for row in by_language["all"]:
        cells = [by_language[name][row] * 100 for name in LANGUAGES]
        yield f"{row:24}" + "".join(f"{cell:8.1f}" for cell in cells) + f"{cells[0] - cells[1]:+8.1f}"


def timed(work: Callable[[Object], object], posts: Sequence[Object]) -> tuple[list[float], list[float]]:
    """Return how many milliseconds the work takes for each post: by the clock, and of the processor."""
    clock, processor = [], []
    for post in posts:
        start, worked = time.perf_counter(), time.thread_time()
        work(post)
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.thread_time() - worked) * 1000)
    return clock, processor


def peers(python: str, posts: Sequence[Object]) -> Iterator[tuple[str, list[float], list[float], int]]:
    """Yield the libraries that read dates and quantities, as far as this Python has them: their times and failures."""
    texts = json.dumps([post["text"] for post in posts])
    ran = subprocess.run([python, str(PEERS)], input=texts, capture_output=True, text=True, check=True)
    for row in map(json.loads, ran.stdout.splitlines()):
        yield row["name"], row["clock"], row["processor"], row["failed"]


def speeds(reader: PlainReader, posts: Sequence[Object], python: str) -> Iterator[str]:
    """Yield the milliseconds a post takes, once everything is loaded, beside the peers on the same posts.

    On a machine that is busy with other work only those of the processor tell anything.
    """
    read(reader, posts[0])
    own = ("kizuna read", *timed(lambda post: read(reader, post), posts), 0)
    for name, clock, processor, failed in (own, *peers(python, posts)):
        raised = f"  raised an error on {failed} of {len(posts)}" if failed else ""
        yield f"{name:24}{_shares(clock)}; of the processor{_shares(processor)}{raised}"


def _shares(taken: Sequence[float]) -> str:
    p95 = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return f"{median(taken):8.2f} ms p50{p95:8.2f} ms p95"


def read(reader: PlainReader, post: Object) -> Object:
    """Return the contract's object for a post."""
    return as_contract(post["id"], reader.read(post["text"], datetime.fromisoformat(post["posted_at"])))


def load_posts(path: Path) -> list[Object]:
    """Return the posts of a file that have a gold reading."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [post for line in lines if line.strip() and "gold" in (post := json.loads(line))]


def measure(reader: PlainReader, path: Path, most: int | None, python: str) -> None:
    """Print the figures, the mistakes and the speed for one file."""
    posts = load_posts(path)
    if not posts:
        return
    tallies = {name: Tally() for name in LANGUAGES}
    mistakes: list[Mistake] = []
    for post in posts:
        counted = [tallies[post["lang"]], tallies["all"]]
        mistakes += compare(post, read(reader, post), counted)
    say(f"\n{path.name}")
    for row in [*report(tallies), *speeds(reader, posts, python)]:
        say(row)
    for each in mistakes[:most]:
        say(f"{each.id}  {each.field}: gold {each.gold}, got {each.got}  | {each.text!r}")


def say(line: str) -> None:
    """Print a line in UTF-8, whatever the locale."""
    sys.stdout.buffer.write(f"{line}\n".encode())


def main() -> None:
    """Load the reader once and measure each file."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks reading")
    options.add_argument("files", nargs="*", type=Path, help="posts with gold (default: those that may be studied)")
    options.add_argument("--errors", type=int, default=None, help="list at most so many mistakes (default: all)")
    options.add_argument("--peers", metavar="PYTHON", default=sys.executable, help=PEERS_HELP)
    chosen = options.parse_args()
    files = chosen.files or [path for path in (DEVELOPMENT, *READ) if path.exists()]
    start = time.perf_counter()
    reader = PlainReader(load_vocabulary(), load_gazetteer())
    say(f"loading {time.perf_counter() - start:.2f} s")
    for path in files:
        measure(reader, path, chosen.errors, chosen.peers)


if __name__ == "__main__":
    main()
