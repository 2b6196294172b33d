"""`/match`: what fits a record and why; "I can give this", "I need this", take up all or part."""

from bot.cards import commitments as commitment_cards
from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Card, Choice, Field, Form, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.commitment import Commitment
from bot.domain.post import WANTING, Post
from bot.domain.quantity import parse
from bot.domain.rules import may, may_see, owns
from bot.flows.exchange.fitting import best_fits, fit_items
from bot.flows.exchange.missing import no_record, visible_post
from bot.flows.exchange.taking import counterpart, take_up
from bot.flows.options import QUANTITY, RECORD
from bot.store import PostFilter
from bot.words.catalogue import N_

ACTIONS = (
    Word("give", ("give", "i can give this"), ("これを出せます", "出せます")),
    Word("need", ("need", "i need this"), ("これが必要です", "必要")),
)
NEW = "new"
"""The value of `with` that makes a counterpart of its own in place of an existing record."""


async def match(invocation: Invocation, tools: Tools) -> Reply:
    """Show what fits, or take up."""
    post = await visible_post(invocation.options.get("record", ""), tools)
    if post is None:
        return no_record(invocation.options.get("record", ""), tools)
    if "action" in invocation.options:
        return await take(post, invocation, tools)
    return await what_fits(post, tools)


async def what_fits(post: Post, tools: Tools) -> Reply:
    """Return the record's best matches with their reasons."""
    viewer = tools.viewer
    found = await best_fits(post, tools)
    items = await fit_items(post, found, tools)
    if not items:
        title = viewer.say("Nothing fits {id} yet.", id=post.id)
        body = viewer.say("You will find it here when something does: /match {id}", id=post.id)
        return Reply(Card(title, body, locale=viewer.locale))
    title = viewer.say("What fits {title}", title=post_cards.title(post, viewer))
    return Reply(Card(title, items=tuple(items), urgency=post.urgency, locale=viewer.locale))


async def take(post: Post, invocation: Invocation, tools: Tools) -> Reply:
    """Join the record with one of the sender's own, or with a counterpart made on the spot."""
    say = tools.viewer.say
    if not may(tools.me.sight, "post.take"):
        return refused(
            say("Somebody in the exchange has to vouch for you before you can take things up. Ask a coordinator."),
            tools,
        )
    expected = "request" if invocation.options["action"] == "give" else "offer"
    if post.kind != expected:
        return refused(wrong_way(post, tools), tools)
    if owns(tools.me.sight, post.stamp):
        return refused(say("{id} is your own. Its buttons are in /mine.", id=post.id), tools)
    if post.state not in WANTING or post.left <= 0:
        return await too_late(post, tools)
    typed = invocation.options.get("quantity") or invocation.options.get("text", "")
    wanted = amount_of(typed, post, tools) if typed else None
    if typed and wanted is None:
        return amount_form(
            post, invocation, say("{typed} is no amount I can read. For example 200.", typed=typed), tools
        )
    if wanted and post.counted and wanted > post.left:
        left = tools.viewer.quantity(post.left, post.unit, post.counter)
        return amount_form(post, invocation, say("Only {left} are left.", left=left), tools)
    return await joined(post, wanted, invocation, tools)


def amount_of(typed: str, post: Post, tools: Tools) -> int | None:
    """Return an amount typed bare or in the post's unit ("100", "100枚", "100 blankets"), in thousandths."""
    bare = parse(typed)
    if bare is not None:
        return bare
    for text in (typed, f"{typed} {post.item}"):
        for line in tools.reader.read(text, tools.now, post.kind).lines:
            if line.quantity and line.quantity.unit == post.unit:
                return line.quantity.value
    return None


async def joined(post: Post, wanted: int | None, invocation: Invocation, tools: Tools) -> Reply:
    """Propose the commitment with the record named in `with`, with the one that is there, or with a new counterpart."""
    chosen = invocation.options.get("with", "").upper()
    own = await own_fitting(post, tools)
    other = next((o for o in own if o.id == chosen), None)
    if chosen and other is None and chosen != NEW.upper():
        return no_record(chosen, tools)
    if other is None and own and not chosen:
        return which_form(post, own, invocation, tools)
    if other is None:
        other = await counterpart(post, wanted if post.counted else None, invocation, tools)
    request, offer = (post, other) if post.kind == "request" else (other, post)
    commitment = await take_up(request, offer, "giver" if post.kind == "request" else "asker", wanted, tools)
    if commitment is None and other.left < (wanted or 0):
        left = tools.viewer.quantity(other.left, other.unit, other.counter)
        return amount_form(post, invocation, tools.viewer.say("Only {left} are left.", left=left), tools)
    if commitment is None:
        return await too_late(post, tools)
    return await proposed(commitment, tools)


async def own_fitting(post: Post, tools: Tools) -> list[Post]:
    """Return the sender's own open records that fit the post, best first."""
    fits = await best_fits(post, tools, limit=100)
    return [fit.post for fit in fits if owns(tools.me.sight, fit.post.stamp)]


async def proposed(commitment: Commitment, tools: Tools) -> Reply:
    """Say what was proposed and until when it holds."""
    viewer = tools.viewer
    card = await commitment_cards.drawn(tools.view, commitment, viewer)
    title = viewer.say("Proposed as {id}. The other side is told; the quantity is held for you.", id=commitment.id)
    return Reply(Card(title, items=(card,), urgency=card.urgency, locale=viewer.locale))


def amount_form(post: Post, invocation: Invocation, error: str, tools: Tools) -> Reply:
    """Ask for the amount again, keeping what was typed."""
    say = tools.viewer.say
    typed = invocation.options.get("quantity") or invocation.options.get("text", "")
    field = Field("quantity", say("How much"), typed, error=error)
    kept = {k: v for k, v in invocation.options.items() if k not in ("quantity", "text")}
    return Reply(Form(say("How much of {id}?", id=post.id), "match", (field,), kept, locale=tools.viewer.locale))


def which_form(post: Post, own: list[Post], invocation: Invocation, tools: Tools) -> Reply:
    """Ask which of one's own records it is for, or whether a new one is meant."""
    viewer = tools.viewer
    choices = [Choice(o.id, post_cards.title(o, viewer)) for o in own[:20]]
    choices.append(Choice(NEW, viewer.say("None of these: something new")))
    field = Field("with", viewer.say("Which of yours?"), choices=tuple(choices))
    title = viewer.say("Take up {id}", id=post.id)
    return Reply(Form(title, "match", (field,), dict(invocation.options), locale=viewer.locale))


def refused(sentence: str, tools: Tools) -> Reply:
    """Return a refusal as a private card."""
    return Reply(Card(sentence, locale=tools.viewer.locale))


def wrong_way(post: Post, tools: Tools) -> str:
    """Return what to press instead when a request is "needed" or an offer "given"."""
    if post.kind == "request":
        return tools.viewer.say("{id} is a request: press I can give this, or type /match give {id}.", id=post.id)
    return tools.viewer.say("{id} is an offer: press I need this, or type /match need {id}.", id=post.id)


async def too_late(post: Post, tools: Tools) -> Reply:
    """Say that nothing is left, and show what else fits."""
    viewer = tools.viewer
    current = await tools.view.posts.get(post.id) or post
    alike = PostFilter(
        kind=post.kind, states=WANTING, drills=(post.stamp.drill,), categories=(post.category or "",), limit=20
    )
    others = [o for o in await tools.view.posts.listing(alike) if o.id != post.id and may_take(o, post, tools)]
    shown = (current, *others[:3])
    names = await names_of(tools.view, viewer.locale, *(p.stamp for p in shown))
    items = [post_cards.line(p, names, viewer) for p in shown]
    if not current.live:
        return Reply(Card(viewer.say("{id} has ended already.", id=post.id), items=tuple(items), locale=viewer.locale))
    title = viewer.say("So much of {id} is no longer left; somebody was quicker.", id=post.id)
    return Reply(Card(title, items=tuple(items), locale=viewer.locale))


def may_take(other: Post, post: Post, tools: Tools) -> bool:
    """Return whether a post of the same response may be shown to the sender as another choice."""
    sight, stamp = tools.me.sight, other.stamp
    return stamp.response_id == post.stamp.response_id and may_see(sight, stamp) and not owns(sight, stamp)


MATCH = Command(
    name="match",
    japanese=("マッチング", "候補"),
    summary=N_("what fits a request or an offer, and why; take up all or part"),
    handler=match,
    options=(
        Option("text", "内容", N_("a record such as R12; give or need, and how much")),
        Option("action", "操作", N_("give or need"), "choice", ACTIONS),
        RECORD,
        QUANTITY,
        Option("with", "相手", N_("which of your own records"), "record"),
    ),
    examples=("/match R12", "/match give R12 100"),
    examples_ja=("/候補 R12", "/候補 出せます R12 100"),
    reading_actions=frozenset({""}),
)
