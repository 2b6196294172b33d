"""Finds the wider subject of a word no lesson names, so that a question about blankets meets lessons about goods."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from knowledge.datafiles import read_yaml
from knowledge.language.script import is_japanese
from knowledge.language.words import Words

# Parts of a compound that are looked up: one sign says too little (車 in 駐車), and listed words are not very long.
SHORTEST, LONGEST = 2, 10


class Broader(Protocol):
    """A word in either language → words of both languages for the wider subject it belongs to; none where unknown."""

    def __call__(self, word: str) -> tuple[str, ...]:
        """Return the wider words, most telling first."""


class BroaderSubjects:
    """Subjects given as data: `entries` maps an everyday word onto the words to look for instead."""

    def __init__(self, entries: Mapping[str, tuple[str, ...]], words: Words) -> None:
        self._words = words
        self._entries = {self._key(word): wider for word, wider in entries.items()}

    def __call__(self, word: str) -> tuple[str, ...]:
        """Return the wider words of one listed word; English ones are also known in their other forms."""
        return self._entries.get(self._key(word), ())

    def _key(self, word: str) -> str:
        return word if is_japanese(word) else self._words.stem(word)


def broader_by_part(word: str, broader: Broader) -> tuple[str, ...]:
    """Return the wider words of a word, or of a Japanese compound's longest part that has any (毛布配布 → 毛布)."""
    shortest = SHORTEST if is_japanese(word) else len(word)
    return next((wider for part in _parts(word, shortest) if (wider := broader(part))), ())


def _parts(word: str, shortest: int) -> Iterator[str]:
    yield word
    for length in range(min(len(word) - 1, LONGEST), shortest - 1, -1):
        yield from (word[start : start + length] for start in range(len(word) - length + 1))


def load_broader(words: Words) -> BroaderSubjects:
    """Return the subjects that come with the bot."""
    subjects = read_yaml(__package__, "broader.yaml").values()
    return BroaderSubjects(
        {
            word: (*subject["say"]["en"], *subject["say"]["ja"])
            for subject in subjects
            for language in ("en", "ja")
            for word in subject["words"][language]
        },
        words,
    )
