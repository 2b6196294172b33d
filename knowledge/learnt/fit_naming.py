"""Fits the model of names: for each category a line between its names and those of all others, as in `fit`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from random import Random

from knowledge.learnt.naming import BUCKETS, dumped, named

ROUNDS = 8
SLACK = 0.5
"""Half of the reciprocal of what an error costs, which is 1."""
NEAR = 1.2
"""How far on its side a sample may lie and still be looked at again; at 1 it begins to pull."""
OFTEN = 2
"""In how many names a bucket has to occur at least."""

Sample = tuple[tuple[int, float], ...]


def fit(names: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the file's text of a model that gives these names these labels; the same every time."""
    found = [named(name) for name in names]
    seen = Counter(bucket for each in found for bucket in each)
    rarity = [_rarity(len(found), seen[bucket]) for bucket in range(BUCKETS)]
    samples = [_sample(each, rarity) for each in found]
    labels = sorted(set(wanted))
    rows = [_parted(samples, [label == each for each in wanted]) for label in labels]
    return dumped(rarity, labels, rows)


def _rarity(total: int, seen: int) -> int:
    return min(round(16 * (1.0 + log((1 + total) / (1 + seen)))), 255) if seen >= OFTEN else 0


def _sample(counts: Mapping[int, float], rarity: Sequence[int]) -> Sample:
    weights = [(bucket, count * rarity[bucket]) for bucket, count in counts.items() if rarity[bucket]]
    length = sum(weight * weight for _, weight in weights) ** 0.5 or 1.0
    return tuple((bucket, weight / length) for bucket, weight in weights)


def _parted(samples: Sequence[Sample], inside: Sequence[bool]) -> list[float]:
    """Return the weights that part the samples inside from those outside; the last one is the bias.

    Samples that lie well on their side without any pull of their own are left out of the following rounds.
    """
    weights = [0.0] * (BUCKETS + 1)
    shares = [0.0] * len(samples)
    order = list(range(len(samples)))
    chance = Random(3)  # noqa: S311 - the order of the samples is no secret, and is to be the same every time
    for _ in range(ROUNDS):
        chance.shuffle(order)
        pulling: list[int] = []
        for each in order:
            sample, sign, share = samples[each], 1.0 if inside[each] else -1.0, shares[each]
            margin = sign * (weights[BUCKETS] + sum([weights[bucket] * weight for bucket, weight in sample]))
            new = max(share - (margin - 1.0 + SLACK * share) / (2.0 + SLACK), 0.0)
            if new != share:
                shares[each], change = new, (new - share) * sign
                weights[BUCKETS] += change
                for bucket, weight in sample:
                    weights[bucket] += change * weight
            if new or margin < NEAR:
                pulling.append(each)
        order = pulling
    return weights
