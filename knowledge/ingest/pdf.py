"""Reads PDF files: what a file says of itself, and the lines of each page with the size of their letters."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from knowledge.ingest.columns import year_in
from knowledge.ingest.found import About, Limits, Part, Refused, Trouble
from knowledge.ingest.layout import Line, blocks
from knowledge.ingest.lines import may_be_heading

_NO_TITLE = re.compile(
    r"^(?:untitled|無題|microsoft (?:word|powerpoint)|powerpoint|\(anonymous\)|slide ?1$)|\.\w{2,5}$", re.I
)
"""What programs write where nobody gave a title."""


def read(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield what a PDF file holds. Raises Refused."""
    try:
        reader = _opened(stream)
        if len(reader.pages) > limits.pages:
            raise Refused("large")
        found = list(map(_lines, reader.pages))
        pages = [lines or () for lines in found]
        if not any(pages):
            raise Refused(_why_empty(reader, broken=None in found))
        yield _about(reader, pages)
    except LimitReachedError as error:
        raise Refused("bomb") from error
    except DependencyError as error:  # a way of encrypting that is not known
        raise Refused("locked") from error
    except PyPdfError as error:
        raise Refused("broken") from error
    yield from blocks(pages)


def _opened(stream: BinaryIO) -> PdfReader:
    """Return the file; the empty password opens what is only locked against changes."""
    reader = PdfReader(stream, strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Refused("locked")
    return reader


def _why_empty(reader: PdfReader, *, broken: bool) -> Trouble:
    if broken:
        return "broken"
    return "pictures" if any(map(_has_pictures, reader.pages)) else "empty"


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    return resources is not None and "/XObject" in resources.get_object()


def _about(reader: PdfReader, pages: Sequence[Sequence[Line]]) -> About:
    said = reader.metadata
    title = " ".join((said.title or "").split()) if said else ""
    if not title or _NO_TITLE.search(title):
        title = _largest(next(filter(None, pages)))
    created = said.creation_date if said else None
    year = year_in(title) or (created.year if created else None)
    return About(title=title, year=year, pages=len(pages), blank=sum(not page for page in pages))


def _largest(lines: Sequence[Line]) -> str:
    """Return what stands in the largest letters of a page, where that can be a title."""
    size = max(line.size for line in lines)
    text = " ".join(line.text.strip() for line in lines if line.size == size)
    return text if may_be_heading(text) and len(lines) > 1 else ""


def _lines(page: PageObject) -> list[Line] | None:
    """Return the lines of a page that bear any word; None for a page that cannot be read. Raises LimitReachedError."""
    found: list[Line] = []
    parts: list[Line] = []

    def take(
        text: str, place: Sequence[float], matrix: Sequence[float], font: dict[str, Any] | None, size: float
    ) -> None:
        height = round(size * abs(matrix[3] or matrix[1]) * abs(place[3] or place[1]), 1)
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for number, part in enumerate(text.split("\n")):
            if number:
                found.extend(_line(parts))
                parts.clear()
            if part.strip():
                parts.append(Line(part, height, bold))

    try:
        page.extract_text(visitor_text=take)
    except (LimitReachedError, MemoryError):
        raise
    except Exception:  # a library's own faults on a broken page; the other pages are read
        return None
    return [*found, *_line(parts)]


def _line(parts: Sequence[Line]) -> Iterator[Line]:
    text = "".join(part.text for part in parts).rstrip()
    if text:
        yield Line(text, max(part.size for part in parts), all(part.bold for part in parts))
