"""A text as the numbers that a model weighs: which runs of letters and which words stand in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from zlib import crc32

BUCKETS = 1 << 18
LONGEST = 1_000
"""Signs read of one text; what a message is shows in its first lines."""
RUNS, ROWS = (1, 2, 3, 4, 5), (1, 2, 3)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a text is looked at: runs of so many signs, so many words in a row, and how much a word counts."""

    runs: tuple[int, ...]
    words: int
    weight: float = 1.0


ALARM = Shape((1, 2, 3, 4, 5), 2)
KIND = Shape((2, 3, 4), 3, 3.0)
"""Chosen by trials on sentences held back (decision 0010)."""


def counted(text: str, shape: Shape) -> Mapping[int, float]:
    """Return how often each bucket occurs, damped; texts that differ in numbers and case alone are equal."""
    runs, words = _hashed(text[:LONGEST])
    counts = Counter(chain.from_iterable([runs[size] for size in shape.runs]))
    found = {bucket: 1.0 if count == 1 else 1.0 + log(count) for bucket, count in counts.items()}
    for bucket, count in Counter(chain.from_iterable([words[size] for size in range(1, shape.words + 1)])).items():
        found[bucket] = found.get(bucket, 0.0) + shape.weight * (1.0 + log(count))
    return found


@lru_cache(maxsize=4)
def _hashed(text: str) -> tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]]:
    """Return the buckets of the runs and of the words of each size; two models ask of one text."""
    folded = _NUMBER.sub("0", unicodedata.normalize("NFKC", text).lower())
    line = f" {' '.join(folded.split())} "
    words = _WORD.findall(line)
    runs = {size: [line[at : at + size] for at in range(len(line) - size + 1)] for size in RUNS}
    rows = {size: [f"w:{' '.join(words[at : at + size])}" for at in range(len(words) - size + 1)] for size in ROWS}
    return {size: _buckets(each) for size, each in runs.items()}, {size: _buckets(each) for size, each in rows.items()}


def _buckets(pieces: Sequence[str]) -> Sequence[int]:
    return [crc32(piece.encode("utf-8", "ignore")) % BUCKETS for piece in pieces]


def weighed(counts: Mapping[int, float], rarity: Sequence[int]) -> Mapping[int, float]:
    """Return the weight of each bucket by how rare it is, of length 1 together; what has no rarity counts nothing."""
    weights = {bucket: count * rarity[bucket] for bucket, count in counts.items() if rarity[bucket]}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {bucket: weight / length for bucket, weight in weights.items()}
