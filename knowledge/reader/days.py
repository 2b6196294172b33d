"""Finds the days, weeks and months a text names, as first and last day, seen from the day of posting."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.reader.folding import hide

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONG = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_KANJI_WEEKDAYS = "月火水木金土日"

_MONTH = "(" + "|".join([*_LONG, "sept", *MONTHS]) + r")\b\.?"
_NTH = r"(?:st|nd|rd|th)?"
_DAY = rf"(\d{{1,2}}){_NTH}"
_YEAR = r"(?:,?\s+(20\d\d))?"
_WEEKDAY = r"(?P<weekday>mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b"
_WORDS_OF_TIME = ("from", "in", "until", "till", "through", "during", "starting", "throughout")
_AFTER_A_WORD_OF_TIME = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _WORDS_OF_TIME) + ")"
_NTH_BEFORE = r"(?:(?<=\bthe\s)|(?<=\bon\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\band\s)|(?<=\bfrom\s)|(?<=\bto\s)|(?<=-))"
_NTH_ALONE = (
    rf"{_NTH_BEFORE}(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+[a-z]+\s+street|\s+(?:floor|street|avenue|grade|time|"
    r"day|week|of|anniversary|person|shelter|group|team|battalion|ward|branch))"
)
# 審査3日, あと3日, 5日で200枚: so long it takes or lasts; no day of the month
_LASTING = """
    審査 審査に 審査は 準備 準備に 準備は 所要 納期 工期 到着まで 発送まで 乾くまで 製作に 製造に あと 残り 残りは
    のべ 延べ 約 丸 まる たった わずか もう 連続 最短 最長 通常
"""
_NO_LENGTH_BEFORE = "".join(f"(?<!{word})" for word in _LASTING.split())
_LENGTH_AFTER = (
    "間|以内|分|前|後|目|以上|ほど|程度|め|くらい|ぐらい|おき|ごと|しか|も(?:た|って|つ)|連続|コース|かか"
    "|で(?:約?[\\d一二三四五六七八九十百千]|でき|仕上)|あたり|当たり|につき|\\d"
)
_JA_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"


@dataclass(frozen=True, slots=True)
class Days:
    """Days named at `start:end`. `first` None: until `last` ("this week"). `rolling`: a weekday, which may move on;
    `bare`: a day of the month alone, which belongs to the month before it; `whole`: both ends were named.
    """

    start: int
    end: int
    first: date | None
    last: date
    rolling: bool = False
    bare: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """A date no calendar has (2月30日), with the nearest one that exists."""

    start: int
    end: int
    nearest: date


Span = tuple[date | None, date]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Span]]


class Calendar:
    """The day rules, compiled once; earlier rules win over later ones."""

    def __init__(self) -> None:
        self._rules: list[Rule] = [(re.compile(pattern), build) for pattern, build in _RULES]

    def find(self, text: str, original: str, today: date) -> tuple[list[Days], list[NoSuchDay]]:
        """Return the days named in a folded text, in order, and the impossible ones.

        `original` is the text before folding: "May", "Sat" and "Sun" are days only with a capital.
        """
        days: list[Days] = []
        wrong: list[NoSuchDay] = []
        for pattern, build in self._rules:
            for match in pattern.finditer(text):
                if _is_common_word(match.group(), original[match.start() : match.end()]):
                    continue
                try:
                    first, last = build(match, today)
                except _NoDayError as error:
                    wrong.append(NoSuchDay(*match.span(), error.nearest))
                else:
                    days.append(
                        Days(
                            *match.span(),
                            first,
                            last,
                            _rolls(match),
                            build is _nth_day or (build is _bare_day and not match[1]),
                        )
                    )
                text = hide(text, *match.span())
        return sorted(days, key=lambda day: day.start), wrong


class _NoDayError(ValueError):
    def __init__(self, nearest: date) -> None:
        super().__init__(nearest.isoformat())
        self.nearest = nearest


def next_weekday(day: date, weekday: int) -> date:
    """Return the first such weekday (Monday 0) on or after a day."""
    return day + timedelta((weekday - day.weekday()) % 7)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """Return the same day some months on, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _is_common_word(folded: str, written: str) -> bool:
    words = re.findall(r"[a-z]+", folded)
    common = {"may", "sat", "sun", "mar", "mon", "wed", "fri", "dec", "thu", "tue", "jan"}
    return any(word in common and word in written for word in words)


def _rolls(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("weekday")) and not match["which"]


def _month_number(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def _small(words: str) -> int:
    """Return a day or month written in digits or kanji (十二 = 12)."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    digits = "一二三四五六七八九"
    one = digits.find(ones) + 1 if ones else 0
    return ((digits.find(tens) + 1 if tens else 1) * 10 if ten else 0) + one


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        if 1 <= month <= 12:
            raise _NoDayError(month_end(year, month) if day else date(year, month, 1)) from None
        raise _NoDayError(date(year, 12, min(max(day, 1), 31))) from None


def _coming(today: date, month: int, day: int) -> date:
    """Return the next such day on or after posting; 29 February waits for a leap year only if one is near."""
    this_year = _day(today.year, month, day)
    return this_year if this_year >= today else _day(today.year + 1, month, day)


def _dated(today: date, month: int, day: int, year: str | None) -> date:
    return _day(int(year), month, day) if year else _coming(today, month, day)


def _one(day: date) -> Span:
    return day, day


def _range(first: date, last_day: int) -> Span:
    return first, _day(first.year, first.month, last_day)


def _bare_day(match: re.Match[str], today: date) -> Span:
    day = int(match[2])
    ahead = {None: 0, "今月": 0, "来月": 1, "再来月": 2}[match[1]]
    base = months_later(today.replace(day=1), ahead)
    if ahead == 0 and day < today.day and match[1] is None:
        base = months_later(base, 1)
    return _one(_day(base.year, base.month, day))


def _nth_day(match: re.Match[str], today: date) -> Span:
    day = int(match[1])
    return _one(_day(*_month_of_coming(today, day), day))


def _month_of_coming(today: date, day: int) -> tuple[int, int]:
    """Return (year, month) of the next day of the month so numbered."""
    base = months_later(today.replace(day=1), int(day < today.day))
    return base.year, base.month


def _nth_weekday(match: re.Match[str], today: date) -> Span:
    """第一土曜 of a month: the first Saturday in it."""
    nth = "一二三四".find(match[2]) + 1 or int(match[2])
    return _one(_weekday_in(today, _small(match[1]), nth, _KANJI_WEEKDAYS.index(match[3])))


def _english_nth_weekday(match: re.Match[str], today: date) -> Span:
    nth = ["first", "second", "third", "fourth", "last"].index(match[1]) + 1
    month = _month_number(match[match.lastindex or 0])
    return _one(_weekday_in(today, month, nth, WEEKDAYS.index(match["weekday"][:3])))


def _weekday_in(today: date, month: int, nth: int, weekday: int) -> date:
    first, last = _month_span(today, month)
    day = next_weekday(first, weekday) + timedelta(7 * (nth - 1))
    return day if day <= last else day - timedelta(7)


def _third_of_month(match: re.Match[str], today: date) -> Span:
    """Return the ten days that "early", "mid" and "late" name in Japanese use: to the 10th, the 20th, the end."""
    latin = match[1].isascii() and match[1].isalpha()
    month, part = (_month_number(match[2]), match[1]) if latin else (_small(match[1]), match[2])
    first, last = _month_span(today, month)
    if part in ("early", "上旬", "初旬", "初め"):
        return first, first.replace(day=10)
    return (
        (first.replace(day=11), first.replace(day=20))
        if part in ("mid", "中旬", "半ば")
        else (first.replace(day=21), last)
    )


def _whole_month(match: re.Match[str], today: date) -> Span:
    word = match[1]
    return _month_span(today, _month_number(word) if word.isascii() and word.isalpha() else _small(word))


def _month_span(today: date, month: int) -> tuple[date, date]:
    """Return the first and the last day of the next such month, this month's rest being from its first."""
    if not 1 <= month <= 12:
        raise _NoDayError(date(today.year, 12, 31))
    year = today.year + (month < today.month)
    return date(year, month, 1), month_end(year, month)


def _slashed(match: re.Match[str], today: date) -> Span:
    month, day = int(match[1]), int(match[2])
    if month > 12 and day <= 12:
        month, day = day, month
    return _one(_coming(today, month, day))


def _weekday(match: re.Match[str], today: date) -> Span:
    weekday = WEEKDAYS.index(match["weekday"][:3])
    if match["which"] == "next" or match["later"]:
        return _one(_monday(today, 1) + timedelta(weekday))
    return _one(next_weekday(today, weekday))


def _kanji_weekday(match: re.Match[str], today: date) -> Span:
    weekday = _KANJI_WEEKDAYS.index(match["weekday"])
    if match["which"] in ("来週", "再来週", "翌週"):
        return _one(_monday(today, 2 if match["which"] == "再来週" else 1) + timedelta(weekday))
    return _one(next_weekday(today, weekday))


def _weekend(match: re.Match[str], today: date) -> Span:
    ahead = 1 if re.search("next|来週", match.group()) else 0
    saturday = _monday(today, ahead) + timedelta(5)
    return max(saturday, today), saturday + timedelta(1)


def _monday(today: date, weeks: int) -> date:
    return today - timedelta(today.weekday()) + timedelta(weeks=weeks)


def _this_week(_: re.Match[str], today: date) -> Span:
    return None, _monday(today, 1) - timedelta(1)


def _next_week(match: re.Match[str], today: date) -> Span:
    monday = _monday(today, 2 if re.search("再来週|after next", match.group()) else 1)
    return monday, monday + timedelta(6)


def _this_month(_: re.Match[str], today: date) -> Span:
    return None, month_end(today.year, today.month)


def _next_month(match: re.Match[str], today: date) -> Span:
    first = months_later(today.replace(day=1), 1)
    last = month_end(first.year, first.month)
    return (None if re.search("end|末", match.group()) else first), last


def _end_of_month(match: re.Match[str], today: date) -> Span:
    month = _month_number(match[1]) if match[1].isalpha() and match[1].isascii() else _small(match[1])
    if not 1 <= month <= 12:
        raise _NoDayError(date(today.year, 12, 31))
    return None, month_end(today.year + (month < today.month), month)


def _end_of_year(_: re.Match[str], today: date) -> Span:
    return None, date(today.year, 12, 31)


def _relative(days: int) -> Callable[[re.Match[str], date], Span]:
    return lambda _, today: _one(today + timedelta(days))


_RULES: list[tuple[str, Callable[[re.Match[str], date], Span]]] = [
    (r"(?<!\d)(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", lambda m, _: _one(_day(int(m[1]), int(m[3]), int(m[4])))),
    (r"(20\d\d)年(\d{1,2})月(\d{1,2})日", lambda m, _: _one(_day(int(m[1]), int(m[2]), int(m[3])))),
    (
        rf"(?<![\d/]){_DAY}\s?(?:-|~|to|and|until|through)\s?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        lambda m, today: _range(_dated(today, _month_number(m[3]), int(m[1]), m[4]), int(m[2])),
    ),
    (
        rf"\b{_MONTH}\s+{_DAY}\s?(?:-|~|to|and|until|through)\s?{_DAY}(?![\d/]|\s*(?:{'|'.join(MONTHS)}))\b{_YEAR}",
        lambda m, today: _range(_dated(today, _month_number(m[1]), int(m[2]), m[4]), int(m[3])),
    ),
    (
        rf"(?<![\d/.,]){_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        lambda m, today: _one(_dated(today, _month_number(m[2]), int(m[1]), m[3])),
    ),
    (
        rf"\b{_MONTH}\s+{_DAY}\b(?![:,.]\d){_YEAR}",
        lambda m, today: _one(_dated(today, _month_number(m[1]), int(m[2]), m[3])),
    ),
    (
        rf"{_JA_NUMBER}月{_JA_NUMBER}日(?!間|分)",
        lambda m, today: _one(_coming(today, _small(m[1]), _small(m[2]))),
    ),
    (r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", _slashed),
    (
        _NTH_ALONE,
        _nth_day,
    ),
    (rf"(?:(来月|今月|再来月)の?)?{_NO_LENGTH_BEFORE}(?<![\d×*])(\d{{1,2}})日(?!{_LENGTH_AFTER})", _bare_day),
    (
        rf"\b(?:the\s+)?(?:end|last\s+day)(?:\s+of)?\s+{_MONTH}",
        _end_of_month,
    ),
    (rf"{_JA_NUMBER}月(?:末|いっぱい)", _end_of_month),
    (rf"{_JA_NUMBER}月の?第?([一二三四1-4])(?:週目?の?)?([月火水木金土日])曜日?", _nth_weekday),
    (rf"\b(first|second|third|fourth|last)\s+{_WEEKDAY}\s+(?:of|in)\s+{_MONTH}", _english_nth_weekday),
    (rf"{_JA_NUMBER}月(上旬|初旬|初め|中旬|半ば|下旬)", _third_of_month),
    (rf"\b(early|mid|late)[\s-]{_MONTH}", _third_of_month),
    (rf"{_JA_NUMBER}月(?=から|より|まで|以降|中(?![一-龥])|の間|に(?!\d))", _whole_month),
    (rf"{_AFTER_A_WORD_OF_TIME}{_MONTH}(?!\s*\d)", _whole_month),
    (r"\bend\s+of\s+next\s+month|来月末|\bnext\s+month\b|来月(?!\d)", _next_month),
    (
        r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+month|\bmonth[\s-]end|今月末|月末|\bthis\s+month\b|今月(?:中|いっぱい)?",
        _this_month,
    ),
    (
        r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+year|\byear[\s-]end|年内|年末(?!年始)|今年中|\bthis\s+year\b",
        _end_of_year,
    ),
    (r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+week\b", _this_week),
    (
        rf"(?<!every )(?<!each )\b(?:(?P<which>this|next|coming)\s+)?{_WEEKDAY}(?P<later>\s+(?:of\s+)?next\s+week)?",
        _weekday,
    ),
    (r"\b(?:this|next|the)\s+weekend\b|(?:今週|来週)?の?(?:週末|土日)", _weekend),
    (r"(?<!毎週)(?<!毎)(?:(?P<which>再来週|来週|今週|翌週)の?)?(?P<weekday>[月火水木金土日])曜日?", _kanji_weekday),
    (r"(?P<which>再来週|来週|今週|翌週)の?(?P<weekday>[月火水木金土])(?![曜一-龥])", _kanji_weekday),
    (
        r"(?<![一-龥ァ-ヶー])(?P<which>)(?P<weekday>[月火水木金土日])(?=(?:まで|から|[~-][月火水木金土日](?![一-龥])|夜|朝|昼|、[月火水木金土日](?![一-龥])))",
        _kanji_weekday,
    ),
    (r"\bnext\s+week\b|\bweek\s+after\s+next\b|再来週|来週|翌週", _next_week),
    (r"\b(?:later\s+)?this\s+week\b|今週", _this_week),
    (r"\b(?:the\s+)?day\s+after\s+tomorrow\b|明後日|あさって", _relative(2)),
    (r"\btomorrow\b|\btmrw\b|明日|あした|あす(?=[はにのまか、。\s])|翌日(?!＝)", _relative(1)),
    (r"\btoday\b|\btonight\b|今日|本日|きょう|今夜|今晩|本日中", _relative(0)),
]
