"""Reads plain text: paragraphs, and the headings that stand on lines of their own."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from knowledge.ingest.decoding import decoded
from knowledge.ingest.found import About, Block, Limits, Part
from knowledge.ingest.lines import is_leader, is_numbered_heading, may_be_heading, paragraphs, width_of

_RULE = re.compile(r"^\s*([=\-~_*─━＝])\1{2,}\s*$")


def read(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield what a text holds; form feeds count its pages. Raises Refused."""
    text = decoded(stream.read())
    pages = text.split("\f")
    many = len(pages) - (not pages[-1].strip())
    blocks = list(_blocks(pages, paged=many > 1))
    title = next((block.heading or block.text for block in blocks), "")
    yield About(title=title if len(title) <= 200 else "", pages=many if many > 1 else None)
    yield from blocks


def _blocks(pages: Sequence[str], *, paged: bool) -> Iterator[Block]:
    width = width_of(line for page in pages for line in page.splitlines())
    heading = ""
    for number, page in enumerate(pages, 1):
        waiting: list[str] = []
        lines = [line for line in page.splitlines() if not is_leader(line)]
        for place, line in enumerate(lines):
            if _RULE.match(line):
                continue
            if not _heads(lines, place):
                waiting.append(line)
                continue
            yield from (Block(text, heading, number if paged else None) for text in paragraphs(waiting, width))
            waiting, heading = [], line.strip().lstrip("#").strip()
        yield from (Block(text, heading, number if paged else None) for text in paragraphs(waiting, width))


def _heads(lines: Sequence[str], place: int) -> bool:
    """Return whether a line is a heading: underlined, or alone between empty lines and numbered or in capitals."""
    line = lines[place].strip()
    if not may_be_heading(line):
        return False
    if place + 1 < len(lines) and _RULE.match(lines[place + 1]) and (place == 0 or not lines[place - 1].strip()):
        return True
    alone = (place == 0 or not lines[place - 1].strip()) and (place + 1 < len(lines) and not lines[place + 1].strip())
    return alone and (is_numbered_heading(line) or (line.isupper() and len(line.split()) > 1))
