"""Learns from texts that say the same in two languages which word stands for which (IBM model 1)."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[Sequence[str], Sequence[str], float]
"""(words of one language, words of the other, how much the pair counts)."""

ROUNDS = 8
_NOTHING = "\0"
"""Stands before every text of the first language: what words of the other come from that translate nothing."""


def learn(pairs: Iterable[Pair], *, least: float, most: int) -> Mapping[str, list[tuple[str, float]]]:
    """Return the words of the second language for each of the first, with their share, the likeliest first.

    Brown and others 1993, "The Mathematics of Statistical Machine Translation", model 1; eight rounds of EM from equal
    shares. Shares below `least` are left out, and of each word's translations those after the first `most`. The same
    pairs in the same order give the same table.
    """
    cells, meetings, weights = _laid_out(pairs)
    sources = [source for source, _ in cells]
    shares = array("d", [1.0]) * len(cells)
    for _ in range(ROUNDS):
        shares = _improved(shares, sources, meetings, weights)
    found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for (source, target), share in zip(cells, shares, strict=True):
        if share >= least and source != _NOTHING:
            found[source].append((target, share))
    return {word: sorted(others, key=lambda other: (-other[1], other[0]))[:most] for word, others in found.items()}


def _laid_out(pairs: Iterable[Pair]) -> "tuple[list[tuple[str, str]], list[array[int]], array[float]]":
    """Return the word pairs that meet at all, and for each word of a second text those it may come from."""
    cells: dict[tuple[str, str], int] = {}
    meetings: list[array[int]] = []
    weights = array("d")
    for first, second, weight in pairs:
        for target in second:
            met = (cells.setdefault((source, target), len(cells)) for source in (_NOTHING, *first))
            meetings.append(array("l", met))
            weights.append(weight)
    return list(cells), meetings, weights


def _improved(
    shares: "array[float]", sources: Sequence[str], meetings: "Sequence[array[int]]", weights: "array[float]"
) -> "array[float]":
    counts = array("d", [0.0]) * len(shares)
    for met, weight in zip(meetings, weights, strict=True):
        whole = sum([shares[cell] for cell in met])
        for cell in met:
            counts[cell] += weight * shares[cell] / whole
    totals: defaultdict[str, float] = defaultdict(float)
    for source, count in zip(sources, counts, strict=True):
        totals[source] += count
    return array("d", (count / totals[source] for source, count in zip(sources, counts, strict=True)))
