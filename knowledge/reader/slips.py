"""Puts slips of the finger in frequent English words right before a post is read ("blankts", "avalable", "requst")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from knowledge.datafiles import read_text, read_yaml

SHORTEST = 6
"""Letters of a word to be put right, and of what it may be meant for."""
NEAR = 1
"""Letters that may be missing, too many, wrong, or swapped with the next."""
_WORD = rf"(?<![\w@./'-])[a-z]{{{SHORTEST - 1},}}(?![\w@/]|\.\w|'[a-z])"


@dataclass(frozen=True, slots=True)
class Slip:
    """A word at `start:end` of a text, and the word it is meant for."""

    start: int
    end: int
    meant: str


class Slips:
    """An index of the words in `slips.yaml` by what is left of them without one letter."""

    def __init__(self) -> None:
        self._word = re.compile(_WORD)
        data = read_yaml(__package__, "slips.yaml")
        words = frequent_words(data)
        self._misspelt: dict[str, str] = data["misspelt"]
        self._real = {*words, *read_text(__package__, "real_words.txt").split()}
        self._shortened: dict[str, list[str]] = {}
        for word in words:
            for short in (word, *_without_a_letter(word)):
                self._shortened.setdefault(short, []).append(word)

    def find(self, text: str, original: str) -> list[Slip]:
        """Return the slips in a folded text. A capital in the middle of a sentence of `original` marks a name."""
        found: list[Slip] = []
        for match in self._word.finditer(text):
            if match.group() in self._real or _is_name(original, match.start(), match.end()):
                continue
            if meant := self._meant(match.group()):
                found.append(Slip(*match.span(), meant))
        return found

    def _meant(self, word: str) -> str | None:
        """Return the one frequent word, in its longest form, that begins alike and differs by one slip."""
        if word in self._misspelt:
            return self._misspelt[word]
        near = {
            each
            for short in (word, *_without_a_letter(word))
            for each in self._shortened.get(short, ())
            if each[0] == word[0] and OSA.distance(each, word) <= NEAR
        }
        if len(near) > 1:  # "voluntees": of one and several, the one that ends alike
            near = {each for each in near if each[-1] == word[-1]}
        forms_of_one = len({each[: SHORTEST - 1] for each in near}) == 1
        return max(near, key=len) if forms_of_one else None


def mended(text: str, slips: list[Slip]) -> str:
    """Return the text with its slips put right, in capitals where the slip is."""
    parts: list[str] = []
    done = 0
    for slip in slips:
        written = text[slip.start : slip.end]
        meant = slip.meant.upper() if written.isupper() else slip.meant
        parts += [text[done : slip.start], meant.capitalize() if written.istitle() else meant]
        done = slip.end
    return "".join([*parts, text[done:]])


def frequent_words(data: Mapping[str, Any]) -> list[str]:
    """Return the words of `slips.yaml` that are put right."""
    words: list[str] = str(data["words"]).split()
    return [word for word in words if len(word) >= SHORTEST and word.isalpha()]


def _without_a_letter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_name(original: str, start: int, end: int) -> bool:
    """Return whether a word begins with a capital though no sentence begins there, and the rest is small."""
    if not original[start:end].istitle():
        return False
    before = original[:start].rstrip(" \"'(*#-•")
    return bool(before) and before[-1] not in ".!?:\n;。！？：…】"
