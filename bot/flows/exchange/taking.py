"""Taking up: an offer and a request joined by a commitment, the quantity held on both sides at once."""

from dataclasses import replace

from bot.chat import Invocation
from bot.command import Tools
from bot.domain.commitment import Commitment, Side, hold, weight
from bot.domain.post import LETTERS, WHOLE, Post, Tally, first_state
from bot.domain.reading import PostKind
from bot.domain.record import Audience
from bot.flows.exchange.ending import story_over
from bot.flows.exchange.talking import owe_in_thread
from bot.flows.stamping import new_stamp
from bot.notices import owe_less, owe_moved, owe_news
from bot.store import Changed


async def counterpart(post: Post, amount: int | None, invocation: Invocation, tools: Tools) -> Post:
    """Make the other side of a post in one step: an offer for "I can give this", a request for "I need this"."""
    kind: PostKind = "offer" if post.kind == "request" else "request"
    places = post.places if kind == "request" else tuple(replace(p, role="to") for p in post.places)
    new = await beside(post, kind, "own", invocation, tools)
    made = replace(new, text="", quantity=amount or post.left, places=places)
    return await tools.uow.posts.add(made, by=tools.me.person.id, what="counterpart")


async def beside(post: Post, kind: PostKind, audience: Audience, invocation: Invocation, tools: Tools) -> Post:
    """Return a new post of the sender's about the same things in the same response, not stored yet."""
    response = await tools.view.responses.get(post.stamp.response_id) if post.stamp.response_id else None
    place = invocation.place
    return replace(
        post,
        id=await tools.uow.new_id(LETTERS[kind]),
        kind=kind,
        stamp=new_stamp(tools, response, audience),
        state=first_state(kind),
        tally=Tally(),
        on_behalf_of="",
        bundle=invocation.id,
        origin_platform=place.platform,
        origin_workspace=place.workspace,
        origin_channel=place.channel,
        confirmed_at=tools.now,
        note="",
    )


def amounts(request: Post, offer: Post, wanted: int | None) -> tuple[int, int] | None:
    """Return how much is asked and given, or None when so much is not left.

    In the same unit both are the same. Where only one side is counted, or units differ, the uncounted side goes whole.
    """
    if request.counted and offer.counted and request.unit == offer.unit:
        amount = wanted or min(request.left, offer.left)
        return (amount, amount) if 0 < amount <= min(request.left, offer.left) else None
    asked = (wanted or request.left) if request.counted else WHOLE
    given = (wanted or offer.left) if offer.counted and not request.counted else offer.left
    return (asked, given) if 0 < asked <= request.left and 0 < given <= offer.left else None


async def take_up(request: Post, offer: Post, proposed_by: Side, wanted: int | None, tools: Tools) -> Commitment | None:
    """Propose that the offer goes to the request; None when so much is not left.

    Raises Changed when somebody was quicker since it was read: the unit of work is then run again from a fresh view.
    """
    both = amounts(request, offer, wanted)
    if both is None:
        return None
    asked, given = both
    commitment = Commitment(
        id=await tools.uow.new_id("C"),
        stamp=replace(
            new_stamp(tools, None, "response"), response_id=request.stamp.response_id, drill=request.stamp.drill
        ),
        request_id=request.id,
        offer_id=offer.id,
        asked=asked,
        given=given,
        state="proposed",
        proposed_by=proposed_by,
        giver_organisation_id=offer.stamp.organisation_id,
        asker_organisation_id=request.stamp.organisation_id,
        giver_person_id=offer.stamp.author_id,
        asker_person_id=request.stamp.author_id,
        lapses_at=tools.now + hold(request.urgency),
    )
    by = tools.me.person.id
    moved_request = await tools.uow.posts.move(request.id, weight(commitment, asked), by, "promise", tools.now)
    moved_offer = await tools.uow.posts.move(offer.id, weight(commitment, given), by, "promise", tools.now)
    if moved_request is None or moved_offer is None:
        raise Changed(f"{request.id} or {offer.id} was taken up meanwhile")
    await tools.uow.commitments.add(commitment, by=by, what="propose")
    await tools.uow.fit_news.known([(request.id, offer.id), (offer.id, request.id)])
    await told(commitment, moved_request, tools)
    for post in (moved_request, moved_offer):
        if post.left <= 0:
            await owe_less(tools, post)
    return commitment


async def told(commitment: Commitment, request: Post, tools: Tools) -> None:
    """Owe the news of a move to the other side, the amendment of every card it changes, and its card in the thread."""
    urgent = request.urgency == "critical"
    sides = (commitment.giver_person_id, commitment.asker_person_id)
    for person in () if story_over(commitment, request) else dict.fromkeys(sides):
        await owe_news(tools, person, commitment.id, commitment.stamp.version, urgent)
    await owe_moved(tools, commitment)
    await owe_in_thread(commitment, request, tools)
