"""Reads sizes that decide whether a thing fits: power, tonnage, seats, shoe and clothes sizes, lots."""

import re
from collections.abc import Iterator

from bot.domain.matching_traits import ENDLESS, Measure

_NUMBER = r"(\d+(?:\.\d+)?)"
_RANGE = rf"{_NUMBER}(?:\s*(?:-|~|to|から)\s*{_NUMBER})?"
_OR_MORE = r"\s*(?:or (?:more|larger|bigger|above|over)|and (?:up|above)|\+|以上)"
_OR_LESS = r"\s*(?:or (?:less|smaller|under|below)|以下|以内|未満)"
_BOUND = rf"(?P<more>{_OR_MORE})?(?P<less>{_OR_LESS})?"
_ONES = {"one": 1, "two": 2, "half": 0.5}

_VA = rf"{_RANGE}\s*k(?:va|w)\b{_BOUND}"
_TONNES = rf"{_RANGE}[- ]?(?:tonnes?|tons?|t(?![a-z])|トン){_BOUND}"
_CM = rf"{_RANGE}\s*(?:cm|センチ){_BOUND}"
_SEATS = r"(\d+)[- ]?(?:seat(?:s|er)?\b|passengers?\b)|\((\d+) seats?\)|(\d+)\s*[人名]乗り|定員\s*(\d+)"
_CASE = rf"{_NUMBER}\s*(ml|l|litres?|liters?|リットル)\s*[x×*]\s*(\d+)"
_BOTTLE = (
    rf"(?:{_NUMBER}|(one|two|half))[- ]?(ml|l|litres?|liters?|リットル)[- ]?(?:bottles?|ペットボトル|ボトル|の?ペット)"
)
_LETTER = r"(?:xs|ss|[2-5]x?l|x{1,3}l|l{1,4}|s|m)"
_LIST = rf"(?<![a-z0-9.]){_LETTER}(?:\s*(?:,|/|・|、|&|and|or|to|-|~|から)\s*{_LETTER})+(?![a-z0-9])"
_ALONE = rf"(?<![a-z0-9.])({_LETTER})\s*サイズ|\bsizes?:?\s+({_LETTER})(?![a-z0-9])|[(（]({_LETTER})[)）]"
_ORDER = {
    "xs": 0, "ss": 0, "s": 1, "m": 2, "l": 3, "xl": 4, "ll": 4, "2l": 4, "xxl": 5, "3l": 5, "lll": 5, "2xl": 5,
    "xxxl": 6, "4l": 6, "3xl": 6, "llll": 6, "5l": 7, "4xl": 7, "5xl": 8,
}  # fmt: skip
_DAYS = (
    r"(?<![月\d./])(\d{1,2})日(?:で(?!す)|間|以内|あたり|に\d|最大|約|平均|\d|程度|ほど|かか)|"
    r"(?:審査|最短|所要|片道|往復|およそ)\s*(\d{1,2})日"
)
_LEAST = (
    rf"minimum (?:order |lot )?(?:of |is )?{_NUMBER}|in lots of {_NUMBER}|"
    rf"{_NUMBER}[^\s\d、。]{{1,4}}以上(?:から|でお願い|の団体|まとめて|単位)"
)
_MOST = (
    rf"(?:up to|max(?:imum)?(?: of)?|at most) {_NUMBER} (?:\w+ )?(?:per|for each|each) |"
    rf"1(?:団体|世帯|か所|箇所|避難所|人)(?:あたり|につき|様)?、?(?:最大|上限)?{_NUMBER}[^\s\d万千円、。]{{1,4}}まで"
)


class Measures:
    """The patterns, compiled once. Texts are given in plain small signs (see `folding`)."""

    def __init__(self) -> None:
        self._scaled = [
            ("va", re.compile(_VA), 1000.0),
            ("kilos", re.compile(_TONNES), 1000.0),
            ("cm", re.compile(_CM), 1.0),
        ]
        self._seats = re.compile(_SEATS)
        self._case, self._bottle = re.compile(_CASE), re.compile(_BOTTLE)
        self._list, self._letter, self._alone = re.compile(_LIST), re.compile(_LETTER), re.compile(_ALONE)
        self._days = re.compile(_DAYS)
        self._lots = [("at_least", re.compile(_LEAST)), ("at_most", re.compile(_MOST))]

    def find(self, text: str) -> Iterator[Measure]:
        """Yield what the text measures, the first of each name being the one that counts."""
        for name, pattern, factor in self._scaled:
            yield from (_scaled(name, found, factor) for found in pattern.finditer(text))
        for found in self._seats.finditer(text):
            yield _one("seats", int(_said(found)))
        for found in self._days.finditer(text):
            yield _one("days", int(_said(found)))
        yield from self._containers(text)
        yield from self._sizes(text)
        for name, pattern in self._lots:
            for found in pattern.finditer(text):
                yield _one(name, round(float(_said(found)) * 1000))

    def _containers(self, text: str) -> Iterator[Measure]:
        for found in self._case.finditer(text):
            yield _one("ml_each", round(_millilitres(float(found[1]), found[2]) * int(found[3])))
        for found in self._bottle.finditer(text):
            yield _one("ml_each", round(_millilitres(float(found[1]) if found[1] else _ONES[found[2]], found[3])))

    def _sizes(self, text: str) -> Iterator[Measure]:
        for found in self._list.finditer(text):
            sizes = [_ORDER[each] for each in self._letter.findall(found[0]) if each in _ORDER]
            if sizes:
                yield Measure("size", min(sizes), max(sizes))
        for found in self._alone.finditer(text):
            if _said(found) in _ORDER:
                yield _one("size", _ORDER[_said(found)])


def _said(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)


def _one(name: str, value: int) -> Measure:
    return Measure(name, value, value)


def _scaled(name: str, found: re.Match[str], factor: float) -> Measure:
    low = float(found[1])
    high = float(found[2] or found[1])
    if found["more"]:
        return Measure(name, round(low * factor), ENDLESS)
    return Measure(name, 0 if found["less"] else round(min(low, high) * factor), round(max(low, high) * factor))


def _millilitres(number: float, unit: str) -> float:
    return number if unit == "ml" else number * 1000
