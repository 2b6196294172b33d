"""The figures of the Sphere Handbook, found by the words people use for their subjects."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.standards import Standard
from bot.domain.vocabulary import Name
from knowledge.datafiles import read_yaml
from knowledge.vocabulary.phrases import PhraseIndex


class SphereFigures:
    """The `Standards` port over the data file."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._all = tuple(_standard(row, data["edition"]) for row in data["standards"])
        self._by_id = {standard.id: standard for standard in self._all}
        words = [(word, row["id"]) for row in data["standards"] for word in (*row["words"]["en"], *row["words"]["ja"])]
        self._phrases = PhraseIndex(words)

    def all(self) -> Sequence[Standard]:
        """Return every figure, in the order of the data file."""
        return self._all

    def find(self, words: str) -> Sequence[Standard]:
        """Return the figures whose subjects the words name, in the order they are named; each once."""
        found = dict.fromkeys(mention.meaning for mention in self._phrases.mentions(words))
        return tuple(self._by_id[each] for each in found)

    def of_category(self, category: str) -> Sequence[Standard]:
        """Return the figures that bind things of a category."""
        return tuple(standard for standard in self._all if category in standard.categories)


def load_standards() -> SphereFigures:
    """Return the figures that come with the bot."""
    return SphereFigures(read_yaml(__package__, "sphere.yaml"))


def _standard(row: Mapping[str, Any], edition: str) -> Standard:
    return Standard(
        id=row["id"],
        name=Name(**row["name"]),
        unit=Name(**row.get("unit", {"en": "", "ja": ""})),
        amount=round(row.get("amount", 0) * 1000),
        people=row.get("people", 0),
        every=row.get("every", ""),
        serves=row.get("serves", "person"),
        measures=dict(row.get("measures", {})),
        categories=tuple(row.get("categories", ())),
        edition=edition,
        note=Name(**row.get("note", {"en": "", "ja": ""})),
        checked=row.get("checked", False),
    )
