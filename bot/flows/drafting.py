"""What somebody typed and has not posted: kept under a short name until they post it, change it or throw it away."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from bot.cards.drafts import POSTED, about, draft_id
from bot.chat import Card, Invocation, Place, Reply
from bot.command import Tools
from bot.notices import direct, owe
from bot.store import Draft

INDEX = "typed"
"""Under this name a person's drafts are listed, so that they can be shown and deleted."""
MOST = 20
"""Drafts kept for one person; the oldest makes room."""
REMIND_SECONDS = 600
"""After ten minutes a draft is mentioned again, once (PRODUCT.md)."""
ANSWERED_WITHIN = timedelta(hours=1)
"""How long a question is open for an answer in plain words."""
PASSING = ("draft", "press", "asks")
"""Options that say what is done with a draft, not what was typed."""


async def find(name: str, tools: Tools) -> Draft | None:
    """Return the sender's own draft of this name ("W12") that waits, or None."""
    draft = await tools.view.drafts.get(draft_id(tools.me.person.id, name)) if name else None
    return None if draft is None or POSTED in draft.options else draft


async def waiting(tools: Tools) -> list[Draft]:
    """Return the sender's drafts that wait, newest first."""
    found = [await find(name, tools) for name in await _names(tools)]
    return [draft for draft in found if draft]


async def keep(command: str, invocation: Invocation, tools: Tools, asks: str = "") -> str:
    """Keep what the act holds as a draft of this command and return its name; a new one is mentioned again, once.

    `asks` is the field that was asked for, for an answer in plain words.
    """
    options = {name: value for name, value in invocation.options.items() if name not in PASSING}
    name = invocation.options.get("draft", "") or await tools.uow.new_id("W")
    new = "draft" not in invocation.options
    options |= {"draft": name, "origin": json.dumps(asdict(invocation.place))}
    options |= {"response": tools.response.id if tools.response else ""} | ({"asks": asks} if asks else {})
    person = tools.me.person.id
    await tools.uow.drafts.keep(Draft(draft_id(person, name), person, command, options, invocation.at))
    if new:
        await _list([name, *await _names(tools)], tools)
        place = direct(tools.me.identity)
        await owe(tools, place, "news", about(person, name), 1, urgent=False, wait=REMIND_SECONDS)
    return name


async def taken_up(draft: Draft, invocation: Invocation, tools: Tools) -> tuple[Invocation, Tools]:
    """Return the act with what its draft holds, at the draft's time and place; what is given now wins."""
    told, given = dict(draft.options), invocation.options
    origin, response_id = Place(**json.loads(told.pop("origin"))), told.pop("response")
    told.pop("asks", None)
    reworded = given.get("text", told.get("text")) != told.get("text")
    response = await tools.view.responses.get(response_id) if response_id else None
    act = replace(
        invocation, options={**told, **given}, place=origin, at=invocation.at if reworded else draft.created_at
    )
    return act, replace(tools, response=response, reading=None)


async def resumed(invocation: Invocation, tools: Tools) -> tuple[Invocation, Tools]:
    """Return the act with what the draft it names holds; one whose draft is gone is an act of its own."""
    draft = await find(invocation.options.get("draft", ""), tools)
    if draft:
        return await taken_up(draft, invocation, tools)
    return replace(invocation, options=without_draft(invocation.options)), tools


def without_draft(options: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed alone."""
    return {name: value for name, value in options.items() if name not in PASSING}


async def again(name: str, press: str, invocation: Invocation, tools: Tools) -> Reply:
    """Hand a draft back to the command it was typed for: to post it ("post", "typed"), change it ("edit") or see it."""
    draft = await find(name, tools)
    if draft is None:
        return await finished(name, tools)
    command = next(each for each in tools.commands if each.name == draft.command)
    options = {"draft": name, **({"press": press} if press else {})}
    return await command.handler(replace(invocation, command=draft.command, options=options), tools)


async def claimed(name: str, tools: Tools) -> bool:
    """Return whether this act is the one that posts the draft: two presses at once make one record."""
    key = f"draft {draft_id(tools.me.person.id, name)}"
    if await tools.uow.inbox.seen(key) is not None:
        return False
    await tools.uow.inbox.answered(key, Reply(Card("")), tools.now)
    return True


async def posted(name: str, ids: list[str], tools: Tools) -> None:
    """Forget what was typed and remember as what it was posted; no name, no draft."""
    if not name:
        return
    person = tools.me.person.id
    ended = Draft(draft_id(person, name), person, "", {POSTED: " ".join(ids)}, tools.now)
    await tools.uow.drafts.keep(ended)
    await tools.uow.outbox.drop(about(person, name))


async def discard(name: str, tools: Tools) -> Reply:
    """Throw a draft away."""
    if await find(name, tools) is None:
        return await finished(name, tools)
    await tools.uow.drafts.drop(draft_id(tools.me.person.id, name))
    await _list([each for each in await _names(tools) if each != name], tools)
    await tools.uow.outbox.drop(about(tools.me.person.id, name))
    return Reply(
        Card(tools.viewer.say("{id} is thrown away. Nothing was posted.", id=name), locale=tools.viewer.locale)
    )


async def finished(name: str, tools: Tools) -> Reply:
    """Say what became of a draft that does not wait any more."""
    viewer = tools.viewer
    ended = await tools.view.drafts.get(draft_id(tools.me.person.id, name))
    if ended:
        ids = viewer.listed(ended.options[POSTED].split())
        title = viewer.say("It was posted as {ids}; nothing was doubled.", ids=ids)
    else:
        title = viewer.say("Nothing of yours waits under {id}: it was thrown away. Please type it again.", id=name)
    return Reply(Card(title, locale=viewer.locale))


async def forget_all(tools: Tools) -> None:
    """Delete every draft of the sender."""
    person = tools.me.person.id
    for name in (*await _names(tools), INDEX):
        await tools.uow.drafts.drop(draft_id(person, name))


async def forgotten(id: str, before: datetime, tools: Tools) -> None:
    """Forget what was kept before a time and is not to be mentioned any more.

    A person's list is made anew without it, and is forgotten itself when nothing of what it lists is there.
    """
    draft = await tools.view.drafts.get(id)
    name = draft.options.get("draft", "") if draft else ""
    if draft is None or draft.created_at >= before:
        return
    if name and await tools.view.outbox.waits(about(draft.person_id, name)):
        return
    await tools.uow.drafts.drop(id)
    if id != draft_id(draft.person_id, INDEX):
        return
    kept = [each for each in draft.options if await tools.view.drafts.get(draft_id(draft.person_id, each))]
    if kept:
        await tools.uow.drafts.keep(replace(draft, options=dict.fromkeys(kept, ""), created_at=tools.now))


async def _names(tools: Tools) -> list[str]:
    index = await tools.view.drafts.get(draft_id(tools.me.person.id, INDEX))
    return sorted(index.options, key=lambda name: int(name[1:]), reverse=True) if index else []


async def _list(names: list[str], tools: Tools) -> None:
    """List these drafts; those for which there is no room are forgotten."""
    person = tools.me.person.id
    for name in names[MOST:]:
        await tools.uow.drafts.drop(draft_id(person, name))
    listed = dict.fromkeys(names[:MOST], "")
    await tools.uow.drafts.keep(Draft(draft_id(person, INDEX), person, "", listed, tools.now))
