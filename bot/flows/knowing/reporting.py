"""From a typed text to a numbered situation update, and to its visible correction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from rapidfuzz import process

from bot.cards import updates as update_cards
from bot.cards.drills import marked
from bot.cards.shown import names_of
from bot.chat import Button, Card, Field, Form, Invocation, Place, Reply
from bot.command import Tools
from bot.domain.post import PostPlace
from bot.domain.record import AUDIENCES, Audience
from bot.domain.response import Response
from bot.domain.rules import may, may_see
from bot.domain.update import Update
from bot.flows import drafting
from bot.flows.exchange.also import also_buttons
from bot.flows.exchange.preview import Doubts, first_update, look, reasons
from bot.flows.exchange.saving import fitting_response
from bot.flows.knowing.amending import no_record_of, not_yours
from bot.flows.personal import looked_through, may_post_as_typed
from bot.flows.places import guessed
from bot.flows.stamping import new_stamp
from bot.flows.understanding import language_of, places_in, sector_in
from bot.notices import owe_amendments, owe_cards

TWICE = timedelta(minutes=10)
"""The same words of the same person within this time are one update, as with posts."""
LONGEST_HEADLINE = 120
SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?])(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Report:
    """What the text and the options beside it say; `errors` by field name."""

    text: str
    places: tuple[PostPlace, ...]
    sector: str
    source: str
    errors: Mapping[str, str]


def headline_of(text: str) -> str:
    """Return the first sentence, without its full stop and cut where it is too long for a headline."""
    first = next((part for each in SENTENCE_END.split(text) if (part := each.strip())), "").rstrip("。.")
    return first if len(first) <= LONGEST_HEADLINE else f"{first[: LONGEST_HEADLINE - 1]}…"


def gather(options: Mapping[str, str], tools: Tools) -> Report:
    """Read places and sector out of the text; what was typed beside it wins."""
    errors: dict[str, str] = {}
    text = options.get("text", "").strip()
    places, sector = places_in(text, tools), sector_in(text, tools)
    if options.get("place"):
        place, error = guessed(options["place"], tools)
        places = (place,) if place else ()
        if error:
            errors["place"] = error
    if options.get("sector"):
        sector = tools.vocabulary.find_sector(options["sector"]) or ""
        if not sector:
            errors["sector"] = _no_sector(options["sector"], tools)
    return Report(text, places, sector, options.get("source", "").strip(), errors)


def _no_sector(typed: str, tools: Tools) -> str:
    viewer = tools.viewer
    names = [name.of(viewer.locale) for _, name in tools.vocabulary.sectors()]
    near = viewer.listed([name for name, _, _ in process.extract(typed, names, limit=3)])
    return viewer.say("I do not know the sector {typed}. Nearest: {near}.", typed=typed, near=near)


async def report(invocation: Invocation, tools: Tools) -> Reply:
    """Save a situation update, or ask for what is missing; nothing typed is lost."""
    named = invocation.options.get("draft", "")
    if named and await drafting.find(named, tools) is None and not invocation.options.get("text"):
        return await drafting.finished(named, tools)
    act, world = await drafting.resumed(invocation, tools)
    told, press = gather(act.options, world), act.options.get("press", "")
    if not told.text or told.errors or press == "edit":
        return Reply(_form(act.options, told.errors, world))
    private = looked_through(act.options, ("text", "source"), world)
    as_typed = press == "typed" and may_post_as_typed(world)
    told = told if as_typed else gather(private.options, world)
    response = world.response or await fitting_response(told.places, world)
    again = await _reported_already(told.text, response, world)
    if again:
        return await _shown(again, world.viewer.say("You reported this already; it was not doubled."), world)
    why = (*reasons(replace(act, command="update"), world), *await first_update(world))
    doubts = Doubts((), private.found, why)
    if doubts and press not in ("post", "typed"):
        return await _preview(told, response, doubts, act, world)
    return await _reported(told, response, act, world)


async def _preview(told: Report, response: Response | None, doubts: Doubts, act: Invocation, tools: Tools) -> Reply:
    """Show the update as it would stand."""
    viewer = tools.viewer
    name = await drafting.keep("update", act, tools)
    update = await _update_of(told, response, act, tools)
    item = update_cards.card(update, await names_of(tools.view, viewer.locale, update.stamp), viewer)
    kind = viewer.say("Situation update")
    title = marked(viewer.say("{kind}: {what}", kind=kind, what=update.headline), update.stamp.drill, viewer)
    return look("update", name, told.text, (replace(item, title=title, body=""),), doubts, act, tools)


async def _reported(told: Report, response: Response | None, act: Invocation, tools: Tools) -> Reply:
    """Save the update, once, and offer to post as a request or an offer what it asks for or offers."""
    draft = act.options.get("draft", "")
    if draft and not await drafting.claimed(draft, tools):
        return await drafting.finished(draft, tools)
    update = await _saved(told, response, act, tools)
    await drafting.posted(draft, [update.id], tools)
    reading = tools.reading or tools.reader.read(told.text, act.at.astimezone(ZoneInfo(tools.viewer.zone)))
    more = also_buttons(update.id, reading.lines, "update", tools)
    return await _shown(update, _headline(update, tools), tools, more)


def _form(options: Mapping[str, str], errors: Mapping[str, str], tools: Tools, record: str = "") -> Form:
    say = tools.viewer.say
    example = say("Shelters in Wajima are full. Drinking water is short.")
    fields = [Field("text", say("What is happening?"), options.get("text", ""), hint=example)]
    labels = {"place": say("Place"), "sector": say("Sector")}
    fields += [
        Field(name, label, options.get(name, ""), error=errors[name], required=False)
        for name, label in labels.items()
        if name in errors
    ]
    fields.append(Field("source", say("Source"), options.get("source", ""), say("who says so"), required=False))
    carried = {name: options[name] for name in ("audience", *labels) if options.get(name) and name not in errors}
    carried |= {"record": record} if record else {}
    carried |= {name: options[name] for name in ("draft", "from") if options.get(name)}
    title = say("Correct {id}", id=record) if record else say("Situation update")
    return Form(title, "update", tuple(fields), carried, locale=tools.viewer.locale)


async def _reported_already(text: str, response: Response | None, tools: Tools) -> Update | None:
    """Return the update the same person posted in the same words a moment ago."""
    author, place = tools.me.person.id, response.id if response else None
    recent = await tools.view.updates.listing(place, tools.now - TWICE, author_id=author)
    return next((update for update in recent if update.text == text), None)


async def _saved(told: Report, response: Response | None, invocation: Invocation, tools: Tools) -> Update:
    """Store the update and owe its cards."""
    update = await _update_of(told, response, invocation, tools, await tools.uow.new_id("U"))
    await tools.uow.updates.add(update, by=tools.me.person.id)
    place = invocation.place
    await owe_cards(tools, update, Place(place.platform, place.workspace, place.channel, direct=place.direct))
    return update


async def _update_of(
    told: Report, response: Response | None, invocation: Invocation, tools: Tools, id: str = ""
) -> Update:
    """Return the update under this number; what an unverified person says stays with their own organisation."""
    place = invocation.place
    stamp = new_stamp(tools, response, _audience(invocation.options, tools))
    return Update(
        id=id,
        stamp=stamp,
        number=await tools.uow.updates.next_number(stamp.response_id, stamp.organisation_id),
        headline=headline_of(told.text),
        text=told.text,
        language=language_of(told.text),
        places=told.places,
        sector=told.sector,
        source=told.source,
        origin_platform=place.platform,
        origin_workspace=place.workspace,
        origin_channel=place.channel,
    )


def _audience(options: Mapping[str, str], tools: Tools) -> Audience:
    if tools.me.sight.trust == "unverified":
        return "own"
    return next((audience for audience in AUDIENCES if audience == options.get("audience")), "response")


def _headline(update: Update, tools: Tools) -> str:
    """Return the first line of the answer: saved, and who gets to see it when."""
    say, number = tools.viewer.say, update.id
    if update.stamp.audience == "own":
        if tools.me.sight.trust == "unverified":
            return say("Saved as {id}. You are not verified yet, so only you and your organisation see it.", id=number)
        return say("Saved as {id}. Only your organisation sees it.", id=number)
    if update.stamp.response_id is None:
        return say("Saved as {id}. It waits for a response that fits its place: see /response list.", id=number)
    return say("Saved as {id}. It goes out to the linked channels in {seconds} seconds.", id=number, seconds=tools.undo)


async def _shown(update: Update, title: str, tools: Tools, more: tuple[Button, ...] = ()) -> Reply:
    viewer = tools.viewer
    item = update_cards.card(update, await names_of(tools.view, viewer.locale, update.stamp), viewer)
    note = viewer.say("To correct it: /update {id} and the right text.", id=update.id)
    return Reply(Card(title, items=(item,), buttons=more, note=note, locale=viewer.locale))


async def corrected(id: str, options: Mapping[str, str], tools: Tools) -> Reply:
    """Put a new version in the place of an update, wherever it stands."""
    old = await tools.view.updates.get(id)
    if old is None or not may_see(tools.me.sight, old.stamp):
        return no_record_of(id, options.get("text", ""), tools)
    if not may(tools.me.sight, "update.change", old.stamp):
        return not_yours(id, options.get("text", ""), tools)
    told = gather(options, tools)
    if told.errors or not (told.text or told.source or told.places or told.sector):
        return Reply(_form({**options, "text": told.text or old.text}, told.errors, tools, id))
    new = await tools.uow.updates.save(_version(old, told, tools), by=tools.me.person.id, what="correct")
    await owe_amendments(tools, id, new.stamp.version)
    title = tools.viewer.say(
        "{id} is corrected: version {number}. Everyone who has it sees the new text.", id=id, number=new.stamp.version
    )
    return await _shown(new, title, tools)


def _version(old: Update, told: Report, tools: Tools) -> Update:
    """Return the update with what was told now; the rest stays."""
    text = told.text or old.text
    return replace(
        old,
        stamp=replace(old.stamp, updated_at=tools.now),
        headline=headline_of(text),
        text=text,
        language=language_of(text),
        places=told.places or old.places,
        sector=told.sector or old.sector,
        source=told.source or old.source,
    )
