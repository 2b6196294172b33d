"""Finds where a text names places, before it is asked which of several is meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from knowledge.vocabulary.place_names import KINDS, Form, PlaceNames, region_id, same_signs
from knowledge.vocabulary.romaji import fold_romaji

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:\.(?=[A-Z]\.)[A-Z]\.)*(?:['’](?!s\b)[A-Za-z]+)?")
_KANJI = re.compile(r"[一-鿿々ケ]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_PARTICLE = re.compile(r"[のにでへをはがともかやまよ]|から|$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n。！？：])[^\w\n]*\Z")
_MOST_WORDS = 4
_LIST_MARK = re.compile(r"[・、,，/／や]")
_LISTED_END = re.compile(r"(?![一-鿿々ケ])|方面|周辺|付近|地区|各|両|間")
_LONGEST_LISTED = 6
_ROMAJI_KINDS = frozenset(("shi", "ku", "cho", "machi", "mura", "son", "ken", "fu", "to", "do"))
_LONG_ENOUGH_LOWER = 4  # a name in small letters is taken after "in" or "to" from this length on


@dataclass(frozen=True, slots=True)
class Found:
    """A place name in a text: what it may mean, and whether it says itself what kind of place it is."""

    start: int
    end: int
    codes: tuple[str, ...]
    settled: bool
    also: tuple[str, ...] = ()


class PlaceFinder:
    """Reads a text for place names in both scripts, leaving out people, rivers, roads and ordinary words."""

    def __init__(self, names: PlaceNames, ordinary: Mapping[str, Any], states: Sequence[str]) -> None:
        self._names = names
        self._in_state = re.compile(rf"(?:[A-Z][a-z]+ ){{0,2}}[A-Z][a-z]+, (?:{'|'.join(states)})\b")
        self._ordinary = frozenset(ordinary["ordinary_en"])
        self._surnames = frozenset(ordinary["surnames"])
        self._titles = frozenset(ordinary["titles"])
        honorifics = "|".join(ordinary["honorifics"])
        self._honorific = re.compile(rf"[- ](?:{honorifics})\b|[ 　]?(?:さん|様|氏|くん|ちゃん|先生)", re.IGNORECASE)
        self._may_precede = frozenset(ordinary["may_precede"])
        self._places_follow = frozenset(ordinary["places_follow"])
        self._not_before = re.compile("|".join(map(re.escape, ordinary["not_before"])))
        self._not_before_english = re.compile(rf" (?:{'|'.join(ordinary['not_before_en'])})\b", re.IGNORECASE)
        self._not_after = tuple(ordinary["not_after"])

    def found(self, text: str) -> Sequence[Found]:
        """Return the names in an NFKC text, in order and without overlaps."""
        towns = [Found(*town.span(), ("US",), settled=True) for town in self._in_state.finditer(text)]
        names = [*self._japanese(same_signs(text)), *self._english(text)]
        free = [name for name in names if name.codes and not any(_overlap(name, town) for town in towns)]
        return sorted([*towns, *free], key=lambda each: each.start)

    def _japanese(self, text: str) -> Iterator[Found]:
        place, ended = 0, -1
        while place < len(text):
            follows = place == ended
            at_place = self._names.longest.at(text, place)
            name = next((each for each in at_place if self._stands(text, place, each, follows=follows)), None)
            if name is None:
                place += 1
                continue
            form = self._names.japanese[name]
            yield Found(place, place + len(name), form.codes, form.settled, form.also)
            place = ended = place + len(name)
            while next_one := self._listed_at(text, place, form.codes):
                yield next_one
                place = ended = next_one.end

    def _listed_at(self, text: str, place: int, codes: Sequence[str]) -> Found | None:
        """Return a name that is a word too where it follows its neighbour in a list: 東洋 in "室戸・東洋"."""
        gap = _LIST_MARK.match(text, place)
        prefectures = {code[:4] for code in codes if len(code) > 4}
        for end in range(min(len(text), place + _LONGEST_LISTED), place + 1, -1) if gap else ():
            listed = self._names.listed.get(text[place + 1 : end], ())
            own = tuple(code for code in listed if code[:4] in prefectures)
            if own and _LISTED_END.match(text, end):
                return Found(place + 1, end, own, settled=False)
        return None

    def _stands(self, text: str, start: int, name: str, *, follows: bool) -> bool:
        """Return whether a Japanese name is a place there: not 千葉さん, 球磨川, nor むつ in 紙おむつ.

        `follows`: another place name ends where this one starts, as in 東京都港区.
        """
        form, end = self._names.japanese[name], start + len(name)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not form.codes:
            return True
        if all(len(code) == 2 for code in form.codes) and self._not_before.match(text, end):
            return False
        if _KATAKANA.match(name[0]) or _KATAKANA.match(name[-1]):
            return not (_KATAKANA.match(before) and _KATAKANA.match(name[0])) and not _KATAKANA.match(after)
        if form.settled:
            return follows or len(name) > 2 or not _KANJI.match(before)
        if self._not_before.match(text, end) or text.endswith(self._not_after, 0, start):
            return False
        if _HIRAGANA.match(name[0]) and _HIRAGANA.match(before) and not _PARTICLE.match(before):
            return False
        if _HIRAGANA.match(name[-1]) and _HIRAGANA.match(after) and not _PARTICLE.match(text, end):
            return False
        return follows or not _KANJI.match(before)

    def _english(self, text: str) -> Iterator[Found]:
        words = list(_WORD.finditer(text))
        place = 0
        while place < len(words):
            found, used = self._name_at(text, words, place)
            if found is not None:
                yield found
            place += used

    def _name_at(self, text: str, words: list[re.Match[str]], first: int) -> tuple[Found | None, int]:
        """Return the longest name that begins at a word, and how many words to go on by."""
        if not (words[first][0][0].isupper() or self._may_be_lower(words, first)):
            return None, 1
        for count in range(min(_MOST_WORDS, len(words) - first), 0, -1):
            last = first + count - 1
            if not _joined(text, words[first : last + 1]):
                continue
            form = self._names.english.get(fold_romaji(text[words[first].start() : words[last].end()]))
            if form is None:
                continue
            kinds, codes = self._with_kind(text, words, last, form)
            settled = kinds > 0 or form.settled
            if settled or self._is_place(text, words, first, last):
                also = () if settled else form.also
                return Found(words[first].start(), words[last + kinds].end(), codes, settled, also), count + kinds
        return None, 1

    def _may_be_lower(self, words: list[re.Match[str]], first: int) -> bool:
        word = words[first][0]
        if word in ("nationwide", "countrywide"):
            return True
        return len(word) >= _LONG_ENOUGH_LOWER and first > 0 and words[first - 1][0].casefold() in self._places_follow

    def _with_kind(self, text: str, words: list[re.Match[str]], last: int, form: Form) -> tuple[int, tuple[str, ...]]:
        """Return 1 and the fitting codes where "City", "-shi", "Prefecture" … follows, else 0 and all codes."""
        if last + 1 < len(words):
            word, gap = words[last + 1][0].casefold(), text[words[last].end() : words[last + 1].start()]
            fits = gap in ("-", "‐") if word in _ROMAJI_KINDS else gap in (" ", "-")
            codes = self._names.of_kind(form.codes, KINDS[word]) if fits and word in KINDS else ()
            if codes:
                return 1, codes
        return 0, form.codes

    def _is_place(self, text: str, words: list[re.Match[str]], first: int, last: int) -> bool:
        """Return whether a bare romanised name is a place there, not a word (mine) or a person (Fumiko Ueno)."""
        start, end = words[first].start(), words[last].end()
        written = text[start:end]
        before = words[first - 1] if first and text[words[first - 1].end() : start] in (" ", ". ") else None
        previous = before[0].casefold() if before else ""
        if previous in self._titles or self._honorific.match(text, end) or self._not_before_english.match(text, end):
            return False
        if fold_romaji(written) in self._ordinary:
            if self._is_listed(words, first) and written.istitle():
                return True
            return previous in self._places_follow and not written.isupper() and not written.islower()
        if before is None or not before[0].istitle() or previous in self._may_precede:
            return True
        return self._follows_a_capital(text, before, fold_romaji(written))

    def _is_listed(self, words: list[re.Match[str]], first: int) -> bool:
        """Return whether "or" or "and" joins a word to another place, as in "Hagi or Abu"."""
        if first < 2 or words[first - 1][0].casefold() not in ("or", "and"):
            return False
        other = fold_romaji(words[first - 2][0])
        return words[first - 2][0].istitle() and other in self._names.english and other not in self._ordinary

    def _follows_a_capital(self, text: str, before: re.Match[str], key: str) -> bool:
        """Return whether a name after a capitalised word is a place: not in "Fumiko Ueno", "Laundromobile Kobe".

        It is after a larger place ("Ishikawa Wajima") and after a sentence's first word ("Blankets Kobe").
        """
        area = self._names.english.get(fold_romaji(before[0]))
        if area is not None and any(len(code) <= 4 or region_id(code) for code in area.codes):
            return True
        return _SENTENCE_START.search(text, 0, before.start()) is not None and key not in self._surnames


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Return whether words belong to one name: "Minami-Alps", "New York", but not "Himi, Nanao"."""
    return all(text[left.end() : right.start()] in (" ", "-", "‐") for left, right in pairwise(words))
