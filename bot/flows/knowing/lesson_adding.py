"""`/lessons add`: one line or a short form becomes a lesson that waits for review and is found at once."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards import lessons as lesson_cards
from bot.chat import Card, Choice, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.lesson import DRAFT, Lesson, worded
from bot.domain.quantity import parse
from bot.domain.record import AUDIENCES, Audience
from bot.flows import drafting
from bot.flows.knowing.lesson_themes import THEMES, theme_name
from bot.flows.personal import held_back
from bot.flows.stamping import new_stamp
from bot.flows.understanding import language_of

COLON = re.compile(r"(?<!\d)[:：](?!//)|(?<=\d)[:：](?!\d)")
"""What ends a title: not the colon of 19:00 or https://."""
ARROW = re.compile(r"\s*(?:→|⇒|->|=>)\s*")
LONGEST_TITLE = 120
MOST_THINGS = 2
EARLIEST = 1850
"""Before this year no source of the collection reports; a smaller number is a slip."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The three parts of a lesson as they were typed; a missing one is empty."""

    title: str
    happened: str = ""
    todo: str = ""


def told(text: str) -> Telling:
    """Return the parts of "TITLE: what happened → what to do", or of the same on lines of their own."""
    first, _, lines = text.strip().partition("\n")
    head = COLON.split(first, maxsplit=1)
    title = head[0]
    rest = "\n".join(part.strip() for part in (*head[1:], lines) if part.strip())
    if not rest:
        title, *after = ARROW.split(first, maxsplit=1)
        return Telling(title.strip(), todo="".join(after).strip())
    happened, *after = ARROW.split(rest, maxsplit=1) if ARROW.search(rest) else rest.rsplit("\n", 1)
    return Telling(title.strip(), happened.strip(), "".join(after).strip())


async def add(invocation: Invocation, tools: Tools) -> Reply:
    """Save a lesson as a draft, or ask for what is missing; nothing typed is lost.

    Words of a message that somebody else may have written are shown in the form first.
    """
    options = invocation.options
    telling, errors = telling_of(options), errors_of(telling_of(options), options, tools)
    looked_at = options.get("press") != "edit" and options.get("from") != "message"
    if errors or not (telling.happened and telling.todo and looked_at):
        return Reply(form(telling, options, errors, tools))
    invocation, withheld = await held_back("lessons", ("text", "happened", "todo"), invocation, tools)
    if withheld:
        return withheld
    return await _added(invocation.options, tools)


async def _added(options: Mapping[str, str], tools: Tools) -> Reply:
    """Save the lesson and show it."""
    telling, draft = telling_of(options), options.get("draft", "")
    if draft and not await drafting.claimed(draft, tools):
        return await drafting.finished(draft, tools)
    lesson = _lesson(await tools.uow.new_id("L"), telling, options, tools)
    await tools.uow.lessons.add(lesson, by=tools.me.person.id)
    await drafting.posted(draft, [lesson.id], tools)
    viewer = tools.viewer
    title = viewer.say("Saved as {id}. It is found from now on, marked “not reviewed”.", id=lesson.id)
    return Reply(Card(title, items=(lesson_cards.card(lesson, viewer),), locale=viewer.locale))


def telling_of(options: Mapping[str, str]) -> Telling:
    """Return the parts of a lesson: as a form asked for them, else as they stand in one text."""
    if "happened" in options or "todo" in options:
        return Telling(options.get("text", "").strip(), options.get("happened", ""), options.get("todo", ""))
    return told(options.get("text", ""))


def errors_of(telling: Telling, options: Mapping[str, str], tools: Tools) -> dict[str, str]:
    """Return what is wrong, by field; a part that is only missing is asked for without reproach."""
    say, errors = tools.viewer.say, {}
    if not telling.title:
        errors["text"] = ""
    elif len(telling.title) > LONGEST_TITLE:
        errors["text"] = say(
            "A title has at most {most} characters. The rest belongs to what happened.", most=LONGEST_TITLE
        )
    return errors | detail_errors(options, tools)


def detail_errors(options: Mapping[str, str], tools: Tools) -> dict[str, str]:
    """Return what is wrong with the year and the theme, by field."""
    say, errors = tools.viewer.say, {}
    if options.get("year") and year_of(options, tools) is None:
        errors["year"] = say("{typed} is no year I can read. For example 2024.", typed=options["year"])
    if options.get("theme") and options["theme"] not in {word.value for word in THEMES}:
        names = tools.viewer.listed([theme_name(word.value, tools.viewer) for word in THEMES])
        errors["theme"] = say(
            "There is no theme {typed}. The themes are: {names}.", typed=options["theme"], names=names
        )
    return errors


def year_of(options: Mapping[str, str], tools: Tools) -> int | None:
    """Return the year that was typed (2024, ２０２４, 2024年), or None."""
    number = parse(options.get("year", "").strip().removesuffix("年"))
    year, rest = divmod(number or 0, 1000)
    return year if not rest and EARLIEST <= year <= tools.viewer.today().year else None


def form(telling: Telling, options: Mapping[str, str], errors: Mapping[str, str], tools: Tools) -> Form:
    """Return the question for the parts of a lesson, what is known of them filled in."""
    say = tools.viewer.say
    themes = tuple(Choice(word.value, theme_name(word.value, tools.viewer)) for word in THEMES)
    fields = (
        Field("text", say("Title"), telling.title, say("Ask before sending"), errors.get("text", "")),
        Field("happened", say("What happened"), telling.happened, say("blankets came twice")),
        Field("todo", say("What to do next time"), telling.todo, say("call the depot first")),
        Field("source", say("Source"), options.get("source", ""), say("a document, a page, a link"), required=False),
        Field("year", say("Year"), options.get("year", ""), "2024", errors.get("year", ""), required=False),
        Field(
            "theme", say("Theme"), options.get("theme", ""), "", errors.get("theme", ""), required=False, choices=themes
        ),
    )
    carried = {name: options[name] for name in ("draft", "action", "audience", "record") if options.get(name)}
    note = say("In one line: /lessons add TITLE: what happened → what to do")
    title = say("Edit {id}", id=options["record"]) if options.get("record") else say("Add a lesson")
    return Form(title, "lessons", fields, carried, note=note, locale=tools.viewer.locale)


def _lesson(id: str, telling: Telling, options: Mapping[str, str], tools: Tools) -> Lesson:
    audience: Audience = next((a for a in AUDIENCES if a == options.get("audience")), "response")
    language = language_of(f"{telling.title}{telling.happened}")
    text = f"{telling.title}. {telling.happened}. {telling.todo}"
    return Lesson(
        id=id,
        stamp=new_stamp(tools, tools.response, audience),
        state=DRAFT,
        **worded(language, telling.title, telling.happened, telling.todo),
        theme=options.get("theme", ""),
        hazard=tools.response.hazard if tools.response else "",
        year=year_of(options, tools),
        source=options.get("source", ""),
        moments=moments_of(text, tools),
        phase=tools.response.phase if tools.response else "",
    )


def moments_of(text: str, tools: Tools) -> tuple[str, ...]:
    """Return when a lesson told here may help others: whenever the things it names most are asked for or offered."""
    named = Counter(span.category for span in tools.vocabulary.spans(text))
    return tuple(f"{act}:{category}" for category, _ in named.most_common(MOST_THINGS) for act in ("request", "offer"))
