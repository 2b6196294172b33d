"""`/lessons edit L80`: new words for a lesson of one's own, the old ones filled in; it waits for a review again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.cards import lesson_shelf
from bot.cards.lessons import in_language
from bot.chat import Card, Invocation, Reply
from bot.command import Tools
from bot.domain.lesson import DRAFT, Lesson, worded
from bot.flows.knowing.lesson_adding import Telling, errors_of, form, telling_of, year_of
from bot.flows.personal import held_back
from bot.flows.plain import plain


async def edit(lesson: Lesson, invocation: Invocation, tools: Tools) -> Reply:
    """Change a lesson, or show it as a form; nothing typed is lost."""
    if not lesson_shelf.may_change(lesson, tools.me.sight):
        return plain(tools, lesson_shelf.belongs(lesson, tools.viewer))
    title, happened, todo, _ = in_language(lesson, tools.viewer.locale)
    standing = {
        "text": title,
        "happened": happened,
        "todo": todo,
        "source": lesson.source,
        "year": str(lesson.year) if lesson.year else "",
        "theme": lesson.theme,
    }
    options = {**standing, **invocation.options}
    if "happened" not in invocation.options and invocation.options.get("text"):
        options = {name: value for name, value in options.items() if name not in ("happened", "todo")}
    telling = telling_of(options)
    errors = errors_of(telling, options, tools)
    complete = telling.title and telling.happened and telling.todo
    if errors or not complete or not invocation.options.get("text") or invocation.options.get("press") == "edit":
        return Reply(form(telling, {**options, "record": lesson.id}, errors, tools))
    _, withheld = await held_back("lessons", ("text", "happened", "todo"), invocation, tools)
    return withheld or await _changed(lesson, telling, options, tools)


async def _changed(lesson: Lesson, telling: Telling, options: Mapping[str, str], tools: Tools) -> Reply:
    """Store the new words in the language they stand in; the other language's would say something else by now."""
    language = in_language(lesson, tools.viewer.locale)[3]
    said = (telling.title, telling.happened, telling.todo)
    reworded = in_language(lesson, language)[:3] != said
    texts: dict[str, Any] = {**worded(language, *said), "state": DRAFT} if reworded else {}
    changed = replace(
        lesson,
        **texts,
        source=options.get("source", ""),
        year=year_of(options, tools),
        theme=options.get("theme", ""),
        stamp=replace(lesson.stamp, updated_at=tools.now),
    )
    saved = await tools.uow.lessons.save(changed, by=tools.me.person.id, what="edit")
    shown = await lesson_shelf.shelved(tools.view, saved, tools.viewer)
    return Reply(Card(tools.viewer.say("{id} is changed.", id=saved.id), items=(shown,), locale=tools.viewer.locale))
