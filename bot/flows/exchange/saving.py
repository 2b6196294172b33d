"""From the lines of a post to saved records, and the answer that shows them."""

from dataclasses import replace
from datetime import timedelta

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Button, Card, Invocation, Place, Reply
from bot.command import Tools
from bot.domain.post import LETTERS, LIVE, WHOLE, Post, PostPlace, first_state
from bot.domain.reading import PostKind, ReadLine
from bot.domain.record import AUDIENCES, Audience
from bot.domain.response import Response
from bot.flows.advice.standards import beside
from bot.flows.exchange.fitting import all_fits, fit_items, seen_of
from bot.flows.exchange.noticing import WELL, note_fits
from bot.flows.exchange.siting import sited
from bot.flows.places import post_place
from bot.flows.stamping import new_stamp
from bot.flows.understanding import language_of
from bot.notices import owe_cards
from bot.store import PostFilter

TWICE = timedelta(minutes=10)
"""The same words of the same person within this time are one post (expectations A33)."""
BEST = 3
"""Matches shown in the answer to a new post."""
RESERVED_TYPES = ("money", "people", "space")
"""Funding, staff and space are shown to verified organisations unless the poster says otherwise (PRODUCT.md)."""


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
    """Return whether a post holds what a line says: options beside the same words may have said something else.

    Sites do not count: a saved post may bear another spelling of the same one.
    """
    quantity = line.quantity.value if line.quantity else WHOLE
    said = (line.category, quantity, line.ends, line.on_behalf_of, tuple(unsited(post_place(p)) for p in line.places))
    held = (post.category, post.quantity, post.ends, post.on_behalf_of, tuple(map(unsited, post.places)))
    return held == said


def unsited(place: PostPlace) -> PostPlace:
    """Return a place without the site in it."""
    return replace(place, site="", site_id="")


def default_audience(line: ReadLine, tools: Tools) -> Audience:
    """Return the audience for a line whose poster said nothing."""
    category = tools.vocabulary.category(line.category) if line.category else None
    return "verified" if category and category.type in RESERVED_TYPES and line.kind == "offer" else "response"


async def record_of(kind: PostKind, line: ReadLine, invocation: Invocation, tools: Tools, id: str = "") -> Post:
    """Return one line as the record that it becomes, or would become, under this number."""
    options, place = invocation.options, invocation.place
    places = tuple(post_place(p) for p in line.places)
    response = tools.response or await fitting_response(places, tools)
    chosen = options.get("audience")
    audience: Audience = next((a for a in AUDIENCES if a == chosen), default_audience(line, tools))
    held = tools.me.sight.trust == "unverified"
    quantity = line.quantity
    return Post(
        id=id,
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


async def save(kind: PostKind, line: ReadLine, invocation: Invocation, tools: Tools) -> Post:
    """Store one line, with the sites it names, and owe its cards."""
    record = await record_of(kind, line, invocation, tools, await tools.uow.new_id(LETTERS[kind]))
    record = await sited(record, tools)
    await tools.uow.posts.add(record, by=tools.me.person.id)
    place = invocation.place
    await owe_cards(tools, record, Place(place.platform, place.workspace, place.channel, direct=place.direct))
    return record


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


async def shown(
    saved: list[Post], tools: Tools, title: str, more: tuple[Button, ...] = (), last: tuple[Card, ...] = ()
) -> Reply:
    """Return the answer: each record as it stands, the best matches, Edit and Undo; `more` buttons under it all.

    `last` comes after the matches.
    """
    viewer = tools.viewer
    names = await names_of(tools.view, viewer.locale, *(p.stamp for p in saved))
    items = [
        _advised(post_cards.line(record, names, viewer, own_buttons(record, tools)), record, tools) for record in saved
    ]
    for record in saved:
        found = await all_fits(record, tools, BEST, WELL)
        best = seen_of(found, tools)[:BEST]
        items += await fit_items(record, best, tools)
        await tools.uow.fit_news.known([(record.id, fit.post.id) for fit in best])
        await note_fits(record, found, tools)
    items += last
    return Reply(Card(title, items=tuple(items), buttons=more, urgency=saved[0].urgency, locale=viewer.locale))


def _advised(line: Card, record: Post, tools: Tools) -> Card:
    """Return a record's line with a word about the minimum standard where it is far from that."""
    return replace(line, note="\n".join(part for part in (line.note, beside(record, tools)) if part))


def own_buttons(record: Post, tools: Tools) -> tuple[Button, ...]:
    """Return Edit and Undo for a record just posted."""
    say = tools.viewer.say
    return (
        Button(say("Edit"), "mine", {"action": "edit", "record": record.id}),
        Button(say("Undo"), "mine", {"action": "undo", "record": record.id}),
    )
