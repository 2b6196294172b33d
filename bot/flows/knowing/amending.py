"""A note on a request or an offer, written by those it belongs to; it also confirms the record."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Card, Fact, Field, Form, Reply
from bot.command import Tools
from bot.domain.rules import may
from bot.flows.exchange.missing import visible_post
from bot.notices import owe_amendments


async def amended(id: str, options: Mapping[str, str], tools: Tools) -> Reply:
    """Write a note on a request or an offer, which also confirms it."""
    viewer, text = tools.viewer, options.get("text", "")
    old = await visible_post(id, tools)
    if old is None:
        return no_record_of(id, text, tools)
    if not may(tools.me.sight, "post.change", old.stamp):
        return not_yours(id, text, tools)
    if not text or options.get("press") == "edit":
        return Reply(_form(id, text or old.note, options.get("draft", ""), tools))
    stamp = replace(old.stamp, updated_at=tools.now)
    changed = replace(old, note=text, confirmed_at=tools.now, stamp=stamp)
    new = await tools.uow.posts.save(changed, by=tools.me.person.id, what="note")
    await owe_amendments(tools, id, new.stamp.version)
    card = post_cards.line(new, await names_of(tools.view, viewer.locale, new.stamp), viewer, ())
    noted = replace(card, facts=(*card.facts, Fact(viewer.say("Note"), (text,))))
    return Reply(Card(viewer.say("{id} is amended and confirmed.", id=id), items=(noted,), locale=viewer.locale))


def _form(id: str, typed: str, draft: str, tools: Tools) -> Form:
    viewer = tools.viewer
    label, hint = viewer.say("What is new about {id}?", id=id), viewer.say("the road is open again")
    carried = {"record": id} | ({"draft": draft} if draft else {})
    title = viewer.say("Amend {id}", id=id)
    return Form(title, "update", (Field("text", label, typed, hint=hint),), carried, locale=viewer.locale)


def no_record_of(id: str, text: str, tools: Tools) -> Reply:
    """Say that there is no such record, or none for this person."""
    return _refused(tools.viewer.say("I find no record {id}.", id=id), id, text, tools)


def not_yours(id: str, text: str, tools: Tools) -> Reply:
    """Say that only its owners can change a record."""
    sentence = tools.viewer.say("{id} belongs to others; only they or a coordinator can change it.", id=id)
    return _refused(sentence, id, text, tools)


def _refused(title: str, id: str, text: str, tools: Tools) -> Reply:
    """Say why nothing was changed; what was typed can be copied."""
    body = tools.viewer.say("What you typed: {text}", text=f"/update {id} {text}".strip())
    return Reply(Card(title, body, locale=tools.viewer.locale))
