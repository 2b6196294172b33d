"""Merging two responses to one emergency: everything of the one goes on in the other."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from bot.cards import responses as response_cards
from bot.chat import Invocation, Reply
from bot.command import Tools
from bot.domain.record import Stamp
from bot.domain.response import Response
from bot.domain.rules import may
from bot.flows.plain import only_coordinators, plain, unknown
from bot.flows.response.choice import OPEN
from bot.notices import owe_amendments
from bot.store import PostFilter

MOST_MOVED = 100_000
"""Records of a kind that merging takes along: all of them, by any measure of a real response."""
_ID = re.compile(r"(?<![A-Z0-9])D\d{1,7}(?!\d)", re.ASCII)


async def merge(invocation: Invocation, tools: Tools) -> Reply:
    """Move everything of the first response into the second."""
    if not may(tools.me.sight, "response.steer"):
        return only_coordinators(tools)
    ids = named(invocation.options)
    say = tools.viewer.say
    if len(ids) != 2:
        return plain(tools, say("Which two? The first goes up in the second: /response merge D2 into D1"))
    found = [await tools.view.responses.get(each) for each in ids]
    for wanted, response in zip(ids, found, strict=True):
        if response is None:
            return plain(tools, unknown(wanted, tools), say("To see all: /response list"))
    source, target = (response for response in found if response)
    refusal = _refused(source, target, tools)
    return refusal or await _merged(source, target, tools)


def named(options: Mapping[str, str]) -> list[str]:
    """Return the responses named, the one that goes up in the other first, each once."""
    text = unicodedata.normalize("NFKC", options.get("text", "")).upper()
    ids = [options.get("record", ""), *_ID.findall(text), options.get("into", "")]
    return list(dict.fromkeys(filter(None, ids)))


def _refused(source: Response, target: Response, tools: Tools) -> Reply | None:
    """Return why these two cannot be merged, or None."""
    say = tools.viewer.say
    if source.stamp.drill != target.stamp.drill:
        body = say("A real response and an exercise are never mixed.")
        return plain(tools, say("{one} and {other} cannot be merged.", one=source.id, other=target.id), body)
    for response in (source, target):
        if response.state not in OPEN:
            state = tools.viewer.term("response", response.state)
            return plain(tools, say("That is not possible: {id} is {state}.", id=response.id, state=state))
    return None


async def _merged(source: Response, target: Response, tools: Tools) -> Reply:
    """Store the merging, move what belongs to the source, and say what moved."""
    viewer, by = tools.viewer, tools.me.person.id
    gone = replace(source, state="merged", merged_into=target.id, stamp=_touched(source.stamp, tools))
    gone = await tools.uow.responses.save(gone, by=by, what="merge")
    kept = await tools.uow.responses.save(_widened(target, source, tools), by=by, what="merge")
    posts = await _move_posts(source, kept, tools)
    updates = await _move_updates(source, kept, tools)
    channels = await _move_channels(source, kept, tools)
    for member in await tools.view.responses.members(source.id):
        await tools.uow.responses.join(kept.id, member, tools.now)
    for response in (gone, kept):
        await owe_amendments(tools, response.id, response.stamp.version)
    parts = [
        viewer.plural("{n} post", "{n} posts", posts),
        viewer.plural("{n} situation update", "{n} situation updates", updates),
        viewer.plural("{n} linked channel", "{n} linked channels", channels),
    ]
    title = viewer.say("{one} went up in {other}.", one=gone.id, other=kept.id)
    card = response_cards.card(kept, viewer, len(await tools.view.responses.members(kept.id)))
    return plain(tools, title, viewer.say("Moved: {parts}.", parts=viewer.listed(parts)), items=(card,))


def _touched(stamp: Stamp, tools: Tools) -> Stamp:
    return replace(stamp, updated_at=tools.now)


def _widened(target: Response, source: Response, tools: Tools) -> Response:
    """Return the response that goes on, with the areas of both and whatever it did not know itself."""
    new = not set(source.areas) <= set(target.areas)
    return replace(
        target,
        areas=tuple(dict.fromkeys((*target.areas, *source.areas))),
        area_names=tuple(dict.fromkeys((*target.area_names, *source.area_names))) if new else target.area_names,
        hazard=target.hazard or source.hazard,
        glide=target.glide or source.glide,
        state="active" if "active" in (target.state, source.state) else target.state,
        stamp=_touched(target.stamp, tools),
    )


async def _move_posts(source: Response, target: Response, tools: Tools) -> int:
    """Move requests and offers with their commitments; return how many posts."""
    by = tools.me.person.id
    posts = await tools.view.posts.listing(PostFilter(response_id=source.id, limit=MOST_MOVED))
    for post in posts:
        stamp = replace(_touched(post.stamp, tools), response_id=target.id)
        await tools.uow.posts.save(replace(post, stamp=stamp), by=by, what="merge")
        commitments = await tools.view.commitments.of_post(post.id) if post.kind == "request" else ()
        for commitment in commitments:
            stamp = replace(_touched(commitment.stamp, tools), response_id=target.id)
            await tools.uow.commitments.save(replace(commitment, stamp=stamp), by=by, what="merge")
    return len(posts)


async def _move_updates(source: Response, target: Response, tools: Tools) -> int:
    """Move situation updates, oldest first; one keeps its number unless its organisation is beyond it in the other."""
    updates = await tools.view.updates.listing(source.id, limit=MOST_MOVED)
    for update in reversed(updates):
        following = await tools.view.updates.next_number(target.id, update.stamp.organisation_id)
        stamp = replace(_touched(update.stamp, tools), response_id=target.id)
        moved = replace(update, number=max(update.number, following), stamp=stamp)
        await tools.uow.updates.save(moved, by=tools.me.person.id, what="merge")
    return len(updates)


async def _move_channels(source: Response, target: Response, tools: Tools) -> int:
    channels = await tools.view.places.linked(source.id)
    for channel in channels:
        await tools.uow.places.save_channel(replace(channel, response_id=target.id))
    return len(channels)
