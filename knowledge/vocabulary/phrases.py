"""Finds known phrases in English, Japanese and mixed text, the longest first, whole words only."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.vocabulary.folding import fold, fold_with_origin
from knowledge.vocabulary.longest import LongestMatch

_TOKEN = re.compile(r"([a-z0-9à-öø-ÿ]+)(?:['’]s\b)?")  # group 1 is the word without its possessive
_BETWEEN_WORDS = re.compile(r"[ \-‐'’]{1,2}")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_KANJI = re.compile(r"[一-鿿々]")
_MAY_FOLLOW_ONE_KANJI = frozenset("一二三四五六七八九十百千万数約各等類箱袋用")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_PARTICLES = frozenset("のとやをはがもにへでか")
_SHORT = 3  # up to this many kana, a phrase is easily part of another word


@dataclass(frozen=True, slots=True)
class Mention:
    """A known phrase within a text: `meaning` is what the index was told the phrase means."""

    start: int
    end: int
    meaning: str

    @property
    def length(self) -> int:
        """Return the number of characters."""
        return self.end - self.start


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded Latin words of a phrase, each in the singular: "Camp Beds" → ("camp", "bed")."""
    return tuple(singular(token[1]) for token in _TOKEN.finditer(fold(text)))


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Return a folded English word without its plural ending; the same rule is used for both sides of a comparison."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith("ie"):
        return f"{word[:-2]}y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("use") else word  # buses → bus, so houses, house → hous


def is_japanese(text: str) -> bool:
    """Return whether the text has a kana or a kanji."""
    return _JAPANESE.search(text) is not None


@cache
def _key(phrase: str) -> str | tuple[str, ...]:
    """Return under what an index keeps a phrase of the data files, most of which stand in more than one index."""
    return fold(phrase) if is_japanese(phrase) else words_of(phrase)


class PhraseIndex:
    """Phrases with their meaning. Where two phrases overlap, the longer is meant; one in `traps` means nothing."""

    def __init__(self, phrases: Iterable[tuple[str, str]], traps: Iterable[str] = ()) -> None:
        self._japanese: dict[str, str] = {}
        self._english: dict[tuple[str, ...], str] = {}
        for phrase, meaning in [*((trap, "") for trap in traps), *phrases]:
            key = _key(phrase)
            if isinstance(key, str):
                self._japanese.setdefault(key, meaning)
            elif key:
                self._english.setdefault(key, meaning)
        self._longest = LongestMatch(self._japanese)
        self._most_words: dict[str, int] = {}
        for words in self._english:
            self._most_words[words[0]] = max(len(words), self._most_words.get(words[0], 0))

    def exact(self, phrase: str) -> str | None:
        """Return the meaning of a phrase that is known as it stands, in any case, width or number."""
        if is_japanese(phrase):
            return self._japanese.get(fold(phrase).strip()) or None
        return self._english.get(words_of(phrase)) or None

    def mentions(self, text: str) -> Sequence[Mention]:
        """Return the phrases within the text, in order, with their places in the original text."""
        folded = fold_with_origin(text)
        found = [*self._japanese_mentions(folded.text), *self._english_mentions(folded.text)]
        chosen: list[Mention] = []
        taken = bytearray(len(folded.text))
        for mention in sorted(found, key=lambda each: (-each.length, each.start)):
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * mention.length
                chosen.append(mention)
        meant = sorted((each for each in chosen if each.meaning), key=lambda each: each.start)
        return [Mention(*folded.span(each.start, each.end), each.meaning) for each in meant]

    def _japanese_mentions(self, text: str) -> Iterator[Mention]:
        for start in range(len(text)):
            for phrase in self._longest.at(text, start):
                if _stands_alone(text, start, start + len(phrase)):
                    yield Mention(start, start + len(phrase), self._japanese[phrase])

    def _english_mentions(self, text: str) -> Iterator[Mention]:
        tokens = list(_TOKEN.finditer(text))
        words = [singular(token[1]) for token in tokens]
        for first, word in enumerate(words):
            for last in range(first, min(first + self._most_words.get(word, 0), len(words))):
                if last > first and not _BETWEEN_WORDS.fullmatch(text, tokens[last - 1].end(), tokens[last].start()):
                    break
                meaning = self._english.get(tuple(words[first : last + 1]))
                if meaning is not None:
                    yield Mention(tokens[first].start(), tokens[last].end(1), meaning)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a Japanese phrase is a word of its own there: パン is not in フライパン, 薬 not in 農薬."""
    phrase, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if len(phrase) == 1 and _KANJI.match(phrase):
        followed = bool(_KANJI.match(after)) and after not in _MAY_FOLLOW_ONE_KANJI
        return not followed and not _KANJI.match(before)
    if len(phrase) > _SHORT:
        return True
    if all(_KATAKANA.match(sign) for sign in phrase):
        return not _KATAKANA.match(before) and not _KATAKANA.match(after)
    if all(_HIRAGANA.match(sign) for sign in phrase):
        return not any(_HIRAGANA.match(sign) and sign not in _PARTICLES for sign in (before, after))
    return True
