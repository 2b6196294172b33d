"""Turns text into the terms that are indexed, and a question into its words: one way of cutting for both sides."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import Stemmer  # type: ignore[import-not-found]  # PyStemmer carries no types

from knowledge.language.script import JAPANESE, is_kanji
from knowledge.language.segments import Segmenter
from knowledge.language.stopwords import StopWords, load_stopwords
from knowledge.vocabulary.folding import Folded, fold_with_origin

_OTHER = f"(?:(?![{JAPANESE}])[^\\W_])"
_TOKEN = re.compile(f"(?P<japanese>[{JAPANESE}]+)|{_OTHER}+(?:['’]{_OTHER}+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as typed, folded, and the terms under which an index holds it.

    A Japanese word of two characters and more has one term for each pair of neighbours, in order.
    """

    surface: str
    text: str
    terms: tuple[str, ...]
    japanese: bool = False

    def part(self, start: int, end: int) -> "Word":
        """Return the word between two of its characters; it shows as typed, whole where folding changed its length."""
        if (start, end) == (0, len(self.text)):
            return self
        surface = self.surface[start:end] if len(self.surface) == len(self.text) else self.surface
        return Word(surface, self.text[start:end], self.terms[start : end - 1], japanese=self.japanese)


def is_subject(term: str) -> bool:
    """Return whether a question can be about a term: about any but a bare number that is no year."""
    return len(term) == 4 or not term.isdecimal()


class Words:
    """Cuts English into stems and Japanese into pairs of characters, plus single kanji for questions of one."""

    def __init__(self, stop: StopWords) -> None:
        self.stop = stop
        self._frame = stop.en | stop.en_words
        self._segmenter = Segmenter(stop)
        self._stem: Callable[[str], str] = Stemmer.Stemmer("english").stemWord
        compounds = sorted(stop.ja_compounds, key=len, reverse=True)
        self._compounds = re.compile("|".join(re.escape(word) for word in compounds))

    def stem(self, word: str) -> str:
        """Return the term of one English word, folded or not."""
        folded = _plain(fold_with_origin(word).text)
        return self._stem(self.stop.en_forms.get(folded, folded))

    def question(self, text: str) -> tuple[Word, ...]:
        """Return the content words of a question in order; none for one that has only stop words."""
        folded = fold_with_origin(text)
        return tuple(word for token in _TOKEN.finditer(folded.text) for word in self._words(text, folded, token))

    def _words(self, text: str, folded: Folded, token: re.Match[str]) -> Iterator[Word]:
        begin = token.start()
        if token["japanese"]:
            for start, end in self._segmenter.segments(token[0]):
                word = token[0][start:end]
                surface = _surface(text, folded, begin + start, begin + end)
                yield Word(surface, word, _pairs(word) or (word,), japanese=True)
        elif _plain(token[0]) not in self._frame:
            yield Word(_surface(text, folded, *token.span()), token[0], (self.stem(token[0]),))

    def singles(self, folded: str) -> Iterator[str]:
        """Yield the kanji of folded text under which a question of one kanji finds it: 水 of 給水, not of 洪水."""
        return (sign for sign in self._compounds.sub("", folded) if is_kanji(sign))


def load_words() -> Words:
    """Return the cutting of words with the stop words that come with the bot."""
    return Words(load_stopwords())


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[place : place + 2] for place in range(len(run) - 1))


def _surface(text: str, folded: Folded, start: int, end: int) -> str:
    begin, after = folded.span(start, end)
    return text[begin:after]
