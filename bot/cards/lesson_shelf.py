"""A lesson as it stands among people: by whom, reviewed and endorsed by whom, and what this reader can do with it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import lessons as lesson_cards
from bot.cards.shown import names_by_id
from bot.chat import Button, Card, Fact
from bot.domain.lesson import DRAFT, REVIEWED, Lesson
from bot.domain.lesson_marks import Mark, MarkKind
from bot.domain.rules import Sight, may, owns
from bot.store import View
from bot.viewer import Viewer


async def shelved(view: View, lesson: Lesson, viewer: Viewer) -> Card:
    """Return a lesson with its authors, reviewers and endorsements and the buttons of this reader."""
    marks = await view.lesson_marks.of(lesson.id)
    shown = lesson_cards.card(lesson, viewer)
    facts = (*shown.facts, *await _facts(view, lesson, marks, viewer))
    return replace(shown, facts=facts, buttons=buttons(lesson, marks, viewer))


def may_change(lesson: Lesson, sight: Sight) -> bool:
    """Return whether somebody may change a lesson; the bundled ones stay as they are."""
    return not lesson.key and may(sight, "lesson.change", lesson.stamp)


def belongs(lesson: Lesson, viewer: Viewer) -> str:
    """Return why somebody else's lesson is not changed."""
    return viewer.say("{id} belongs to others; only they or a coordinator can change it.", id=lesson.id)


def endorsed_by(marks: Sequence[Mark], sight: Sight) -> bool:
    """Return whether the reader or the reader's organisation endorses it already."""
    return any(
        mark.person_id == sight.person_id or mark.organisation_id == sight.organisation_id is not None
        for mark in marks
        if mark.kind == "endorsed"
    )


def buttons(lesson: Lesson, marks: Sequence[Mark], viewer: Viewer) -> tuple[Button, ...]:
    """Return what this reader can do with a lesson: others judge it, its own side changes it."""
    sight, say = viewer.sight, viewer.say
    judges = not owns(sight, lesson.stamp)
    owner = bool(sight.person_id) and may_change(lesson, sight)
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
    stamp, judged = lesson.stamp, [mark for mark in marks if mark.kind in ("reviewed", "endorsed")]
    organisations = {stamp.organisation_id, *(mark.organisation_id for mark in judged)}
    names = await names_by_id(view, locale, organisations, {stamp.author_id, *(mark.person_id for mark in judged)})

    def of(kind: MarkKind) -> list[str]:
        found = [mark for mark in judged if mark.kind == kind]
        return [names.side(each.organisation_id, each.person_id) for each in found]

    written = [names.by(stamp)] if stamp.author_id else []
    who = {say("By"): written, say("Reviewed by"): of("reviewed"), say("Endorsed by"): of("endorsed")}
    return [Fact(label, (viewer.listed(found),)) for label, found in who.items() if found]
