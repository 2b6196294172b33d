"""`/match`: what fits a record and why; "I can give this", "I need this", take up all or part."""

from bot.cards import commitments as commitment_cards
from bot.cards import posts as post_cards
from bot.chat import Card, Choice, Field, Form, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.commitment import Commitment
from bot.domain.post import Post
from bot.domain.quantity import parse, plain
from bot.domain.rules import may
from bot.flows.advice import unasked
from bot.flows.exchange.fitting import best_fits, fit_items
from bot.flows.exchange.missing import no_record, visible_post
from bot.flows.exchange.pairing import ask_both, match_all
from bot.flows.exchange.refusing import (
    ASKS_AMOUNT,
    amount_form,
    not_to_be_joined,
    not_to_be_taken,
    too_late,
    too_much,
    wrong_way,
)
from bot.flows.exchange.taking import counterpart, take_up
from bot.flows.options import QUANTITY, RECORD
from bot.words.catalogue import N_

ACTIONS = (
    Word("give", ("give", "i can give this"), ("これを出せます", "出せます")),
    Word("need", ("need", "i need this"), ("これが必要です", "必要")),
    Word("all", ("all", "everything"), ("すべて", "全部", "全体")),
    Word("propose", ("propose",), ("提案",)),
)
NEW = "new"
"""The value of `with` that makes a counterpart of its own in place of an existing record."""


async def match(invocation: Invocation, tools: Tools) -> Reply:
    """Show what fits, or take up; for coordinators the best pairing of everything."""
    action = invocation.options.get("action", "")
    if action == "all":
        return await match_all(tools)
    post = await visible_post(invocation.options.get("record", ""), tools)
    if post is None:
        return no_record(invocation.options.get("record", ""), tools)
    if action == "propose":
        return await ask_both(post, invocation, tools)
    if action:
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
    refusal = await not_to_be_taken(post, tools)
    if refusal:
        return refusal
    typed = invocation.options.get("quantity") or invocation.options.get("text", "")
    wanted = amount_of(typed, post, tools) if typed else None
    if typed and wanted is None:
        error = say("{typed} is no amount I can read. For example 200.", typed=typed)
        return amount_form(post, invocation, typed, error, tools)
    if ASKS_AMOUNT.items() <= invocation.options.items():
        return amount_form(post, invocation, plain(post.left), "", tools)
    if wanted and post.counted and wanted > post.left:
        return await too_much(post, post, invocation, tools)
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
        return await not_to_be_joined(chosen, post, tools)
    if other is None and own and not chosen:
        return which_form(post, own, invocation, tools)
    if other is None:
        other = await counterpart(post, wanted if post.counted else None, invocation, tools)
    request, offer = (post, other) if post.kind == "request" else (other, post)
    commitment = await take_up(request, offer, "giver" if post.kind == "request" else "asker", wanted, tools)
    if commitment is None and other.left < (wanted or 0):
        return await too_much(post, other, invocation, tools)
    if commitment is None:
        return await too_late(post, tools)
    return await proposed(commitment, request, tools)


async def own_fitting(post: Post, tools: Tools) -> list[Post]:
    """Return the sender's own open records that fit the post and of which something is left, best first."""
    return [fit.post for fit in await best_fits(post, tools, limit=100, owned=True)]


async def proposed(commitment: Commitment, request: Post, tools: Tools) -> Reply:
    """Say what was proposed and until when it holds."""
    viewer = tools.viewer
    card = await commitment_cards.drawn(tools.view, commitment, viewer)
    title = viewer.say("Proposed as {id}. The other side is told; the quantity is held for you.", id=commitment.id)
    lesson = await unasked.for_post(request, "match", tools)
    return Reply(Card(title, items=(card, *lesson), urgency=card.urgency, locale=viewer.locale))


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


MATCH = Command(
    name="match",
    japanese=("マッチング", "候補"),
    summary=N_("what fits a request or an offer, and why; take up all or part"),
    handler=match,
    options=(
        Option("text", "内容", N_("a record such as R12; give or need, and how much")),
        Option("action", "操作", N_("give, need; for coordinators all or propose"), "choice", ACTIONS),
        RECORD,
        QUANTITY,
        Option("with", "相手", N_("which of your own records"), "record"),
    ),
    examples=("/match R12", "/match give R12 100", "/match all"),
    examples_ja=("/候補 R12", "/候補 出せます R12 100", "/候補 すべて"),
    reading_actions=frozenset({"", "all"}),
)
