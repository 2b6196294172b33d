"""Minimum standards of relief as figures: how much so many people need, and whether a request is far from that."""

from dataclasses import dataclass, field
from typing import Literal

from bot.domain.vocabulary import Name

Every = Literal["", "day", "month"]
FAR_BELOW, FAR_ABOVE = 2, 5
"""A request for less than half of the minimum, or for more than five times of it, is worth a word."""
UNNAMED = Name("", "")
LONGEST_DAYS = 30
"""What is used up daily may be asked for in advance for so many days before it is much."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One figure of a handbook.

    `amount` thousandths of `unit` for each person (`every` day, month, or once), or, where `people` is given, one for
    so many people; neither: `name` says it all. `serves`: person or household, whom `amount` is counted by. `measures`:
    how much of `unit` one of a request's units is (tonne → 1000 of litre). `checked`: the figure was seen in more than
    one place; else it comes from one secondary source.
    """

    id: str
    name: Name
    unit: Name = UNNAMED
    amount: int = 0
    people: int = 0
    every: Every = ""
    serves: Literal["person", "household"] = "person"
    measures: dict[str, int] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    edition: str = ""
    note: Name = UNNAMED
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """Who is to be served, as a text says it; None where it does not."""

    people: int | None = None
    households: int | None = None
    days: int | None = None

    def of(self, standard: Standard) -> int | None:
        """Return how many a standard counts: people, or households."""
        return self.people if standard.serves == "person" else self.households


def needed(standard: Standard, served: Served) -> int | None:
    """Return the minimum in thousandths of the standard's unit, for `days` where these are given and it is daily."""
    count = served.of(standard)
    if not count or not (standard.amount or standard.people):
        return None
    if standard.people:
        return -(-count // standard.people) * 1000
    return standard.amount * count * (served.days if served.days and standard.every == "day" else 1)


def far(standard: Standard, asked: int, unit: str, served: Served) -> Literal["below", "above", ""]:
    """Return whether a request for `asked` thousandths of a unit is far below or above the minimum for those served."""
    least, measure = needed(standard, served), standard.measures.get(unit)
    if least is None or measure is None:
        return ""
    if asked * measure * FAR_BELOW < least:
        return "below"
    ahead = LONGEST_DAYS if standard.every and not served.days else 1
    return "above" if asked * measure > least * FAR_ABOVE * ahead else ""
