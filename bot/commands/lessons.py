"""`/lessons`: what earlier responses learned; search, read one, add one."""

from collections import Counter

from bot.cards import lesson_shelf
from bot.chat import Button, Card, Fact, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.lesson import DRAFT, Found, Hit, Lesson
from bot.flows import drafting
from bot.flows.advice.standards import sphere
from bot.flows.knowing import lesson_review
from bot.flows.knowing.finding import found_cards, lesson_is_shown
from bot.flows.knowing.lesson_adding import add, detail_errors
from bot.flows.knowing.lesson_editing import edit
from bot.flows.knowing.lesson_themes import THEME, theme_name
from bot.flows.options import AUDIENCE, RECORD
from bot.flows.plain import plain
from bot.words.catalogue import N_

ACTIONS = (
    Word("add", ("add",), ("追加",)),
    Word("sphere", ("sphere",), ("スフィア", "スフィア基準")),
    Word("edit", ("edit",), ("編集", "修正")),
    Word("review", ("review", "reviewed"), ("査読", "確認した")),
    Word("publish", ("publish",), ("公開する",)),
    Word("endorse", ("endorse",), ("賛同", "賛同する")),
    Word("revert", ("revert", "earlier"), ("前の版", "戻す")),
    Word("useless", ("useless", "not-useful"), ("役に立たない",)),
)
GROWTH = {
    "review": lesson_review.review,
    "publish": lesson_review.publish,
    "endorse": lesson_review.endorse,
    "revert": lesson_review.revert,
    "useless": lesson_review.useless,
}
SHOWN = 3
"""Answers shown at once; the rest comes when asked for."""
CARRIED = 48
"""Signs of ids in a button: with the rest they stay within Discord's 100."""
LONGEST = 80
"""Characters of a question that are repeated in a title."""


async def lessons(invocation: Invocation, tools: Tools) -> Reply:
    """Add a lesson, show one, search them, or say what there is."""
    invocation, tools = await drafting.resumed(invocation, tools)
    options = invocation.options
    if options.get("action") == "add":
        return await add(invocation, tools)
    if options.get("action") == "sphere":
        return await sphere(options.get("text", ""), tools)
    if options.get("action") == "more":
        return await _more(options.get("ids", ""), tools)
    if options.get("action") or options.get("record"):
        return await _one(invocation, tools)
    if options.get("text"):
        wrong = detail_errors(options, tools)
        return plain(tools, next(iter(wrong.values()))) if wrong else await _search(options["text"], tools)
    return await _overview(tools)


async def _one(invocation: Invocation, tools: Tools) -> Reply:
    """Show one lesson, or review, publish, endorse, edit or put it back."""
    named, action = invocation.options.get("record", ""), invocation.options.get("action", "")
    lesson = await tools.view.lessons.get(named)
    if lesson is None or not lesson_is_shown(lesson, tools):
        return _none(named or action, tools)
    if not action:
        return Reply(await lesson_shelf.shelved(tools.view, lesson, tools.viewer))
    return await edit(lesson, invocation, tools) if action == "edit" else await GROWTH[action](lesson, tools)


def _none(id: str, tools: Tools) -> Reply:
    viewer = tools.viewer
    title = viewer.say("I find no lesson {id}. The numbers of lessons begin with L, for example L40.", id=id)
    return Reply(Card(title, viewer.say("Search: /lessons tsunami volunteers"), locale=viewer.locale))


async def _search(question: str, tools: Tools) -> Reply:
    viewer, found = tools.viewer, tools.found or Found()
    cards = await found_cards(found, tools)
    items, rest = tuple(cards.values())[:SHOWN], _fitting(list(cards)[SHOWN:])
    asked = question if len(question) <= LONGEST else f"{question[:LONGEST]}…"
    if not items:
        return await _nothing(asked, tools)
    title = viewer.say("Lessons: {question}", question=asked)
    more = (Button(viewer.say("More ({n})", n=len(rest)), "lessons", {"action": "more", "ids": ",".join(rest)}),)
    buttons = more if rest else ()
    return Reply(Card(title, _unnamed(found, tools), items=items, buttons=buttons, locale=viewer.locale))


def _fitting(ids: list[str]) -> list[str]:
    """Return as many of the ids as a button can carry."""
    while len(",".join(ids)) > CARRIED:
        ids = ids[:-1]
    return ids


async def _more(ids: str, tools: Tools) -> Reply:
    """Return what else was found, named by a button."""
    cards = await found_cards(Found(tuple(Hit(each) for each in ids.split(",") if each)), tools)
    if not cards:
        return _none(ids, tools)
    title = tools.viewer.say("More that was found")
    return Reply(Card(title, items=tuple(cards.values()), locale=tools.viewer.locale))


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
    return [lesson for lesson in found if lesson_is_shown(lesson, tools)]


LESSONS = Command(
    name="lessons",
    japanese=("教訓", "振り返り"),
    summary=N_("what other responses learned: search it, add to it"),
    handler=lessons,
    options=(
        Option("text", "質問", N_("what you want to know, or add TITLE: what happened → what to do")),
        Option(
            "action",
            "操作",
            N_("add, edit, review, publish, endorse; a Sphere minimum"),
            "choice",
            ACTIONS,
        ),
        RECORD,
        Option("source", "出典", N_("where it can be read: a document, a page, a link")),
        Option("year", "年", N_("the year it happened")),
        THEME,
        Option("hazard", "災害", N_("only lessons of one kind of disaster")),
        Option("country", "国", N_("only lessons of one country, such as JPN")),
        Option("sector", "分野", N_("only lessons about one sector, such as WASH")),
        AUDIENCE,
    ),
    examples=(
        "/lessons tsunami volunteers",
        "/lessons funding hazard:earthquake",
        "/lessons add Ask before sending: blankets came twice → call the depot first",
        "/lessons review L80",
        "/lessons sphere water 500 people",
    ),
    examples_ja=(
        "/教訓 津波 ボランティア",
        "/教訓 資金 災害:地震",
        "/教訓 追加 送る前に聞く：毛布が二重に届いた→先に倉庫へ電話する",
        "/教訓 査読 L80",
        "/教訓 スフィア 水 500人",
    ),
    searches=True,
    reading_actions=frozenset({"", "sphere", "more"}),
    menu=N_("Save as lesson"),
    menu_action="add",
)
