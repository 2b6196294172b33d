"""Linking a channel to a response, so that what others post there arrives, and taking the link away."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import responses as response_cards
from bot.cards.intake import intake_facts
from bot.chat import Button, Invocation, Place, Reply
from bot.command import Tools
from bot.domain.intake import form, subject
from bot.domain.people import Channel
from bot.domain.post import WANTING, Post
from bot.domain.response import Response
from bot.domain.rules import may
from bot.flows.plain import not_vouched, plain
from bot.flows.response.choice import OPEN, meant
from bot.flows.response.intake import intake_form, wished
from bot.notices import owe, trust_behind
from bot.store import PostFilter

MOST_OWED = 20
"""Critical requests owed to a newly linked channel: more would bury it, and /list shows them all."""


async def link(invocation: Invocation, tools: Tools) -> Reply:
    """Link this channel to the response that is meant."""
    refusal = refused(invocation.place, tools)
    if refusal:
        return refusal
    found = await meant(invocation.options, tools, "link")
    if isinstance(found, Reply):
        return found
    if found.state not in OPEN:
        state = tools.viewer.term("response", found.state)
        return plain(
            tools, tools.viewer.say("{id} is {state}: no channel can be linked to it.", id=found.id, state=state)
        )
    return await _linked(found, invocation, tools)


def refused(place: Place, tools: Tools) -> Reply | None:
    """Return why the sender cannot link or unlink here, or None."""
    say = tools.viewer.say
    if place.direct:
        return plain(tools, say("This is a direct message. Type it in the channel that you want to link."))
    if not may(tools.me.sight, "response.link"):
        return plain(tools, say("You cannot link channels yet."), not_vouched(tools))
    return None


async def _linked(response: Response, invocation: Invocation, tools: Tools) -> Reply:
    """Store the link with what the channel takes in, owe what is urgent, and say what will arrive."""
    viewer, known, place = tools.viewer, tools.channel, invocation.place
    before = known.response_id if known else None
    linked, errors = wished(invocation.options, _base(response, invocation, tools), tools)
    if errors:
        return Reply(intake_form({**invocation.options, "record": response.id}, errors, tools))
    await tools.uow.places.save_channel(linked)
    changed = replace(response, stamp=replace(response.stamp, updated_at=tools.now))
    saved = await tools.uow.responses.save(changed, by=tools.me.person.id, what="link")
    here = replace(place, thread="")
    await owe(tools, here, "card", saved.id, saved.stamp.version, urgent=False, wait=0)
    urgent = await _critical(saved, linked, tools)
    for post in urgent:
        await owe(tools, here, "card", post.id, post.stamp.version, urgent=True, wait=0)
    title = viewer.say("This channel is linked to {title}.", title=response_cards.title(saved, viewer))
    unlink = Button(viewer.say("Unlink this channel"), "response", {"action": "unlink"})
    note = viewer.say("It was linked to {id} before.", id=before) if before and before != saved.id else ""
    arrives = "\n".join(_what_arrives(saved, urgent, linked.locale, tools))
    return plain(tools, title, arrives, facts=intake_facts(linked, viewer), buttons=(unlink,), note=note)


def _base(response: Response, invocation: Invocation, tools: Tools) -> Channel:
    """Return the link before its options: as it stands where the channel is linked to this response already."""
    known, place = tools.channel, invocation.place
    locale = invocation.options.get("locale") or (known.locale if known else "") or tools.viewer.locale
    fresh = Channel(place.platform, place.workspace, place.channel, response.id, locale, tools.me.person.id, tools.now)
    if known is None or known.response_id != response.id:
        return fresh
    return replace(known, locale=locale, linked_by=fresh.linked_by, linked_at=fresh.linked_at)


def _what_arrives(response: Response, urgent: Sequence[Post], locale: str, tools: Tools) -> list[str]:
    viewer = tools.viewer
    if response.state == "active":
        first = viewer.say("New requests and offers of others arrive here; urgent ones at once.")
    else:
        state = viewer.term("response", response.state)
        first = viewer.say("It is {state}: what others post arrives here once it is open.", state=state)
    lines = [first, viewer.say("They arrive in this language: {language}.", language=viewer.term("language", locale))]
    if urgent:
        lines.append(viewer.plural("{n} urgent request follows now.", "{n} urgent requests follow now.", len(urgent)))
    lines.append(viewer.say("To choose what arrives: /response link areas:Wajima categories:water urgency:critical"))
    return [*lines, viewer.say("Everything that is open: /list")]


async def _critical(response: Response, channel: Channel, tools: Tools) -> list[Post]:
    """Return the urgent requests the channel takes in that still want something, the oldest first, at most MOST_OWED.

    None that is for one organisation is among them.
    """
    wanted = PostFilter("request", WANTING, response.id, (response.stamp.drill,), limit=5000)
    found: list[Post] = []
    for post in reversed(await tools.view.posts.listing(wanted)):
        if post.urgency != "critical" or post.stamp.audience == "own" or len(found) == MOST_OWED:
            continue
        if form(channel, subject(post, await trust_behind(tools.view, post.stamp)), tools.gazetteer.covers):
            found.append(post)
    return found


async def unlink(invocation: Invocation, tools: Tools) -> Reply:
    """Take this channel's link away."""
    say, channel = tools.viewer.say, tools.channel
    refusal = refused(invocation.place, tools)
    if refusal:
        return refusal
    if channel is None or channel.response_id is None:
        return plain(tools, say("This channel is linked to no response."), say("To link it: /response link"))
    await tools.uow.places.save_channel(
        replace(channel, response_id=None, linked_by=tools.me.person.id, linked_at=tools.now)
    )
    before = await tools.view.responses.get(channel.response_id)
    if before:
        changed = replace(before, stamp=replace(before.stamp, updated_at=tools.now))
        await tools.uow.responses.save(changed, by=tools.me.person.id, what="unlink")
    again = Button(say("Link it again"), "response", {"action": "link", "record": channel.response_id})
    title = say("This channel is no longer linked to {id}.", id=channel.response_id)
    return plain(tools, title, say("Nothing new arrives here. Cards that stand here stay."), buttons=(again,))
