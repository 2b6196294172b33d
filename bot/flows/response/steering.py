"""Joining a response, and steering it: pause, resume, close."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import posts as post_cards
from bot.cards import responses as response_cards
from bot.cards.shown import names_of
from bot.chat import Button, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import UNFINISHED
from bot.domain.post import LIVE, Post
from bot.domain.response import MOVES, Move, Response, ResponseState
from bot.domain.rules import may
from bot.flows.plain import not_vouched, only_coordinators, plain
from bot.flows.response.choice import OPEN, ask_which, meant
from bot.notices import owe_amendments, owe_news
from bot.store import PostFilter

MOST_CLOSED = 10_000
"""Live posts of one response that closing looks at: all of them, by any measure of a real one."""
MOST_SHOWN = 10


async def join(invocation: Invocation, tools: Tools) -> Reply:
    """Note that the sender's organisation works in a response."""
    say, organisation = tools.viewer.say, tools.me.organisation
    if organisation is None:
        body = say("Say first for whom you speak: /profile organisation Green Wave")
        return plain(tools, say("Organisations join, and I do not know yours."), body)
    if not may(tools.me.sight, "response.join"):
        return plain(tools, say("You cannot join a response yet."), not_vouched(tools))
    found = await meant(invocation.options, tools, "join")
    if isinstance(found, Reply):
        return found
    if found.state not in OPEN:
        return _not_possible(found, tools)
    return await _joined(found, invocation, tools)


async def _joined(found: Response, invocation: Invocation, tools: Tools) -> Reply:
    say, organisation = tools.viewer.say, tools.me.organisation
    assert organisation is not None, "only organisations join"
    new = await tools.uow.responses.join(found.id, organisation.id, tools.now)
    title = response_cards.title(found, tools.viewer)
    if new:
        sentence = say("{organisation} works in {title}.", organisation=organisation.name, title=title)
        await owe_amendments(tools, found.id, found.stamp.version)
    else:
        sentence = say("{organisation} works in {title} already.", organisation=organisation.name, title=title)
    buttons: tuple[Button, ...] = ()
    if not invocation.place.direct and not (tools.channel and tools.channel.response_id == found.id):
        label = say("Link this channel to {id}", id=found.id)
        buttons = (Button(label, "response", {"action": "link", "record": found.id}),)
    return plain(tools, sentence, say("See what is needed: /list"), buttons=buttons)


async def pause(invocation: Invocation, tools: Tools) -> Reply:
    """Pause an active response; its posts stay open."""
    note = tools.viewer.say(
        "Its requests and offers stay open, and new ones are still taken. /response resume takes it up again."
    )
    return await _steer("pause", invocation, tools, note)


async def resume(invocation: Invocation, tools: Tools) -> Reply:
    """Take a paused response up again."""
    return await _steer("resume", invocation, tools, tools.viewer.say("Everything in it goes on as it stands."))


async def _steer(move: Move, invocation: Invocation, tools: Tools, body: str) -> Reply:
    found = await _for_move(move, invocation, tools)
    if isinstance(found, Reply):
        return found
    saved = await moved(move, found, tools)
    card = response_cards.card(saved, tools.viewer, len(await tools.view.responses.members(saved.id)))
    return plain(tools, _is_now(saved, tools), body, items=(card,))


async def _for_move(move: Move, invocation: Invocation, tools: Tools) -> Response | Reply:
    """Return the response to be moved, or why the sender cannot."""
    if not may(tools.me.sight, "response.steer"):
        return only_coordinators(tools)
    sources, _ = MOVES[move]
    found = await meant(invocation.options, tools, move, sources)
    if isinstance(found, Reply) or found.state in sources:
        return found
    return _not_possible(found, tools)


def _not_possible(found: Response, tools: Tools) -> Reply:
    state = tools.viewer.term("response", found.state)
    title = tools.viewer.say("That is not possible: {id} is {state}.", id=found.id, state=state)
    return plain(tools, title, tools.viewer.say("To see all: /response list"))


async def moved(move: Move, response: Response, tools: Tools) -> Response:
    """Store the response in the state the move leads to; cards about it that stand somewhere are amended."""
    target: ResponseState = MOVES[move][1]
    changed = replace(response, state=target, stamp=replace(response.stamp, updated_at=tools.now))
    saved = await tools.uow.responses.save(changed, by=tools.me.person.id, what=move)
    await owe_amendments(tools, saved.id, saved.stamp.version)
    return saved


def _is_now(response: Response, tools: Tools) -> str:
    state = tools.viewer.term("response", response.state)
    return tools.viewer.say("{title} is now: {state}.", title=response_cards.title(response, tools.viewer), state=state)


async def close(invocation: Invocation, tools: Tools) -> Reply:
    """Close the response that is named, and its posts except those on which somebody still counts."""
    if not {"record", "text"} & invocation.options.keys() and may(tools.me.sight, "response.steer"):
        return await ask_which(tools, "close", MOVES["close"][0])
    found = await _for_move("close", invocation, tools)
    if isinstance(found, Reply):
        return found
    saved = await moved("close", found, tools)
    wanted = PostFilter(states=LIVE, response_id=saved.id, limit=MOST_CLOSED)
    posts = await tools.view.posts.listing(wanted)
    kept = [post for post in posts if await counted_on(post, tools)]
    ids = {post.id for post in kept}
    for post in posts:
        if post.id not in ids:
            await _close_post(post, tools)
    return await _told(saved, len(posts) - len(kept), kept, tools)


async def counted_on(post: Post, tools: Tools) -> bool:
    """Return whether a commitment of this post is not finished."""
    return any(each.state in UNFINISHED for each in await tools.view.commitments.of_post(post.id))


async def _close_post(post: Post, tools: Tools) -> None:
    changed = replace(post, state="closed", stamp=replace(post.stamp, updated_at=tools.now))
    saved = await tools.uow.posts.save(changed, by=tools.me.person.id, what="close")
    await owe_amendments(tools, saved.id, saved.stamp.version)
    await owe_news(tools, saved.stamp.author_id, saved.id, saved.stamp.version)


async def _told(response: Response, closed: int, kept: Sequence[Post], tools: Tools) -> Reply:
    """Return what closing did to the posts, and those that stay because something is on its way."""
    viewer = tools.viewer
    lines = [viewer.plural("{n} post was closed with it.", "{n} posts were closed with it.", closed)]
    if kept:
        stays = viewer.plural(
            "{n} stays open, because something is promised:", "{n} stay open, because something is promised:", len(kept)
        )
        lines.append(stays)
    names = await names_of(tools.view, viewer.locale, *(post.stamp for post in kept[:MOST_SHOWN]))
    items = tuple(post_cards.line(post, names, viewer, ()) for post in kept[:MOST_SHOWN])
    return plain(tools, _is_now(response, tools), "\n".join(lines), items=items)
