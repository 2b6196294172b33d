"""The names of things from which the model of names learns: the vocabulary's, those in labelled posts, and others."""

from collections.abc import Iterator

from knowledge.datafiles import read_words, read_yaml
from knowledge.learnt.naming import NONE
from knowledge.learnt.samples import FOLDER, POSTS, Samples, lines

_VOCABULARY = "knowledge.vocabulary"
_OUTSIDE = "outside.txt"
"""Things and words of no category, with commas between them."""


def labelled() -> Samples:
    """Return what the labelled posts ask for and offer, in their words, and the names of what no category covers."""
    found = [
        (each["item"], each["category"] or NONE) for name in POSTS for post in lines(name) for each in post["lines"]
    ]
    found += [(word, NONE) for word in _outside()]
    return [name for name, _ in found], [label for _, label in found]


def names() -> Samples:
    """Return the vocabulary's names, then the labelled ones."""
    known = [*_vocabulary(), *((trap, NONE) for trap in _traps())]
    others, labels = labelled()
    return [*(name for name, _ in known), *others], [*(leaf for _, leaf in known), *labels]


def _vocabulary() -> Iterator[tuple[str, str]]:
    for cluster in read_yaml(_VOCABULARY, "taxonomy.yaml")["clusters"]:
        for leaf in cluster["categories"]:
            for name in (*leaf["name"].values(), *leaf["synonyms"]["en"], *leaf["synonyms"]["ja"]):
                yield name, leaf["id"]
    more = (
        read_yaml(_VOCABULARY, "words.yaml")["synonyms"],
        *(read_words(_VOCABULARY, f"{name}.txt") for name in ("synonyms", "alone")),
    )
    for lists in more:
        for leaf_id, words in lists.items():
            yield from ((word, leaf_id) for word in words)


def _traps() -> Iterator[str]:
    """Yield the words that hold a name and mean something else (水曜日, bus stop)."""
    yield from read_yaml(_VOCABULARY, "taxonomy.yaml")["ja_stop_contexts"]
    yield from read_yaml(_VOCABULARY, "words.yaml")["traps"]


def _outside() -> Iterator[str]:
    for line in (FOLDER / _OUTSIDE).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from (word.strip() for word in line.split(","))
