"""Draws a card as blocks with complete text beside them; nothing that people wrote is ever read as markup.

Texts stand in `plain_text` objects and in rich text, which Slack shows as they are. Limits: platforms.md's table,
which slack_sdk.models and slackblocks agree on.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any

from adapters.slack.text import clean, escaped, fitted, harmless, one_line, pieces, units
from bot.chat import Button, Card, Fact, Moment, Value
from bot.words.catalogue import Words, nearest_locale, words
from bot.words.values import fact_text, moment_text, value_text

Block = dict[str, Any]

MOST_BLOCKS = 50
MOST_HEADER, MOST_SECTION, MOST_LABEL, MOST_VALUE, MOST_ROW = 150, 3000, 75, 2000, 25
MOST_TEXT = 4000
"""Slack refuses to update a message whose `text` is longer (msg_too_long)."""
MOST_ALL = 12_500
"""Blocks are refused (msg_blocks_too_long) at about 13,200 characters in all; bolt-js 2509."""
SHARES = ((9000, 50), (3000, 50), (1000, 50), (300, 30), (100, 20), (30, 10), (8, 3), (8, 1))
"""How long one text and how many rows of a kind may be: the first pair with which the whole card fits is taken."""
SHORTEST_LABEL = 16
"""Labels of buttons are cut no further than this."""
SURE_BUTTONS = 35
"""So many buttons of ids and short codes are never lost, whatever stands beside them: about 310 characters each."""
FORMATS = {"datetime": "{date_short} {time}", "date": "{date_short}", "time": "{time}", "about": "{ago}"}
PREFIX = "kz:"
ANSWER, NOTICE = "answer", "notice"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: `text` for notifications and screen readers, `blocks` for the eye."""

    text: str
    blocks: list[Block]


def words_of(locale: str | None) -> Words:
    """Return the words of the language nearest to this tag, English when there is none."""
    return words(nearest_locale(locale) or "en")


def message(card: Card, now: datetime, role: str = NOTICE) -> Message:
    """Return the card within every limit, in its own language.

    Long texts are cut first, then rows dropped; buttons go last, and only beyond SURE_BUTTONS. `role`
    tells an ANSWER, which the answer to its button may replace, from a NOTICE, which is amended later.
    """
    drawn: list[Block] = []
    for share, most in SHARES:
        drawn = _Sheet(card, now, role, share, most).blocks()
        if fits(drawn):
            break
    while not fits(drawn):
        _drop_last_button(drawn)
    return Message(plain(card, now), drawn)


def fits(blocks: Sequence[Block]) -> bool:
    """Return whether Slack takes the blocks as a whole."""
    return len(blocks) <= MOST_BLOCKS and units(json.dumps(blocks, ensure_ascii=False)) <= MOST_ALL


def plain(card: Card, now: datetime) -> str:
    """Return everything the card says as the message's own `text`, labels of buttons included."""
    lines = filter(None, _lines(card, now, words_of(card.locale)))
    return fitted("\n".join(lines), MOST_TEXT, harmless) or "…"


def plain_text(text: str, most: int) -> Block:
    """Return a text object that Slack shows without reading it; `:signs:` stay as typed."""
    return {"type": "plain_text", "text": fitted(text, most, escaped), "emoji": False}


def command_value(button: Button) -> str:
    """Return the button's command as its `value`. Signs that Slack escapes on the way are written as `\\u003c`."""
    value = json.dumps({"c": button.command, "o": dict(button.options)}, ensure_ascii=False, separators=(",", ":"))
    return value.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def version_of(card: Card) -> str:
    """Return a short name of what the card says: a press on another state of it is another act."""
    return blake2s(repr(card).encode(errors="replace"), digest_size=8).hexdigest()


def _title(card: Card, say: Words) -> str:
    title = one_line(card.title)
    return say.say("URGENT: {title}", title=title) if card.urgency == "critical" else title


def _lines(card: Card, now: datetime, say: Words) -> Iterator[str]:
    yield _title(card, say)
    yield clean(card.body)
    for fact in card.facts:
        value = one_line(fact_text(fact, say.locale, now))
        yield say.say("{label}: {value}", label=one_line(fact.label), value=value) if fact.label else value
    for item in card.items:
        yield from _lines(item, now, say)
    yield from (f"[{one_line(button.label)}]" for button in card.buttons)
    yield from _foot(card, say)


def _foot(card: Card, say: Words) -> list[str]:
    source = one_line(card.source)
    return [say.say("Source: {source}", source=source) if source else "", clean(card.note)]


def _flat(items: Sequence[Card], before: str = "") -> Iterator[tuple[str, Card]]:
    for at, item in enumerate(items, 1):
        yield f"{before}{at}", item
        yield from _flat(item.items, f"{before}{at}.")


def blocks_of(items: Sequence[tuple[str, Card]], whole: int) -> int:
    """Return how many blocks the items take, the first `whole` drawn whole and the rest listed."""
    rest = sum(len(item.buttons) for _, item in items[whole:])
    drawn = sum(1 + rows(len(item.buttons)) for _, item in items[:whole])
    return drawn + (1 + rows(rest) if items[whole:] else 0)


def rows(buttons: int) -> int:
    """Return how many rows so many buttons take."""
    return -(-buttons // MOST_ROW)


def _drop_last_button(blocks: list[Block]) -> None:
    row = next((block for block in reversed(blocks) if block["type"] == "actions"), blocks[-1])
    if row["type"] == "actions" and len(row["elements"]) > 1:
        row["elements"].pop()
    else:
        blocks.remove(row)


class _Sheet:
    """One try at a card: texts of at most `share` characters, at most `most` facts and whole items."""

    def __init__(self, card: Card, now: datetime, role: str, share: int, most: int) -> None:
        self._card, self._now, self._share, self._rows = card, now, share, most
        self._say = words_of(card.locale)
        self._key = f"{role}:{version_of(card)}"
        self._buttons = self._actions = 0

    def blocks(self) -> list[Block]:
        card = self._card
        head = [*self._head(card), *self._body(card.body), *self._rich(self._facts(card))]
        tail = [*self._row(card.buttons), *self._context(card)]
        items = list(_flat(card.items))
        room = MOST_BLOCKS - len(head) - len(tail)
        whole = next((n for n in range(self._rows, 0, -1) if blocks_of(items, n) <= room), 0)
        return [*head, *self._items(items, whole), *tail]

    def _head(self, card: Card) -> Iterator[Block]:
        title = _title(card, self._say) or "…"
        yield {"type": "header", "text": plain_text(title, MOST_HEADER)}
        if units(escaped(title)) > MOST_HEADER:
            yield {"type": "section", "text": plain_text(title, min(self._share, MOST_SECTION))}

    def _body(self, body: str) -> Iterator[Block]:
        text = fitted(clean(body), self._share)
        for piece in pieces(text, MOST_SECTION):
            yield {"type": "section", "text": plain_text(piece, MOST_SECTION)}

    def _facts(self, card: Card) -> list[Block]:
        found: list[Block] = []
        for fact in card.facts[: self._rows]:
            found += [{"type": "text", "text": "\n"}] if found else []
            found += self._fact(fact)
        return found

    def _fact(self, fact: Fact) -> Iterator[Block]:
        label = fitted(one_line(fact.label), min(self._share, MOST_HEADER))
        if label:
            lead = self._say.say("{label}: {value}", label=label, value="").rstrip(" ")
            yield {"type": "text", "text": lead, "style": {"bold": True}}
        for at, value in enumerate(fact.values):
            if at or label:
                yield {"type": "text", "text": " "}
            yield from self._value(value)

    def _value(self, value: Value) -> Iterator[Block]:
        if isinstance(value, Moment):
            fallback = moment_text(value, self._say.locale, self._now)
            at = int(value.at.timestamp())
            yield {"type": "date", "timestamp": at, "format": FORMATS[value.style], "fallback": fallback}
        elif text := clean(value_text(value, self._say.locale, self._now)):
            yield {"type": "text", "text": fitted(text, min(self._share, MOST_VALUE))}

    def _rich(self, elements: list[Block]) -> list[Block]:
        section = {"type": "rich_text_section", "elements": elements}
        return [{"type": "rich_text", "elements": [section]}] if elements else []

    def _items(self, items: Sequence[tuple[str, Card]], whole: int) -> list[Block]:
        self._actions = self._buttons = 1000  # the card's own rows are numbered from 0
        drawn = [block for number, item in items[:whole] for block in self._item(number, item)]
        rest = items[whole:]
        if not rest:
            return drawn
        titles = "\n".join(f"{number}. {one_line(item.title)}" for number, item in rest)
        buttons = [
            Button(f"{number}. {button.label}", button.command, button.options)
            for number, item in rest
            for button in item.buttons
        ]
        listed = {"type": "section", "text": plain_text(titles, min(self._share * 2, MOST_SECTION))}
        return [*drawn, listed, *self._row(buttons)]

    def _item(self, number: str, item: Card) -> list[Block]:
        title = fitted(f"{number}. {_title(item, self._say)}", min(self._share, MOST_SECTION))
        parts: list[Block] = [{"type": "text", "text": title, "style": {"bold": True}}]
        texts = [clean(item.body), *_foot(item, self._say)]
        facts = self._facts(item)
        body, *foot = [fitted(text, min(self._share, MOST_SECTION)) for text in texts]
        parts += [{"type": "text", "text": f"\n{body}"}] if body else []
        parts += [{"type": "text", "text": "\n"}, *facts] if facts else []
        parts += [{"type": "text", "text": f"\n{text}"} for text in foot if text]
        return [*self._rich(parts), *self._row(item.buttons)]

    def _row(self, buttons: Sequence[Button]) -> Iterator[Block]:
        for start in range(0, len(buttons), MOST_ROW):
            elements = [self._button(button) for button in buttons[start : start + MOST_ROW]]
            yield {"type": "actions", "block_id": f"{self._key}:{self._actions}", "elements": elements}
            self._actions += 1

    def _button(self, button: Button) -> Block:
        self._buttons += 1
        label = one_line(button.label) or button.command
        value = command_value(button)
        if units(value) > MOST_VALUE:
            raise ValueError(f"a button of /{button.command} carries {units(value)} characters, not ids and codes")
        action = f"{PREFIX}{self._buttons}"
        most = min(MOST_LABEL, max(self._share, SHORTEST_LABEL))
        return {"type": "button", "text": plain_text(label, most), "action_id": action, "value": value}

    def _context(self, card: Card) -> Iterator[Block]:
        texts = [plain_text(text, min(self._share, MOST_SECTION)) for text in _foot(card, self._say) if text]
        if texts:
            yield {"type": "context", "elements": texts}
