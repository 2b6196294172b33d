"""Reads Markdown: headings, paragraphs, lists and tables, and what stands in front of them between lines of dashes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.ingest.columns import about_of
from knowledge.ingest.decoding import decoded
from knowledge.ingest.found import About, Block, Limits, Part
from knowledge.ingest.lines import paragraphs
from knowledge.ingest.pages import blocks_of

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_CODE = ("fence", "code_block")


def read(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield what a Markdown text holds. Raises Refused."""
    text = decoded(stream.read()).replace("\r\n", "\n")
    front = _FRONT.match(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    blocks = list(_blocks(tokens))
    said = about_of(_mapping(front[1])) if front else About()
    first = next((tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open"), None)
    yield said if said.title or first is None else replace(said, title=_text(first))
    yield from blocks


def _mapping(front: str) -> dict[str, object]:
    try:
        found = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError):
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    heading, row = "", list[str]()
    for at, token in enumerate(tokens):
        kind = token.type
        if kind == "inline" and tokens[at - 1].type == "heading_open":
            heading = _text(token)
        elif kind == "inline" and tokens[at - 1].type in ("td_open", "th_open"):
            row.append(_text(token))
        elif kind == "tr_close":
            yield from _whole(" | ".join(filter(None, row)), heading)
            row = []
        elif kind == "inline":
            yield from (Block(text, heading) for text in paragraphs(_text(token).splitlines()))
        elif kind in _CODE:
            yield from _whole(token.content.strip(), heading)
        elif kind == "html_block":
            yield from (Block(block.text, block.heading or heading) for block in blocks_of(token.content))


def _whole(text: str, heading: str) -> Iterator[Block]:
    if text:
        yield Block(text, heading)


def _text(inline: Token) -> str:
    """Return the words of a line, without the marks of emphasis and the addresses of links."""
    said = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            said.append("\n")
        elif child.type == "image":
            said.append(_text(child))
        elif child.type in ("text", "code_inline"):
            said.append(child.content)
    return "".join(said).strip()
