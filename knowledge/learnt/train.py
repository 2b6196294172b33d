"""Trains every model anew from the labelled sentences: `python -m knowledge.learnt.train`."""

import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from knowledge.learnt.fit import fit
from knowledge.learnt.samples import NONE, Samples, alarms

DATA = Path(__file__).with_name("data")
MISSED = {"danger": 2.0, "searching": 2.0}
"""A person in danger who is not recognised counts for two false alarms."""


def made_from(samples: Samples) -> str:
    """Return a fingerprint of texts and labels, with which a model's file begins: so a stale one is noticed."""
    return sha256(json.dumps(samples, ensure_ascii=False).encode()).hexdigest()


def write(name: str, samples: Samples, importance: Mapping[str, float]) -> None:
    """Fit one model and put its file in place."""
    texts, labels = samples
    made = f"{made_from(samples)}\n{fit(texts, labels, importance)}"
    (DATA / f"{name}.txt").write_text(made, encoding="ascii")
    sys.stdout.write(f"{name}: {len(texts)} texts, {sum(label != NONE for label in labels)} of them labelled\n")


def main() -> None:
    """Write the files of all models."""
    DATA.mkdir(exist_ok=True)
    write("danger", alarms(), MISSED)


if __name__ == "__main__":
    main()
