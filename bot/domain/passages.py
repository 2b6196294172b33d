"""What search finds: lessons and passages of documents in one shape, and how a search is narrowed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from bot.domain.document import WITHDRAWN, Document, Passage, described
from bot.domain.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that search can find. `id` is the record's ("L40", "B7.12").

    `language` is "en", "ja", or empty where title and text stand in both, each language in lines of its own.
    `document_id` is empty for a lesson. `hazard` is a GLIDE code, `country` alpha-3, `theme` and `sectors` keys of the
    vocabulary, `response` a record's id, `version` the record's version; a state that search does not show takes the
    entry out.
    """

    id: str
    title: str
    text: str
    language: str = ""
    document_id: str = ""
    hazard: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    theme: str = ""
    year: int | None = None
    response: str = ""
    state: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a search to entries that bear all of the given values; empty ones do not narrow.

    `language` keeps the texts that can be read in it, those in both languages too. `kind` is "lesson" or "passage".
    """

    kind: str = ""
    language: str = ""
    hazard: str = ""
    country: str = ""
    sector: str = ""
    theme: str = ""
    year: int | None = None
    response: str = ""
    state: str = ""

    def given(self) -> Mapping[str, str]:
        """Return the values that narrow, by field."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in values.items() if value not in ("", None)}


@dataclass(frozen=True, slots=True)
class IndexMark:
    """How far an index has followed its database.

    `database` tells one database from another: the first entry of its audit trail. The numbers are the newest audit
    numbers taken in, of lessons and of documents; 0 for none.
    """

    database: str = ""
    lessons: int = 0
    documents: int = 0


def lesson_entry(lesson: Lesson) -> Entry:
    """Return a lesson as search sees it; one that says everything in a single language bears that language."""
    english = "\n".join(filter(None, (lesson.summary_en, lesson.implication_en)))
    japanese = "\n".join(filter(None, (lesson.summary_ja, lesson.implication_ja)))
    has_en, has_ja = bool(lesson.title_en or english), bool(lesson.title_ja or japanese)
    return Entry(
        id=lesson.id,
        title="\n".join(filter(None, (lesson.title_en, lesson.title_ja))),
        text="\n".join(filter(None, (english, japanese))),
        language="" if has_en == has_ja else "en" if has_en else "ja",
        hazard=lesson.hazard,
        country=lesson.country,
        sectors=tuple(dict.fromkeys(filter(None, map(_sector, lesson.moments)))),
        theme=lesson.theme,
        year=lesson.year,
        response=lesson.stamp.response_id or "",
        state=lesson.state,
        version=lesson.stamp.version,
    )


def _sector(moment: str) -> str:
    """Return the sector of a moment ("offer:nfi.bedding" → "nfi"), or "" of one for everything."""
    return moment.partition(":")[2].partition(".")[0]


def document_entries(document: Document, passages: Sequence[Passage]) -> Iterator[Entry]:
    """Yield a document's passages as search sees them, each under its heading; a reference is found by its summary."""
    if document.kind == "reference" or document.state == WITHDRAWN:  # of a withdrawn one nothing else is left
        yield _entry(document, document.id, document.title, document.summary, document.language)
    for passage in passages:
        yield _entry(
            described(passage, document),
            passage.id,
            passage.heading or document.title,
            passage.text,
            passage.language or document.language,
        )


def _entry(document: Document, id: str, title: str, text: str, language: str) -> Entry:
    return Entry(
        id=id,
        title=title,
        text=text,
        language=language,
        document_id=document.id,
        hazard=document.hazard,
        country=document.country,
        year=document.year,
        response=document.stamp.response_id or "",
        state=document.state,
        version=document.stamp.version,
    )
