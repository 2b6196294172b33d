"""What comes out of a document, whatever its kind, and why nothing did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Trouble = Literal[
    "bomb",  # unpacks to far more than it should
    "broken",
    "empty",
    "large",  # the file, its text or its number of pages
    "letters",  # no known way of writing letters as bytes
    "locked",  # protected by a password
    "memory",
    "pictures",  # pages without any text on them
    "rows",  # a line that is no JSON object
    "slow",
    "unknown",  # a kind of file that is not read
    "unreadable",  # the file cannot be opened
]
"""Why a document was refused."""


class Refused(Exception):
    """A document gives no passages; `trouble` is why, `detail` what a person needs besides ("line 3")."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble: Trouble = trouble
        self.detail = detail


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; what it does not say is empty. `hazard` and `country` are as they are written.

    `blank` counts the pages that bear no text.
    """

    title: str = ""
    year: int | None = None
    pages: int | None = None
    source: str = ""
    licence: str = ""
    hazard: str = ""
    country: str = ""
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the heading it stands under and the page it begins on (None: no pages)."""

    text: str
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before a store numbers it. The last five are what a row of a table says of itself."""

    text: str
    heading: str = ""
    page: int | None = None
    language: str = ""
    source: str = ""
    licence: str = ""
    year: int | None = None
    hazard: str = ""
    country: str = ""


Part: TypeAlias = About | Block | Piece
"""What a reader of one kind of file gives: first what the document says of itself, then paragraphs or rows."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A whole document: at least one passage, in order."""

    about: About
    pieces: Sequence[Piece]


WAIT = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may take: `size` in bytes of the file, `unpacked` in bytes of what is packed in it.

    `memory` is bytes of address space, `seconds` time of the processor (by the clock `WAIT` times as much, for the
    reading process gives way to others), `text` signs of all passages. 1,000 pages of print took 10 s and 61 MB, so
    these leave room for more than ten times that.
    """

    size: int = 200_000_000
    unpacked: int = 200_000_000
    memory: int = 1_000_000_000
    seconds: int = 180
    text: int = 20_000_000
    pages: int = 5_000
