"""What the reader makes of one message: the shape that `reading.md` fixes, as frozen data."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

ReadingKind = Literal["request", "offer", "update", "question", "none"]
PostKind = Literal["request", "offer"]
Role = Literal["at", "from", "to"]
Urgency = Literal["routine", "critical"]
Danger = Literal["danger", "searching"]
"""Somebody is in danger now, or somebody looks for a person."""
Why = Literal["", "past", "turned", "two"]
PersonalKind = Literal["phone", "email", "name", "address"]


@dataclass(frozen=True, slots=True)
class ReadQuantity:
    """A number as it was written; `value` and `max` in thousandths of `unit`, so that 2.5 t is exact."""

    value: int
    unit: str
    max: int | None = None
    counter: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """A place in the poster's words. `code` is None for regions and for names that are two places.

    `site`: the shelter, school or office named within it, in the poster's words.
    """

    code: str | None
    name: str
    role: Role = "at"
    region: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    site: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One thing asked for or offered. `category` is a leaf of the taxonomy or None.

    `languages`: ISO 639-1 codes that are asked for or spoken; `conditions`: the words of conditions ("pick-up only").
    `unsure`: fields that were guessed (kind, category, quantity, place, window). `grounds`: (field, the words it was
    read from), so that every field can be explained.
    """

    kind: PostKind
    category: str | None
    item: str
    quantity: ReadQuantity | None = None
    places: tuple[ReadPlace, ...] = ()
    starts: date | None = None
    ends: date | None = None
    urgency: Urgency = "routine"
    on_behalf_of: str = ""
    languages: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    grounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part of the text that could not be taken as it stands: which field, the words, what may have been meant.

    `field` is one of place, category, quantity, unit, date. `suggestions` are words a person can type instead.
    `why`: "past" and "turned" of a date that is over or an end before its beginning, "two" of a thing with two numbers.
    """

    field: str
    words: str
    suggestions: tuple[str, ...] = ()
    why: Why = ""


@dataclass(frozen=True, slots=True)
class Personal:
    """Words about a private person, at `start` to `end` (signs of the message as it was sent)."""

    kind: PersonalKind
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader found in one message."""

    kind: ReadingKind
    lines: tuple[ReadLine, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    personal: tuple[Personal, ...] = ()
    danger: Danger | None = None
