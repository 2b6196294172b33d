"""Cuts a document's paragraphs into passages of a size that a person reads at once and a search can rank."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.ingest.found import Block, Piece
from knowledge.language.detect import language_of
from knowledge.language.script import JAPANESE

LEAST, GOOD, MOST = 60, 120, 200
"""Words of a passage: below the first it goes on where it may, from the second on it ends with its paragraph."""
ALONE = 30
"""Words from which a stretch in one language is a passage of its own, beside another language."""
JAPANESE_WORDS = 0.4
"""Words that one Japanese sign weighs: 150 to 500 signs are a passage, as 60 to 200 words are."""

_SIGN = f"[{JAPANESE}]"
_WEIGHED = re.compile(f"(?P<sign>{_SIGN})|(?:(?!{_SIGN})\\S)+")
_SENTENCE = re.compile(r".+?(?:[。！？]+[」』）)】]*|[.!?]+[\"'”’)\]]*(?=\s+[^a-z\s])|$)\s*", re.DOTALL)
_CLAUSE = re.compile(r".+?(?:[、，,;；:：]|\s+(?:and|but|or|which)\b|$)\s*", re.DOTALL)
_WORD = re.compile(r"\S+\s*|\s+")
_STEP = 250
"""Signs of a stretch that has neither sentence nor clause nor space."""


def weight(text: str) -> float:
    """Return how many words a text weighs."""
    return sum(JAPANESE_WORDS if found.lastgroup else 1 for found in _WEIGHED.finditer(text))


def cut(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Yield the passages of a document in order; none goes across a heading, and only a short one over a page's end."""
    section: list[Block] = []
    for block in blocks:
        if section and section[0].heading != block.heading:
            yield from _passages_of(section)
            section = []
        section.append(block)
    yield from _passages_of(section)


def pieces_of(text: str) -> list[str]:
    """Return a paragraph in parts of which none weighs more than a passage may, cut at sentences where that can be."""
    whole = weight(text)
    if whole <= MOST:
        return [text]
    aim = whole / (whole // MOST + 1)
    return _gathered(text, aim, (_SENTENCE, _CLAUSE, _WORD))


def _gathered(text: str, aim: float, ways: Sequence[re.Pattern[str]]) -> list[str]:
    """Return the text in stretches of about `aim` words, cut in the first of these ways that serves."""
    parts, size = [""], 0.0
    for unit in _units(text, ways):
        heavy = weight(unit)
        if parts[-1] and (size >= aim or size + heavy > MOST):
            parts, size = [*parts, ""], 0.0
        parts[-1] += unit
        size += heavy
    return [part.strip() for part in parts if part.strip()]


def _units(text: str, ways: Sequence[re.Pattern[str]]) -> Iterator[str]:
    if not ways:
        yield from (text[place : place + _STEP] for place in range(0, len(text), _STEP))
        return
    for found in ways[0].finditer(text):
        if weight(found[0]) <= MOST and len(found[0]) <= MOST * 20:
            yield found[0]
        else:
            yield from _units(found[0], ways[1:])


def _passages_of(section: Sequence[Block]) -> Iterator[Piece]:
    """Yield the passages under one heading: those of each language apart, where each says enough to stand alone."""
    runs: list[list[Block]] = []
    now = ""
    for block in section:
        language = language_of(block.text)
        if runs and (not language or now in ("", language)):
            runs[-1].append(block)
        else:
            runs.append([block])
        now = language or now
    apart = all(sum(weight(block.text) for block in run) >= ALONE for run in runs)
    for part in runs if apart else [section]:
        yield from _passages(part)


def _passages(section: Sequence[Block]) -> Iterator[Piece]:
    """Yield the passages of paragraphs that belong together."""
    parts = [Block(part, block.heading, block.page) for block in section for part in pieces_of(block.text)]
    groups: list[list[Block]] = []
    sizes: list[float] = []
    for part in parts:
        heavy = weight(part.text)
        if groups and _goes_on(groups[-1], sizes[-1], part, heavy):
            groups[-1].append(part)
            sizes[-1] += heavy
        else:
            groups.append([part])
            sizes.append(heavy)
    if len(groups) > 1 and sizes[-1] < LEAST and sizes[-2] + sizes[-1] <= MOST:
        groups[-2].extend(groups.pop())
    for group in groups:
        text = "\n".join(part.text for part in group)
        yield Piece(text, group[0].heading, group[0].page, language_of(text))


def _goes_on(group: Sequence[Block], size: float, part: Block, heavy: float) -> bool:
    """Return whether a part still belongs to the passage before it."""
    if size + heavy > MOST:
        return False
    return size < (LEAST if part.page != group[0].page else GOOD)
