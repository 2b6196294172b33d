"""Which response is meant, and how responses are shown to choose from."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.cards import responses as response_cards
from bot.cards.draw import draw
from bot.chat import Button, Card, Invocation, Place, Reply
from bot.command import Tools
from bot.domain.post import WANTING
from bot.domain.response import Response, ResponseState
from bot.domain.rules import may
from bot.flows.plain import plain, unknown
from bot.store import PostFilter
from bot.typed import folded

OPEN: tuple[ResponseState, ...] = ("active", "paused", "proposed")
"""The states in which a response can still be worked in, in the order they are listed."""
MOST_LISTED = 10
LIKE_TITLE = 80
"""Of 100, rapidfuzz: from here words are taken for a title, and two titles for one emergency."""


async def still_open(tools: Tools, states: Sequence[ResponseState] = OPEN) -> list[Response]:
    """Return the responses in these states: active ones first, newest first among equals."""
    found = await tools.view.responses.listing(tuple(states))
    return sorted(found, key=lambda each: OPEN.index(each.state) if each.state in OPEN else len(OPEN))


async def meant(
    options: Mapping[str, str], tools: Tools, action: str, states: Sequence[ResponseState] = OPEN
) -> Response | Reply:
    """Return the response these options name, or the answer that asks which one.

    By its number, else by its title, else the one of this place, else the only one there is. A merged one leads to its
    twin.
    """
    record, text = options.get("record", ""), options.get("text", "")
    if record:
        return await following(record, tools) or await ask_which(tools, action, states, unknown(record, tools))
    candidates = await still_open(tools, states)
    if text:
        found = by_title(text, candidates)
        title = tools.viewer.say("I know no response “{text}”. Which one do you mean?", text=text)
        return found or await ask_which(tools, action, states, title)
    if tools.response and tools.response.state in states:
        return tools.response
    return candidates[0] if len(candidates) == 1 else await ask_which(tools, action, states)


async def following(id: str, tools: Tools) -> Response | None:
    """Return a response by its number; a merged one leads to its twin."""
    found = await tools.view.responses.get(id)
    while found and found.merged_into:
        found = await tools.view.responses.get(found.merged_into)
    return found


def by_title(text: str, candidates: Sequence[Response]) -> Response | None:
    """Return the response whose title these words are or belong to."""
    titles = {response.id: folded(response.title) for response in candidates}
    best = process.extractOne(folded(text), titles, scorer=fuzz.token_set_ratio, score_cutoff=LIKE_TITLE)
    return next((each for each in candidates if best and each.id == best[2]), None)


async def ask_which(tools: Tools, action: str, states: Sequence[ResponseState], title: str = "") -> Reply:
    """Return the responses that may be meant, each with a button for what was wanted."""
    say = tools.viewer.say
    candidates = await still_open(tools, states)
    if not candidates:
        return plain(tools, title or nothing_open(tools), say("To begin one: /response propose Noto earthquake"))
    items = [
        response_cards.line(each, tools.viewer, (_that_one(each, action, tools),)) for each in candidates[:MOST_LISTED]
    ]
    return plain(tools, title or say("Which response?"), items=tuple(items))


def _that_one(response: Response, action: str, tools: Tools) -> Button:
    return Button(
        tools.viewer.say("This one: {id}", id=response.id), "response", {"action": action, "record": response.id}
    )


def nothing_open(tools: Tools) -> str:
    """Return the sentence for a time without responses."""
    return tools.viewer.say("No response is open.")


async def shown(invocation: Invocation, tools: Tools) -> Reply:
    """Show one response by its number or title, or list them when none is named."""
    record, text = invocation.options.get("record", ""), invocation.options.get("text", "")
    if not record and not text:
        return await listed(invocation, tools)
    found = await tools.view.responses.get(record) if record else by_title(text, await still_open(tools))
    if found:
        return Reply(await whole(found, invocation.place, tools))
    if record:
        return await ask_which(tools, "", OPEN, unknown(record, tools))
    return not_understood(text, tools)


async def whole(response: Response, place: Place, tools: Tools) -> Card:
    """Return a response with its figures and everything the sender may do with it here."""
    viewer, members = tools.viewer, await tools.view.responses.members(response.id)
    wanted = PostFilter(states=WANTING, response_id=response.id, drills=(response.stamp.drill,), limit=5000)
    posts = await tools.view.posts.listing(wanted)
    requests = sum(post.kind == "request" for post in posts)
    figures = response_cards.Figures(
        len(members), requests, len(posts) - requests, len(await tools.view.places.linked(response.id))
    )
    buttons = (*entry_buttons(response, members, place, tools), *steering_buttons(response, tools))
    return response_cards.whole(response, figures, viewer, buttons)


async def listed(invocation: Invocation, tools: Tools) -> Reply:
    """List the responses that are active, paused or proposed, with what the sender may do."""
    viewer, found = tools.viewer, await still_open(tools)
    if not found:
        return plain(tools, nothing_open(tools), viewer.say("To begin one: /response propose Noto earthquake"))
    items = []
    for response in found[:MOST_LISTED]:
        members = await tools.view.responses.members(response.id)
        items.append(response_cards.line(response, viewer, entry_buttons(response, members, invocation.place, tools)))
    title = viewer.plural("{n} response", "{n} responses", len(found))
    return plain(tools, title, items=tuple(items), note=_where_linked(tools))


def _where_linked(tools: Tools) -> str:
    linked = tools.channel.response_id if tools.channel else None
    return tools.viewer.say("This channel is linked to {id}.", id=linked) if linked else ""


def entry_buttons(response: Response, members: Sequence[str], place: Place, tools: Tools) -> tuple[Button, ...]:
    """Return how the sender can come in: open a proposal, join, link this channel."""
    say, sight, organisation = tools.viewer.say, tools.me.sight, tools.me.organisation
    record, found = {"record": response.id}, []
    if response.state == "proposed" and may(sight, "response.open"):
        found.append(Button(say("Open {id}", id=response.id), "response", {"action": "open", **record}))
    if response.state in OPEN and may(sight, "response.join") and not (organisation and organisation.id in members):
        found.append(Button(say("Join {id}", id=response.id), "response", {"action": "join", **record}))
    here = tools.channel is not None and tools.channel.response_id == response.id
    if response.state in OPEN and may(sight, "response.link") and not place.direct and not here:
        found.append(Button(say("Link this channel to {id}", id=response.id), "response", {"action": "link", **record}))
    return tuple(found)


def steering_buttons(response: Response, tools: Tools) -> tuple[Button, ...]:
    """Return what a coordinator can do with it now."""
    if not may(tools.me.sight, "response.steer"):
        return ()
    say = tools.viewer.say
    labels = {
        "pause": ("active", say("Pause {id}", id=response.id)),
        "resume": ("paused", say("Resume {id}", id=response.id)),
    }
    return tuple(
        Button(label, "response", {"action": action, "record": response.id})
        for action, (state, label) in labels.items()
        if response.state == state
    )


async def other_record(id: str, tools: Tools) -> Reply:
    """Show the record that was meant, which is no response."""
    say, card = tools.viewer.say, await draw(tools.view, id, tools.viewer)
    example = say("/response is for disasters, whose numbers begin with D: /response D1")
    if card is None:
        return plain(tools, unknown(id, tools), example)
    return plain(tools, say("Did you mean {id}?", id=id), example, items=(card,))


def not_understood(text: str, tools: Tools) -> Reply:
    """Answer words that are neither an action nor a title: keep them, and show what would work."""
    say = tools.viewer.say
    lines = [say("To propose it: /response propose {text}", text=text), say("To see all: /response list")]
    return plain(tools, say("I know no response “{text}”.", text=text), "\n".join(lines))
