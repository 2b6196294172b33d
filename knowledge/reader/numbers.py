"""Finds the numbers people write: digits, full width, kanji, words, dozens, ranges."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_WORD_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {
    "dozen": 12,
    "doz": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 10**9,
    "trillion": 10**12,
}
_KANJI = "〇一二三四五六七八九十百千万億兆"

_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WRITTEN = rf"""
    (?:(?<![a-z0-9.#])|(?<=\s[x×]))(?<!\d,)(?:{_AMOUNT})
    (?:[十百千万億兆](?:[0-9{_KANJI}]*[十百千万億兆0-9])?|\s?k(?![a-z0-9])|
    \s(?:dozen|doz|hundred|thousand|million|billion|trillion)s?\b)?
"""
_VAGUE = (
    rf"(?<![人件回])数[{_KANJI}]+|何[{_KANJI}]+|[{_KANJI}]+数|\ba\s+(?:couple|few|handful|bunch|lot)\b|\bseveral\b|"
    r"\b(?:dozens|hundreds|thousands|scores|tens|loads|lots|plenty)\b"
)
_ABOUT = (
    r"(?:\b(?:about|approx\.?|approximately|around|roughly|some|up\s+to|at\s+least|at\s+most|over|more\s+than|"
    r"nearly|almost|max\.?|between|only|another)\s+|約|およそ|最大|最低|あと|計|合計|全|上限|各|残り)$"
)
# "no one", "some one", "this one" count nothing
_NO_NUMBER = "".join(rf"(?<!{word}\s)" for word in ("no", "not", "any", "some", "every", "another", "this", "which"))
_MINUS = re.compile(r"(?:\bminus\s|マイナス)$")
_BETWEEN = r"\s*(?:-|~|to|or|and|から|ないし|、)\s*"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start:end` of the text, in thousandths; `value` None for "several", 数十.

    `kanji`: written in kanji alone, so that it counts only before a counter. `below_zero`: a minus stands before it.
    """

    start: int
    end: int
    value: int | None
    max: int | None = None
    kanji: bool = False
    below_zero: bool = False


class Numbers:
    """The number rules, compiled once."""

    def __init__(self) -> None:
        words = "|".join([*_ONES, *_WORD_TENS])
        scales = "|".join(_SCALES)
        many = rf"(?:{words})(?:(?:\s+and)?[\s-](?:{words}|{scales}))*"
        # "two-page", "three-phase" describe
        spelt = rf"{_NO_NUMBER}\b(?:half\s+a\s+dozen|(?:an?|another)\s+(?:{scales})|{many})\b(?!-[a-z])"
        self._finder = re.compile(
            rf"(?P<vague>{_VAGUE})|(?P<written>{_WRITTEN})|(?P<kanji>[{_KANJI}]+)|(?P<spelt>{spelt})", re.VERBOSE
        )
        self._about = re.compile(_ABOUT)
        self._between = re.compile(_BETWEEN)

    def find(self, text: str) -> list[Number]:
        """Return the numbers of a folded text in order; the two ends of a range come as one."""
        found: list[Number] = []
        for match in self._finder.finditer(text):
            number = self._number(match)
            if found and (joined := self._range(text, found[-1], number)):
                found[-1] = joined
            else:
                found.append(self._widened(text, number))
        return found

    def _number(self, match: re.Match[str]) -> Number:
        words = match.group()
        start, end = match.span()
        if match["vague"]:
            return Number(start, end, None)
        value = spelt_number(words) if match["spelt"] else written_number(words)
        minus = _minus_before(match.string, start) if match["written"] or match["spelt"] else 0
        return Number(start - minus, end, _thousandths(value), kanji=bool(match["kanji"]), below_zero=minus > 0)

    def _range(self, text: str, low: Number, high: Number) -> Number | None:
        """Return both as one when the words between them make a range of two rising numbers."""
        if low.value is None or high.value is None or low.max is not None or high.value <= low.value:
            return None
        gap = text[low.end : high.start + high.below_zero] if high.start >= low.end - 1 else ""
        if high.below_zero and gap != "-":
            return None
        if not gap or not self._between.fullmatch(gap):
            return None
        if "、" in gap and high.value - low.value != 1000:
            return None
        if "and" in gap and not text[: low.end].startswith("between", low.start):
            return None
        return replace(low, end=high.end, max=high.value, kanji=low.kanji and high.kanji)

    def _widened(self, text: str, number: Number) -> Number:
        """Take "about", 約 and the like into the number's stretch: they do not change it."""
        before = self._about.search(text, max(0, number.start - 16), number.start)
        return replace(number, start=before.start()) if before else number


def written_number(words: str) -> Decimal:
    """Return the value of digits and kanji, mixed or alone: 1,200, 二百, 1万5千, 2.5, 10k, "3 thousand"."""
    plain = words.replace(",", "")
    amount = re.match(r"[\d.]*", plain)
    tail = plain[amount.end() :].strip().rstrip("s") if amount else ""
    scale = 1000 if tail == "k" else _SCALES.get(tail)
    if scale and amount and amount.group():
        return Decimal(amount.group()) * scale
    return _kanji_number(plain)


def _kanji_number(plain: str) -> Decimal:
    total = section = Decimal(0)
    current: Decimal | None = None
    for token in re.findall(r"\d+(?:\.\d+)?|.", plain):
        if token in _MYRIADS:
            total += (section + (current or 0) or 1) * _MYRIADS[token]
            section, current = Decimal(0), None
        elif token in _TENS:
            section += (1 if current is None else current) * _TENS[token]
            current = None
        elif token in _DIGITS:
            current = (current or Decimal(0)) * 10 + _DIGITS[token]
        elif token[0].isdigit():
            current = Decimal(token)
    return total + section + (current or 0)


def spelt_number(words: str) -> Decimal:
    """Return the value of English number words: "two dozen", "twenty-five", "a hundred", "half a dozen"."""
    if words.startswith("half"):
        return Decimal(6)
    total = current = 0
    for word in re.split(r"[\s-]+", words):
        if word in _ONES:
            current += _ONES.index(word)
        elif word in _WORD_TENS:
            current += (_WORD_TENS.index(word) + 2) * 10
        elif word in ("dozen", "doz", "hundred"):
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total = total * _SCALES[word] if total and not current else total + max(current, 1) * _SCALES[word]
            current = 0
    return Decimal(total + current)


def _thousandths(value: Decimal) -> int:
    return int(value * 1000)


def _minus_before(text: str, start: int) -> int:
    """Return how many signs before a number say minus; a dash that begins one of several rows is a bullet."""
    word = _MINUS.search(text, max(0, start - 8), start)
    if word:
        return len(word.group())
    if start == 0 or text[start - 1] != "-":
        return 0
    before = text[: start - 1]
    if before and not before[-1].isspace() and before[-1].isascii():
        return 0
    return int("\n" not in text or not (not before or before.endswith("\n")))
