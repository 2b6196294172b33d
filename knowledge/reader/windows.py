"""Turns the days a text names into windows: by, until, from, between, for three days."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from bot.domain.reading import Trouble
from knowledge.reader import window_words as words
from knowledge.reader.corrections import Corrections
from knowledge.reader.day_builders import months_later, next_weekday
from knowledge.reader.days import Calendar, Days, NoSuchDay
from knowledge.reader.journeys import Journeys
from knowledge.reader.numbers import spelt_number, written_number

_NEAR = 24  # a correction follows what it takes back within so many signs
_LEAD = 48  # signs before some days that may bind them
_YEAR = re.compile(r"20\d\d")
_WEEKLY = re.compile(r"週末|土日|weekend")
Mode = Literal["both", "from", "until", "before", "week", "none"]


@dataclass(frozen=True, slots=True)
class Window:
    """A time named at `start:end` of a text: from `first` to `last`, both inclusive, either of them open.

    `dated`: written as a date, not as a day of the week or "tomorrow".
    """

    start: int
    end: int
    first: date | None
    last: date | None
    dated: bool = True


@dataclass(frozen=True, slots=True)
class _Length:
    start: int
    end: int
    count: int
    unit: str

    def after(self, first: date) -> date:
        """Return the last day of so long a time that begins on `first`."""
        if self.unit == "month":
            return months_later(first, self.count) - timedelta(1)
        return first + timedelta(self.count * {"week": 7, "fortnight": 14}.get(self.unit, 1) - 1)


class Windows:
    """The rules for windows, compiled once."""

    def __init__(self) -> None:
        self._calendar = Calendar()
        self._between = re.compile(words.BETWEEN)
        self._same_day = re.compile(words.SAME_DAY)
        before: list[tuple[Mode, str]] = [
            ("before", words.BEFORE_BEFORE),
            ("none", words.NEVER_BEFORE),
            ("week", words.WEEK_BEFORE),
            ("until", words.BACK_BEFORE),
            ("until", words.UNTIL_BEFORE),
            ("from", words.FROM_BEFORE),
        ]
        after: list[tuple[Mode, str]] = [
            ("before", words.BEFORE_AFTER),
            ("none", words.NEVER_AFTER),
            ("week", words.WEEK_AFTER),
            ("until", words.UNTIL_AFTER),
            ("until", words.BACK_AFTER),
            ("from", words.FROM_AFTER),
        ]
        self._before = [(mode, re.compile(pattern)) for mode, pattern in before]
        self._after = [(mode, re.compile(pattern)) for mode, pattern in after]
        self._weekly = re.compile(words.WEEKLY_BEFORE), re.compile(words.WEEKLY_AFTER)
        self._corrections = Corrections()
        self._journeys = Journeys()
        self._length = re.compile(words.LENGTH)
        self._length_before = re.compile(words.LENGTH_BEFORE)
        self._goods_before = re.compile(words.GOODS_BEFORE)
        self._yesterday = re.compile(words.YESTERDAY)
        self._answered = re.compile(words.ANSWERED)
        self._within = re.compile(words.WITHIN)

    def find(self, text: str, original: str, today: date) -> tuple[list[Window], list[Trouble]]:
        """Return the windows of a folded text in order, and the dates that no calendar has."""
        days, wrong = self._calendar.find(text, original, today)
        days = [each for each in days if not self._comes_again(text, each)]
        windows = [self._window(text, joined, today) for joined in self._join(text, days)]
        windows += self._within_days(text, today)
        windows = self._with_lengths(text, sorted(windows, key=lambda window: window.start), today)
        windows = self._by_arrival(text, self._without_corrected(text, windows))
        gone = [window for window in windows if window.last and window.last < (window.first or today)]
        troubles = [_no_such_day(day, original) for day in wrong] + [_gone_by(each, original, today) for each in gone]
        troubles += [_over(match, today) for match in self._yesterday.finditer(text)]
        # of an end before its beginning the beginning stands until the end is asked; what else is wrong counts nothing
        kept = [replace(each, last=None) if each in gone else each for each in windows]
        kept += [Window(day.start, day.end, None, None) for day in wrong]
        return sorted(kept, key=lambda window: window.start), troubles

    def _by_arrival(self, text: str, windows: list[Window]) -> list[Window]:
        """Leave the days on which a load only leaves, where the day it arrives is told as well."""
        kept = list(windows)
        for at, (one, other) in enumerate(pairwise(windows)):
            if self._journeys.leads_to(text, (one.start, one.end), (other.start, other.end)):
                kept[at : at + 2] = replace(one, first=None, last=None), _after(other, one)
        return kept

    def _without_corrected(self, text: str, windows: list[Window]) -> list[Window]:
        """Leave the days that are taken back without a time, so that they count nothing either."""
        kept = self._corrections.kept(text, windows, _NEAR)
        return [each if each in kept else replace(each, first=None, last=None) for each in windows]

    def _comes_again(self, text: str, days: Days) -> bool:
        """Return whether a weekday or weekend is one of every week: 毎週土曜と日曜, "every Saturday and Sunday"."""
        if not days.rolling and not _WEEKLY.search(text, days.start, days.end):
            return False
        before, after = self._weekly
        lead = text[max(0, days.start - _LEAD) : days.start]
        return before.search(lead) is not None or after.match(text, days.end) is not None

    def _join(self, text: str, days: list[Days]) -> list[Days]:
        """Make one of two ends ("28 Nov to 3 Dec", 金曜と土曜) and of a day said twice ("Friday 4 December")."""
        joined: list[Days] = []
        for day in days:
            last = joined[-1] if joined else None
            gap = text[last.end : day.start] if last and day.start - last.end < 16 else None
            if last is None or gap is None:
                joined.append(day)
            elif (
                self._same_day.fullmatch(gap) and day.first == day.last and (last.rolling or day.rolling or "=" in gap)
            ):
                joined[-1] = replace(last if day.rolling else day, start=last.start, end=day.end)
            elif self._between.fullmatch(gap) and last.first:
                years = _YEAR.search(text, day.start, day.end) is not None
                joined[-1] = _spanning(last, day, years)
            else:
                joined.append(day)
        return joined

    def _window(self, text: str, days: Days, today: date) -> Window:
        mode, start, end = self._mode(text, days)
        first, last = days.first, days.last
        if first and last < first:
            return Window(start, end, first, last)
        if mode == "none" or (last < today and mode != "until"):
            return Window(start, end, None, None)
        if mode in ("until", "before") and not days.whole:
            eve = mode == "before" and text[days.start : days.end] != "tonight"
            day = (first or last) - timedelta(1) if eve else last
            return Window(start, end, None, day, dated=_has_digits(text, days))
        if mode == "week" and first == last:
            return Window(start, end, first, last + timedelta(6))
        if mode == "from" and not days.whole:
            return Window(start, end, first, None)
        return Window(start, end, first, last, dated=_has_digits(text, days))

    def _mode(self, text: str, days: Days) -> tuple[Mode, int, int]:
        """Return how the words around some days bind them, and the stretch with those words."""
        lead = text[max(0, days.start - _LEAD) : days.start]
        for mode, pattern in self._before:
            if match := pattern.search(lead):
                return mode, days.start - len(match.group()), days.end
        for mode, pattern in self._after:
            if match := pattern.match(text, days.end):
                return mode, days.start, match.end()
        return "both", days.start, days.end

    def _within_days(self, text: str, today: date) -> list[Window]:
        found: list[Window] = []
        for match in self._within.finditer(text):
            if self._answered.search(text, max(0, match.start() - 30), match.start()):
                continue
            if self._journeys.lasts(text, match):
                found.append(Window(match.start(), match.end(), None, None))
                continue
            count = _count(match[1] or match[3])
            word = match[2] or match[4]
            days = (
                -(-count // 24)
                if word.startswith(("hour", "時"))
                else count * (7 if word.startswith(("week", "週")) else 1)
            )
            found.append(Window(match.start(), match.end(), None, today + timedelta(days)))
        return found

    def _with_lengths(self, text: str, windows: list[Window], today: date) -> list[Window]:
        """Close an open window by "for a week", 5日間; a length alone begins on the day of posting."""
        for match in self._length.finditer(text):
            if any(window.start < match.end() and match.start() < window.end for window in windows):
                continue
            length = _Length(match.start(), match.end(), _count(match[1]), _length_unit(match[2]))
            near = min(windows, key=lambda window: abs(window.start - length.start), default=None)
            if near and near.first and near.last in (None, near.first):
                windows[windows.index(near)] = replace(near, last=length.after(near.first))
                windows.append(Window(length.start, length.end, None, None))
            elif self._stands_alone(text, length):
                last = None if near else length.after(today)
                windows.append(Window(length.start, length.end, None if near else today, last))
        return sorted(windows, key=lambda window: window.start)

    def _stands_alone(self, text: str, length: _Length) -> bool:
        lead = text[max(0, length.start - 30) : length.start]
        if "-" in text[length.start : length.end] and not lead.rstrip().endswith(("for", "next")):
            return False  # "a 3-day workshop" tells how long it is, not when
        return bool(self._length_before.search(lead)) and not self._goods_before.search(lead)


def _after(arrival: Window, leaving: Window) -> Window:
    """Return the arrival moved on by weeks where its weekday was read as one before the leaving."""
    day, left = arrival.first or arrival.last, leaving.first or leaving.last
    if arrival.dated or not day or not left or day >= left:
        return arrival
    later = next_weekday(left, day.weekday())
    return replace(arrival, first=arrival.first and later, last=arrival.last and later)


def _has_digits(text: str, days: Days) -> bool:
    return any(map(str.isdigit, text[days.start : days.end]))


def _spanning(first: Days, last: Days, dated: bool) -> Days:
    """Return both ends as one; an end that cannot be meant, with its year (`dated`) or in one month, stays before."""
    begin, end = first.first, last.last
    turned = begin and (begin.month, begin.day) > (end.month, end.day) and not (last.rolling or last.bare)
    if begin and turned and (dated or begin.month == end.month):
        return Days(first.start, last.end, begin, end if dated else end.replace(year=begin.year), whole=True)
    if begin is not None and last.bare:
        end = months_later(begin.replace(day=1), int(end.day < begin.day)).replace(day=end.day)
    if begin is not None and end < begin:
        end = next_weekday(begin, end.weekday()) if last.rolling else end.replace(year=end.year + 1)
    return Days(first.start, last.end, begin, end, whole=begin is not None)


def _no_such_day(day: NoSuchDay, original: str) -> Trouble:
    return Trouble("date", original[day.start : day.end], (f"{day.nearest:%m-%d}",))


def _gone_by(window: Window, original: str, today: date) -> Trouble:
    """Return the trouble of an end before its beginning, or before the day of posting, with the next as an example."""
    words, after = original[window.start : window.end].strip(), (window.first or today) + timedelta(1)
    return Trouble("date", words, (f"{after:%m-%d}",), "turned" if window.first else "past")


def _over(match: re.Match[str], today: date) -> Trouble:
    return Trouble("date", match.group(), (f"{today + timedelta(1):%m-%d}",), "past")


def _count(words: str) -> int:
    if words in ("a", "an"):
        return 1
    return int(written_number(words) if not words.isascii() or words.isdigit() else spelt_number(words))


def _length_unit(word: str) -> str:
    if word.startswith(("week", "週")):
        return "week"
    if word.startswith("fortnight"):
        return word[:9]
    return "day" if word.startswith(("day", "night", "日", "泊")) else "month"
