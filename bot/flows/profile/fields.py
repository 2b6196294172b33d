"""The lines of a profile that can be typed: whose they are, how they are read, and how they are asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.command import Tools
from bot.flows.lists import NONE_WORDS, read_areas, read_languages, read_sectors
from bot.words.catalogue import N_

LONGEST = 500
LONGEST_NAME = 80

Value = str | tuple[str, ...]
Read = Callable[[str, Tools], tuple[Value | None, str]]
"""Typed words → the value, or None and what is wrong with them."""


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One line: `attribute` of the person's or the organisation's record, its label and an example, in English."""

    action: str
    owner: Literal["person", "organisation"]
    attribute: str
    label: str
    example: str
    read: Read


def short_text(most: int, *, required: bool = False) -> Read:
    """Return a reader of free words of at most so many characters."""

    def read(typed: str, tools: Tools) -> tuple[Value | None, str]:
        text = " ".join(typed.split())
        if text.casefold() in NONE_WORDS and not required:
            return "", ""
        if len(text) > most:
            return None, tools.viewer.say("Please keep it to {most} characters.", most=most)
        return text, ""

    return read


_LINES = (
    ProfileField("name", "person", "name", N_("My name"), N_("Aki Tanaka"), short_text(LONGEST_NAME, required=True)),
    ProfileField("languages", "person", "languages", N_("My languages"), N_("Japanese, English"), read_languages),
    ProfileField(
        "skills", "person", "skills", N_("My skills"), N_("forklift, nursing, interpreting"), short_text(LONGEST)
    ),
    ProfileField("phone", "person", "contact", N_("My contact"), N_("090-0000-0000"), short_text(LONGEST)),
    ProfileField("areas", "organisation", "areas", N_("Areas"), N_("Noto, Kanazawa"), read_areas),
    ProfileField("sectors", "organisation", "sectors", N_("Sectors"), N_("WASH, shelter"), read_sectors),
    ProfileField(
        "capacities",
        "organisation",
        "capacities",
        N_("Capacities"),
        N_("2 water trucks, ready within 6 hours"),
        short_text(LONGEST),
    ),
    ProfileField(
        "funding",
        "organisation",
        "funding_rules",
        N_("Rules for its money"),
        N_("receipts in yen, report within 30 days"),
        short_text(LONGEST),
    ),
    ProfileField(
        "about", "organisation", "about", N_("About us"), N_("Clean water in disasters since 1999"), short_text(LONGEST)
    ),
    ProfileField("contact", "organisation", "contact", N_("Contact"), N_("Aki, 03-0000-0000"), short_text(LONGEST)),
    ProfileField(
        "second", "organisation", "second_contact", N_("Second contact"), N_("Ben, 03-0000-0000"), short_text(LONGEST)
    ),
    ProfileField("japanese", "organisation", "name_ja", N_("Name in Japanese"), "みどりの波", short_text(LONGEST_NAME)),
)
FIELDS: Mapping[str, ProfileField] = {each.action: each for each in _LINES}
"""By action. What is a fact of organisations changes the organisation, all else the person."""


def changed(field: ProfileField, value: Value) -> dict[str, Any]:
    """Return the change as keywords for `dataclasses.replace`."""
    return {field.attribute: value}
