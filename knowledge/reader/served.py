"""Reads of a text how many people or households something is for, and for how many days."""

import re
from collections.abc import Iterable

from bot.domain.standards import Served
from knowledge.reader.folding import fold
from knowledge.reader.quantities import Amount, Quantities

LONGEST = 2000  # signs looked at
_HOUSEHOLDS = ("family", "household")
_WORD = re.compile(r"\s([a-z]{3,})")
# "3 days old", "in 3 days", 3日前, 3日後: a number of days that says when, not for how long
_WHEN = re.compile(r"\s*(?:old|ago|前|後|以内|目)")
_IN = re.compile(r"\b(?:in|within|every|after)\s+$")
# 12月5日, "day 3": a date is no span
_DAYS = re.compile(r"(?<![\d月/-])(\d{1,3})\s?(?:日分|日間|days?\b|-day\b|泊)")


class ServedReader:
    """The rules, compiled once."""

    def __init__(self, quantities: Quantities) -> None:
        self._quantities = quantities

    def of(self, text: str) -> Served:
        """Return whom a text speaks of as served: the largest group named; all of it None where it names none."""
        folded = self._quantities.without_contacts(fold(text[:LONGEST]))
        counted = [(self._unit(folded, amount), amount.value) for amount in self._quantities.find(folded)]
        return Served(
            _most(value for unit, value in counted if unit == "person" and value),
            _most(value for unit, value in counted if unit in _HOUSEHOLDS and value),
            self._days(folded),
        )

    def _unit(self, folded: str, amount: Amount) -> str:
        """Return an amount's unit; "300 evacuees for five days" counts people, wherever the word stands."""
        word = _WORD.match(folded, amount.end) if not amount.unit else None
        return self._quantities.natural(word[1], "") if word else amount.unit

    def _days(self, folded: str) -> int | None:
        for found in _DAYS.finditer(folded):
            if not _WHEN.match(folded, found.end()) and not _IN.search(folded[: found.start()]):
                return int(found[1]) or None
        return None


def _most(values: Iterable[int]) -> int | None:
    """Return the largest of some thousandths as a whole number, at least one; None of none."""
    return max((max(value // 1000, 1) for value in values), default=None)
