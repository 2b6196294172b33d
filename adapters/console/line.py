"""Reads who speaks and where at the head of a typed line: `@aki/"Green Wave"#suzu /request 200 blankets`."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from adapters.console.clean import clean_text
from bot.chat import Identity, Place
from bot.words.catalogue import N_

PLATFORM = "console"
QUOTES = '"＂“”'
NAME = rf"(?:[{QUOTES}][^{QUOTES}\n]+[{QUOTES}]|[^\s/／#＃{QUOTES}]+)"
HEAD = rf"[@＠](?P<person>{NAME})(?:[/／](?P<organisation>{NAME}))?(?:[#＃](?P<channel>{NAME}))?"
LINE = rf"(?P<head>{HEAD})(?:\s+(?P<text>.*))?"

NOBODY_SPEAKS = N_('This line does not say who speaks. Write it as: @aki/"Green Wave"#suzu /request 200 blankets')
NOTHING_SAID = N_('This line says nothing. Write it as: @aki/"Green Wave"#suzu /request 200 blankets')


class LineError(ValueError):
    """A line nobody can act on; its argument is the sentence to show, in English, for `Words.say`."""

    @property
    def sentence(self) -> str:
        """Return the English sentence, the key of its translation."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who types, for which organisation, and where; without a channel they speak to the bot alone."""

    person: str
    organisation: str = ""
    channel: str = ""

    @property
    def identity(self) -> Identity:
        """Return the account: one person of one organisation."""
        return Identity(PLATFORM, self.organisation, self.person)

    @property
    def place(self) -> Place:
        """Return where they speak."""
        if self.channel:
            return Place(PLATFORM, self.organisation, self.channel)
        return Place(PLATFORM, self.organisation, self.person, direct=True)

    def __str__(self) -> str:
        """Return "@aki#suzu", as it stands before what they type."""
        return f"@{self.person}#{self.channel}" if self.channel else f"@{self.person}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line taken apart. `organisation` is None when it names none; `head` is the part before the text, as typed."""

    person: str
    organisation: str | None
    channel: str
    text: str
    head: str


def addressed(line: str) -> bool:
    """Return whether the line begins with who speaks."""
    return line.lstrip().startswith(("@", "＠"))


def parse(line: str) -> Spoken:
    """Take a line apart; names with spaces stand in quotation marks. Raises LineError."""
    found = re.fullmatch(LINE, clean_text(line).strip(), re.DOTALL)
    if not found:
        raise LineError(NOBODY_SPEAKS)
    organisation = found["organisation"]
    return Spoken(
        person=_name(found["person"]),
        organisation=_name(organisation) if organisation else None,
        channel=_name(found["channel"] or ""),
        text=(found["text"] or "").strip(),
        head=found["head"],
    )


def _name(typed: str) -> str:
    # Keyboards differ in how they compose が; one person is not to become two.
    return normalize("NFC", typed.strip(QUOTES).strip())
