"""Reads Word documents (DOCX): headings, paragraphs and tables, after a look at what they unpack to."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from knowledge.ingest.columns import year_in
from knowledge.ingest.found import About, Block, Limits, Part, Refused

RATIO, SPARED = 100, 10_000_000
"""A document that unpacks to more than so many times its size is a bomb, unless it is no more than so many bytes."""
_HEADING = re.compile(r"^(?:heading \d|title|見出し ?\d)", re.IGNORECASE)
_ENTITY = b"<!ENTITY"
_MAIN = "word/document.xml"


def read(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield what a Word document holds. Raises Refused."""
    try:
        _look_through(stream, limits)
        stream.seek(0)
        document = docx.Document(stream)
    except (BadZipFile, PackageNotFoundError, KeyError, NotImplementedError) as error:
        raise Refused("broken") from error
    said = document.core_properties
    yield About(title=(said.title or "").strip(), year=said.created.year if said.created else year_in(said.title or ""))
    yield from _blocks(document)


def _look_through(stream: BinaryIO, limits: Limits) -> None:
    """Raise Refused for a bomb, for what is no Word document, and for one that declares entities of XML."""
    with ZipFile(stream) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
        size = max(1, stream.seek(0, 2))
        if unpacked > limits.unpacked or (unpacked > SPARED and unpacked / size > RATIO):
            raise Refused("bomb")
        names = packed.namelist()
        if _MAIN not in names:
            raise Refused("unknown")
        if any(_ENTITY in packed.read(name)[:65_536] for name in names if name.endswith((".xml", ".rels"))):
            raise Refused("bomb")


def _blocks(document: Document) -> Iterator[Block]:
    heading = ""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from (Block(row, heading) for row in _rows(part))
            continue
        text = " ".join(part.text.split())
        if text and _is_heading(part):
            heading = text
        elif text:
            yield Block(text, heading)


def _is_heading(paragraph: Paragraph) -> bool:
    style = paragraph.style
    return style is not None and _HEADING.match(style.name or "") is not None


def _rows(table: Table) -> Iterator[str]:
    """Yield each row as one line; a cell that spans several columns is said once."""
    for row in table.rows:
        cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}  # a merged cell comes once a column
        if any(cells.values()):
            yield " | ".join(filter(None, cells.values()))
