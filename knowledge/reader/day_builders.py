"""Works out which days a matched stretch of text means, seen from the day of posting."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LONG_MONTHS = [
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
KANJI_WEEKDAYS = "月火水木金土日"

Span = tuple[date | None, date]
"""First and last day; the first None: until the last ("this week")."""


class NoDayError(ValueError):
    """A date no calendar has; `nearest` is one that exists."""

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


def month_number(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def small_number(words: str) -> int:
    """Return a day or month written in digits or kanji (十二 = 12)."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    digits = "一二三四五六七八九"
    one = digits.find(ones) + 1 if ones else 0
    return ((digits.find(tens) + 1 if tens else 1) * 10 if ten else 0) + one


def day_of(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        if 1 <= month <= 12:
            raise NoDayError(month_end(year, month) if day else date(year, month, 1)) from None
        raise NoDayError(date(year, 12, min(max(day, 1), 31))) from None


def coming_day(today: date, month: int, day: int) -> date:
    """Return the next such day on or after posting; 29 February waits for a leap year only if one is near."""
    this_year = day_of(today.year, month, day)
    return this_year if this_year >= today else day_of(today.year + 1, month, day)


def dated_day(today: date, month: int, day: int, year: str | None) -> date:
    return day_of(int(year), month, day) if year else coming_day(today, month, day)


def single(day: date) -> Span:
    return day, day


def day_range(first: date, last_day: int) -> Span:
    """Return the days to the next so numbered: a smaller number is one of the month after."""
    end = months_later(first.replace(day=1), int(last_day < first.day))
    return first, day_of(end.year, end.month, last_day)


def bare_day(match: re.Match[str], today: date) -> Span:
    day = int(match[2])
    ahead = {None: 0, "今月": 0, "来月": 1, "再来月": 2}[match[1]]
    base = months_later(today.replace(day=1), ahead)
    if ahead == 0 and day < today.day and match[1] is None:
        base = months_later(base, 1)
    return single(day_of(base.year, base.month, day))


def month_days(match: re.Match[str], today: date) -> Span:
    """12月9日から11日: the day of a month and the next so numbered."""
    return day_range(coming_day(today, small_number(match[1]), small_number(match[2])), small_number(match[3]))


def two_days(match: re.Match[str], today: date) -> Span:
    """Return the two days of "9-11 Nov"."""
    return day_range(dated_day(today, month_number(match[3]), int(match[1]), match[4]), int(match[2]))


def two_days_after_month(match: re.Match[str], today: date) -> Span:
    """Return the two days of "Nov 9-11"."""
    return day_range(dated_day(today, month_number(match[1]), int(match[2]), match[4]), int(match[3]))


def day_to_nth(match: re.Match[str], today: date) -> Span:
    """Return the days of "9 Nov to the 11th"."""
    return day_range(dated_day(today, month_number(match[2]), int(match[1]), None), int(match[3]))


def bare_days(match: re.Match[str], today: date) -> Span:
    """11~13日, 9・10日: from the first number to the last, in the month named or else in the next that has them."""
    numbers = [int(each) for each in re.findall(r"\d+", match["days"])]
    month = match.groupdict().get("month")
    if numbers != sorted(numbers):
        numbers = numbers[-1:]
    first = day_of(*_month_of_coming(today, numbers[-1]), numbers[0])
    return day_range(coming_day(today, int(month), numbers[0]) if month else first, numbers[-1])


def nth_days(match: re.Match[str], today: date) -> Span:
    """Return the days of "the 14th, 15th and 16th", from the first to the last."""
    numbers = [int(each) for each in re.findall(r"\d+", match.group())]
    if numbers != sorted(numbers):
        numbers = numbers[-1:]
    return day_range(day_of(*_month_of_coming(today, numbers[-1]), numbers[0]), numbers[-1])


def listed_days(match: re.Match[str], today: date) -> Span:
    """Return the days of "5, 6 and 7 November", of "14-15 and 21-22 Nov": from the first to the last of the month."""
    month = match["month"]
    numbers = [int(each) for each in re.findall(r"(?<!\d)\d{1,2}(?!\d)", match.group())]
    if numbers != sorted(numbers):
        numbers = numbers[-1:]
    year = re.search(r"20\d\d$", match.group())
    return day_range(dated_day(today, month_number(month), numbers[0], year and year.group()), numbers[-1])


def nth_day(match: re.Match[str], today: date) -> Span:
    day = int(match[1])
    return single(day_of(*_month_of_coming(today, day), day))


def _month_of_coming(today: date, day: int) -> tuple[int, int]:
    """Return (year, month) of the next day of the month so numbered."""
    base = months_later(today.replace(day=1), int(day < today.day))
    return base.year, base.month


def nth_weekday(match: re.Match[str], today: date) -> Span:
    """第一土曜 of a month: the first Saturday in it."""
    nth = "一二三四".find(match[2]) + 1 or int(match[2])
    return single(_weekday_in(today, small_number(match[1]), nth, KANJI_WEEKDAYS.index(match[3])))


def english_nth_weekday(match: re.Match[str], today: date) -> Span:
    nth = ["first", "second", "third", "fourth", "last"].index(match[1]) + 1
    month = month_number(match[match.lastindex or 0])
    return single(_weekday_in(today, month, nth, WEEKDAYS.index(match["weekday"][:3])))


def _weekday_in(today: date, month: int, nth: int, weekday: int) -> date:
    first, last = month_span(today, month)
    day = next_weekday(first, weekday) + timedelta(7 * (nth - 1))
    return day if day <= last else day - timedelta(7)


def nth_week(match: re.Match[str], today: date) -> Span:
    """第2週, "the second week of": the 8th to the 14th."""
    latin = match[1].isascii() and match[1].isalpha()
    first, last = month_span(today, month_number(match[2]) if latin else small_number(match[1]))
    if match[1] == "last":
        return last - timedelta(6), last
    nth = (
        ["first", "second", "third", "fourth"].index(match[1]) + 1
        if latin
        else "一二三四五".find(match[2]) + 1 or int(match[2])
    )
    begin = min(first + timedelta(7 * (nth - 1)), last)
    return begin, min(begin + timedelta(6), last)


def feast(days: Mapping[str, tuple[int, int, int, int]]) -> Callable[[re.Match[str], date], Span]:
    """Return what gives the next such feast; `days`: its first month and day, its last month and day."""

    def build(match: re.Match[str], today: date) -> Span:
        month, day, last_month, last_day = days[match["feast"] or match["ja_feast"]]
        last = coming_day(today, last_month, last_day)
        return date(last.year - (month > last_month), month, day), last

    return build


def third_of_month(match: re.Match[str], today: date) -> Span:
    """Return the ten days that "early", "mid" and "late" name in Japanese use: to the 10th, the 20th, the end."""
    first, last, part = _month_and_part(match, today)
    if part in ("early", "上旬", "初旬", "初め", "はじめ", "頭"):
        return first, first.replace(day=10)
    return (
        (first.replace(day=11), first.replace(day=20))
        if part in ("mid", "中旬", "半ば", "中頃")
        else (first.replace(day=21), last)
    )


def _month_and_part(match: re.Match[str], today: date) -> tuple[date, date, str]:
    ahead = match.groupdict().get("ahead")
    if ahead:
        first = months_later(today.replace(day=1), int(ahead in ("next", "来月")))
        return first, month_end(first.year, first.month), match[1] if match[1] != ahead else match[2]
    latin = match[1].isascii() and match[1].isalpha()
    month, part = (month_number(match[2]), match[1]) if latin else (small_number(match[1]), match[2])
    return *month_span(today, month), part


def whole_month(match: re.Match[str], today: date) -> Span:
    word = match[1]
    return month_span(today, month_number(word) if word.isascii() and word.isalpha() else small_number(word))


def month_span(today: date, month: int) -> tuple[date, date]:
    """Return the first and the last day of the next such month, this month's rest being from its first."""
    if not 1 <= month <= 12:
        raise NoDayError(date(today.year, 12, 31))
    year = today.year + (month < today.month)
    return date(year, month, 1), month_end(year, month)


def slashed(match: re.Match[str], today: date) -> Span:
    month, day = int(match[1]), int(match[2])
    if month > 12 and day <= 12:
        month, day = day, month
    first = coming_day(today, month, day)
    return day_range(first, int(match[3])) if match.lastindex == 3 else single(first)


def english_weekday(match: re.Match[str], today: date) -> Span:
    weekday = WEEKDAYS.index(match["weekday"][:3])
    if match["which"] == "next" or match["later"]:
        return single(monday_of(today, 1) + timedelta(weekday))
    return single(next_weekday(today, weekday))


def kanji_weekday(match: re.Match[str], today: date) -> Span:
    weekday = KANJI_WEEKDAYS.index(match["weekday"])
    if match["which"] in ("来週", "再来週", "翌週"):
        return single(monday_of(today, 2 if match["which"] == "再来週" else 1) + timedelta(weekday))
    return single(next_weekday(today, weekday))


def weekend(match: re.Match[str], today: date) -> Span:
    ahead = 1 if re.search("next|来", match.group()) else 0
    saturday = monday_of(today, ahead) + timedelta(5)
    return max(saturday, today), saturday + timedelta(1)


def monday_of(today: date, weeks: int) -> date:
    return today - timedelta(today.weekday()) + timedelta(weeks=weeks)


def this_week(_: re.Match[str], today: date) -> Span:
    return None, monday_of(today, 1) - timedelta(1)


def next_week(match: re.Match[str], today: date) -> Span:
    monday = monday_of(today, 2 if re.search("再来週|after next", match.group()) else 1)
    return monday, monday + timedelta(6)


def part_of_next_week(match: re.Match[str], today: date) -> Span:
    """Return Monday and Tuesday of next week, its middle, or its second half."""
    monday, part = monday_of(today, 1), match["part"] or match["ja_part"] or ""
    if re.search("mid|半ば|中|なかば", part):
        return monday + timedelta(1), monday + timedelta(3)
    if re.search("late|後半", part):
        return monday + timedelta(3), monday + timedelta(6)
    return monday, monday + timedelta(2 if "半" in part else 1)


def week_ahead(_: re.Match[str], today: date) -> Span:
    """Return seven days from today."""
    return today, today + timedelta(7)


def this_month(_: re.Match[str], today: date) -> Span:
    return None, month_end(today.year, today.month)


def next_month(match: re.Match[str], today: date) -> Span:
    first = months_later(today.replace(day=1), 1)
    last = month_end(first.year, first.month)
    return (None if re.search("end|末", match.group()) else first), last


def end_of_month(match: re.Match[str], today: date) -> Span:
    month = month_number(match[1]) if match[1].isalpha() and match[1].isascii() else small_number(match[1])
    if not 1 <= month <= 12:
        raise NoDayError(date(today.year, 12, 31))
    return None, month_end(today.year + (month < today.month), month)


def end_of_year(_: re.Match[str], today: date) -> Span:
    return None, date(today.year, 12, 31)


def relative(days: int) -> Callable[[re.Match[str], date], Span]:
    return lambda _, today: single(today + timedelta(days))
