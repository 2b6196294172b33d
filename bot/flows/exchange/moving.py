"""The moves of a commitment from `/mine` and its buttons: accept, decline, on its way, arrived, received, release."""

from dataclasses import replace

from bot.cards import commitments as commitment_cards
from bot.cards.story import told_in_line
from bot.chat import Card, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import Commitment, Move, Side, moved, permitted, step, weight
from bot.domain.post import Post, Tally
from bot.flows.exchange.arrival_codes import new_code
from bot.flows.exchange.ending import owe_story, story_over
from bot.flows.exchange.missing import no_record
from bot.flows.exchange.noticing import notice_fits
from bot.flows.exchange.reasons import reason_asked
from bot.flows.exchange.taking import told
from bot.flows.exchange.transport import end_asking
from bot.store import Changed


async def move(invocation: Invocation, tools: Tools) -> Reply:
    """Make one move, if the sender's side may and the state allows it."""
    commitment = await tools.view.commitments.get(invocation.options.get("record", ""))
    side = commitment_cards.side_of(commitment, tools.me.sight) if commitment else None
    if commitment is None or side is None:
        return no_record(invocation.options.get("record", ""), tools)
    wanted: Move = next(m for m in commitment_cards.labels(tools.viewer) if m == invocation.options["action"])
    side = acting_side(commitment, wanted, side, tools)
    if commitment.state not in step(wanted).sources or not permitted(commitment, wanted, side):
        return await as_it_stands(
            commitment,
            tools,
            tools.viewer.say("That is not possible for {id} now. It stands like this:", id=commitment.id),
        )
    asked = reason_asked(commitment, wanted, invocation, tools)
    if asked:
        return asked
    after = await make(commitment, wanted, invocation.options.get("text", ""), tools)
    noted = tools.viewer.say("Noted. The other side is told.")
    request = await tools.view.posts.get(after.request_id) if after.state == "received" else None
    if request and story_over(after, request):
        return await as_it_stands(after, tools, noted, await told_in_line(tools.view, request, tools.viewer))
    if wanted != "send":
        return await as_it_stands(after, tools, noted)
    return await as_it_stands(after, tools, noted, "\n".join(code_told(await new_code(after, tools), tools)))


def code_told(code: str, tools: Tools) -> tuple[str, str]:
    """Return the code and how it is used, as a headline and a line under it."""
    say = tools.viewer.say
    how = say(
        "Give it to the driver or the shelter: they mark the arrival on the board's page {page}, "
        "or in chat with /mine arrived {code}. It holds once and for 14 days.",
        page=f"{tools.board}/arrived/{code}" if tools.board else "/arrived",
        code=code,
    )
    return say("Code for the arrival: {code}", code=code), how


def acting_side(commitment: Commitment, wanted: Move, side: Side, tools: Tools) -> Side:
    """Return the side for which the move is made: whoever stands on both sides makes whichever is theirs."""
    both = commitment.giver_organisation_id == commitment.asker_organisation_id is not None
    same = commitment.giver_person_id == commitment.asker_person_id
    other: Side = "asker" if side == "giver" else "giver"
    return other if (both or same) and not permitted(commitment, wanted, side) else side


async def make(commitment: Commitment, wanted: Move, note: str, tools: Tools, what: str = "") -> Commitment:
    """Store the move with what it changes on both posts, and owe the news of it; `what` names it in the history."""
    after = moved(commitment, wanted)
    stamp = replace(after.stamp, updated_at=tools.now)
    after = replace(after, stamp=stamp, note=note or commitment_cards.without_altered(commitment.note))
    by = tools.me.person.id
    request = await shift(commitment, after, commitment.request_id, commitment.asked, wanted, tools)
    offer = await shift(commitment, after, commitment.offer_id, commitment.given, wanted, tools)
    after = await tools.uow.commitments.save(after, by=by, what=what or wanted)
    if after.state in ("delivered", "received", "released"):
        await end_asking(after, tools)
    await told(after, request, tools)
    if story_over(after, request):
        await owe_story(request, tools)
    for post, amount in ((request, commitment.asked), (offer, commitment.given)):
        if fell_back(post, weight(after, amount) - weight(commitment, amount)):
            await notice_fits(post, tools)
    return after


def fell_back(post: Post, change: Tally) -> bool:
    """Return whether a post of which nothing was left has something left again, since this changed its tally."""
    return post.left > 0 >= post.left + change.promised


async def shift(before: Commitment, after: Commitment, post_id: str, amount: int, wanted: Move, tools: Tools) -> Post:
    """Move one post's tally by what the commitment makes of it. Raises Changed when it does not fit any more."""
    change = weight(after, amount) - weight(before, amount)
    post = await tools.uow.posts.move(post_id, change, tools.me.person.id, wanted, tools.now)
    if post is None:
        raise Changed(post_id)
    return post


async def as_it_stands(commitment: Commitment, tools: Tools, title: str, body: str = "") -> Reply:
    """Return the commitment as it stands now under a headline and what is said beside it."""
    card = await commitment_cards.drawn(tools.view, commitment, tools.viewer)
    return Reply(Card(title, body, items=(card,), urgency=card.urgency, locale=tools.viewer.locale))
