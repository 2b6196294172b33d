"""Fits a linear model to labelled texts: a support vector machine for each label, by dual coordinate descent.

The method is that of Hsieh and others, "A Dual Coordinate Descent Method for Large-scale Linear SVM" (2008), with the
squared hinge loss. It needs no library, and gives the same model every time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from random import Random

from knowledge.learnt.features import BUCKETS, Shape, counted, weighed
from knowledge.learnt.model import dumped

ROUNDS = 30
COST = 4.0
"""How much an error counts against the size of the weights."""
OFTEN = 2
"""In how many texts a bucket has to occur at least."""


def fit(
    texts: Sequence[str], wanted: Sequence[str], shape: Shape, importance: Mapping[str, float] | None = None
) -> str:
    """Return the file's text of a model for these texts and labels; `importance`: how much an error at each counts."""
    found = [counted(text, shape) for text in texts]
    rarity = rarities(found)
    samples = [weighed(each, rarity) for each in found]
    labels = sorted(set(wanted))
    costs = [COST * (importance or {}).get(label, 1.0) for label in wanted]
    rows = [separated(samples, [1 if each == label else -1 for each in wanted], costs) for label in labels]
    return dumped(labels, rarity, rows)


def rarities(found: Sequence[Mapping[int, float]]) -> list[int]:
    """Return how rare each bucket is among the texts, in sixteenths (inverse document frequency); 0: came only once."""
    seen = Counter(bucket for each in found for bucket in each)
    return [
        min(round(16 * (1.0 + log((1 + len(found)) / (1 + seen[bucket])))), 255) if seen[bucket] >= OFTEN else 0
        for bucket in range(BUCKETS)
    ]


def separated(samples: Sequence[Mapping[int, float]], signs: Sequence[int], costs: Sequence[float]) -> list[float]:
    """Return the weights that part samples of sign 1 from those of sign -1; the last one is the bias."""
    weights = [0.0] * (BUCKETS + 1)
    shares = [0.0] * len(samples)
    order = list(range(len(samples)))
    chance = Random(3)  # noqa: S311 - the order of the samples is no secret, and is to be the same every time
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for each in order:
            sample, sign, slack = samples[each], signs[each], 0.5 / costs[each]
            margin = weights[BUCKETS] + sum(weights[bucket] * weight for bucket, weight in sample.items())
            slope = sign * margin - 1.0 + slack * shares[each]
            share = max(shares[each] - slope / (2.0 + slack), 0.0)
            change = (share - shares[each]) * sign
            if change:
                shares[each] = share
                weights[BUCKETS] += change
                for bucket, weight in sample.items():
                    weights[bucket] += change * weight
    return weights
