"""A lesson as it stands among people: by whom, reviewed and endorsed by whom, and what this reader can do with it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import lessons as lesson_cards
from bot.cards.shown import names_by_id
from bot.chat import Button, Card, Fact
from bot.domain.lesson import DRAFT, REVIEWED, Lesson
from bot.domain.lesson_marks import Mark
from bot.domain.rules import Sight, may, owns
from bot.store import View
from bot.viewer import Viewer


async def shelved(view: View, lesson: Lesson, viewer: Viewer, matched: tuple[str, ...] = ()) -> Card:
    """Return a lesson with its authors, reviewers and endorsements and the buttons of this reader."""
    marks = await view.lesson_marks.of(lesson.id)
    shown = lesson_cards.card(lesson, viewer, matched)
    facts = (*shown.facts, *await _facts(view, lesson, marks, viewer))
    return replace(shown, facts=facts, buttons=buttons(lesson, marks, viewer))


def other_side(sight: Sight, lesson: Lesson) -> bool:
    """Return whether somebody may judge a lesson: who did not write it nor belongs to who did."""
    return not owns(sight, lesson.stamp)


def endorsed_by(marks: Sequence[Mark], sight: Sight) -> bool:
    """Return whether the reader or the reader's organisation endorses it already."""
    return any(
        mark.person_id == sight.person_id or mark.organisation_id == sight.organisation_id is not None
        for mark in marks
        if mark.kind == "endorsed"
    )


def buttons(lesson: Lesson, marks: Sequence[Mark], viewer: Viewer) -> tuple[Button, ...]:
    """Return what this reader can do with a lesson that somebody told here; the bundled ones stay as they are."""
    sight, say = viewer.sight, viewer.say
    judges = other_side(sight, lesson)
    owner = bool(sight.person_id) and not lesson.key and may(sight, "lesson.change", lesson.stamp)
    labels = {
        "review": say("I have reviewed it") if lesson.state == DRAFT and judges and may(sight, "lesson.review") else "",
        "publish": say("Publish") if lesson.state == REVIEWED and owner else "",
        "endorse": say("Endorse") if judges and may(sight, "lesson.endorse") and not endorsed_by(marks, sight) else "",
        "edit": say("Edit") if owner else "",
        "revert": say("Earlier version") if owner and lesson.stamp.version > 1 else "",
    }
    return tuple(
        Button(f"{label} ({lesson.id})", "lessons", {"action": action, "record": lesson.id})
        for action, label in labels.items()
        if label
    )


async def _facts(view: View, lesson: Lesson, marks: Sequence[Mark], viewer: Viewer) -> list[Fact]:
    """Return who wrote, reviewed and endorsed it; nothing of what only comes with the bot."""
    say, locale = viewer.say, viewer.locale
    writers = {entry.by for entry in await view.audit.of(lesson.id) if entry.what in ("add", "edit") and entry.by}
    organisations = {lesson.stamp.organisation_id, *(mark.organisation_id for mark in marks)}
    names = await names_by_id(view, locale, organisations, {*writers, *(mark.person_id for mark in marks)})
    who = {
        say("By"): [names.by(lesson.stamp)] if lesson.stamp.author_id else [],
        say("Reviewed by"): [
            names.organisation(m.organisation_id, names.people.get(m.person_id, ""))
            for m in marks
            if m.kind == "reviewed"
        ],
        say("Endorsed by"): [
            names.organisation(m.organisation_id, names.people.get(m.person_id, ""))
            for m in marks
            if m.kind == "endorsed"
        ],
    }
    return [Fact(label, (viewer.listed(found),)) for label, found in who.items() if found]
