"""`/lessons`: what earlier responses learned; search, read one, add one."""

from collections import Counter

from bot.cards import lessons as lesson_cards
from bot.chat import Card, Fact, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED, Found, Lesson
from bot.domain.rules import may_see
from bot.flows import drafting
from bot.flows.knowing.lesson_adding import add
from bot.flows.knowing.lesson_themes import THEME, theme_name
from bot.flows.options import AUDIENCE, RECORD
from bot.words.catalogue import N_

SHOWN_STATES = (DRAFT, REVIEWED, PUBLISHED)
LONGEST = 80
"""Characters of a question that are repeated in a title."""


async def lessons(invocation: Invocation, tools: Tools) -> Reply:
    """Add a lesson, show one, search them, or say what there is."""
    invocation, tools = await drafting.resumed(invocation, tools)
    options = invocation.options
    if options.get("action") == "add":
        return await add(invocation, tools)
    if options.get("record"):
        return await _one(options["record"], tools)
    if options.get("text"):
        return await _search(options["text"], tools)
    return await _overview(tools)


async def _one(id: str, tools: Tools) -> Reply:
    viewer = tools.viewer
    lesson = await tools.view.lessons.get(id)
    if lesson is None or not _shown(lesson, tools):
        title = viewer.say("I find no lesson {id}. The numbers of lessons begin with L, for example L40.", id=id)
        return Reply(Card(title, viewer.say("Search: /lessons tsunami volunteers"), locale=viewer.locale))
    return Reply(lesson_cards.card(lesson, viewer))


async def _search(question: str, tools: Tools) -> Reply:
    viewer, found = tools.viewer, tools.found or Found()
    matched = {hit.lesson_id: hit.matched for hit in found.hits}
    hits = [lesson for lesson in await tools.view.lessons.many(list(matched)) if _shown(lesson, tools)]
    asked = question if len(question) <= LONGEST else f"{question[:LONGEST]}…"
    if not hits:
        return await _nothing(asked, tools)
    items = tuple(lesson_cards.card(lesson, viewer, matched[lesson.id]) for lesson in hits)
    title = viewer.say("Lessons: {question}", question=asked)
    return Reply(Card(title, _unnamed(found, tools), items=items, locale=viewer.locale))


def _unnamed(found: Found, tools: Tools) -> str:
    """Say which words of the question no lesson names, and whether the answers are about something wider."""
    viewer = tools.viewer
    if not found.unnamed:
        return ""
    words = viewer.listed(list(found.unnamed))
    if found.widened:
        return viewer.say("No lesson names {words}. The nearest lessons on the wider subject:", words=words)
    return viewer.say("No lesson names {words}.", words=words)


async def _nothing(asked: str, tools: Tools) -> Reply:
    viewer = tools.viewer
    count = len(await _all(tools))
    body = viewer.plural(
        "Searched {n} lesson, its title, text, theme, hazard and year, in English and Japanese.",
        "Searched {n} lessons, their titles, texts, themes, hazards and years, in English and Japanese.",
        count,
    )
    title = viewer.say("No lesson answers “{question}” yet.", question=asked)
    return Reply(Card(title, f"{body}\n{_try(tools)}", locale=viewer.locale))


async def _overview(tools: Tools) -> Reply:
    viewer = tools.viewer
    known = await _all(tools)
    themes = Counter(lesson.theme for lesson in known if lesson.theme)
    counted = [f"{theme_name(theme, viewer)} {count}" for theme, count in themes.most_common()]
    drafts = sum(lesson.state == DRAFT for lesson in known)
    facts = [Fact(viewer.say("Themes"), (viewer.listed(counted),))] if counted else []
    if drafts:
        facts.append(Fact(viewer.say("Not reviewed yet"), (str(drafts),)))
    title = viewer.plural("{n} lesson of earlier responses", "{n} lessons of earlier responses", len(known))
    return Reply(Card(title, _try(tools), tuple(facts), locale=viewer.locale))


def _try(tools: Tools) -> str:
    """Return what to type next."""
    say = tools.viewer.say
    return "\n".join(
        (
            say("Search: /lessons tsunami volunteers"),
            say("Add one: /lessons add TITLE: what happened → what to do"),
        )
    )


async def _all(tools: Tools) -> list[Lesson]:
    found, _ = await tools.view.lessons.changed_since(0)
    return [lesson for lesson in found if _shown(lesson, tools)]


def _shown(lesson: Lesson, tools: Tools) -> bool:
    """Return whether the sender may see it here: what an exercise taught stays in exercises."""
    stamp = lesson.stamp
    drill = stamp.drill in ("actual", tools.drill)
    return lesson.state in SHOWN_STATES and drill and may_see(tools.me.sight, stamp)


LESSONS = Command(
    name="lessons",
    japanese=("教訓", "振り返り"),
    summary=N_("what other responses learned: search it, add to it"),
    handler=lessons,
    options=(
        Option("text", "質問", N_("what you want to know, or add TITLE: what happened → what to do")),
        Option("action", "操作", N_("add a lesson"), "choice", (Word("add", ("add",), ("追加",)),)),
        RECORD,
        Option("source", "出典", N_("where it can be read: a document, a page, a link")),
        Option("year", "年", N_("the year it happened")),
        THEME,
        AUDIENCE,
    ),
    examples=(
        "/lessons tsunami volunteers",
        "/lessons add Ask before sending: blankets came twice → call the depot first",
    ),
    examples_ja=("/教訓 津波 ボランティア", "/教訓 追加 送る前に聞く：毛布が二重に届いた→先に倉庫へ電話する"),
    searches=True,
    reading_actions=frozenset({""}),
    menu=N_("Save as lesson"),
    menu_action="add",
)
