"""What a post says of its things beside its lines, as plain data that matching can compare across languages."""

from collections.abc import Iterable
from dataclasses import dataclass

ENDLESS = 10**12
"""The upper end of "or more"."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A size as a range of whole numbers, both ends within it.

    The names and their units: va (volt-amperes), kilos (of a vehicle or machine), seats, cm (of shoes or clothes),
    size (XS 0, S 1, M 2, L 3 and on), days (how long something takes), ml_each (millilitres in one container),
    at_least and at_most (thousandths of what one asker must or may take).
    """

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Traits:
    """What was found in one text.

    `things` and `categories` are named anywhere in it, in order; `main` are those of them that are asked for or given
    in so many words; `words` say in other ways what it is about. `marks` are (name, value): age, sex, diet, language,
    volts, phase, who, status, purpose, days, handover, remote, voice, not, over and so on. The codes of places an
    offer names: `base` where it stands, `reach` where it can get to, `about` what may be either.
    """

    things: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    marks: tuple[Pair, ...] = ()
    measures: tuple[Measure, ...] = ()
    base: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


SILENT = Traits()


def by_name(marks: Iterable[Pair]) -> dict[str, frozenset[str]]:
    """Return the values of each name."""
    found: dict[str, frozenset[str]] = {}
    for name, value in marks:
        found[name] = found[name] | {value} if name in found else frozenset((value,))
    return found
