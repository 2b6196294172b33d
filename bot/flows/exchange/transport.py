"""The request that asks for a commitment's transport: opened from both its posts, closed when nobody needs it."""

from dataclasses import replace

from bot.cards import posts as post_cards
from bot.cards.arrivals import arriving
from bot.chat import Invocation, Place
from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.domain.post import WHOLE, Post, PostPlace
from bot.flows.exchange.noticing import notice_fits
from bot.flows.exchange.taking import beside
from bot.notices import drop_unsent, owe_amendments, owe_cards

CATEGORY = "logistics.road_transport"


async def ask_for_transport(
    commitment: Commitment, request: Post, offer: Post, invocation: Invocation, tools: Tools
) -> Post:
    """Post a request for the way from the offer to the request, in the name of whoever asks, and owe its cards."""
    goods = post_cards.what(replace(request, quantity=commitment.asked), tools.viewer)
    words = tools.viewer.say("transport of {what}", what=goods)
    place = invocation.place
    new = await beside(request, "request", request.stamp.audience, invocation, tools)
    made = replace(
        new,
        state="held" if tools.me.sight.trust == "unverified" else new.state,
        category=CATEGORY,
        item=words,
        text=words,
        language=tools.viewer.locale,
        quantity=WHOLE,
        counted=False,
        unit="piece",
        counter="",
        places=way(request, offer),
    )
    saved = await tools.uow.posts.add(made, by=tools.me.person.id)
    await owe_cards(tools, saved, Place(place.platform, place.workspace, place.channel, direct=place.direct))
    await notice_fits(saved, tools)
    return saved


def way(request: Post, offer: Post) -> tuple[PostPlace, ...]:
    """Return from where to where: the offer's places, then those of the request."""
    leaving = [replace(place, role="from") for place in offer.places if place.role != "to"]
    return (*leaving, *(replace(place, role="to") for place in arriving(request)))


async def end_asking(commitment: Commitment, tools: Tools) -> None:
    """Close the request for transport of goods that need none any more, unless somebody took it up."""
    post = await tools.view.posts.get(commitment.transport_id) if commitment.transport_id else None
    if post is None or post.state not in ("held", "open") or post.tally.promised:
        return
    stamp = replace(post.stamp, updated_at=tools.now)
    saved = await tools.uow.posts.save(replace(post, state="closed", stamp=stamp), by=tools.me.person.id, what="close")
    await drop_unsent(tools, saved.id)
    await owe_amendments(tools, saved.id, saved.stamp.version)
