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
_YEARS = (
    r"\bages?d? (\d{1,2})\s*(?:-|~|to|and)\s*(\d{1,2})\b|\b(\d{1,2})\s*(?:-|to)\s*(\d{1,2})[- ]years?[- ]olds?|"
    r"(\d{1,2})\s*歳?(?:児)?\s*(?:~|-|から)\s*(\d{1,2})\s*(?:歳|才)"
)
_PRESCHOOL = (
    r"\bpre-?school(?:ers?)?\b|\bkindergartens?\b|\bunder[- ](?:5s?|6s?|fives|sixes)\b|"
    r"幼児|幼稚園児?|保育園児|園児|未就学|就学前"
)
_SCHOOL = r"(?<!no )(?<!to )(?<!until )(?<!before )(?<!below )\bschool[- ]age|小中学生|小・中学生|小学生から中学"
_PRIMARY = (
    r"\bprimary[- ](?:school|pupils?|and)|\belementary|小学生|小学校(?:低|中|高)?学年|学童|児童クラブ|"
    r"小学?[1-6](?:年|生|の|と|・|~|から)"
)
_JUNIOR = r"\bjunior[- ](?:high|and senior)|\bmiddle[- ]school|\blower secondary|中学生|中学\d|中[1-3](?:生|の|と|・|~)"
_SENIOR = r"(?<!junior )(?<!junior-)\bhigh[- ]school(?:ers?)?(?! (?:entrance|exam))|\bsenior high|高校生"
_AGES = (
    (_YEARS, None),
    (r"\bbab(?:y|ies)\b|\binfants?\b|赤ちゃん|乳児|乳幼児", (0, 2)),
    (r"\btoddlers?\b", (1, 3)),
    (_PRESCHOOL, (0, 5)),
    (_SCHOOL, (6, 15)),
    (_PRIMARY, (6, 12)),
    (_JUNIOR, (12, 15)),
    (_SENIOR, (15, 18)),
)
"""Words for the ages of children, of which a text has one range: from the youngest to the oldest it names."""
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
        self._ages = [(re.compile(words), ages) for words, ages in _AGES]
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
        yield from self._children(text)
        for name, pattern in self._lots:
            for found in pattern.finditer(text):
                yield _one(name, round(float(_said(found)) * 1000))

    def _containers(self, text: str) -> Iterator[Measure]:
        for found in self._case.finditer(text):
            yield _one("ml_each", round(_millilitres(float(found[1]), found[2]) * int(found[3])))
        for found in self._bottle.finditer(text):
            yield _one("ml_each", round(_millilitres(float(found[1]) if found[1] else _ONES[found[2]], found[3])))

    def _children(self, text: str) -> Iterator[Measure]:
        ranges = [ages or _years(found) for words, ages in self._ages for found in words.finditer(text)]
        if ranges:
            yield Measure("age", min(low for low, _ in ranges), max(high for _, high in ranges))

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


def _years(found: re.Match[str]) -> tuple[int, int]:
    first, last = sorted(int(group) for group in found.groups() if group)
    return first, last


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
