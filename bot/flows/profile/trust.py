"""How far an organisation or a person is trusted: coordinators set it."""

from dataclasses import replace

from bot.cards import people as people_cards
from bot.chat import Button, Card, Invocation, Reply
from bot.command import Tools, Word
from bot.domain.people import TRUST, Trust
from bot.domain.rules import may
from bot.flows.plain import only_coordinators, plain, unknown
from bot.typed import folded, spellings

LEVELS = (
    Word("unverified", ("unverified",), ("未確認",)),
    Word("vouched", ("vouched", "vouched-for"), ("推薦あり", "推薦")),
    Word("verified", ("verified",), ("確認済み", "確認済")),
    Word("official", ("official",), ("公的機関", "公的")),
)


async def trust(invocation: Invocation, tools: Tools) -> Reply:
    """Set the trust of G3 or P9 to a level."""
    say, record = tools.viewer.say, invocation.options.get("record", "")
    if not may(tools.me.sight, "organisation.trust"):
        return only_coordinators(tools)
    if not record:
        return plain(tools, say("Whose trust?"), say("For example: /profile trust G3 verified"))
    level = level_of(invocation.options.get("text", ""))
    if level is None:
        return _ask_level(record, invocation.options.get("text", ""), tools)
    card = await _set(record, level, tools)
    if card is None:
        return plain(tools, unknown(record, tools), say("Organisations begin with G, persons with P: /profile G3"))
    return plain(tools, say("Saved."), items=(card,))


def level_of(typed: str) -> Trust | None:
    """Return the level a word means in either language."""
    value = next((word.value for word in LEVELS if folded(typed) in spellings(word)), None)
    return next((level for level in TRUST if level == value), None)


def _ask_level(id: str, typed: str, tools: Tools) -> Reply:
    """Ask for the level by buttons; an unknown word is named."""
    say = tools.viewer.say
    buttons = tuple(
        Button(tools.viewer.term("trust", level), "profile", {"action": "trust", "record": id, "text": level})
        for level in TRUST
    )
    title = (
        say("“{typed}” is no level of trust. Which one for {id}?", typed=typed, id=id)
        if typed
        else say("Which one for {id}?", id=id)
    )
    return plain(tools, title, buttons=buttons)


async def _set(id: str, level: Trust, tools: Tools) -> Card | None:
    """Store the level and return the record's card; None when there is no such record."""
    by, viewer = tools.me.person.id, tools.viewer
    if id.startswith("G") and (found := await tools.view.organisations.get(id)):
        changed = replace(found, trust=level, updated_at=tools.now)
        return people_cards.organisation_card(
            await tools.uow.organisations.save(changed, by=by, what="trust"), viewer, own=False
        )
    if id.startswith("P") and (person := await tools.view.people.get(id)):
        saved = await tools.uow.people.save(replace(person, trust=level, updated_at=tools.now), by=by, what="trust")
        theirs = await tools.view.organisations.get(saved.organisation_id) if saved.organisation_id else None
        return people_cards.person_card(saved, theirs, viewer, None)
    return None
