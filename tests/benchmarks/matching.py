"""Measures how well offers are ranked for requests: `python -m tests.benchmarks matching [FOLDER …] [--now TIME]`.

A folder holds `requests.jsonl` and `offers.jsonl` (id, org, text, posted_at), `qrels.tsv` (request, offer, grade:
2 fits, 1 in part; what is not listed is 0) and `hard-negatives.tsv` (request, offer, reason: zeros that look like
matches).

P@1 and P@5: the share of grade 1 or 2 among the first one and five. nDCG@10: gain 2^grade − 1, discount
log2(rank + 1). Recall@20: the share of a request's graded offers among the first twenty. The ratio is nDCG@10 of the
offers in the other language than the request's by that of those in its own, over the requests that have both. A hard
negative counts where it stands above an offer of grade 2 of the same request.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2
from pathlib import Path
from statistics import mean, median

from bot.domain.matching import fit_of_sides
from bot.wiring.matching import Matcher, Ranked, Written, codes, load
from bot.words.catalogue import words
from knowledge.vocabulary.phrases import is_japanese

ROOT = Path(__file__).parents[2]
DEVELOPMENT = ROOT.parent / "shared/data/match-dev"
OWN = ROOT / "tests/benchmarks/matches"

Grades = Mapping[str, int]
"""The grade of each offer that has one, for one request."""


@dataclass(frozen=True, slots=True)
class Task:
    """One folder: posts, grades by request, and the zeros that look like matches with their reasons."""

    requests: Sequence[Written]
    offers: Sequence[Written]
    grades: Mapping[str, Grades]
    lures: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of one run, as shares of one; `best_p5` is what P@5 could be at most."""

    p1: float
    p5: float
    best_p5: float
    ndcg: float
    recall: float
    ratio: float


def load_task(folder: Path) -> Task:
    """Return the posts and judgements of a folder."""
    grades: dict[str, dict[str, int]] = {}
    for request, offer, grade in _rows(folder / "qrels.tsv"):
        grades.setdefault(request, {})[offer] = int(grade)
    lures = [(request, offer, reason) for request, offer, reason in _rows(folder / "hard-negatives.tsv")]
    english = words("en")
    return Task(load(folder / "requests.jsonl", english), load(folder / "offers.jsonl", english), grades, lures)


def _rows(path: Path) -> Iterator[list[str]]:
    yield from (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line)


def ndcg(order: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Return the normalised discounted gain of the first `depth`; 1 where nothing is graded."""
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(offer, 0) for offer in order[:depth]]) / best if best else 1.0


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / log2(rank + 2) for rank, grade in enumerate(grades))


def figures(task: Task, orders: Mapping[str, Sequence[str]]) -> Figures:
    """Return the figures of a run, each the mean over the requests that have graded offers."""
    pairs = [(orders.get(request, ()), grades) for request, grades in task.grades.items()]
    return Figures(
        p1=mean(_hits(order, grades, 1) for order, grades in pairs),
        p5=mean(_hits(order, grades, 5) / 5 for order, grades in pairs),
        best_p5=mean(min(5, len(grades)) / 5 for _, grades in pairs),
        ndcg=mean(ndcg(order, grades) for order, grades in pairs),
        recall=mean(_hits(order, grades, 20) / len(grades) for order, grades in pairs),
        ratio=_ratio(task, orders),
    )


def _hits(order: Sequence[str], grades: Grades, depth: int) -> int:
    return sum(1 for offer in order[:depth] if grades.get(offer))


def _ratio(task: Task, orders: Mapping[str, Sequence[str]]) -> float:
    """Return nDCG@10 across languages divided by that within one; 1.0 where no request has both."""
    japanese = {post.id: is_japanese(post.text) for post in (*task.requests, *task.offers)}
    across: list[float] = []
    within: list[float] = []
    for request, grades in task.grades.items():
        for figure, same in ((within, True), (across, False)):
            chosen = {o: g for o, g in grades.items() if (japanese[o] == japanese[request]) == same}
            order = [o for o in orders.get(request, ()) if (japanese[o] == japanese[request]) == same]
            if chosen:
                figure.append(ndcg(order, chosen))
    return mean(across) / mean(within) if across and within else 1.0


def lured(task: Task, orders: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """Return the hard negatives that stand above an offer of grade 2 of the same request."""
    found = []
    for request, offer, reason in task.lures:
        order = list(orders.get(request, ()))
        good = [each for each, grade in task.grades.get(request, {}).items() if grade == 2]
        if offer in order and any(each not in order[: order.index(offer)] for each in good):
            found.append((request, offer, reason))
    return found


def misses(task: Task, ranked: Sequence[Ranked]) -> Iterator[str]:
    """Yield each request whose order is not the best one, with what stands above what should."""
    texts = {post.id: post.text for post in (*task.requests, *task.offers)}
    for request, grades in task.grades.items():
        own = [each for each in ranked if each.request == request]
        got = [grades.get(each.offer, 0) for each in own]
        if got[: len(grades)] == sorted(grades.values(), reverse=True):
            continue
        yield f"\n{request}  {texts[request]}"
        last = max((rank for rank, grade in enumerate(got, 1) if grade), default=0)
        for each in own[: last + 1]:
            shown = f"{grades.get(each.offer, 0)}  {each.offer}  {each.fit.score:.4f}  {codes(each.fit)}"
            yield f"  {shown}  | {texts[each.offer][:80]}"
        for offer in grades.keys() - {each.offer for each in own}:
            yield f"  not found  {grades[offer]}  {offer}  | {texts[offer][:80]}"


def microseconds(matcher: Matcher, task: Task) -> float:
    """Return the median microseconds of scoring one pair, both posts read and made ready."""
    wanted = [side for post in task.requests for side in matcher.sides(post, "request")]
    given = [side for post in task.offers for side in matcher.sides(post, "offer")]

    def once() -> float:
        start = time.perf_counter()
        for mine in wanted:
            for other in given:
                fit_of_sides(mine, other, matcher.ground)
        return (time.perf_counter() - start) / (len(wanted) * len(given)) * 1e6

    return median(once() for _ in range(5))


def report(found: Figures) -> Iterator[str]:
    """Yield the figures, one a line."""
    yield f"P@1                     {found.p1:.4f}"
    yield f"P@5                     {found.p5:.4f}   (at best {found.best_p5:.4f})"
    yield f"nDCG@10                 {found.ndcg:.4f}"
    yield f"recall@20               {found.recall:.4f}"
    yield f"across / same language  {found.ratio:.4f}"


def measure(matcher: Matcher, folder: Path, now: datetime | None, say: Callable[[str], None]) -> None:
    """Say the figures, the lures and the misses of one folder."""
    task = load_task(folder)
    seen = now or max(post.at for post in (*task.requests, *task.offers))
    ranked = matcher.run(task.requests, task.offers, seen)
    orders: dict[str, list[str]] = {}
    for each in ranked:
        orders.setdefault(each.request, []).append(each.offer)
    say(f"\n{folder.name}: {len(task.requests)} requests, {len(task.offers)} offers, seen at {seen.isoformat()}")
    for line in report(figures(task, orders)):
        say(line)
    wrong = lured(task, orders)
    say(f"hard negatives above    {len(wrong)} of {len(task.lures)}")
    for request, offer, reason in wrong:
        say(f"  {request}  {offer}  {reason}")
    say(f"a pair                  {microseconds(matcher, task):.1f} µs")
    for line in misses(task, ranked):
        say(line)


def main() -> None:
    """Load what matching knows once and measure each folder."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks matching")
    options.add_argument("folders", nargs="*", type=Path, help="default: the development set and those of matches/")
    options.add_argument("--now", type=datetime.fromisoformat, help="default: when the last post was written")
    chosen = options.parse_args()
    own = sorted(path for path in OWN.iterdir() if path.is_dir())
    folders = chosen.folders or [path for path in (DEVELOPMENT, *own) if path.exists()]
    start = time.perf_counter()
    matcher = Matcher()
    _say(f"loading {time.perf_counter() - start:.2f} s")
    for folder in folders:
        measure(matcher, folder, chosen.now, _say)


def _say(line: str) -> None:
    sys.stdout.buffer.write(f"{line}\n".encode())


if __name__ == "__main__":
    main()
