"""Passing held posts on: a vouched member of the place they were posted in, or a coordinator, one at a time or all."""

from dataclasses import replace

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Button, Card, Invocation, Reply
from bot.command import Tools
from bot.domain.post import Post, first_state
from bot.domain.rules import may
from bot.flows.exchange.missing import no_record, visible_post
from bot.flows.exchange.noticing import notice_fits
from bot.flows.plain import not_vouched, plain
from bot.notices import owe_amendments, owe_cards
from bot.store import PostFilter
from bot.typed import folded

MOST_SHOWN = 10
ALL = ("all", "すべて", "全部")


async def pass_on(invocation: Invocation, tools: Tools) -> Reply:
    """Pass on the post that was named, or, when none was, show what waits here with a button for all of it."""
    record = invocation.options.get("record", "")
    if not record and folded(invocation.options.get("text", "")) not in ALL:
        return await waiting(tools)
    if not may(tools.me.sight, "post.pass"):
        return plain(tools, not_vouched(tools))
    if record:
        post = await visible_post(record, tools)
        if post is None or not passable(post, tools):
            return no_record(record, tools) if post is None else stands(post, tools)
        return await passed([post], tools)
    return await passed(await held_here(tools), tools)


def passable(post: Post, tools: Tools) -> bool:
    """Return whether the post waits, in the sender's own place; coordinators pass on everywhere, nobody their own."""
    sight = tools.me.sight
    here = (sight.platform, sight.workspace) == (post.origin_platform, post.origin_workspace)
    return post.state == "held" and (here or sight.coordinator) and post.stamp.author_id != sight.person_id


def stands(post: Post, tools: Tools) -> Reply:
    """Say that the post does not wait for the sender."""
    state = post_cards.state_text(post, tools.viewer)
    return plain(tools, tools.viewer.say("{id} does not wait for you: {state}.", id=post.id, state=state))


async def held_here(tools: Tools) -> list[Post]:
    """Return the posts that the sender may pass on, oldest first."""
    posts = await tools.view.posts.listing(PostFilter(states=("held",)))
    return [post for post in reversed(posts) if passable(post, tools)]


async def waiting(tools: Tools) -> Reply:
    """Show what waits to be passed on."""
    viewer = tools.viewer
    posts = await held_here(tools)
    shown = posts[:MOST_SHOWN]
    if not posts:
        return plain(tools, viewer.say("Nothing waits to be passed on here."))
    names = await names_of(tools.view, viewer.locale, *(post.stamp for post in shown))
    items = tuple(post_cards.line(post, names, viewer, post_cards.pass_buttons(post, viewer)) for post in shown)
    everything = Button(viewer.say("Pass all on"), "mine", {"action": "pass", "text": "all"})
    title = viewer.plural("{n} post waits to be passed on", "{n} posts wait to be passed on", len(posts))
    return plain(tools, title, items=items, buttons=(everything,))


async def passed(posts: list[Post], tools: Tools) -> Reply:
    """Publish the posts and owe the cards that were kept back."""
    viewer = tools.viewer
    if not posts:
        return plain(tools, viewer.say("Nothing waits to be passed on here."))
    saved = [await published(post, tools) for post in posts]
    names = await names_of(tools.view, viewer.locale, *(post.stamp for post in saved))
    ids = viewer.listed([post.id for post in saved])
    items = tuple(post_cards.line(post, names, viewer) for post in saved)
    return Reply(Card(viewer.say("Passed on: {ids}.", ids=ids), items=items, locale=viewer.locale))


async def published(post: Post, tools: Tools) -> Post:
    """Take a post out of its hold."""
    stamp = replace(post.stamp, updated_at=tools.now)
    changed = replace(post, state=first_state(post.kind), stamp=stamp)
    saved = await tools.uow.posts.save(changed, by=tools.me.person.id, what="pass")
    await owe_amendments(tools, saved.id, saved.stamp.version)
    await owe_cards(tools, saved)
    await notice_fits(saved, tools)
    return saved
