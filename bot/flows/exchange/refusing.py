"""What cannot be taken up: a plain sentence why, with what stands now beside it."""

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Button, Card, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.post import WANTING, Post
from bot.domain.quantity import plain
from bot.domain.rules import may_see, owns
from bot.flows.exchange.missing import no_record, visible_post
from bot.store import PostFilter

MOST_OTHERS = 3
ASKS_AMOUNT = {"ask": "amount"}
"""What a button carries that asks for an amount."""


async def as_they_stand(sentence: str, posts: tuple[Post, ...], tools: Tools) -> Reply:
    """Return a refusal with the posts it is about, each with what the sender can do with it."""
    viewer = tools.viewer
    names = await names_of(tools.view, viewer.locale, *(post.stamp for post in posts))
    items = []
    for post in posts:
        own = owns(tools.me.sight, post.stamp)
        items.append(post_cards.line(post, names, viewer, post_cards.owner_buttons(post, viewer) if own else None))
    return Reply(Card(sentence, items=tuple(items), locale=viewer.locale))


async def not_to_be_taken(post: Post, tools: Tools) -> Reply | None:
    """Refuse one's own post, one whose response rests or has ended, and one of which nothing is left; else None."""
    say = tools.viewer.say
    if owns(tools.me.sight, post.stamp):
        return await as_they_stand(say("{id} is your own. Its buttons are in /mine.", id=post.id), (post,), tools)
    response = await tools.view.responses.get(post.stamp.response_id) if post.stamp.response_id else None
    if response and response.state == "closed":
        return await as_they_stand(
            say("{id} has been closed; nothing more is taken up in it.", id=response.id), (post,), tools
        )
    if response and response.state == "paused":
        why = say(
            "{id} is paused. Nothing new is taken up until it goes on; what was agreed on stands.", id=response.id
        )
        return await as_they_stand(why, (post,), tools)
    if post.state not in WANTING or post.left <= 0:
        return await too_late(post, tools)
    return None


async def not_to_be_joined(chosen: str, post: Post, tools: Tools) -> Reply:
    """Say why the record that was named cannot go to the post, or the post to it."""
    say = tools.viewer.say
    other = await visible_post(chosen, tools)
    if other is None:
        return no_record(chosen, tools)
    if not owns(tools.me.sight, other.stamp):
        why = say("{id} belongs to others. Name one of your own, or leave it out.", id=other.id)
    elif not other.live:
        why = say("{id} has ended already.", id=other.id)
    elif (other.stamp.response_id, other.stamp.drill) != (post.stamp.response_id, post.stamp.drill):
        why = say("{id} and {other} are in different responses.", id=other.id, other=post.id)
    elif other.left <= 0:
        why = say("Nothing of {id} is left.", id=other.id)
    else:
        why = say("{id} does not fit {other}.", id=other.id, other=post.id)
    return await as_they_stand(why, (other, post), tools)


async def too_much(post: Post, limit: Post, invocation: Invocation, tools: Tools) -> Reply:
    """Say how much is left of the post that sets the limit, and offer exactly that as a button."""
    viewer = tools.viewer
    left = viewer.quantity(limit.left, limit.unit, limit.counter)
    kept = {name: invocation.options[name] for name in ("action", "record", "with") if name in invocation.options}
    buttons = (
        Button(viewer.say("Take up {left}", left=left), "match", {**kept, "quantity": plain(limit.left)}),
        Button(viewer.say("Another amount"), "match", {**kept, **ASKS_AMOUNT}),
    )
    names = await names_of(tools.view, viewer.locale, limit.stamp)
    shown = post_cards.line(limit, names, viewer, ())
    title = viewer.say("Only {left} are left.", left=left)
    return Reply(Card(title, items=(shown,), buttons=buttons, urgency=post.urgency, locale=viewer.locale))


def amount_form(post: Post, invocation: Invocation, value: str, error: str, tools: Tools) -> Reply:
    """Ask for the amount again, with this value in the field."""
    say = tools.viewer.say
    field = Field("quantity", say("How much"), value, error=error)
    kept = {k: v for k, v in invocation.options.items() if k not in ("quantity", "text", *ASKS_AMOUNT)}
    return Reply(Form(say("How much of {id}?", id=post.id), "match", (field,), kept, locale=tools.viewer.locale))


def wrong_way(post: Post, tools: Tools) -> str:
    """Return what to press instead when a request is "needed" or an offer "given"."""
    if post.kind == "request":
        return tools.viewer.say("{id} is a request: press I can give this, or type /match give {id}.", id=post.id)
    return tools.viewer.say("{id} is an offer: press I need this, or type /match need {id}.", id=post.id)


async def too_late(post: Post, tools: Tools) -> Reply:
    """Say that nothing is left, and show what else fits."""
    say = tools.viewer.say
    current = await tools.view.posts.get(post.id) or post
    alike = PostFilter(
        kind=post.kind, states=WANTING, drills=(post.stamp.drill,), categories=(post.category or "",), limit=20
    )
    others = [o for o in await tools.view.posts.listing(alike) if o.id != post.id and may_take(o, post, tools)]
    shown = (current, *others[:MOST_OTHERS])
    if not current.live:
        return await as_they_stand(say("{id} has ended already.", id=post.id), shown, tools)
    return await as_they_stand(
        say("So much of {id} is no longer left; somebody was quicker.", id=post.id), shown, tools
    )


def may_take(other: Post, post: Post, tools: Tools) -> bool:
    """Return whether a post of the same response may be shown to the sender as another choice."""
    sight, stamp = tools.me.sight, other.stamp
    return stamp.response_id == post.stamp.response_id and may_see(sight, stamp) and not owns(sight, stamp)
