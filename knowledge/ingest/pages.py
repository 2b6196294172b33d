"""Reads web pages: headings, paragraphs, lists and tables, without what a page carries besides its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import BinaryIO

from lxml import etree, html

from knowledge.ingest.columns import year_in
from knowledge.ingest.decoding import decoded_page
from knowledge.ingest.found import About, Block, Limits, Part, Refused
from knowledge.ingest.lines import joined

_LEFT_OUT = frozenset(
    {
        "aside",
        "button",
        "canvas",
        "form",
        "head",
        "iframe",
        "math",
        "nav",
        "noscript",
        "object",
        "rp",
        "rt",
        "script",
        "select",
        "style",
        "svg",
        "template",
    }
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
_CELLS = ("td", "th")
_DATES = ("date", "dc.date", "dcterms.date", "dcterms.issued", "citation_publication_date", "article:published_time")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read, and the heading above it."""

    heading: str = ""
    parts: list[str] = field(default_factory=list)

    def taken(self) -> str:
        """Return the words so far, and begin anew."""
        lines = (" ".join(line.split()) for line in "".join(self.parts).splitlines())
        text = reduce(joined, lines, "").strip(" |")
        self.parts = []
        return text


def read(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield what a web page holds. Raises Refused, also for one that declares entities: no page needs to."""
    text = decoded_page(stream.read())
    if _ENTITY.search(text):
        raise Refused("bomb")
    tree = _parsed(text)
    if tree is None:
        raise Refused("empty")
    blocks = list(_blocks(tree))
    yield _about(tree, blocks)
    yield from blocks


def blocks_of(fragment: str) -> list[Block]:
    """Return the paragraphs of a piece of a page."""
    tree = _parsed(fragment)
    return [] if tree is None else list(_blocks(tree))


def _parsed(text: str) -> html.HtmlElement | None:
    """Return the page's tree; depth and size are limited by the memory of this process."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but comments and spaces
        return None
    except etree.XMLSyntaxError as error:  # this parser forgives every fault of syntax; what stops it is its memory
        raise MemoryError from error


def _about(tree: html.HtmlElement, blocks: list[Block]) -> About:
    named = tree.find(".//title")
    title = " ".join((named.text or "").split()) if named is not None else ""
    heading = next((block.heading for block in blocks if block.heading), "")
    told = {each.get("name") or each.get("property") or "": each.get("content") or "" for each in tree.iter("meta")}
    dates = [content for name, content in told.items() if name.lower() in _DATES]
    year = next(filter(None, map(year_in, dates)), None)
    return About(title=title or heading, year=year)


def _blocks(tree: html.HtmlElement) -> Iterator[Block]:
    """Yield paragraphs in order, one step at a time, so that no depth of nesting is too deep."""
    now = _Open()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _LEFT_OUT or element.get("hidden") is not None:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag in _HEADINGS:
                yield from _ended(now)
            now.parts.append(" " if tag == "br" else element.text or "")
            continue
        if tag in _HEADINGS:
            now.heading = now.taken() or now.heading
        elif tag in _BLOCKS:
            yield from _ended(now)
        elif tag in _CELLS:
            now.parts.append(" | ")
        now.parts.append(element.tail or "")
    yield from _ended(now)


def _ended(now: _Open) -> Iterator[Block]:
    text = now.taken()
    if text:
        yield Block(text, now.heading)
