"""Proposing and opening a response: from a typed title to a saved record, unless a near-equal one stands already."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.cards import responses as response_cards
from bot.chat import Button, Field, Form, Invocation, Place, Reply
from bot.command import Tools
from bot.domain.post import LIVE
from bot.domain.response import MOVES, Response
from bot.domain.rules import may
from bot.flows.advice import unasked
from bot.flows.plain import agreed, plain, unknown
from bot.flows.response.choice import LIKE_TITLE, OPEN, entry_buttons, following, still_open
from bot.flows.response.wish import Wish, wish_of
from bot.flows.stamping import new_stamp
from bot.notices import owe_amendments, owe_cards
from bot.store import Draft, PostFilter
from bot.typed import folded

MOST_WAITING = 5000
"""Posts that wait for a response, looked at when one opens."""


async def propose(invocation: Invocation, tools: Tools) -> Reply:
    """Save a proposal, or ask for what is missing."""
    return await _begin(invocation, tools, opening=False)


async def open_one(invocation: Invocation, tools: Tools) -> Reply:
    """Open a proposed response by its number, or a new one; who may not open gets it saved as a proposal."""
    record = invocation.options.get("record", "")
    if not record:
        return await _begin(invocation, tools, opening=True)
    found = await following(record, tools)
    if found is None:
        return plain(tools, unknown(record, tools), tools.viewer.say("To see all: /response list"))
    return await _open_proposed(found, invocation.place, tools)


async def _begin(invocation: Invocation, tools: Tools, *, opening: bool) -> Reply:
    """Save what was typed as a response, offer a near-equal one, or ask for what is missing."""
    options, action = dict(invocation.options), "open" if opening else "propose"
    draft_id = f"{tools.me.person.id}:response"
    draft = await tools.view.drafts.get(draft_id)
    if agreed(options) and not options.get("text") and draft:
        options = {**draft.options, **options}
    wish = wish_of(options, tools)
    if wish.errors:
        return Reply(_form(wish, action, options, tools))
    near = [] if agreed(options) else near_equal(wish, await still_open(tools), tools)
    if near:
        await tools.uow.drafts.keep(Draft(draft_id, tools.me.person.id, "response", options, tools.now))
        return await _offer_near(near, action, invocation.place, tools)
    saved = await _save(wish, tools, opened=opening and may(tools.me.sight, "response.open"))
    await tools.uow.drafts.drop(draft_id)
    return await _told(saved, opening, invocation.place, tools)


def _form(wish: Wish, action: str, options: dict[str, str], tools: Tools) -> Form:
    """Return the questions: title and area, what was typed kept, each wrong value with its error."""
    say = tools.viewer.say
    labels = {"area": say("Where"), "drill": say("Actual, exercise or test"), "glide": say("GLIDE number")}
    asked = [Field("text", say("Title"), options.get("text", ""), say("Noto earthquake"), wish.errors.get("text", ""))]
    asked += [
        Field(name, label, options.get(name, ""), error=wish.errors.get(name, ""), required=name == "area")
        for name, label in labels.items()
        if name in wish.errors
    ]
    names = {field.name for field in asked}
    kept = {name: value for name, value in options.items() if name in (*labels, "force") and name not in names}
    note = say("Nothing is lost: correct what is marked and send.")
    return Form(
        say("A response: one more thing"),
        "response",
        tuple(asked),
        {"action": action, **kept},
        note,
        tools.viewer.locale,
    )


def near_equal(wish: Wish, standing: Sequence[Response], tools: Tools) -> list[Response]:
    """Return those that may be the same emergency: the same GLIDE number, like titles, or one hazard in one area."""
    covers = tools.gazetteer.covers

    def same(other: Response) -> bool:
        overlap = any(covers(a, b) or covers(b, a) for a in wish.areas for b in other.areas)
        alike = fuzz.token_sort_ratio(folded(wish.title), folded(other.title)) >= LIKE_TITLE
        numbered = bool(wish.glide) and wish.glide == other.glide
        return numbered or alike or (overlap and bool(wish.hazard) and wish.hazard == other.hazard)

    return [each for each in standing if each.stamp.drill == wish.drill and same(each)]


async def _offer_near(near: Sequence[Response], action: str, place: Place, tools: Tools) -> Reply:
    say, items = tools.viewer.say, []
    for each in near:
        members = await tools.view.responses.members(each.id)
        items.append(response_cards.line(each, tools.viewer, entry_buttons(each, members, place, tools)))
    label = say("Open it all the same") if action == "open" else say("Propose it all the same")
    anyway = Button(label, "response", {"action": action, "force": "yes"})
    title = say("This may be the same emergency. Join it, so that there are not two of one?")
    return plain(tools, title, items=tuple(items), buttons=(anyway,), note=say("What you typed is kept."))


async def _save(wish: Wish, tools: Tools, *, opened: bool) -> Response:
    """Store a new response; an opened one takes in what waits for it, and its organisation joins."""
    stamp = replace(new_stamp(tools, None, "public"), drill=wish.drill)
    record = Response(
        id=await tools.uow.new_id("D"),
        stamp=stamp,
        state="active" if opened else "proposed",
        title=wish.title,
        hazard=wish.hazard,
        areas=wish.areas,
        area_names=wish.area_names,
        glide=wish.glide,
    )
    saved = await tools.uow.responses.add(record, by=tools.me.person.id, what="open" if opened else "propose")
    if opened and tools.me.organisation:
        await tools.uow.responses.join(saved.id, tools.me.organisation.id, tools.now)
    return saved


async def _told(saved: Response, opening: bool, place: Place, tools: Tools) -> Reply:
    """Return the answer about a new response: what it is now and what to do next."""
    viewer = tools.viewer
    if saved.state == "active":
        return await _opened(saved, place, tools)
    title = viewer.say("{id} is saved as a proposal.", id=saved.id)
    who = viewer.say("A coordinator or a verified organisation opens it: /response open {id}", id=saved.id)
    refused = viewer.say("You cannot open a response yourself.") + " " if opening else ""
    buttons = entry_buttons(saved, (), place, tools)
    return plain(tools, title, refused + who, items=(response_cards.card(saved, viewer, 0, buttons),))


async def _open_proposed(found: Response, place: Place, tools: Tools) -> Reply:
    """Move a proposal to active."""
    viewer = tools.viewer
    sources, target = MOVES["open"]
    if found.state not in sources:
        state = viewer.term("response", found.state)
        return plain(tools, viewer.say("{id} cannot be opened: it is {state}.", id=found.id, state=state))
    if not may(tools.me.sight, "response.open"):
        title = viewer.say("You cannot open a response yourself.")
        return plain(
            tools,
            title,
            viewer.say("A coordinator or a verified organisation opens it: /response open {id}", id=found.id),
        )
    changed = replace(found, state=target, stamp=replace(found.stamp, updated_at=tools.now))
    saved = await tools.uow.responses.save(changed, by=tools.me.person.id, what="open")
    if tools.me.organisation:
        await tools.uow.responses.join(saved.id, tools.me.organisation.id, tools.now)
    await owe_amendments(tools, saved.id, saved.stamp.version)
    return await _opened(saved, place, tools)


async def _opened(saved: Response, place: Place, tools: Tools) -> Reply:
    viewer, members = tools.viewer, await tools.view.responses.members(saved.id)
    taken = await take_waiting(saved, tools)
    lines = [viewer.say("Next: link a channel to it with /response link {id}, typed there.", id=saved.id)]
    if taken:
        sentence = viewer.plural(
            "{n} post that waited for it was taken in.", "{n} posts that waited for it were taken in.", taken
        )
        lines.insert(0, sentence)
    card = response_cards.card(saved, viewer, len(members), entry_buttons(saved, members, place, tools))
    lesson = await unasked.for_response(saved, tools)
    return plain(tools, viewer.say("{id} is open.", id=saved.id), "\n".join(lines), items=(card, *lesson))


async def take_waiting(response: Response, tools: Tools) -> int:
    """Take the posts that wait for a response and fit this one's areas into it; return how many.

    What waits is real, so an exercise takes in nothing.
    """
    if response.stamp.drill != "actual" or response.state not in OPEN:
        return 0
    codes = tools.gazetteer.around(response.areas)
    wanted = PostFilter(states=(*LIVE, "held"), drills=("actual",), codes=codes, limit=MOST_WAITING)
    waiting = [post for post in await tools.view.posts.listing(wanted) if post.stamp.response_id is None]
    for post in waiting:
        stamp = replace(post.stamp, response_id=response.id, updated_at=tools.now)
        saved = await tools.uow.posts.save(replace(post, stamp=stamp), by=tools.me.person.id, what="respond")
        await owe_cards(tools, saved)
    return len(waiting)
