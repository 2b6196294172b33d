"""Lessons as short cards: what happened, what to do, where it comes from."""

from bot.cards.drills import marked
from bot.chat import Card, Fact
from bot.domain.lesson import DRAFT, Lesson
from bot.viewer import Viewer

WEAK = "weak source"


def in_language(lesson: Lesson, locale: str) -> tuple[str, str, str, str]:
    """Return title, summary, implication and the language they are in: the reader's where it exists, else the other."""
    english = (lesson.title_en, lesson.summary_en, lesson.implication_en, "en")
    japanese = (lesson.title_ja, lesson.summary_ja, lesson.implication_ja, "ja")
    wanted, other = (japanese, english) if locale == "ja" else (english, japanese)
    return wanted if wanted[0] else other


def card(lesson: Lesson, viewer: Viewer, matched: tuple[str, ...] = ()) -> Card:
    """Return a lesson; `matched` are the words of the question that it answers."""
    title, summary, implication, language = in_language(lesson, viewer.locale)
    facts = []
    if implication:
        facts.append(Fact(viewer.say("What to do"), (implication,)))
    if lesson.hazard:
        facts.append(Fact(viewer.say("Hazard"), (viewer.hazard(lesson.hazard),)))
    if matched:
        facts.append(Fact(viewer.say("Words found"), (viewer.listed(list(matched)),)))
    if language != viewer.locale:
        facts.append(Fact(viewer.say("Language"), (viewer.term("language", language),)))
    return Card(
        title=marked(f"{lesson.id} {title}", lesson.stamp.drill, viewer),
        body=summary,
        facts=tuple(facts),
        source=source(lesson, viewer),
        note=viewer.term("lesson", lesson.state) if lesson.state == DRAFT else "",
        locale=viewer.locale,
    )


def source(lesson: Lesson, viewer: Viewer) -> str:
    """Return the source with page and year where they are known."""
    named = lesson.source or viewer.say("told by a member of this exchange")
    parts = [named, lesson.page, str(lesson.year) if lesson.year else viewer.say("year not known")]
    if lesson.confidence == WEAK:
        parts.append(viewer.say("weak source"))
    return viewer.listed([part for part in parts if part])
