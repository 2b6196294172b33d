"""Draws a card as text for a terminal: words carry the meaning, columns fit Japanese, colour is only an extra."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from rich.color import ColorSystem
from rich.style import Style
from wcwidth import width as cells
from wcwidth import wrap

from adapters.console.clean import clean, clean_lines
from bot.chat import Button, Card, Fact, Place
from bot.words.catalogue import Words, nearest_locale, words
from bot.words.values import fact_text

WIDTH = 78
# Deeply nested or long-prefixed text is not squeezed further than this.
NARROWEST = 20
LONGEST_LABEL = 24
# Japanese lines do not begin with these: they hang over the margin instead.
HANGING = "、。，．）」』】"

Look = Literal["plain", "title", "urgent", "quiet", "button"]
LOOKS: dict[Look, str] = {"title": "bold", "urgent": "bold red", "quiet": "dim", "button": "cyan"}

Number = Callable[[Button], int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the terminal and what it is, so that a colour can be laid over it."""

    text: str
    look: Look = "plain"


def words_of(locale: str | None) -> Words:
    """Return the words of the language nearest to this tag, English when there is none."""
    return words(nearest_locale(locale) or "en")


def card_lines(card: Card, now: datetime, number: Number, width: int = WIDTH, *, amended: bool = False) -> list[Line]:
    """Return the card in its own language, counting "2 hours ago" from `now`; `number` gives each button its number.

    No line is wider than `width` cells, but for one closing mark that may hang over by two.
    """
    sheet = _Sheet(words_of(card.locale), now, number)
    return sheet.card(replace(card, title=sheet.amended(card.title)) if amended else card, width)


def fold(text: str, width: int, hanging: str = "") -> list[str]:
    """Return the text in lines of at most `width` cells; lines after the first begin with `hanging`."""
    folded: list[str] = []
    for line in wrap(clean(text), max(width, NARROWEST), subsequent_indent=hanging):
        start = line.removeprefix(hanging)
        if folded and start[:1] and start[0] in HANGING:
            folded[-1] += start[0]
            line = hanging + start[1:]
        if line.strip():
            folded.append(line)
    return folded


def place_label(place: Place) -> str:
    """Return "#suzu · Green Wave", or "→ aki · Green Wave" for what one person alone gets, cut to a prefix's length."""
    name = f"→ {place.channel}" if place.direct else f"#{place.channel}"
    label = clean(f"{name} · {place.workspace}" if place.workspace else name)
    return label if cells(label) <= LONGEST_LABEL else _cut(label, LONGEST_LABEL - 1) + "…"


def prefixed(label: str, lines: Iterable[Line]) -> list[Line]:
    """Return the lines behind a margin, so that no text can pass itself off as another message."""
    margins = [f"{label} │ ", " " * cells(label) + " │ "]
    return [Line(margins[min(at, 1)] + line.text, line.look) for at, line in enumerate(lines)]


def paint(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines as text that ends its last line, with escape sequences only if `colour`."""
    return "".join(f"{_painted(line) if colour else line.text}\n" for line in lines)


class _Sheet:
    def __init__(self, words: Words, now: datetime, number: Number) -> None:
        self._words = words
        self._now = now
        self._number = number

    def amended(self, title: str) -> str:
        return self._words.say("{title} (amended)", title=title).strip()

    def card(self, card: Card, width: int) -> list[Line]:
        inner = [
            *(Line(line) for line in self._body(card.body, width - 2)),
            *(Line(line) for fact in card.facts for line in self._fact(fact, width - 2)),
            *(line for at, item in enumerate(card.items, 1) for line in self._item(at, item, width - 2)),
            *(Line(line, "button") for line in self._buttons(card.buttons, width - 2)),
            *(Line(line, "quiet") for line in self._foot(card, width - 2)),
        ]
        return [*self._title(card, width), *(Line("  " + line.text, line.look) for line in inner)]

    def _title(self, card: Card, width: int) -> list[Line]:
        if card.urgency == "critical":
            urgent = self._words.say("URGENT: {title}", title=card.title)
            return [Line(line, "urgent") for line in fold(urgent, width, "  ")]
        return [Line(line, "title") for line in fold(card.title, width, "  ")]

    def _body(self, body: str, width: int) -> list[str]:
        return [line for paragraph in clean_lines(body) for line in fold(paragraph, width) or [""]]

    def _fact(self, fact: Fact, width: int) -> list[str]:
        value = fact_text(fact, self._words.locale, self._now)
        text = self._words.say("{label}: {value}", label=fact.label, value=value) if fact.label else value
        return fold(text, width, "  ")

    def _item(self, at: int, item: Card, width: int) -> list[Line]:
        mark = f"{at}. "
        margins = [mark, " " * len(mark)]
        lines = self.card(item, width - len(mark))
        return [Line(margins[min(row, 1)] + line.text, line.look) for row, line in enumerate(lines)]

    def _buttons(self, buttons: Sequence[Button], width: int) -> list[str]:
        rows: list[str] = []
        for button in buttons:
            text = f"[{self._number(button)}] {clean(button.label)}"
            if rows and cells(rows[-1]) + 3 + cells(text) <= width:
                rows[-1] += "   " + text
            else:
                rows.append(text)
        return [line for row in rows for line in (fold(row, width, "    ") if cells(row) > width else [row])]

    def _foot(self, card: Card, width: int) -> list[str]:
        source = self._words.say("Source: {source}", source=card.source) if card.source else ""
        return [line for text in (source, card.note) for line in fold(text, width, "  ")]


def _cut(text: str, width: int) -> str:
    while cells(text) > width:
        text = text[:-1]
    return text


def _painted(line: Line) -> str:
    style = LOOKS.get(line.look)
    return Style.parse(style).render(line.text, color_system=ColorSystem.STANDARD) if style else line.text
