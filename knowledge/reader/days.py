"""Finds the days, weeks and months a text names, as first and last day, seen from the day of posting."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.reader.day_builders import NoDayError, Span, bare_day, nth_day
from knowledge.reader.day_rules import RANGES, RULES
from knowledge.reader.folding import hide


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


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Span]]


class Calendar:
    """The day rules, compiled once; earlier rules win over later ones."""

    def __init__(self) -> None:
        self._rules: list[Rule] = [(re.compile(pattern), build) for pattern, build in RULES]

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
                except NoDayError as error:
                    wrong.append(NoSuchDay(*match.span(), error.nearest))
                else:
                    days.append(
                        Days(
                            *match.span(),
                            first,
                            last,
                            _rolls(match),
                            build is nth_day or (build is bare_day and not match[1]),
                            build in RANGES and first != last,
                        )
                    )
                text = hide(text, *match.span())
        return sorted(days, key=lambda day: day.start), wrong


def _is_common_word(folded: str, written: str) -> bool:
    words = re.findall(r"[a-z]+", folded)
    common = {"may", "sat", "sun", "mar", "mon", "wed", "fri", "dec", "thu", "tue", "jan"}
    return any(word in common and word in written for word in words)


def _rolls(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("weekday")) and not match.groupdict().get("which")
