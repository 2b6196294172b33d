"""Trains every model anew from the labelled sentences: `python -m knowledge.learnt.train`."""

import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from knowledge.learnt.features import ALARM, KIND, Shape
from knowledge.learnt.fit import fit
from knowledge.learnt.fit_naming import fit as fit_names
from knowledge.learnt.names import labelled, names
from knowledge.learnt.samples import NONE, Samples, alarms, kinds

DATA = Path(__file__).with_name("data")
MISSED = {"danger": 2.0, "searching": 2.0}
"""A person in danger who is not recognised counts for two false alarms."""


def made_from(samples: Samples) -> str:
    """Return a fingerprint of texts and labels, with which a model's file begins: so a stale one is noticed."""
    return sha256(json.dumps(samples, ensure_ascii=False).encode()).hexdigest()


def write(name: str, samples: Samples, shape: Shape, importance: Mapping[str, float]) -> None:
    """Fit one model and put its file in place."""
    texts, labels = samples
    made = f"{made_from(samples)}\n{fit(texts, labels, shape, importance)}"
    (DATA / f"{name}.txt").write_text(made, encoding="ascii")
    sys.stdout.write(f"{name}: {len(texts)} texts, {sum(label != NONE for label in labels)} of them labelled\n")


def write_naming() -> None:
    """Fit the model of names and put its file in place.

    Its fingerprint is that of the labelled names alone: a word added to the vocabulary later needs no new model.
    """
    found, labels = names()
    (DATA / "naming.txt").write_text(f"{made_from(labelled())}\n{fit_names(found, labels)}", encoding="ascii")
    sys.stdout.write(f"naming: {len(found)} names, {sum(label != NONE for label in labels)} of them of a category\n")


def main() -> None:
    """Write the files of all models."""
    DATA.mkdir(exist_ok=True)
    write("danger", alarms(), ALARM, MISSED)
    write("kinds", kinds(), KIND, {})
    write_naming()


if __name__ == "__main__":
    main()
