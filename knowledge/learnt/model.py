"""A linear model read from its file: how much a text sounds like each of a few kinds of message."""

from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter, mul
from zlib import compress, decompress

from knowledge.learnt.features import BUCKETS, Shape, counted, weighed

STEPS = 127


@dataclass(frozen=True, slots=True)
class Row:
    """What speaks for one label: a weight for each bucket, in whole steps of `step`, and a bias."""

    label: str
    bias: float
    step: float
    weights: Sequence[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """The buckets of a text, as what picks them from a row, and how much each weighs: summed without a loop."""

    picked: Callable[[Sequence[int]], tuple[int, ...]]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """`shape` of what is looked at, `rarity` of each bucket, and a row for each label."""

    shape: Shape
    rarity: Sequence[int]
    rows: tuple[Row, ...]

    def seen(self, text: str) -> Seen:
        """Return what of a text counts, for `score`."""
        found = weighed(counted(text, self.shape), self.rarity)
        # two buckets that count nothing, as itemgetter gives a row only for several
        return Seen(itemgetter(0, 1, *found), (0.0, 0.0, *found.values()))

    def score(self, label: str, seen: Seen) -> float:
        """Return how far a text lies on a label's side: from about -2 (no) by 0 (perhaps) to 2 (surely)."""
        row = next(row for row in self.rows if row.label == label)
        total: float = sum(map(mul, seen.picked(row.weights), seen.weights))
        return row.bias + row.step * total

    def scores(self, text: str) -> Mapping[str, float]:
        """Return how far a text lies on each label's side."""
        seen = self.seen(text)
        return {row.label: self.score(row.label, seen) for row in self.rows}


def dumped(labels: Sequence[str], rarity: Sequence[int], rows: Sequence[Sequence[float]]) -> str:
    """Return a model as the text of its file: the rarities, then one line a label. Each row ends with its bias."""
    lines = [packed(array("B", rarity))]
    for label, (*weights, bias) in zip(labels, rows, strict=True):
        step = max(map(abs, weights)) / STEPS
        row = packed(array("b", [round(weight / step) for weight in weights]))
        lines.append(f"{label}\t{bias:.6g}\t{step:.6g}\t{row}")
    return "\n".join(lines) + "\n"


def loaded(text: str, shape: Shape) -> Model:
    """Return the model in a file's text, whose first line names what it was learnt from. Raises ValueError.

    `shape` is the one it was learnt with.
    """
    _, rarity, *lines = text.splitlines()
    parts = [line.split("\t") for line in lines]
    rows = [Row(label, float(bias), float(step), _row("b", text)) for label, bias, step, text in parts]
    return Model(shape, _row("B", rarity), tuple(rows))


def _row(kind: str, text: str) -> Sequence[int]:
    row = unpacked(kind, text)
    if len(row) != BUCKETS:
        raise ValueError(f"{len(row)} weights instead of {BUCKETS}")
    return row


def packed(row: "array[int]") -> str:
    """Return a row of numbers as a short text of one line."""
    return b64encode(compress(row.tobytes(), 9)).decode()


def unpacked(kind: str, text: str) -> "array[int]":
    """Return the row in such a text; base 64 and not 85, which Python decodes fifty times slower."""
    return array(kind, decompress(b64decode(text)))
