"""What is late of the deliveries of a request or an offer: by name for those concerned, for others their number."""

from bot.cards.arrivals import due_day, is_late
from bot.cards.commitments import amount, may_see_details
from bot.cards.shown import Names, names_by_id
from bot.chat import Fact, Value
from bot.domain.commitment import AWAITED, Commitment
from bot.domain.post import Post
from bot.store import View
from bot.viewer import Viewer

MOST = 5
"""Late deliveries that a card names; the rest are counted."""

Delivery = tuple[Commitment, Post, Post]
"""A commitment with its request and its offer."""


async def late_facts(view: View, post: Post, viewer: Viewer) -> tuple[Fact, ...]:
    """Return one line on what is late of a post's deliveries, or nothing."""
    late = await _late(view, post, viewer)
    if not late:
        return ()
    shown = [each for each in late if may_see_details(each[0], viewer.sight)][:MOST]
    others = len(late) - len(shown)
    if not shown:
        return (Fact(viewer.say("Late"), (viewer.plural("{n} delivery is late", "{n} deliveries are late", others),)),)
    names = await _names(view, post, shown, viewer)
    values: list[Value] = []
    for delivery in shown:
        values += [*(["/"] if values else []), *_told(post, delivery, names, viewer)]
    values += ["/", viewer.plural("and {n} more", "and {n} more", others)] if others else []
    return (Fact(viewer.say("Late"), tuple(values)),)


async def _late(view: View, post: Post, viewer: Viewer) -> list[Delivery]:
    """Return the deliveries that should have arrived, the oldest first."""
    if post.tally.promised <= post.tally.arrived:
        return []
    made = [each for each in await view.commitments.of_post(post.id) if each.state in AWAITED]
    if not made:
        return []
    ids = {post_id for each in made for post_id in (each.request_id, each.offer_id)}
    posts = {each.id: each for each in await view.posts.many(sorted(ids))}
    found = [(each, posts[each.request_id], posts[each.offer_id]) for each in made]
    return [delivery for delivery in found if is_late(delivery[0], delivery[1], viewer)]


async def _names(view: View, post: Post, shown: list[Delivery], viewer: Viewer) -> Names:
    sides = [_other_side(post, each) for each, _, _ in shown]
    return await names_by_id(view, viewer.locale, {each for each, _ in sides}, {each for _, each in sides})


def _other_side(post: Post, commitment: Commitment) -> tuple[str | None, str]:
    """Return the organisation and the person who stand on the side that the post is not on."""
    if post.kind == "request":
        return commitment.giver_organisation_id, commitment.giver_person_id
    return commitment.asker_organisation_id, commitment.asker_person_id


def _told(post: Post, delivery: Delivery, names: Names, viewer: Viewer) -> tuple[Value, ...]:
    """Return "C3 Harbour Relief, 100 pieces, was due" and the day."""
    commitment, request, offer = delivery
    organisation, person = _other_side(post, commitment)
    who = names.side(organisation, person)
    if post.kind == "offer" and request.on_behalf_of:
        who = request.on_behalf_of
    how_much = amount(commitment, request, offer, viewer)
    told = viewer.say("{id} {who}, {amount}, was due", id=commitment.id, who=who, amount=how_much)
    day = due_day(commitment, request, viewer)
    return (told, day) if day else (told,)
