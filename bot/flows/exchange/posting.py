"""From a typed sentence to saved requests or offers: what `/request` and `/offer` share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Button, Card, Field, Form, Invocation, Place, Reply
from bot.command import Tools
from bot.domain.post import LETTERS, LIVE, WHOLE, Post, PostPlace, first_state
from bot.domain.quantity import parse
from bot.domain.reading import PostKind, Reading, ReadLine, ReadPlace, ReadQuantity
from bot.domain.record import AUDIENCES, Audience
from bot.domain.response import Response
from bot.flows.exchange.fitting import best_fits, fit_items
from bot.flows.exchange.troubles import trouble_text
from bot.flows.places import guessed, post_place, settled
from bot.flows.stamping import new_stamp
from bot.notices import owe_cards
from bot.store import Draft, PostFilter

TWICE = timedelta(minutes=10)
"""The same words of the same person within this time are one post (expectations A33)."""
RESERVED_TYPES = ("money", "people", "space")
"""Funding, staff and space are shown to verified organisations unless the poster says otherwise (PRODUCT.md)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the sentence and the options beside it say together; `errors` by field name."""

    lines: tuple[ReadLine, ...]
    errors: Mapping[str, str]


async def post(kind: PostKind, invocation: Invocation, tools: Tools) -> Reply:
    """Save what was typed as requests or offers, or ask for what is missing; nothing typed is lost."""
    options = invocation.options
    if not options.get("text"):
        return Reply(form(kind, options, {}, tools))
    wish = gather(kind, options, tools.reading, tools)
    if wish.errors:
        await keep_draft(kind, invocation, tools)
        return Reply(form(kind, options, wish.errors, tools))
    again = await posted_already(kind, wish.lines, invocation, tools)
    if again:
        return await shown(again, tools, tools.viewer.say("You posted this already; it was not doubled."))
    saved = [await save(kind, line, invocation, tools) for line in wish.lines]
    return await shown(saved, tools, headline(saved, tools))


def gather(kind: PostKind, options: Mapping[str, str], reading: Reading | None, tools: Tools) -> Wish:
    """Join the reading of the text with the typed options, which win."""
    lines, errors = understood(kind, options["text"], reading, tools)
    for name in ("place", "quantity", "until", "category"):
        if options.get(name):
            lines, error = OVERRIDES[name](options[name], lines, tools)
            for field in ANSWERS[name]:
                errors.pop(field, None)
            if error:
                errors[name] = error
    lines = tuple(replace(line, on_behalf_of=options.get("for") or line.on_behalf_of) for line in lines)
    if "place" not in errors and any(not line.places for line in lines):
        errors["place"] = tools.viewer.say("Where? For example Wajima, 輪島市 or Noto.")
    if "date" in errors:
        errors["until"] = errors.pop("date")
    if "unit" in errors:
        errors["quantity"] = errors.pop("unit")
    return Wish(lines, errors)


def understood(
    kind: PostKind, text: str, reading: Reading | None, tools: Tools
) -> tuple[tuple[ReadLine, ...], dict[str, str]]:
    """Return the lines of the text, at least one, and what is wrong with it by field."""
    read = tuple(line for line in (reading.lines if reading else ()) if line.kind == kind)
    errors = {t.field: trouble_text(t, tools) for t in (reading.troubles if reading else ())}
    lines = tuple(replace(line, places=tuple(settled(place, tools) for place in line.places)) for line in read)
    if lines != read and all(place.code or place.region for line in lines for place in line.places):
        errors.pop("place", None)
    if not lines:
        category = tools.vocabulary.find_category(text)
        lines = (ReadLine(kind, category.id if category else None, text),)
    if all(line.category for line in lines):
        errors.pop("category", None)
    return lines, errors


def _with_place(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    """Put the place on every line, or, where only some name one, on those that name none."""
    place, error = guessed(typed, tools)
    if place is None:
        return lines, error
    code = place.codes[0] if len(place.codes) == 1 else None
    read = ReadPlace(code, place.name, region=() if code else place.codes)
    some = any(line.places for line in lines) and not all(line.places for line in lines)
    return tuple(line if some and line.places else replace(line, places=(read,)) for line in lines), ""


def _with_quantity(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    """Put the amount on the first line that names none, or else on the first."""
    at = next((n for n, line in enumerate(lines) if line.quantity is None), 0)
    first = lines[at]
    category = tools.vocabulary.category(first.category) if first.category else None
    bare = parse(typed)
    if bare:
        unit = first.quantity.unit if first.quantity else (category.unit if category else "piece")
        counter = first.quantity.counter if first.quantity else ""
        quantity: ReadQuantity | None = ReadQuantity(bare, unit, counter=counter)
    else:
        read = tools.reader.read(f"{typed} {first.item}", tools.now, first.kind).lines
        quantity = read[0].quantity if read else None
    if quantity is None:
        return lines, tools.viewer.say("{typed} is no amount I can read. For example 200 or 20 boxes.", typed=typed)
    return (*lines[:at], replace(first, quantity=quantity), *lines[at + 1 :]), ""


def _with_until(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    local = tools.now.astimezone(ZoneInfo(tools.viewer.zone))
    month_and_day = re.fullmatch(r"\s*(\d{1,2})-(\d{1,2})\s*", typed, re.ASCII)
    try:
        ends: date | None = date.fromisoformat(typed.strip())
    except ValueError:
        day = "/".join(month_and_day.groups()) if month_and_day else typed
        read = tools.reader.read(f"{lines[0].item or '水'} {day}", local, lines[0].kind).lines
        ends = (read[0].ends or read[0].starts) if read else None
    if ends is None:
        return lines, tools.viewer.say(
            "{typed} is no date I can read. For example 2026-11-30, Friday or 11月30日.", typed=typed
        )
    return tuple(replace(line, ends=ends) for line in lines), ""


def _with_category(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    """Put the category on every line, or, where only some have one, on those that have none."""
    category = tools.vocabulary.find_category(typed)
    if category is None:
        near = [c.name.of(tools.viewer.locale) for c in tools.vocabulary.suggest_categories(typed)]
        nearest = tools.viewer.listed(near)
        return lines, tools.viewer.say(
            "I do not know the category {typed}. Nearest: {near}.", typed=typed, near=nearest
        )
    some = any(line.category for line in lines) and not all(line.category for line in lines)
    return tuple(line if some and line.category else replace(line, category=category.id) for line in lines), ""


OVERRIDES = {"place": _with_place, "quantity": _with_quantity, "until": _with_until, "category": _with_category}
ANSWERS = {"place": ("place",), "quantity": ("quantity", "unit"), "until": ("date",), "category": ("category",)}
"""Which of the reader's troubles an option settles."""


async def keep_draft(kind: PostKind, invocation: Invocation, tools: Tools) -> None:
    """Keep what was typed; one draft a person and command, the newest."""
    person = tools.me.person
    draft = Draft(f"{person.id}:{kind}", person.id, kind, dict(invocation.options), tools.now)
    await tools.uow.drafts.keep(draft)


def form(kind: PostKind, options: Mapping[str, str], errors: Mapping[str, str], tools: Tools) -> Form:
    """Return the questions: what was typed, and each field that is missing or wrong."""
    say = tools.viewer.say
    example = (
        say("200 blankets in Wajima by Friday")
        if kind == "request"
        else say("500 wool blankets in Sendai until 30 Nov")
    )
    labels = {
        "place": say("Place"),
        "quantity": say("How much"),
        "until": say("Until when"),
        "category": say("Category"),
    }
    fields = [Field("text", say("What?"), options.get("text", ""), hint=example)]
    fields += [
        Field(name, label, options.get(name, ""), error=errors[name], required=name == "place")
        for name, label in labels.items()
        if name in errors
    ]
    carried = {name: options[name] for name in ("for", "audience", *labels) if options.get(name) and name not in errors}
    title = say("Request: one more thing") if kind == "request" else say("Offer: one more thing")
    return Form(
        title,
        kind,
        tuple(fields),
        carried,
        note=say("Nothing is lost: correct what is marked and send."),
        locale=tools.viewer.locale,
    )


async def posted_already(
    kind: PostKind, lines: tuple[ReadLine, ...], invocation: Invocation, tools: Tools
) -> list[Post]:
    """Return what the same person posted in the same words, meaning the same, a moment ago."""
    since = tools.now - TWICE
    mine = await tools.view.posts.listing(PostFilter(kind=kind, author_id=tools.me.person.id, since=since, limit=50))
    place = invocation.place
    return [
        p
        for p in mine
        if p.text == invocation.options["text"]
        and any(says(p, line) for line in lines)
        and p.state in (*LIVE, "held")
        and (p.origin_platform, p.origin_workspace, p.origin_channel)
        == (place.platform, place.workspace, place.channel)
    ]


def says(post: Post, line: ReadLine) -> bool:
    """Return whether a post holds what a line says: options beside the same words may have said something else."""
    quantity = line.quantity.value if line.quantity else WHOLE
    said = (line.category, quantity, line.ends, line.on_behalf_of, tuple(post_place(p) for p in line.places))
    return (post.category, post.quantity, post.ends, post.on_behalf_of, post.places) == said


def default_audience(line: ReadLine, tools: Tools) -> Audience:
    """Return the audience for a line whose poster said nothing."""
    category = tools.vocabulary.category(line.category) if line.category else None
    return "verified" if category and category.type in RESERVED_TYPES and line.kind == "offer" else "response"


async def save(kind: PostKind, line: ReadLine, invocation: Invocation, tools: Tools) -> Post:
    """Store one line and owe its cards."""
    options, place = invocation.options, invocation.place
    places = tuple(post_place(p) for p in line.places)
    response = tools.response or await fitting_response(places, tools)
    chosen = options.get("audience")
    audience: Audience = next((a for a in AUDIENCES if a == chosen), default_audience(line, tools))
    held = tools.me.sight.trust == "unverified"
    quantity = line.quantity
    record = Post(
        id=await tools.uow.new_id(LETTERS[kind]),
        kind=kind,
        stamp=new_stamp(tools, response, audience),
        state="held" if held else first_state(kind),
        category=line.category,
        item=line.item or tools.viewer.category(line.category),
        text=options["text"],
        language=language_of(options["text"]),
        quantity=quantity.value if quantity else WHOLE,
        counted=quantity is not None,
        unit=quantity.unit if quantity else "piece",
        counter=quantity.counter if quantity else "",
        places=places,
        starts=line.starts,
        ends=line.ends,
        urgency=line.urgency,
        on_behalf_of=line.on_behalf_of,
        bundle=invocation.id,
        origin_platform=place.platform,
        origin_workspace=place.workspace,
        origin_channel=place.channel,
        confirmed_at=tools.now,
    )
    await tools.uow.posts.add(record, by=tools.me.person.id)
    origin = Place(place.platform, place.workspace, place.channel, direct=place.direct)
    await owe_cards(tools, record, origin)
    await tools.uow.drafts.drop(f"{tools.me.person.id}:{kind}")
    return record


def language_of(text: str) -> str:
    """Return "ja" for a text with any kana or kanji, else "en"."""
    return "ja" if any("぀" <= c <= "ヿ" or "一" <= c <= "鿿" for c in text) else "en"


async def fitting_response(places: tuple[PostPlace, ...], tools: Tools) -> Response | None:
    """Return the one active real response whose areas hold one of these places; None when none or several do."""
    codes = [code for place in places for code in place.codes]
    active = [r for r in await tools.view.responses.listing(("active",)) if r.stamp.drill == "actual"]
    covers = tools.gazetteer.covers
    fits = [r for r in active if any(covers(a, c) or covers(c, a) for a in r.areas for c in codes)]
    return fits[0] if len(fits) == 1 else None


def headline(saved: list[Post], tools: Tools) -> str:
    """Return the first line of the answer: saved, as what, and where it stands."""
    viewer, first = tools.viewer, saved[0]
    ids = viewer.listed([p.id for p in saved])
    if first.state == "held":
        return viewer.say("Saved as {ids}. A moderator passes it on before others see it.", ids=ids)
    if first.stamp.response_id is None:
        return viewer.say("Saved as {ids}. It waits for a response that fits its place: see /response list.", ids=ids)
    if first.urgency == "critical":
        return viewer.say("Saved as {ids}. It goes out to the linked channels at once.", ids=ids)
    return viewer.say(
        "Saved as {ids}. It goes out to the linked channels in {seconds} seconds.", ids=ids, seconds=tools.undo
    )


async def shown(saved: list[Post], tools: Tools, title: str) -> Reply:
    """Return the answer: each record as it stands, the best matches, Edit and Undo."""
    viewer = tools.viewer
    names = await names_of(tools.view, viewer.locale, *(p.stamp for p in saved))
    items = [post_cards.line(record, names, viewer, own_buttons(record, tools)) for record in saved]
    for record in saved:
        fits = await best_fits(record, tools, limit=3)
        items += await fit_items(record, fits, tools)
    return Reply(Card(title, items=tuple(items), urgency=saved[0].urgency, locale=viewer.locale))


def own_buttons(record: Post, tools: Tools) -> tuple[Button, ...]:
    """Return Edit and Undo for a record just posted."""
    say = tools.viewer.say
    return (
        Button(say("Edit"), "mine", {"action": "edit", "record": record.id}),
        Button(say("Undo"), "mine", {"action": "undo", "record": record.id}),
    )
