"""Tells what kind of file one is, by how it begins and then by its name."""

from pathlib import PurePath
from typing import Literal

from knowledge.ingest.found import Refused

Kind = Literal["csv", "docx", "html", "jsonl", "markdown", "pdf", "text"]

_BY_NAME: dict[str, Kind] = {
    ".csv": "csv",
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".jsonl": "jsonl",
    ".markdown": "markdown",
    ".md": "markdown",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".text": "text",
    ".tsv": "csv",
    ".txt": "text",
    ".xhtml": "html",
}
HEAD = 1024
"""Bytes of a file that tell its kind; a PDF may have others before its mark."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of old Office files, and of new ones that are protected by a password."""


def kind_of(name: str, head: bytes) -> Kind:
    """Return the kind of a file with this name that begins like this. Raises Refused."""
    if not head:
        raise Refused("empty")
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_OLE):
        raise Refused("locked" if suffix == ".docx" else "unknown")
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if suffix not in _BY_NAME:
        raise Refused("unknown")
    return _BY_NAME[suffix]
