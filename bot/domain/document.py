"""Documents an operator brought in, and the passages they were cut into: what search finds beside the lessons."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.record import Stamp

DocumentKind = Literal["text", "reference"]
"""A "reference" is a document whose licence forbids copying: title, link and a summary in one's own words."""

IMPORTED, WITHDRAWN = "imported", "withdrawn"

QUOTED = 280, 140
"""Signs of a passage that are shown where no licence allows more: of English, of Japanese. About two sentences."""
_FREE = re.compile(
    r"\b(?:cc[ -]?0|cc[ -]by|creative commons|public domain|odbl|odc|pddl|ogl|open government|pdl ?1|own work)\b"
    r"|政府標準利用規約|公共データ利用規約|パブリックドメイン|クリエイティブ・?コモンズ|自団体|当団体"
)
"""Licences under which a passage may be shown whole, with its source; any other name, or none, allows a quotation."""
_ENDS = re.compile(r"[.!?](?=\s)|[。！？]")


@dataclass(frozen=True, slots=True)
class Document:
    """One document ("B7"). `source` is its path or link as given, `sha256` of its content in hexadecimal.

    `hazard` is a GLIDE code, `country` ISO 3166-1 alpha-3 as lessons have it ("JPN"), `language` "en", "ja" or empty
    where both stand beside each other, `year` and `pages` None where they are not known. `licence` is the name the
    operator gave, empty where it is not known. `state` is IMPORTED or WITHDRAWN.
    """

    id: str
    stamp: Stamp
    title: str
    source: str
    sha256: str
    kind: DocumentKind = "text"
    licence: str = ""
    language: str = ""
    year: int | None = None
    hazard: str = ""
    country: str = ""
    pages: int | None = None
    summary: str = ""
    state: str = IMPORTED


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage ("B7.12"), a stretch of a document: it changes only with the document.

    `number` counts from 1 within the document. `page` is None where the format has no pages. The last five are what a
    row of a table says of itself, empty where they are those of the document.
    """

    id: str
    document_id: str
    number: int
    text: str
    page: int | None = None
    heading: str = ""
    language: str = ""
    source: str = ""
    licence: str = ""
    year: int | None = None
    hazard: str = ""
    country: str = ""


def described(passage: Passage, document: Document) -> Document:
    """Return the document as a passage describes it: what a row of a table says of itself goes before."""
    return replace(
        document,
        source=passage.source or document.source,
        licence=passage.licence or document.licence,
        year=passage.year or document.year,
        hazard=passage.hazard or document.hazard,
        country=passage.country or document.country,
    )


def may_be_shown(licence: str) -> bool:
    """Return whether a licence, by its name, allows to show a passage whole; an unknown one does not."""
    return _FREE.search(unicodedata.normalize("NFKC", licence).casefold()) is not None


def quotation(passage: Passage, document: Document) -> str:
    """Return as much of a passage as its licence allows to show, ending with "…" where something is left out."""
    most = QUOTED[passage.language == "ja"]
    text = passage.text
    if may_be_shown(described(passage, document).licence) or len(text) <= most:
        return text
    ends = [found.end() for found in _ENDS.finditer(text, 0, most)]
    shown = text[: ends[-1]] if ends else (text[:most].rsplit(None, 1) or [""])[0]
    return f"{shown} …" if passage.language != "ja" else f"{shown}…"
