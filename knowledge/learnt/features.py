"""A text as the numbers that a model weighs: which runs of letters and which words stand in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

BUCKETS = 1 << 18
LONGEST = 1_000
"""Signs read of one text; what a message is shows in its first lines."""
RUNS = (1, 2, 3, 4, 5)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!]")


def counted(text: str) -> Mapping[int, float]:
    """Return how often each bucket occurs, damped; texts that differ in numbers and case alone are equal."""
    folded = _NUMBER.sub("0", unicodedata.normalize("NFKC", text[:LONGEST]).lower())
    counts = Counter(crc32(piece.encode("utf-8", "ignore")) % BUCKETS for piece in _pieces(folded))
    return {bucket: 1.0 + log(count) for bucket, count in counts.items()}


def weighed(counts: Mapping[int, float], rarity: Sequence[int]) -> Mapping[int, float]:
    """Return the weight of each bucket by how rare it is, of length 1 together; what has no rarity counts nothing."""
    weights = {bucket: count * rarity[bucket] for bucket, count in counts.items() if rarity[bucket]}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {bucket: weight / length for bucket, weight in weights.items()}


def _pieces(folded: str) -> Iterator[str]:
    """Yield every run of one to five signs, every word and every pair of words."""
    line = f" {' '.join(folded.split())} "
    for size in RUNS:
        for start in range(len(line) - size + 1):
            yield line[start : start + size]
    words = _WORD.findall(line)
    yield from (f"w:{word}" for word in words)
    yield from (f"w:{first} {second}" for first, second in pairwise(words))
