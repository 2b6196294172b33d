"""What an owner does with a post: edit, keep alive, close, withdraw, undo."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.cards.story import told_in_line
from bot.chat import Button, Card, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.domain.post import LIVE, REVIVABLE, Post, PostState, first_state, settled
from bot.domain.reading import Reading, ReadLine, ReadPlace, ReadQuantity
from bot.domain.rules import may
from bot.flows import drafting
from bot.flows.exchange.altering import tell_promised
from bot.flows.exchange.ending import owe_story
from bot.flows.exchange.gathering import gather
from bot.flows.exchange.missing import no_record, visible_post
from bot.flows.exchange.moving import make
from bot.flows.exchange.noticing import notice_fits
from bot.flows.exchange.siting import sited
from bot.flows.exchange.which_site import placed, question, settle
from bot.flows.personal import held_back
from bot.flows.places import post_place
from bot.flows.understanding import language_of
from bot.notices import drop_unsent, owe_amendments, owe_cards, owe_less


async def change(invocation: Invocation, tools: Tools) -> Reply:
    """Do what was asked with one's own post."""
    named = invocation.options.get("record", "")
    post = await visible_post(named, tools)
    if post is None:
        return no_record(named, tools)
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
    """Confirm that a post still holds; one that had ended stands again, and goes out where no card of it stands."""
    ended_before = post.state in REVIVABLE
    revived = replace(post, state=revived_state(post, tools)) if ended_before else post
    revived = replace(revived, state=settled(revived), confirmed_at=tools.now, ends=still_ahead(post, tools))
    saved = await stored(revived, "keep", tools)
    if ended_before:
        await owe_cards(tools, saved)
        await notice_fits(saved, tools)
    return await answer(saved, tools, tools.viewer.say("{id} stands, confirmed just now.", id=post.id))


def revived_state(post: Post, tools: Tools) -> PostState:
    """Return the state in which new words stand: what nobody vouches for waits to be passed, as when it was new."""
    return "held" if tools.me.sight.trust == "unverified" else first_state(post.kind)


def still_ahead(post: Post, tools: Tools) -> date | None:
    """Return the post's last day, or none when it is over: kept alive means beyond it."""
    return post.ends if post.ends and post.ends >= tools.viewer.today() else None


async def end(post: Post, action: str, tools: Tools) -> Reply:
    """Close, withdraw or undo: promises that are still open fall through and the other side is told."""
    if post.state not in (*LIVE, "held"):
        return await answer(post, tools, tools.viewer.say("{id} has ended already.", id=post.id))
    taken = [
        c
        for c in await tools.view.commitments.of_post(post.id)
        if c.state in ("proposed", "accepted", "in_transit", "delivered")
    ]
    moving = [c for c in taken if c.state in ("in_transit", "delivered")]
    if moving and action != "close":
        ids = tools.viewer.listed([c.id for c in moving])
        return await answer(post, tools, tools.viewer.say("{ids} is on its way. Settle that first, in /mine.", ids=ids))
    for commitment in taken:
        if commitment not in moving:
            await fall_through(commitment, tools)
    current = await tools.view.posts.get(post.id) or post
    saved = await stored(replace(current, state=ended(current, action)), action, tools)
    await drop_unsent(tools, post.id)
    await owe_less(tools, saved)
    title = tools.viewer.say("{id} has ended: {state}.", id=post.id, state=post_cards.state_text(saved, tools.viewer))
    if post.kind == "offer" or action != "close" or post.state == "met" or not saved.tally.received:
        return await answer(saved, tools, title)
    await owe_story(saved, tools)
    return await answer(saved, tools, title, await told_in_line(tools.view, saved, tools.viewer))


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
    typed, draft = options.get("text") or post.text, options.get("draft", "")
    asked = options.get("press") == "edit"
    if asked or not any(options.get(name) for name in ("text", "quantity", "place", "until", "category")):
        return Reply(edit_form(post, typed, "", tools, draft))
    invocation, withheld = await held_back("mine", ("text",), invocation, tools)
    if withheld:
        return withheld
    changed, error = edited(post, invocation, tools)
    if error:
        return Reply(edit_form(post, typed, error, tools, draft))
    recounted = (changed.unit, changed.counted) != (post.unit, post.counted)
    if changed.quantity < post.tally.promised or (recounted and post.tally.promised):
        promised = tools.viewer.quantity(post.tally.promised, post.unit, post.counter)
        error = tools.viewer.say("{amount} of it are promised already; it cannot be less.", amount=promised)
        return Reply(edit_form(post, typed, error, tools, draft))
    if post.live and not post.tally.promised:
        changed = replace(changed, state=revived_state(changed, tools))
    sites = await settle(changed.places, options.get("site", ""), tools)
    if sites.open:
        named = await drafting.keep("mine", invocation, tools)
        again = Button(tools.viewer.say("Edit {id}", id=post.id), "mine", {"action": "edit"})
        return question(sites, named, again, typed, tools)
    changed = await sited(replace(changed, places=placed(changed.places, sites)), tools)
    saved = await stored(replace(changed, state=settled(changed), confirmed_at=tools.now), "edit", tools)
    await owe_cards(tools, saved, before=post)
    await notice_fits(saved, tools)
    await owe_less(tools, saved)
    if saved.state == "met" != post.state:
        await owe_story(saved, tools)
    heard = [each.id for each in await tell_promised(post, saved, tools)]
    await drafting.posted(draft, [saved.id], tools)
    say = tools.viewer.say
    body = say("The other side of {ids} is told.", ids=tools.viewer.listed(heard)) if heard else ""
    return await answer(saved, tools, say("{id} is changed.", id=post.id), body)


def edited(post: Post, invocation: Invocation, tools: Tools) -> tuple[Post, str]:
    """Return the post with the new words and options in it, or the first thing that could not be read."""
    text = invocation.options.get("text") or post.text or post.item
    reworded = text not in (post.text, post.item)
    reading = reread(text, post, invocation, tools) if reworded else Reading(post.kind, (line_of(post),))
    wish = gather(post.kind, {**invocation.options, "text": text}, reading, tools)
    asked = {trouble.field for trouble in reading.troubles} | {name for name in invocation.options if name != "text"}
    errors = [error for name, error in wish.errors.items() if name != "place" or "place" in asked]
    if errors:
        return post, errors[0]
    line = next((each for each in wish.lines if each.category == post.category), wish.lines[0])
    changed = replace(
        post,
        places=tuple(post_place(p) for p in line.places) or post.places,
        starts=line.starts or post.starts,
        ends=line.ends or post.ends,
        urgency=line.urgency,
        category=line.category or post.category,
    )
    if line.quantity:
        amount = line.quantity
        changed = replace(changed, quantity=amount.value, counted=True, unit=amount.unit, counter=amount.counter)
    if reworded:
        changed = replace(changed, text=text, language=language_of(text), item=line.item or post.item)
    return changed, ""


def reread(text: str, post: Post, invocation: Invocation, tools: Tools) -> Reading:
    """Read new words as what the post is: an offer's words stay an offer's."""
    return tools.reader.read(text, invocation.at.astimezone(ZoneInfo(tools.viewer.zone)), post.kind)


def line_of(post: Post) -> ReadLine:
    """Return a post as the line it was read from, so that options change nothing but themselves."""
    quantity = ReadQuantity(post.quantity, post.unit, counter=post.counter) if post.counted else None
    places = tuple(
        ReadPlace(
            p.codes[0] if len(p.codes) == 1 else None, p.name, p.role, p.codes if len(p.codes) > 1 else (), site=p.site
        )
        for p in post.places
    )
    return ReadLine(
        post.kind, post.category, post.item, quantity, places, post.starts, post.ends, post.urgency, post.on_behalf_of
    )


def edit_form(post: Post, typed: str, error: str, tools: Tools, draft: str = "") -> Form:
    """Return the question for new words, the old ones filled in."""
    say = tools.viewer.say
    field = Field("text", say("What?"), typed, hint=say("200 blankets in Wajima by Friday"), error=error)
    return Form(
        say("Edit {id}", id=post.id),
        "mine",
        (field,),
        {"action": "edit", "record": post.id} | ({"draft": draft} if draft else {}),
        locale=tools.viewer.locale,
    )


async def stored(post: Post, what: str, tools: Tools) -> Post:
    """Save a changed post and owe its amendments."""
    stamped = replace(post, stamp=replace(post.stamp, updated_at=tools.now))
    saved = await tools.uow.posts.save(stamped, by=tools.me.person.id, what=what)
    await owe_amendments(tools, saved.id, saved.stamp.version)
    return saved


async def answer(post: Post, tools: Tools, title: str, body: str = "") -> Reply:
    """Return the post as it stands under a headline and what is said beside it."""
    names = await names_of(tools.view, tools.viewer.locale, post.stamp)
    line = post_cards.line(post, names, tools.viewer, post_cards.owner_buttons(post, tools.viewer))
    return Reply(Card(title, body, items=(line,), locale=tools.viewer.locale))
