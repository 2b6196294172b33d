"""Turns the days a text names into windows: by, until, from, between, for three days."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bot.domain.reading import Trouble
from knowledge.reader.corrections import Corrections
from knowledge.reader.days import Calendar, Days, NoSuchDay, months_later, next_weekday
from knowledge.reader.folding import HIDDEN
from knowledge.reader.numbers import spelt_number, written_number

_NEAR = 24  # a correction follows what it takes back within so many signs
Mode = Literal["both", "from", "until", "before", "none"]

_BETWEEN = (
    r"\s*(?:\([月火水木金土日](?:曜日?)?(?:・?祝)?\))?\s*(?:-|~|to|through|thru|until|till|and|から|より|と|・|"
    r"、|,|&|\+|or|か|→)+\s*(?:\bon\s|the\s)?\s*"
)
_SAME_DAY = r"\s*,?\s*\(?\s*|の翌日=|=\s*"
_PAREN_DAY = r"\((?:[月火水木金土日](?:曜日?)?(?:・?祝)?|mon|tue|wed|thu|fri|sat|sun)\)"
_UNTIL_BEFORE = (
    r"(?:(?<!not )\b(?:by|until|til|till|up\s+to|no(?:t)?\s+later\s+than|through|deadline|due|ends?|ending|"
    r"closes?|closing|"
    rf"latest)(?:\s+(?:is|on|of|at))?:?,?\s*(?:(?:the\s+)?(?:{HIDDEN}+|noon|midnight|(?:morning|evening|afternoon|night)\s+"
    r"of|early|late)\s*(?:on\s+|of\s+)?)?(?:the\s+)?|(?:締め?切り?日?|〆切り?|期限|納期)(?:は|:|が)?(?:同じく)?\s*)$"
)
_BEFORE_BEFORE = r"(?<!not )(?<!n't )\bbefore\s+(?:the\s+)?$"
_FROM_BEFORE = (
    r"(?:\b(?:not\s+before|no\s+earlier\s+than|not\s+until|from|starting|starts?|beginning|begins?|effective|after|as\s+from|onwards?\s+from)(?:\s+(?:on|from))?:?\s*"
    r"|(?:開始|開始日)(?:は|:)?\s*)$"
)
_NEVER_BEFORE = (
    r"(?:\b(?:since|as\s+of|last|until\s+yesterday|best\s+before|use\s+by|expir\w*(?:\s+(?:on|date))?:?|dated|opened|"
    r"closed\s+(?:on|at)?|(?:run|runs|running)\s+out\s+(?:on|by|of\s+\w+\s+(?:on|by))?|gone\s+(?:on|by)|"
    r"(?:arrived|received|came|delivered|sent|posted|asked|offered|requested)\s+(?:(?:here|it|them|there)\s+)?(?:on|at|last)?|happened\s+on|of\s+the)\s*|(?:賞味|消費|有効|使用)期限(?:は|が|:)?\s*)$"
)
# a clock time is blotted out before days are read: "今日の18時まで", "by 6pm on Friday"
_REST = (
    rf"\s*(?:{_PAREN_DAY})?\s*(?:の?(?:朝|昼|夕方|夜|晩|午前|午後|夕|正午)(?:中|一番|イチ)?|morning|afternoon|evening|noon"
    r"|night)?"
)
_HOUR = rf"の?[\s、]*{HIDDEN}*(?:頃|ごろ)?\s*"
_UNTIL_AFTER = (
    rf"{_REST}{_HOUR}(?:いっぱい)?(?:に)?(?:まで|迄|必着|締め?切|〆切|以内|が期限|期限|中(?!央|学|心|町|村|部|型|"
    rf"古))|\s+(?:deadline|at\s+the\s+latest)"
)
_FROM_AFTER = (
    rf"{_REST}\s*(?:から|より|以降|スタート|開始|onwards?|[ \t]*~(?!\s*\x1f)|"
    r"\s+or\s+later|[ \t]*-[ \t]*(?=[,.]|$)|以後)"
)
_NEVER_AFTER = (
    rf"{_REST}\s*(?:に|には|で|の時点で|までに|頃に?)?\s*(?:は)?\s*(?:切れ|なくな|無くな|尽き|底をつ|終わ|発生|"
    r"届い(?:た|て)|受け取|集ま|始まっ|起き|閉ま|到着し(?:た|て))|\s+earthquake|は(?:混|休|忙|雨|雪|満|閉|無理|だめ|ダメ|不可)"
    r"|(?:いっぱい|中|以内)?(?:じゃなくて?|ではなくて?|でなくて?)|の(?:[一-龥]{1,4}(?:式|祭|会|大会)に(?:使|間に合)|地震|台風|豪雨|水害|大雨|津波|会議で)"
)

_YEAR = re.compile(r"20\d\d")
# 昨日まで断水していました only tells
_YESTERDAY = r"\bby\s+yesterday\b|昨日(?:まで|中)(?:に)?(?=[。、.\s]|$)"

_COUNT = (
    r"(\d{1,3}|[一二三四五六七八九十]{1,3}|(?<=for )an?|(?<=next )an?|(?<=over )an?|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|fourteen)"
)
_LENGTH = (
    rf"(?<![\d/-]){_COUNT}[\s-]?(days?|weeks?|months?|nights?|"
    r"日間|週間|か月間?|ヶ月間?|カ月間?|ヵ月間?|箇月間?|泊)(?![a-z前後ぶ分])"
)
_LENGTH_BEFORE = (
    r"(?:\b(?:for|over|during|lasting)\s+(?:the\s+next\s+|about\s+|up\s+to\s+)?|\bnext\s+|,\s*|、|。|から|"
    r"今日から|これから|の|間は?|:|\A\s*|\n)$"
)
_GOODS_BEFORE = r"\b(?:food|water|meals|rations|supplies|enough|without|lasts?)\s+for\s+(?:\w+\s+)?$"
_WITHIN = (
    rf"\b(?:with)?in\s+(?:the\s+next\s+)?{_COUNT}\s+(days?|weeks?|hours?)(?:'\s?time)?\b|{_COUNT}(日|週間|時間)以内"
)
# "decision within 3 days", 審査は3日以内: how long an answer takes
_ANSWERED = (
    r"(?:\b(?:decisions?|repl(?:y|ies)|answers?|responses?|respond|reviews?|processing|turnaround|quotes?|results?|"
    r"payments?|paid|approv\w+|confirmation)\s+(?:\w+\s+)?|(?:審査|回答|返事|返信|結果|見積もり|決定|振込|振り込み)(?:は|を|に)?)$"
)


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
        return first + timedelta(self.count * (7 if self.unit == "week" else 1) - 1)


class Windows:
    """The rules for windows, compiled once."""

    def __init__(self) -> None:
        self._calendar = Calendar()
        self._between = re.compile(_BETWEEN)
        self._same_day = re.compile(_SAME_DAY)
        self._before: list[tuple[Mode, re.Pattern[str]]] = [
            ("none", re.compile(_NEVER_BEFORE)),
            ("before", re.compile(_BEFORE_BEFORE)),
            ("until", re.compile(_UNTIL_BEFORE)),
            ("from", re.compile(_FROM_BEFORE)),
        ]
        self._after: list[tuple[Mode, re.Pattern[str]]] = [
            ("none", re.compile(_NEVER_AFTER)),
            ("until", re.compile(_UNTIL_AFTER)),
            ("from", re.compile(_FROM_AFTER)),
        ]
        self._corrections = Corrections()
        self._length = re.compile(_LENGTH)
        self._length_before = re.compile(_LENGTH_BEFORE)
        self._goods_before = re.compile(_GOODS_BEFORE)
        self._yesterday = re.compile(_YESTERDAY)
        self._answered = re.compile(_ANSWERED)
        self._within = re.compile(_WITHIN)

    def find(self, text: str, original: str, today: date) -> tuple[list[Window], list[Trouble]]:
        """Return the windows of a folded text in order, and the dates that no calendar has."""
        days, wrong = self._calendar.find(text, original, today)
        windows = [self._window(text, joined, today) for joined in self._join(text, days)]
        windows += self._within_days(text, today)
        windows = self._with_lengths(text, sorted(windows, key=lambda window: window.start), today)
        windows = self._without_corrected(text, windows)
        gone = [window for window in windows if window.last and window.last < (window.first or today)]
        troubles = [_no_such_day(day, original) for day in wrong] + [_gone_by(each, original, today) for each in gone]
        troubles += [_over(match, today) for match in self._yesterday.finditer(text)]
        # of an end before its beginning the beginning stands until the end is asked; what else is wrong counts nothing
        kept = [replace(each, last=None) if each in gone else each for each in windows]
        kept += [Window(day.start, day.end, None, None) for day in wrong]
        return sorted(kept, key=lambda window: window.start), troubles

    def _without_corrected(self, text: str, windows: list[Window]) -> list[Window]:
        """Leave the days that are taken back without a time, so that they count nothing either."""
        kept = self._corrections.kept(text, windows, _NEAR)
        return [each if each in kept else replace(each, first=None, last=None) for each in windows]

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
            return Window(start, end, None, (first or last) - timedelta(1) if eve else last)
        if mode == "from" and not days.whole:
            return Window(start, end, first, None)
        return Window(start, end, first, last, dated=any(map(str.isdigit, text[days.start : days.end])))

    def _mode(self, text: str, days: Days) -> tuple[Mode, int, int]:
        """Return how the words around some days bind them, and the stretch with those words."""
        lead = text[max(0, days.start - 30) : days.start]
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
    return "day" if word.startswith(("day", "night", "日", "泊")) else "month"
