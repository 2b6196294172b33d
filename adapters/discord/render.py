"""Draws a card as a Discord message within every limit: the title is the message, all else stands in panels below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.discord.clean import clip, neutral, neutral_lines
from adapters.discord.codes import Code, Kind, encode
from adapters.discord.limits import (
    BUTTON_LABEL,
    BUTTONS,
    EMBED_DESCRIPTION,
    EMBED_TITLE,
    EMBEDS,
    EMBEDS_TOGETHER,
    units,
)
from adapters.discord.values import fact_values
from bot.chat import Button, Card
from bot.words.catalogue import Words, nearest_locale, words

# How much of each part is shown at most; the title shares the 2,000 units of the message with one line of our own.
TITLE = 1500
BODY = 2400
LABEL = 100
VALUE = 1000
FOOT, FOOT_LINES = 400, 4
TYPED = 200
# Kept free below the items for the mark of the notice.
MARK = 40
# A panel for which less is left has hardly room for its title.
LEAST = 300


@dataclass(frozen=True, slots=True)
class Panel:
    """One embed: the card itself or one of its items. `urgent` puts a colour beside the words that say so."""

    title: str = ""
    text: str = ""
    foot: str = ""
    urgent: bool = False

    @property
    def size(self) -> int:
        """Return how much of the room that all panels share it takes."""
        return sum(map(units, (self.title, self.text, self.foot)))


@dataclass(frozen=True, slots=True)
class Key:
    """One button: what stands on it and what it carries."""

    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A whole message, ready to be sent."""

    content: str
    panels: tuple[Panel, ...] = ()
    keys: tuple[Key, ...] = ()


def words_of(locale: str | None) -> Words:
    """Return the words of the language nearest to this tag, English when there is none."""
    return words(nearest_locale(locale) or "en")


def draw(card: Card, now: datetime, mark: str = "") -> Drawn:
    """Return the card as a message in its own language, `mark` in small at its foot."""
    return _Sheet(words_of(card.locale), now).message(card, mark)


def draw_call(person: int, ask: Button, locale: str, now: datetime, mark: str) -> Drawn:
    """Return a sentence that tells a person of news for them alone, the button that shows these, and the mark.

    `<@1>` is shown as their name; it pings only where a message allows that, and none of ours does.
    """
    words = words_of(locale)
    drawn = draw(Card("", buttons=(ask,), locale=locale), now, mark)
    said = words.say("{name}: there is news for you alone. Press the button to see it.", name=f"<@{person}>")
    return Drawn(said, drawn.panels, drawn.keys)


class _Sheet:
    def __init__(self, words: Words, now: datetime) -> None:
        self._words = words
        self._now = now
        self._keys: dict[str, Key] = {}
        self._room = EMBEDS_TOGETHER - MARK

    def message(self, card: Card, mark: str) -> Drawn:
        panels = [panel for panel in (self._panel(card, ""),) if panel.size]
        items = list(numbered(card.items))
        buttoned = sum(bool(item.buttons) for _, item in items)
        shown = 0
        for number, item in items:
            if len(panels) == EMBEDS or self._room < LEAST:
                break
            panels.append(self._panel(item, number, prefixed=buttoned > 1))
            shown += 1
        if mark:
            foot = panels.pop() if panels else Panel(urgent=card.urgency == "critical")
            panels.append(Panel(foot.title, foot.text, mark, foot.urgent))
        return Drawn(self._content(card, len(items) - shown), tuple(panels), tuple(self._keys.values()))

    def _content(self, card: Card, hidden: int) -> str:
        title = self._title(card, TITLE) or self._words.say("Kizuna")
        lines = [f"**{title}**"]
        if hidden:
            more = self._words.plural("{n} more is not shown here.", "{n} more are not shown here.", hidden)
            lines.append(f"-# {more}")
        return "\n".join(lines)

    def _panel(self, card: Card, number: str, *, prefixed: bool = False) -> Panel:
        urgent = card.urgency == "critical"
        title = ""
        if number:
            room = EMBED_TITLE - units(number) - 2
            title = f"{number}. {self._title(card, room)}"
            self._room -= units(title)
        prefix = f"{number}. " if prefixed else ""
        foot = list(self._foot(card))
        typed = [line for button in card.buttons if (line := self._place(button, prefix))]
        most = min(EMBED_DESCRIPTION, self._room) - sum(units(line) + 1 for line in foot)
        text = "\n".join([*within([*self._told(card), *typed], most), *(foot if most > 0 else ())])
        self._room -= units(text)
        return Panel(title, text, urgent=urgent)

    def _title(self, card: Card, most: int) -> str:
        title = " ".join(card.title.split())
        if card.urgency == "critical":
            title = self._words.say("URGENT: {title}", title=title)
        return neutral(title, most)

    def _told(self, card: Card) -> Iterator[str]:
        if body := neutral_lines(card.body, BODY):
            yield body
        for fact in card.facts:
            value = fact_values(fact, self._words.locale, self._now, VALUE)
            label = neutral(fact.label, LABEL)
            yield self._words.say("{label}: {value}", label=f"**{label}**", value=value) if label else value

    def _foot(self, card: Card) -> Iterator[str]:
        source = self._words.say("Source: {source}", source=card.source) if card.source else ""
        for text in [source, *card.note.splitlines()][:FOOT_LINES]:
            if line := neutral(text, FOOT):
                yield f"-# {line}"

    def _place(self, button: Button, prefix: str) -> str:
        """Put the button on the message, or return the line that says what to type instead."""
        code = encode(Code(Kind.PRESS, button.command, button.options))
        label = clip(prefix + button.label, BUTTON_LABEL) or f"/{button.command}"[:BUTTON_LABEL]
        if code and (code in self._keys or len(self._keys) < BUTTONS):
            self._keys.setdefault(code, Key(label, code))
            return ""
        typed = neutral(f"/{button.command} {' '.join(button.options.values())}", TYPED)
        return self._words.say("{label}: type {line}", label=neutral(button.label, LABEL), line=typed)


def numbered(items: Sequence[Card], above: str = "") -> Iterator[tuple[str, Card]]:
    """Yield every item with its number, and what an item holds after it: 1, 2, 2.1, 3."""
    for at, item in enumerate(items, 1):
        number = f"{above}{at}"
        yield number, item
        yield from numbered(item.items, f"{number}.")


def within(lines: Iterable[str], most: int) -> Iterator[str]:
    """Yield whole lines as long as there is room, and a mark where some are left out."""
    room = most - 2
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            if most > 2:
                yield "…"
            return
        yield line
