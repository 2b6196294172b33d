"""Lessons: what earlier responses learned, short, with a source."""

from dataclasses import dataclass

from bot.domain.record import Stamp

DRAFT, REVIEWED, PUBLISHED = "draft", "reviewed", "published"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `key` is its id in the source collection ("L40" of the bundled ones), empty for one added in chat.

    English and Japanese texts stand beside each other; either may be empty. `hazard` is a GLIDE code, `country`
    ISO 3166-1 alpha-3 as the collection has it ("JPN", "INT"), `year` None where it is not known, `confidence` as in
    the collection ("read", "weak source"). `page` is a page or heading in the source. `moments` are when it is offered
    unasked, act and category or sector ("offer:nfi.bedding", "request:nfi", "response:"); `phase` of a response, or "".
    """

    id: str
    stamp: Stamp
    state: str
    key: str = ""
    title_en: str = ""
    title_ja: str = ""
    summary_en: str = ""
    summary_ja: str = ""
    implication_en: str = ""
    implication_ja: str = ""
    theme: str = ""
    hazard: str = ""
    year: int | None = None
    country: str = ""
    source: str = ""
    page: str = ""
    confidence: str = ""
    moments: tuple[str, ...] = ()
    phase: str = ""


def worded(language: str, title: str, summary: str, implication: str) -> dict[str, str]:
    """Return the texts of a lesson told in one language ("ja", else English), by field; the other's are empty."""
    told, other = ("ja", "en") if language == "ja" else ("en", "ja")
    said = {"title": title, "summary": summary, "implication": implication}
    return {f"{name}_{told}": text for name, text in said.items()} | {f"{name}_{other}": "" for name in said}


@dataclass(frozen=True, slots=True)
class Hit:
    """One found lesson or passage: its id, and the words of the question that it answers, as they stand there."""

    id: str
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one search: best first. `unnamed` are words of the question that no lesson names.

    `widened` tells that the hits answer a wider subject than the words asked for (毛布 → goods).
    """

    hits: tuple[Hit, ...] = ()
    unnamed: tuple[str, ...] = ()
    widened: bool = False


@dataclass(frozen=True, slots=True)
class LessonSeed:
    """A lesson as it comes with the bot, before a store gives it id and stamp; the fields are those of `Lesson`."""

    key: str
    title_en: str
    title_ja: str
    summary_en: str
    summary_ja: str
    implication_en: str
    implication_ja: str
    theme: str
    hazard: str
    year: int | None
    country: str
    source: str
    confidence: str
    moments: tuple[str, ...] = ()
    phase: str = ""
