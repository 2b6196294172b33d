"""For whom somebody speaks: joining an organisation by its name, making a new one, being let in."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.cards import people as people_cards
from bot.chat import Button, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.people import Organisation, Person, at_least
from bot.domain.rules import may
from bot.flows.plain import agreed, plain, unknown
from bot.flows.profile.fields import LONGEST_NAME
from bot.store import Draft
from bot.typed import folded

LIKE_NAME = 85
"""Of 100, rapidfuzz: from here two names may be one organisation, and it is asked."""


async def organisation(invocation: Invocation, tools: Tools) -> Reply:
    """Make the sender a member of the organisation of this name or number, made new where there is none like it."""
    options, draft_id = invocation.options, f"{tools.me.person.id}:profile"
    record, name = options.get("record", ""), " ".join(options.get("text", "").split())
    if agreed(options) and not name:
        draft = await tools.view.drafts.get(draft_id)
        name = draft.options.get("text", "") if draft else ""
    if record:
        return await _by_number(record, tools)
    if not name or len(name) > LONGEST_NAME:
        return Reply(_form(name, tools))
    found = await tools.view.organisations.by_name(name)
    if found:
        return await enter(found, tools)
    near = [] if agreed(options) else near_names(name, await tools.view.organisations.listing())
    if near:
        await tools.uow.drafts.keep(Draft(draft_id, tools.me.person.id, "profile", {"text": name}, tools.now))
        return _offer_near(name, near, tools)
    await tools.uow.drafts.drop(draft_id)
    return await _new(name, tools)


def _form(name: str, tools: Tools) -> Form:
    say = tools.viewer.say
    error = say("Please keep it to {most} characters.", most=LONGEST_NAME) if name else ""
    asked = Field("text", say("Organisation"), name, hint=say("Green Wave"), error=error)
    return Form(
        say("For whom do you speak?"), "profile", (asked,), {"action": "organisation"}, locale=tools.viewer.locale
    )


def near_names(name: str, known: Sequence[Organisation]) -> list[Organisation]:
    """Return the organisations whose name in either language is nearly this one, the nearest first, at most five."""
    wanted = folded(name)

    def likeness(each: Organisation) -> float:
        return max(fuzz.token_sort_ratio(wanted, folded(n)) for n in (each.name, each.name_ja) if n)

    scored = [(likeness(each), each) for each in known if each.name or each.name_ja]
    found = sorted((pair for pair in scored if pair[0] >= LIKE_NAME), key=lambda pair: -pair[0])
    return [each for _, each in found[:5]]


def _offer_near(name: str, near: Sequence[Organisation], tools: Tools) -> Reply:
    say, viewer = tools.viewer.say, tools.viewer
    items = []
    for each in near:
        label = say("I speak for {id}", id=each.id)
        join = Button(label, "profile", {"action": "organisation", "record": each.id})
        items.append(people_cards.organisation_card(each, viewer, own=False, buttons=(join,)))
    anyway = Button(say("It is another one: make it"), "profile", {"action": "organisation", "force": "yes"})
    title = say("Is “{name}” one of these?", name=name)
    return plain(tools, title, items=tuple(items), buttons=(anyway,), note=say("What you typed is kept."))


async def _by_number(id: str, tools: Tools) -> Reply:
    found = await tools.view.organisations.get(id) if id.startswith("G") else None
    if found:
        return await enter(found, tools)
    return plain(tools, unknown(id, tools), tools.viewer.say("Organisations begin with G, persons with P: /profile G3"))


async def enter(found: Organisation, tools: Tools) -> Reply:
    """Make the sender a member, unless the organisation's trust is more than their own: then its people let them in."""
    viewer, person = tools.viewer, await _stored(tools.me.person.id, tools)
    title = people_cards.organisation_title(found, viewer)
    if tools.me.organisation and tools.me.organisation.id == found.id:
        card = people_cards.organisation_card(found, viewer, own=True)
        return plain(tools, viewer.say("You speak for {title} already.", title=title), items=(card,))
    if not at_least(person.trust, found.trust) and not tools.me.sight.coordinator:
        body = viewer.say(
            "Ask one of its people or a coordinator to type: /profile admit {person} {id}",
            person=person.id,
            id=found.id,
        )
        return plain(
            tools, viewer.say("{title} is trusted more than you are yet, so its people let you in.", title=title), body
        )
    await _save(replace(person, organisation_id=found.id, updated_at=tools.now), tools)
    card = people_cards.organisation_card(found, viewer, own=True)
    return plain(tools, viewer.say("You speak for {title} now.", title=title), items=(card,))


async def _new(name: str, tools: Tools) -> Reply:
    """Make the organisation with the sender's trust and the sender its first member."""
    person = await _stored(tools.me.person.id, tools)
    record = Organisation(await tools.uow.new_id("G"), name, tools.now, tools.now, trust=person.trust)
    made = await tools.uow.organisations.add(record, by=person.id)
    await _save(replace(person, organisation_id=made.id, updated_at=tools.now), tools)
    viewer = tools.viewer
    title = viewer.say(
        "You speak for {title} now. It is new here.", title=people_cards.organisation_title(made, viewer)
    )
    return plain(tools, title, items=(people_cards.organisation_card(made, viewer, own=True),))


async def _stored(id: str, tools: Tools) -> Person:
    """Return a person as stored, without what the operator's settings lend them."""
    person = await tools.view.people.get(id)
    assert person is not None, "whoever changes something is stored"
    return person


async def _save(person: Person, tools: Tools) -> Person:
    return await tools.uow.people.save(person, by=tools.me.person.id, what="organisation")


async def admit(invocation: Invocation, tools: Tools) -> Reply:
    """Let a person into one's organisation; a coordinator names any organisation after the person."""
    say, mine = tools.viewer.say, tools.me.organisation
    wanted = invocation.options.get("text", "").strip().upper() or (mine.id if mine else "")
    whom = invocation.options.get("record", "")
    person = await tools.view.people.get(whom) if whom.startswith("P") else None
    found = await tools.view.organisations.get(wanted) if wanted else None
    if person is None or found is None:
        missing = unknown(whom, tools) if whom and person is None else say("Whom, and into which organisation?")
        return plain(tools, missing, say("For example: /profile admit P9 G3"))
    if not (mine and mine.id == found.id) and not may(tools.me.sight, "organisation.change"):
        return plain(tools, say("Only its own people and coordinators change {name}.", name=found.name))
    if person.organisation_id and not tools.me.sight.coordinator:
        body = say("They can change that themselves, or a coordinator can.")
        return plain(tools, say("{id} speaks for an organisation already.", id=person.id), body)
    await _save(replace(person, organisation_id=found.id, updated_at=tools.now), tools)
    title = people_cards.organisation_title(found, tools.viewer)
    return plain(tools, say("{person} speaks for {title} now.", person=f"{person.id} {person.name}", title=title))
