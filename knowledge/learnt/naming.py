"""What kind of thing the words for it sound like: a small model of names, for words that no list has."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.learnt.features import Shape, counted, weighed
from knowledge.learnt.model import packed, unpacked

NAME = Shape((2, 3, 4), 2)
BUCKETS = 1 << 15
"""Names are short: an eighth of the buckets of whole messages is enough, and keeps the file small."""
LONGEST = 60
"""Signs of a name; longer words are a sentence, of which this model knows nothing."""
STEPS = 31
NONE = "none"


@dataclass(frozen=True, slots=True)
class Naming:
    """`rarity` of each bucket, and for each label its bias and the size of its steps.

    What speaks for or against a label stands in `ranks` (which label) and `weights` (in whole steps): those of a
    bucket from `starts[bucket]` to `starts[bucket + 1]`.
    """

    rarity: Sequence[int]
    labels: Sequence[str]
    biases: Sequence[float]
    steps: Sequence[float]
    starts: Sequence[int]
    ranks: Sequence[int]
    weights: Sequence[int]

    def meant(self, words: str) -> str | None:
        """Return the label on whose side the words surely lie; None where there is no such, or it is `NONE`."""
        if not words or len(words) > LONGEST:
            return None
        sums = [0.0] * len(self.labels)
        for bucket, much in weighed(named(words), self.rarity).items():
            for at in range(self.starts[bucket], self.starts[bucket + 1]):
                sums[self.ranks[at]] += self.weights[at] * much
        scores = [bias + step * each for bias, step, each in zip(self.biases, self.steps, sums, strict=True)]
        best = max(range(len(scores)), key=scores.__getitem__)
        return self.labels[best] if scores[best] >= 0 and self.labels[best] != NONE else None


def named(words: str) -> Mapping[int, float]:
    """Return how often each bucket occurs in the words for a thing, damped."""
    found: dict[int, float] = {}
    for bucket, count in counted(words, NAME).items():
        found[bucket % BUCKETS] = found.get(bucket % BUCKETS, 0.0) + count
    return found


def dumped(rarity: Sequence[int], labels: Sequence[str], rows: Sequence[Sequence[float]]) -> str:
    """Return a model as the text of its file. A row has a weight for each bucket and ends with the label's bias.

    Weights of one step or less are left out: without them it is right as often, with half of the size.
    """
    steps = [max(map(abs, row[:-1])) / STEPS for row in rows]
    whole = [[round(row[bucket] / step) for row, step in zip(rows, steps, strict=True)] for bucket in range(BUCKETS)]
    kept = [[(rank, weight) for rank, weight in enumerate(each) if abs(weight) > 1] for each in whole]
    heads = [labels, [f"{row[-1]:.6g}" for row in rows], [f"{step:.6g}" for step in steps]]
    arrays = [array("B", rarity), array("B", map(len, kept))]
    arrays += [array("B", [rank for each in kept for rank, _ in each])]
    arrays += [array("b", [weight for each in kept for _, weight in each])]
    return "\n".join([*("\t".join(head) for head in heads), *map(packed, arrays)]) + "\n"


def loaded(text: str) -> Naming:
    """Return the model in a file's text, whose first line names what it was learnt from. Raises ValueError."""
    _, *heads, rarity, counts, ranks, weights = text.splitlines()
    labels, biases, steps = (head.split("\t") for head in heads)
    starts = list(accumulate(unpacked("B", counts), initial=0))
    model = Naming(
        unpacked("B", rarity),
        labels,
        [float(bias) for bias in biases],
        [float(step) for step in steps],
        starts,
        unpacked("B", ranks),
        unpacked("b", weights),
    )
    if len(model.rarity) != BUCKETS or not starts[-1] == len(model.ranks) == len(model.weights):
        raise ValueError("the model of names is not whole")
    return model
