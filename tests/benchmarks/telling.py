"""Measures from which score on a match is news for the other side: `python -m tests.benchmarks telling [FOLDER …]`.

For each floor: how many pairs are told, the share of them that fits (grade 1 or 2) or fits fully (2), the share of all
pairs of grade 2 (and of 1 or 2) that is told, and how many hard negatives are told. The floor in use is marked. The
last block is over all folders. Folders as in `matching`.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.flows.exchange.noticing import WELL
from bot.wiring.matching import Matcher, Ranked
from tests.benchmarks.matching import DEVELOPMENT, OWN, Task, load_task

FLOORS = (0.0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a floor tells: the grades of the pairs told, those of all graded pairs, hard negatives told and in all."""

    told: tuple[int, ...] = ()
    graded: tuple[int, ...] = ()
    lured: int = 0
    lures: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.told + other.told, self.graded + other.graded, self.lured + other.lured, self.lures + other.lures
        )

    def __str__(self) -> str:
        full, some = self.told.count(2), sum(grade > 0 for grade in self.told)
        return (
            f"told {len(self.told):4}  fits {share(some, len(self.told))}  fully {share(full, len(self.told))}"
            f"  of 2 {share(full, self.graded.count(2))}  of 1, 2 {share(some, len(self.graded))}"
            f"  hard negatives {self.lured:3} of {self.lures}"
        )


def counts(task: Task, ranked: Sequence[Ranked], floor: float) -> Counts:
    """Return what a floor tells of one folder."""
    pairs = [(each.request, each.offer) for each in ranked if each.fit.score >= floor]
    told = tuple(task.grades.get(request, {}).get(offer, 0) for request, offer in pairs)
    graded = tuple(grade for of_request in task.grades.values() for grade in of_request.values())
    lures = {(request, offer) for request, offer, _ in task.lures}
    return Counts(told, graded, len(lures & set(pairs)), len(lures))


def share(some: int, every: int) -> str:
    """Return a share with three digits."""
    return f"{some / every:.3f}" if every else "  -  "


def measured(folders: Sequence[Path]) -> Iterator[str]:
    """Yield the figures of each folder and of all, one floor a line."""
    matcher, floors = Matcher(), sorted({*FLOORS, WELL})
    every = dict.fromkeys(floors, Counts())
    for folder in folders:
        task = load_task(folder)
        seen = max(post.at for post in (*task.requests, *task.offers))
        ranked = matcher.run(task.requests, task.offers, seen)
        found = {floor: counts(task, ranked, floor) for floor in floors}
        every = {floor: every[floor] + found[floor] for floor in floors}
        yield from block(folder.name, found)
    yield from block("all", every)


def block(name: str, found: dict[float, Counts]) -> Iterator[str]:
    """Yield one block of figures."""
    yield f"\n{name}"
    yield from (f"{floor:5.2f}{' *' if floor == WELL else '  '} {each}" for floor, each in found.items())


def main() -> None:
    """Measure each folder."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks telling")
    options.add_argument("folders", nargs="*", type=Path, help="default: the development set and those of matches/")
    own = sorted(path for path in OWN.iterdir() if path.is_dir())
    folders = options.parse_args().folders or [path for path in (DEVELOPMENT, *own) if path.exists()]
    if not DEVELOPMENT.exists():
        sys.stdout.write(f"{DEVELOPMENT.name} is not here, so it is left out\n")
    for line in measured(folders):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
