"""A linear model read from its file: how much a text sounds like each of a few kinds of message."""

from array import array
from base64 import b85decode, b85encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import compress, decompress

from knowledge.learnt.features import BUCKETS, counted, weighed

STEPS = 127


@dataclass(frozen=True, slots=True)
class Row:
    """What speaks for one label: a weight for each bucket, in whole steps of `step`, and a bias."""

    label: str
    bias: float
    step: float
    weights: Sequence[int]


@dataclass(frozen=True, slots=True)
class Model:
    """`rarity` of each bucket, and a row for each label."""

    rarity: Sequence[int]
    rows: tuple[Row, ...]

    def seen(self, text: str) -> Mapping[int, float]:
        """Return what of a text counts, for `score`."""
        return weighed(counted(text), self.rarity)

    def score(self, label: str, seen: Mapping[int, float]) -> float:
        """Return how far a text lies on a label's side: from about -2 (no) by 0 (perhaps) to 2 (surely)."""
        row = next(row for row in self.rows if row.label == label)
        weights = row.weights
        return row.bias + row.step * sum([weights[bucket] * weight for bucket, weight in seen.items()])

    def label(self, text: str) -> str:
        """Return the likeliest label."""
        seen = self.seen(text)
        return max((row.label for row in self.rows), key=lambda label: self.score(label, seen))


def dumped(labels: Sequence[str], rarity: Sequence[int], rows: Sequence[Sequence[float]]) -> str:
    """Return a model as the text of its file: the rarities, then one line a label. Each row ends with its bias."""
    lines = [_packed(array("B", rarity))]
    for label, (*weights, bias) in zip(labels, rows, strict=True):
        step = max(map(abs, weights)) / STEPS
        packed = _packed(array("b", [round(weight / step) for weight in weights]))
        lines.append(f"{label}\t{bias:.6g}\t{step:.6g}\t{packed}")
    return "\n".join(lines) + "\n"


def loaded(text: str) -> Model:
    """Return the model in a file's text, whose first line names what it was learnt from. Raises ValueError."""
    _, rarity, *lines = text.splitlines()
    parts = [line.split("\t") for line in lines]
    rows = [Row(label, float(bias), float(step), _unpacked("b", packed)) for label, bias, step, packed in parts]
    return Model(_unpacked("B", rarity), tuple(rows))


def _packed(row: "array[int]") -> str:
    return b85encode(compress(row.tobytes(), 9)).decode()


def _unpacked(kind: str, packed: str) -> Sequence[int]:
    row = array(kind, decompress(b85decode(packed)))
    if len(row) != BUCKETS:
        raise ValueError(f"{len(row)} weights instead of {BUCKETS}")
    return row
