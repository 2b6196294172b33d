"""A lesson grows: reviewed by another organisation, published, endorsed, put back as it was."""

from dataclasses import replace

from bot.cards import lesson_shelf
from bot.chat import Card, Reply
from bot.command import Tools
from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED, Lesson
from bot.domain.lesson_marks import Mark, MarkKind
from bot.domain.rules import may, owns
from bot.flows.plain import plain
from bot.notices import owe_news

TEXTS = (
    "title_en", "title_ja", "summary_en", "summary_ja", "implication_en", "implication_ja",
    "theme", "hazard", "year", "country", "source", "page", "phase",
)  # fmt: skip
"""What an earlier version brings back."""


async def review(lesson: Lesson, tools: Tools) -> Reply:
    """Note that another organisation has read a draft and stands by it."""
    refusal = _judging("lesson.review", lesson, tools)
    if refusal:
        return await _as_it_stands(lesson, refusal, tools)
    if lesson.state != DRAFT:
        return await _as_it_stands(lesson, tools.viewer.say("{id} has been reviewed already.", id=lesson.id), tools)
    await _mark(lesson, "reviewed", tools)
    saved = await _saved(replace(lesson, state=REVIEWED), "review", tools)
    title = tools.viewer.say("{id} counts as reviewed. Its author is told and can publish it.", id=lesson.id)
    return await _as_it_stands(saved, title, tools)


async def publish(lesson: Lesson, tools: Tools) -> Reply:
    """Publish what was reviewed: it is shown as such, and on public pages where its audience is the public."""
    if not lesson_shelf.may_change(lesson, tools.me.sight):
        return await _as_it_stands(lesson, lesson_shelf.belongs(lesson, tools.viewer), tools)
    if lesson.state == PUBLISHED:
        return await _as_it_stands(lesson, tools.viewer.say("{id} is published.", id=lesson.id), tools)
    if lesson.state == DRAFT:
        title = tools.viewer.say("{id} waits for its review: somebody of another organisation reads it first.",
                                 id=lesson.id)  # fmt: skip
        return await _as_it_stands(lesson, title, tools)
    saved = await _saved(replace(lesson, state=PUBLISHED), "publish", tools)
    return await _as_it_stands(saved, tools.viewer.say("{id} is published.", id=lesson.id), tools)


async def endorse(lesson: Lesson, tools: Tools) -> Reply:
    """Note that another organisation says the same from its own work."""
    refusal = _judging("lesson.endorse", lesson, tools)
    if refusal:
        return await _as_it_stands(lesson, refusal, tools)
    fresh = not lesson_shelf.endorsed_by(await tools.view.lesson_marks.of(lesson.id), tools.me.sight)
    if fresh:
        await _mark(lesson, "endorsed", tools)
    say = tools.viewer.say
    title = say("You endorse {id}.", id=lesson.id) if fresh else say("You endorse {id} already.", id=lesson.id)
    return await _as_it_stands(lesson, title, tools)


async def useless(lesson: Lesson, tools: Tools) -> Reply:
    """Note that somebody had no use for a lesson that came unasked."""
    await _mark(lesson, "useless", tools)
    title = tools.viewer.say("Noted. {id} does not come to you unasked again.", id=lesson.id)
    return plain(tools, title, tools.viewer.say("What you posted stands: /mine"))


async def revert(lesson: Lesson, tools: Tools) -> Reply:
    """Put a lesson back as it was before its last change of words; that is a new version, and a draft again."""
    if not lesson_shelf.may_change(lesson, tools.me.sight):
        return await _as_it_stands(lesson, lesson_shelf.belongs(lesson, tools.viewer), tools)
    now = {name: getattr(lesson, name) for name in TEXTS}
    for entry in reversed(await tools.view.audit.of(lesson.id)):
        earlier = {name: entry.before[name] for name in TEXTS if entry.before and name in entry.before}
        if earlier and earlier != {name: now[name] for name in earlier}:
            saved = await _saved(replace(lesson, state=DRAFT, **earlier), "revert", tools)
            title = tools.viewer.say("{id} is as it was before. It waits for a review again.", id=lesson.id)
            return await _as_it_stands(saved, title, tools)
    return await _as_it_stands(lesson, tools.viewer.say("{id} has no earlier version.", id=lesson.id), tools)


def _judging(act: str, lesson: Lesson, tools: Tools) -> str:
    """Return why the sender may not judge a lesson, or nothing."""
    say, sight = tools.viewer.say, tools.me.sight
    if owns(sight, lesson.stamp):
        return say("{id} is your own: somebody of another organisation has to say that.", id=lesson.id)
    if not may(sight, act):
        return say("Somebody in the exchange has to vouch for you before you can do that. Ask a coordinator.")
    return ""


async def _mark(lesson: Lesson, kind: MarkKind, tools: Tools) -> None:
    me = tools.me
    mark = Mark(lesson.id, me.person.id, kind, tools.now, me.sight.organisation_id)
    await tools.uow.lesson_marks.put(mark)


async def _saved(lesson: Lesson, what: str, tools: Tools) -> Lesson:
    """Store a changed lesson; its author hears of what others did."""
    stamp = replace(lesson.stamp, updated_at=tools.now)
    saved = await tools.uow.lessons.save(replace(lesson, stamp=stamp), by=tools.me.person.id, what=what)
    await owe_news(tools, saved.stamp.author_id, saved.id, saved.stamp.version)
    return saved


async def _as_it_stands(lesson: Lesson, title: str, tools: Tools) -> Reply:
    shown = await lesson_shelf.shelved(tools.view, lesson, tools.viewer)
    return Reply(Card(title, items=(shown,), locale=tools.viewer.locale))
