"""The thread beneath a request's card, in which both sides of what was agreed on can talk."""

from datetime import datetime

from bot.chat import MessageRef, Place, beneath
from bot.command import Tools
from bot.domain.commitment import AGREED, Commitment
from bot.domain.post import Post
from bot.notices import debt_name
from bot.owed import Notice
from bot.store import View


async def owe_in_thread(commitment: Commitment, request: Post, tools: Tools) -> None:
    """Owe a commitment's live card to the thread beneath its request's card, in the channel the request came from.

    Not before both sides have said yes: a proposal that is declined, with its reason, stays between the two. The
    thread is the one its platform begins at that message, so there is never a second one. Where the request has no
    card in a channel (it was asked for directly) there is nowhere to talk, and nothing is owed. The commitment is drawn
    for those who read the channel: where they may not see it, nothing is sent and no thread begins.
    """
    standing = await tools.view.outbox.standing(origin_of(request), request.id, "card")
    if standing and commitment.state in AGREED:
        await tools.uow.outbox.owe(in_thread(commitment, standing.ref, tools.now))


async def due_beneath(view: View, about: str, ref: MessageRef, now: datetime) -> list[Notice]:
    """Return what is owed beneath a card that has just come to stand: what was agreed on while it was on its way."""
    request = await view.posts.get(about) if about[:1] == "R" else None
    if request is None or not request.tally.promised or ref.place != origin_of(request):
        return []
    made = await view.commitments.of_post(request.id)
    return [in_thread(each, ref, now) for each in made if each.state in AGREED]


def in_thread(commitment: Commitment, root: MessageRef, now: datetime) -> Notice:
    """Return the notice that brings a commitment's card beneath a message."""
    place, version = beneath(root), commitment.stamp.version
    name = debt_name(place, "card", commitment.id, version)
    return Notice(name, place, "card", commitment.id, now, created_at=now)


def origin_of(request: Post) -> Place:
    """Return the channel in which a request was posted."""
    return Place(request.origin_platform, request.origin_workspace, request.origin_channel)
