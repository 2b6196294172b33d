"""What an owner does with a post: edit, keep alive, close, withdraw, undo."""

from dataclasses import replace
from datetime import date

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Card, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.commands.missing import no_record, visible_post
from bot.commands.moving import make
from bot.commands.places import post_place
from bot.commands.posting import gather, language_of
from bot.domain.commitment import Commitment
from bot.domain.post import LIVE, REVIVABLE, WHOLE, Post, PostState, first_state, settled
from bot.domain.rules import may
from bot.notices import owe_amendments


async def change(invocation: Invocation, tools: Tools) -> Reply:
    """Do what was asked with one's own post."""
    id = invocation.options.get("record", "")
    post = await visible_post(id, tools)
    if post is None:
        return no_record(id, tools)
    if not may(tools.me.sight, "post.change", post.stamp):
        title = tools.viewer.say("{id} belongs to others; only they or a coordinator can change it.", id=post.id)
        return Reply(Card(title, locale=tools.viewer.locale))
    action = invocation.options["action"]
    if action == "edit":
        return await edit(post, invocation, tools)
    if action == "keep":
        return await keep(post, tools)
    return await end(post, action, tools)


async def keep(post: Post, tools: Tools) -> Reply:
    """Confirm that a post still holds; one that had ended stands again."""
    revived = replace(post, state=first_state(post.kind)) if post.state in REVIVABLE else post
    revived = replace(revived, state=settled(revived), confirmed_at=tools.now, ends=still_ahead(post, tools))
    saved = await stored(revived, "keep", tools)
    return await answer(saved, tools, tools.viewer.say("{id} stands, confirmed just now.", id=post.id))


def still_ahead(post: Post, tools: Tools) -> date | None:
    """Return the post's last day, or none when it is over: kept alive means beyond it."""
    return post.ends if post.ends and post.ends >= tools.viewer.today() else None


async def end(post: Post, action: str, tools: Tools) -> Reply:
    """Close, withdraw or undo: promises that are still open fall through and the other side is told."""
    if post.state not in (*LIVE, "held"):
        return await answer(post, tools, tools.viewer.say("{id} has ended already.", id=post.id))
    taken = [c for c in await tools.view.commitments.of_post(post.id) if c.state in ("proposed", "accepted", "in_transit", "delivered")]
    moving = [c for c in taken if c.state in ("in_transit", "delivered")]
    if moving and action != "close":
        ids = tools.viewer.listed([c.id for c in moving])
        return await answer(post, tools, tools.viewer.say("{ids} is on its way. Settle that first, in /mine.", ids=ids))
    for commitment in taken:
        if commitment not in moving:
            await fall_through(commitment, tools)
    current = await tools.view.posts.get(post.id) or post
    saved = await stored(replace(current, state=ended(current, action)), action, tools)
    if not taken:
        await tools.uow.outbox.drop(post.id)
    return await answer(saved, tools, tools.viewer.say("{id} has ended: {state}.", id=post.id, state=post_cards.state_text(saved, tools.viewer)))


def ended(post: Post, action: str) -> PostState:
    """Return the state in which a post ends."""
    if action == "close":
        return "closed"
    return "cancelled" if post.kind == "request" else "withdrawn"


async def fall_through(commitment: Commitment, tools: Tools) -> None:
    """Let one open promise go."""
    if commitment.state == "proposed":
        await make(commitment, "decline", "", tools)
    else:
        await make(commitment, "release", "", tools)


async def edit(post: Post, invocation: Invocation, tools: Tools) -> Reply:
    """Change what, how much, where or until when; without new words ask for them with the old ones filled in."""
    options = invocation.options
    if not any(options.get(name) for name in ("text", "quantity", "place", "until", "category")):
        return Reply(edit_form(post, post.text, "", tools))
    changed, error = edited(post, invocation, tools)
    if error:
        return Reply(edit_form(post, options.get("text", ""), error, tools))
    if changed.quantity < post.tally.promised or (changed.unit != post.unit and post.tally.promised):
        promised = tools.viewer.quantity(post.tally.promised, post.unit, post.counter)
        error = tools.viewer.say("{amount} of it are promised already; it cannot be less.", amount=promised)
        return Reply(edit_form(post, options.get("text", ""), error, tools))
    saved = await stored(replace(changed, state=settled(changed), confirmed_at=tools.now), "edit", tools)
    return await answer(saved, tools, tools.viewer.say("{id} is changed.", id=post.id))


def edited(post: Post, invocation: Invocation, tools: Tools) -> tuple[Post, str]:
    """Return the post with the new words read into it, or the first thing that could not be read."""
    options = dict(invocation.options)
    options.setdefault("text", post.text or post.item)
    reread = options["text"] != post.text
    lines = gather(post.kind, options, tools)
    errors = {name: text for name, text in lines.errors.items() if not (name == "place" and not options.get("place"))}
    if errors:
        return post, next(iter(errors.values()))
    line = lines.lines[0]
    places = tuple(post_place(p) for p in line.places) or post.places
    quantity = line.quantity
    changed = replace(post, places=places, ends=line.ends or post.ends, starts=line.starts or post.starts, urgency=line.urgency)
    if quantity:
        changed = replace(changed, quantity=quantity.value, counted=True, unit=quantity.unit, counter=quantity.counter)
    elif not post.counted:
        changed = replace(changed, quantity=WHOLE)
    if reread:
        category = line.category or post.category
        changed = replace(changed, text=options["text"], language=language_of(options["text"]), item=line.item or post.item, category=category)
    return changed, ""


def edit_form(post: Post, typed: str, error: str, tools: Tools) -> Form:
    """Return the question for new words, the old ones filled in."""
    say = tools.viewer.say
    field = Field("text", say("What?"), typed, hint=say("200 blankets in Wajima by Friday"), error=error)
    return Form(say("Edit {id}", id=post.id), "mine", (field,), {"action": "edit", "record": post.id}, locale=tools.viewer.locale)


async def stored(post: Post, what: str, tools: Tools) -> Post:
    """Save a changed post and owe its amendments."""
    stamped = replace(post, stamp=replace(post.stamp, updated_at=tools.now))
    saved = await tools.uow.posts.save(stamped, by=tools.me.person.id, what=what)
    await owe_amendments(tools, saved.id, saved.stamp.version)
    return saved


async def answer(post: Post, tools: Tools, title: str) -> Reply:
    """Return the post as it stands under a headline."""
    names = await names_of(tools.view, tools.viewer.locale, post.stamp)
    line = post_cards.line(post, names, tools.viewer, post_cards.owner_buttons(post, tools.viewer))
    return Reply(Card(title, items=(line,), locale=tools.viewer.locale))
