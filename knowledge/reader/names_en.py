"""Finds the names of people in Latin letters, by titles, words such as "contact", and lists of first names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.reader.name_lists import NameLists

Span = tuple[int, int]

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ"
_WORD = rf"(?:[A-Z]\.|[A-ZÀ-ÖØ-ÞĀ-Ž][{_LETTER}]*(?:['’-][A-ZÀ-Þ][{_LETTER}]+)*)"
_PARTICLE = r"(?:de|da|dos|van|von|der|bin|binti|al|el|la|le)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,3}}"
_ENDS = rf"(?![{_LETTER}])"
_BEGINS = rf"(?<![{_LETTER}'’@._-])"
_JAPANESE_AFTER = (
    r"\s?(?:です|と申し|といいま|と言いま|という者|さん|さま|様|氏|先生|課長|部長|代表|医師|隊長|リーダー)"
)
_DOES = r"(?:will|can|has|is|was|says|said|wants|asks|and I|from (?:our|my))"
_MOST_CAPITALS = 4  # letters of an abbreviation: NGO, WASH; a surname in capitals is known or longer


class LatinNames:
    """Names in Latin letters. What is no name stands in personal.yaml, the names themselves in names.txt."""

    def __init__(self, words: Mapping[str, Sequence[str]], names: NameLists) -> None:
        self._names = names
        self._not_names = frozenset(words["not_names"])
        leading = [word for kind in ("sure", "likely", "titles") for word in words[kind]]
        self._sentence = frozenset(word.rstrip(":") for word in (*words["sentence"], *leading) if " " not in word)
        gap = r"[\s:,.*_-]{1,3}"
        self._titled = re.compile(rf"{_BEGINS}(?i:{_any(words['titles'])})\.? (?P<name>{_NAME}){_ENDS}")
        self._suffixed = re.compile(rf"{_BEGINS}(?P<name>{_WORD}(?: {_WORD})?)[-‐ ](?i:{_any(words['suffixes'])})\b")
        self._sure = re.compile(rf"{_BEGINS}(?i:{_any(words['sure'])}){gap}(?P<name>{_NAME}){_ENDS}")
        self._likely = re.compile(rf"{_BEGINS}(?i:{_any(words['likely'])}){gap}(?P<name>{_NAME}){_ENDS}")
        self._named = re.compile(rf"{_BEGINS}(?i:{_any(words['named'])}){gap}(?P<name>{_WORD}){_ENDS}(?! {_WORD})")
        self._labelled = re.compile(
            rf"(?:担当者?|連絡先|窓口|代表|責任者|氏名|名前)[\s:：は]{{0,3}}(?P<name>{_NAME}){_ENDS}"
        )
        self._self = re.compile(rf"{_BEGINS}(?i:i am|i'm|im|i’m) (?P<name>{_WORD})(?=, | from | and i )")
        self._aged = re.compile(rf"{_BEGINS}(?P<name>{_NAME})(?=(?: \(|, )\d{{1,3}}(?:\)|,| ?(?:years|yrs|yo)\b))")
        self._small = re.compile(
            rf"{_BEGINS}(?:{_any([*words['sure'], 'contact', 'call', 'i am', 'this is'])})[\s:,-]{{1,3}}"
            r"(?P<name>[a-z]{3,12} [a-z]{3,14})(?![a-z])"
        )
        self._japanese = re.compile(rf"(?<![{_LETTER}])(?P<name>{_NAME}){_JAPANESE_AFTER}")
        self._signed = re.compile(rf"(?:^|[.!?\n])\s*[-–—~/]\s?(?P<name>{_NAME})\s*\Z")
        self._doing = re.compile(rf"{_BEGINS}(?P<name>{_WORD}) {_DOES}\b")
        self._any = re.compile(rf"{_BEGINS}(?P<name>{_NAME}){_ENDS}")

    def find(self, text: str, phones: Sequence[Span]) -> Iterator[Span]:
        """Yield the spans of names without their titles; `phones` are the spans of telephone numbers."""
        for pattern in (
            self._titled,
            self._suffixed,
            self._sure,
            self._named,
            self._self,
            self._labelled,
            self._japanese,
        ):
            for match in pattern.finditer(text):
                single = pattern is not self._sure or self._known(match["name"])
                yield from self._person(match, one=single)
        for pattern in (self._likely, self._signed, self._aged):
            for match in pattern.finditer(text):
                if self._known(match["name"]):
                    yield from self._person(match, one=True)
        for match in self._small.finditer(text):
            first, last = match["name"].split()
            if self._names.is_whole(first, last):
                yield match.span("name")
        for match in self._doing.finditer(text):
            if match["name"] in self._names.firsts and not self._is_thing([match["name"]]):
                yield match.span("name")
        yield from self._full(text, phones)

    def _full(self, text: str, phones: Sequence[Span]) -> Iterator[Span]:
        """Yield a known first name with a second capitalised word, and names of two words right before a number."""
        for match in self._any.finditer(text):
            start, end = self._trimmed(match.start("name"), match["name"])
            words = text[start:end].split()
            if len(words) < 2 or self._is_thing(words):
                continue
            phoned = any(0 <= phone - end <= 2 for phone, _ in phones)
            if phoned or words[0] in self._names.firsts or self._names.is_whole(words[0], words[-1]):
                yield start, end

    def _person(self, match: re.Match[str], *, one: bool) -> Iterator[Span]:
        """Yield the name of a match unless it is a thing; a single word only where `one` is enough."""
        start, end = self._trimmed(match.start("name"), match["name"])
        words = match.string[start:end].split()
        if words and not self._is_thing(words) and (one or len(words) > 1):
            yield start, end

    def _trimmed(self, start: int, name: str) -> Span:
        """Return the span without the words of the sentence around it: "Ring Hiroko Tsuji Monday" → Hiroko Tsuji."""
        words = list(re.finditer(r"\S+", name))
        while words and self._is_sentence(words[0][0]):
            del words[0]
        cut = next((at for at, word in enumerate(words) if self._is_sentence(word[0])), len(words))
        return (start + words[0].start(), start + words[cut - 1].end()) if words else (start, start)

    def _is_sentence(self, word: str) -> bool:
        return word.casefold().rstrip(".") in self._sentence

    def _is_thing(self, words: Sequence[str]) -> bool:
        """Return whether the words hold an organisation's, a place's or an abbreviation's."""
        return any(
            word.casefold() in self._not_names or (word.isupper() and 1 < len(word) <= _MOST_CAPITALS) for word in words
        ) or all(len(word.rstrip(".")) < 2 for word in words)

    def _known(self, name: str) -> bool:
        words = [word for word in name.split() if not self._is_sentence(word)]
        return bool(words) and (self._names.is_first(words[0]) or (len(words) > 1 and self._names.is_last(words[-1])))


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
