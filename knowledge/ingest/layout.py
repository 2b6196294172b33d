"""Makes paragraphs and headings of the lines of printed pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from knowledge.ingest.found import Block
from knowledge.ingest.lines import ends_sentence, is_leader, joined, may_be_heading, paragraphs, width_of

LARGER = 1.15
"""A line whose letters are so many times as high as those of the running text is a heading."""
EDGE = 2
"""Lines at either end of a page among which running titles and page numbers stand."""
_PAGE_NUMBER = re.compile(
    r"^\W*[\d０-９]+(?=\W|$)\W*|\W*(?:\b(?:page|p\.?)\s*)?[\d０-９]+(?:\s*(?:of|/|／)\s*[\d０-９]+)?\s*(?:頁|ページ)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or a part of it: `size` is the height of its letters in points."""

    text: str
    size: float
    bold: bool = False


def blocks(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Yield the paragraphs of a document; one that a page's end cuts in two is whole, on the page it begins on."""
    before: Block | None = None
    for block in _of_pages(pages):
        if before and before.heading == block.heading and before.page != block.page and not ends_sentence(before.text):
            before = replace(before, text=joined(before.text, block.text))
            continue
        if before:
            yield before
        before = block
    if before:
        yield before


def _of_pages(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    every = [line for page in pages for line in page]
    body = _usual((line.size, len(line.text)) for line in every)
    bold = bool(_usual((line.bold, len(line.text)) for line in every))
    width = width_of(line.text for line in every)
    running = _running_titles(pages, body)
    heading = ""
    for number, page in enumerate(pages, 1):
        for heads, lines in groupby(_kept(page, running, body), lambda line: _heads(line, body, bold=bold)):
            texts = [line.text for line in lines]
            if heads:
                heading = " ".join(" ".join(texts).split())
            else:
                yield from (Block(text, heading, number) for text in paragraphs(texts, width))


def _running_titles(pages: Sequence[Sequence[Line]], body: float) -> set[str]:
    """Return what pages begin or end with besides their text: "" is a page number alone.

    That is what stands on more than half of them, and what stands on two or more with the number of the page beside it.
    Headings, which are larger, are none of it.
    """
    edges = [{_key(line): line for line in _edges(page) if line.size <= body} for page in pages]
    often = Counter(key for page in edges for key in page)
    numbered = Counter(key for page in edges for key, line in page.items() if key != line.text.strip())
    most = max(2, len(pages) / 2)
    return {key for key, count in often.items() if not key or count > most or numbered[key] > 1}


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    return page if len(page) <= 2 * EDGE else (*page[:EDGE], *page[-EDGE:])


def _kept(page: Sequence[Line], running: set[str], body: float) -> Iterator[Line]:
    """Yield the lines of a page without its running titles and its number, and without a table of contents."""
    for place, line in enumerate(page):
        at_edge = place < EDGE or place >= len(page) - EDGE
        if is_leader(line.text) or (at_edge and line.size <= body and _key(line) in running):
            continue
        yield line


def _key(line: Line) -> str:
    """Return a line without the page number that it begins or ends with."""
    return _PAGE_NUMBER.sub("", line.text).strip()


def _usual(weighed: Iterable[tuple[float, int]]) -> float:
    """Return the value that weighs most in all."""
    weights: Counter[float] = Counter()
    for value, many in weighed:
        weights[value] += many
    return weights.most_common(1)[0][0] if weights else 0


def _heads(line: Line, body: float, *, bold: bool) -> bool:
    """Return whether a line is a heading: in larger letters, or bold where the running text is not."""
    return may_be_heading(line.text.strip()) and (line.size >= body * LARGER or (line.bold and not bold))
