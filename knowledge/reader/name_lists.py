"""Holds the surnames and given names by which people are recognised, in kanji, kana and Latin letters."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.datafiles import read_text
from knowledge.vocabulary.romaji import fold_romaji

_LONGEST_SURNAME = 4


@dataclass(frozen=True, slots=True)
class NameLists:
    """Sets of names by kind; the weak ones are also places or ordinary words and need a stronger hint."""

    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    given: frozenset[str]
    weak_given: frozenset[str]
    surnames_latin: frozenset[str]
    weak_surnames_latin: frozenset[str]
    given_latin: frozenset[str]
    weak_given_latin: frozenset[str]
    firsts: frozenset[str]
    lasts: frozenset[str]

    def is_surname(self, written: str, *, weak: bool = True) -> bool:
        """Return whether it is a surname in kanji; without `weak` only one that is nothing else."""
        return written in self.surnames or (weak and written in self.weak_surnames)

    def split(self, written: str) -> tuple[str, str] | None:
        """Return (surname, given name) of a full name written in kanji, kana or both, with or without a space."""
        for at in range(min(_LONGEST_SURNAME, len(written) - 1), 0, -1):
            surname, given = written[:at], written[at:].lstrip(" \u3000")
            if self.is_surname(surname.rstrip()) and (given in self.given or given in self.weak_given):
                return surname.rstrip(), given
        return None

    def is_first(self, word: str) -> bool:
        """Return whether a word in Latin letters is a first name, English or Japanese, and nothing else."""
        return word.capitalize() in self.firsts or fold_romaji(word) in self.given_latin

    def is_last(self, word: str) -> bool:
        """Return whether a word in Latin letters is a surname, English or Japanese."""
        key = fold_romaji(word)
        return word.capitalize() in self.lasts or key in self.surnames_latin or key in self.weak_surnames_latin

    def is_whole(self, first: str, last: str) -> bool:
        """Return whether two words are a first name and a surname; at most one of them may be a place too."""
        if self.is_first(first):
            return self.is_last(last)
        return fold_romaji(first) in self.weak_given_latin and fold_romaji(last) in self.surnames_latin


def load_name_lists() -> NameLists:
    """Return the lists of names.txt. Raises FileNotFoundError where the package's data is missing."""
    kinds: dict[str, set[str]] = {}
    for line in read_text("knowledge.reader", "names.txt").splitlines():
        kind, *names = line.split(" ")
        kinds.setdefault(kind, set()).update(names)
    return NameLists(
        surnames=_all(kinds, "surname"),
        weak_surnames=_all(kinds, "weak_surname"),
        given=_all(kinds, "given"),
        weak_given=_all(kinds, "weak_given"),
        surnames_latin=_all(kinds, "surname_latin"),
        weak_surnames_latin=_all(kinds, "weak_surname_latin"),
        given_latin=_all(kinds, "given_latin"),
        weak_given_latin=_all(kinds, "weak_given_latin"),
        firsts=_all(kinds, "first"),
        lasts=_all(kinds, "last", "weak_last"),
    )


def _all(kinds: Mapping[str, set[str]], *chosen: str) -> frozenset[str]:
    return frozenset[str]().union(*(kinds[kind] for kind in chosen))
