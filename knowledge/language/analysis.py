"""The one analysis of search: what stands in a text and what is asked are turned into terms in the same way."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import Stemmer  # type: ignore[import-not-found]  # PyStemmer carries no types

from knowledge.language.japanese import JapaneseWords
from knowledge.language.script import JAPANESE, is_japanese
from knowledge.language.stopwords import StopWords
from knowledge.vocabulary.folding import fold

_OTHER = f"[^\\W_{JAPANESE}]"
_FOREIGN = re.compile(f"{_OTHER}+(?:['’]{_OTHER}+)?")
# Stretches from which pairs of signs are taken, and words of other scripts between them, which stay whole.
_RUN = re.compile(f"(?P<japanese>[{JAPANESE}]+)|{_OTHER}+")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one text, in order and with repetitions.

    `english`: stems of all words, stop words whole behind a "=", so that "canned" is not "can". `told`: without those.
    `japanese`: normal forms of words with meaning.
    `pairs`: neighbouring signs of Japanese. `names`: readings of Japanese proper names, as English stems.
    """

    english: Sequence[str] = ()
    told: Sequence[str] = ()
    japanese: Sequence[str] = ()
    pairs: Sequence[str] = ()
    names: Sequence[str] = ()


@dataclass(slots=True)
class _Gathered:
    english: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    japanese: list[str] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class Analysis:
    """NFKC and lower case; Snowball stems for English; Sudachi's words and pairs of signs for Japanese."""

    def __init__(self, stop: StopWords, japanese: JapaneseWords) -> None:
        self._stop = stop
        self._japanese = japanese
        self._stem: Callable[[str], str] = Stemmer.Stemmer("english").stemWord

    def terms(self, text: str) -> Terms:
        """Return the terms of a text. A line with Japanese in it is Japanese with foreign words, any other English."""
        found = _Gathered()
        for line in text.splitlines():
            folded = fold(line)
            self._english(folded, found)
            if is_japanese(folded):
                for word in self._japanese.words(folded):
                    found.japanese.append(word.form)
                    if word.romaji:
                        found.names.append(self._stem(word.romaji))
                found.pairs.extend(_pairs(folded))
        return Terms(found.english, found.told, found.japanese, found.pairs, found.names)

    def _english(self, folded: str, found: _Gathered) -> None:
        for word in _FOREIGN.findall(folded):
            word = word.replace("’", "'")
            if word in self._stop.en:
                found.english.append(f"={word}")
                continue
            stem = self._stem(self._stop.en_forms.get(word, word))
            found.english.append(stem)
            found.told.append(stem)


def _pairs(folded: str) -> Iterator[str]:
    for run in _RUN.finditer(folded):
        if run["japanese"] and len(run[0]) > 1:
            yield from (run[0][place : place + 2] for place in range(len(run[0]) - 1))
        else:
            yield run[0]


def neighbours(terms: Sequence[str]) -> Iterator[str]:
    """Yield each two neighbouring terms as one, so that words that stand together count more."""
    return (f"{one}_{other}" for one, other in pairwise(terms))
