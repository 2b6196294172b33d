"""Things finer than the taxonomy's categories, found by their words in either language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.datafiles import read_words, read_yaml
from knowledge.vocabulary.folding import fold_with_origin
from knowledge.vocabulary.phrases import Mention, PhraseIndex


class Things:
    """Which things a text names, to which category each belongs, and which can take the place of which."""

    def __init__(self, table: Mapping[str, Any], more: Mapping[str, Sequence[str]]) -> None:
        rows: Mapping[str, Any] = table["things"]
        self._index = PhraseIndex([*_words(rows), *_listed(more)], table["traps"])
        self._said = [(thing, re.compile("|".join(each))) for thing, each in table["said"].items()]
        self._category = {thing: str(row["category"]) for thing, row in rows.items()}
        self._near = {thing: tuple(row.get("near", ())) for thing, row in rows.items()}

    @property
    def known(self) -> Sequence[str]:
        """Return every thing, in the order of the data file."""
        return tuple(self._category)

    def mentions(self, text: str) -> Sequence[Mention]:
        """Return the things named or said in other words, in order; of words that overlap the longest.

        What is said takes the word within it along: the drone that carries medicine takes no pictures.
        """
        named = self._index.mentions(text)
        plain = fold_with_origin(text)
        said = [(thing, found) for thing, pattern in self._said for found in pattern.finditer(plain.text)]
        others = [Mention(*plain.span(*found.span()), thing) for thing, found in said]
        known = {mention.meaning for mention in named}
        kept = (each for each in named if not any(_taken(each, other) for other in others))
        return sorted([*kept, *(each for each in others if each.meaning not in known)], key=_start)

    def category(self, thing: str) -> str | None:
        """Return the category a thing belongs to, or None for an unknown one."""
        return self._category.get(thing)

    def near(self, thing: str) -> tuple[str, ...]:
        """Return the things that can take its place."""
        return self._near.get(thing, ())


def load_things() -> Things:
    """Return the things read from the data files."""
    return Things(read_yaml(__package__, "things.yaml"), read_words(__package__, "things.txt"))


def _start(mention: Mention) -> int:
    return mention.start


def _taken(word: Mention, said: Mention) -> bool:
    return word.meaning != said.meaning and word.start < said.end and said.start < word.end


def _words(rows: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for thing, row in rows.items():
        yield from ((word, thing) for word in (*row["en"], *row["ja"]))


def _listed(more: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for thing, words in more.items():
        yield from ((word, thing) for word in words)
