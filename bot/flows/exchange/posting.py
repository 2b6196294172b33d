"""From a typed sentence to saved requests or offers: what `/request` and `/offer` share."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.chat import Button, Invocation, Reply
from bot.command import Tools
from bot.domain.reading import PostKind, Reading
from bot.flows import drafting
from bot.flows.advice import unasked
from bot.flows.exchange.also import also_buttons, text_of
from bot.flows.exchange.asking import FIELDS, ask, asking_title, edit_form, form
from bot.flows.exchange.gathering import LEFT_OUT, Wish, gather, prefilled
from bot.flows.exchange.preview import COMMANDED, doubts_about, preview
from bot.flows.exchange.saving import headline, posted_already, save, shown
from bot.flows.exchange.which_site import answers_with, question, settle, with_sites
from bot.flows.personal import Private, cleaned, looked_through, may_post_as_typed
from bot.flows.places import post_place
from bot.store import Draft

PRESSED = ("post", "typed")


async def post(kind: PostKind, invocation: Invocation, tools: Tools) -> Reply:
    """Save what was typed as requests or offers, or ask or show it first; nothing typed is lost."""
    options = invocation.options
    named = options.get("draft", "")
    draft = await drafting.find(named, tools)
    if draft:
        return await go_on(kind, *await continued(kind, draft, invocation, tools))
    if named and not options.get("text"):
        return await drafting.finished(named, tools)
    fresh = drafting.without_draft(options)
    if options.get("from") and not options.get("text"):
        fresh["text"] = await text_of(invocation, tools)
    return await go_on(kind, replace(invocation, options=fresh), tools)


async def continued(kind: PostKind, draft: Draft, invocation: Invocation, tools: Tools) -> tuple[Invocation, Tools]:
    """Return the act together with its draft: an answer, a correction, another kind, a press."""
    before, world = await drafting.taken_up(draft, replace(invocation, options={}), tools)
    given = dict(invocation.options)
    if "text" in given and draft.command == kind:
        given = {**corrections(kind, given, before, world), **left_out(draft, given)}
    if given.get("site"):
        given["site"] = answers_with(before.options.get("site", ""), given["site"])
    chosen = before.options.get("place", "")
    if given.get("place", "")[:2] == "JP" == chosen[:2]:
        given["place"] = f"{chosen} {given['place']}"
    act, world = await drafting.taken_up(draft, replace(invocation, options=given, command=kind), tools)
    meant = {"read": kind} if draft.command != kind else {}
    return replace(act, options={**act.options, **meant}), world


def left_out(draft: Draft, given: Mapping[str, str]) -> dict[str, str]:
    """Return the answer of a form that came back without what it asked for, where that may stay open."""
    field = draft.options.get("asks", "")
    same = given["text"] == draft.options.get("text")
    return {field: LEFT_OUT} if same and field in ("quantity", "until") and not given.get(field) else {}


def corrections(kind: PostKind, given: Mapping[str, str], before: Invocation, tools: Tools) -> dict[str, str]:
    """Return what a form changed: a field that still shows what was read of the text says nothing of its own."""
    told = {**before.options, "text": before.options.get("text", "")}
    read = prefilled(gather(kind, told, reading_of(kind, before, tools), tools), tools) if told["text"] else {}
    changed = {name: value for name, value in given.items() if name not in FIELDS or value != read.get(name)}
    reworded = given["text"] != told["text"]
    return {name: "" for name in (*FIELDS, "site") if reworded and told.get(name)} | changed


async def go_on(kind: PostKind, act: Invocation, tools: Tools) -> Reply:
    """Ask for what is missing, show what is not sure, post what is."""
    options, press = act.options, act.options.get("press", "")
    if not options.get("text"):
        return Reply(form(kind, options, {}, tools))
    reading = reading_of(kind, act, tools)
    wish = gather(kind, options, reading, tools)
    if press == "edit":
        return Reply(edit_form(kind, wish, options, tools))
    if wish.errors:
        return await ask(kind, wish, reading, act, tools)
    private = looked_through(options, ("text", "for"), tools)
    as_typed = press == "typed" and may_post_as_typed(tools)
    clean, wish = (act, wish) if as_typed else without_personal(act, wish, private, tools)
    again = await posted_already(kind, wish.lines, clean, tools)
    if again:
        return await shown(again, tools, tools.viewer.say("You posted this already; it was not doubled."))
    sites = await settle((post_place(p) for line in wish.lines for p in line.places), options.get("site", ""), tools)
    act, clean = (replace(each, options={**each.options, "site": sites.answers}) for each in (act, clean))
    if sites.open:
        name = await drafting.keep(kind, act, tools, asks="site")
        return question(sites, name, Button(asking_title(kind, tools), kind), options["text"], tools)
    wish = replace(wish, lines=with_sites(wish.lines, sites))
    doubts = await doubts_about(wish.lines, private.found, replace(act, command=kind), tools)
    if doubts and press not in PRESSED:
        return await preview(kind, wish.lines, doubts, clean, replace(act, command=kind), tools)
    return await posted(kind, wish, reading, clean, tools)


def reading_of(kind: PostKind, act: Invocation, tools: Tools) -> Reading:
    """Return the reading of the text, as of when it was typed; words without a command may hold both kinds."""
    options = act.options
    if tools.reading and not options.get("draft") and options.get("from", "") in COMMANDED:
        return tools.reading
    text, at = options["text"], act.at.astimezone(ZoneInfo(tools.viewer.zone))
    if options.get("read") != kind and options.get("from", "") not in COMMANDED:
        reading = tools.reader.read(text, at)
        if any(line.kind == kind for line in reading.lines):
            return reading
    return tools.reader.read(text, at, kind)


def without_personal(act: Invocation, wish: Wish, private: Private, tools: Tools) -> tuple[Invocation, Wish]:
    """Return the act and its lines as they are posted: with marks in place of words about private people."""
    if not private.found:
        return act, wish
    lines = tuple(cleaned(line, private.found, tools) for line in wish.lines)
    return replace(act, options=private.options), replace(wish, lines=lines)


async def posted(kind: PostKind, wish: Wish, reading: Reading, act: Invocation, tools: Tools) -> Reply:
    """Save every line, once, and show what was saved."""
    draft = act.options.get("draft", "")
    if draft and not await drafting.claimed(draft, tools):
        return await drafting.finished(draft, tools)
    saved = [await save(kind, line, act, tools) for line in wish.lines]
    await drafting.posted(draft, [record.id for record in saved], tools)
    source = act.options.get("from", "")
    more = also_buttons(saved[0].id, reading.lines, kind, tools) if source == "plain" or source[:1] == "U" else ()
    lesson = await unasked.for_post(saved[0], kind, tools)
    return await shown(saved, tools, headline(saved, tools), more, lesson)
