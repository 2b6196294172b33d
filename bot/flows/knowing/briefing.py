"""Gathers what a briefing tells: what is open, new, settled, late and awaited in this place since a moment."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.cards.arrivals import is_late
from bot.command import Tools
from bot.domain.commitment import AWAITED, Commitment, CommitmentState, due
from bot.domain.post import WANTING, Post, PostState
from bot.domain.response import Response
from bot.domain.update import Update
from bot.flows.scope import posts_here, updates_here
from bot.store import PostFilter

COUNTED: tuple[PostState, ...] = ("open", "partly_covered", "covered", "met")
MOVING: tuple[PostState, ...] = ("open", "partly_covered", "covered")


@dataclass(frozen=True, slots=True)
class Briefing:
    """The state of a place at a moment, for one reader. `requests` and `offers` are live ones, most pressing first.

    `updates` are those since `since`, newest first; `awaiting` are proposals that wait for the reader's side, `overdue`
    the reader's commitments that should have arrived, the longest late first.
    """

    response: Response | None
    since: datetime
    today: date
    requests: tuple[Post, ...]
    offers: tuple[Post, ...]
    updates: tuple[Update, ...]
    awaiting: tuple[Commitment, ...] = ()
    overdue: tuple[Commitment, ...] = ()

    @property
    def open(self) -> tuple[Post, ...]:
        """Return the requests that still want something."""
        return tuple(post for post in self.requests if post.state in WANTING)

    @property
    def critical(self) -> tuple[Post, ...]:
        """Return the urgent ones among them."""
        return tuple(post for post in self.open if post.urgency == "critical")

    @property
    def new(self) -> tuple[Post, ...]:
        """Return the requests posted since."""
        return tuple(post for post in self.requests if post.stamp.created_at > self.since)

    @property
    def late(self) -> tuple[Post, ...]:
        """Return the requests whose last day has come while something has not arrived; the longest overdue first."""
        due = [post for post in self.requests if post.state in MOVING and post.ends and post.ends <= self.today]
        waiting = [post for post in due if post.tally.arrived < post.quantity]
        return tuple(sorted(waiting, key=lambda post: (post.ends or self.today, post.stamp.created_at)))

    @property
    def moving(self) -> tuple[Post, ...]:
        """Return the requests of which something is promised and not all received."""
        return tuple(post for post in self.requests if post.tally.promised > post.tally.received)

    def settled(self, state: PostState) -> int:
        """Return how many requests reached a state since."""
        return sum(post.state == state and post.stamp.updated_at > self.since for post in self.requests)


async def gathered(since: datetime, tools: Tools) -> Briefing:
    """Return the briefing of this place as the sender may see it."""
    requests = await posts_here(tools, PostFilter(kind="request", states=COUNTED))
    offers = await posts_here(tools, PostFilter(kind="offer", states=WANTING))
    return Briefing(
        response=tools.response,
        since=since,
        today=tools.viewer.today(),
        requests=tuple(sorted(requests, key=_pressing)),
        offers=tuple(post for post in offers if post.left > 0),
        updates=tuple(update for update in await updates_here(tools, since) if update.stamp.created_at > since),
        awaiting=tuple(await _awaiting(tools)),
        overdue=tuple(await _overdue(tools)),
    )


def _pressing(post: Post) -> tuple[bool, date, datetime]:
    """Return the order of a list: the urgent first, then what is due soonest, then what waits longest."""
    return post.urgency != "critical", post.ends or date.max, post.stamp.created_at


async def _awaiting(tools: Tools) -> list[Commitment]:
    """Return the proposals that the other side made and that wait for an answer, the soonest to lapse first."""
    mine = [each for each in await _own(("proposed",), tools) if _answers(each, tools)]
    return sorted(mine, key=lambda each: each.lapses_at or each.stamp.created_at)


async def _overdue(tools: Tools) -> list[Commitment]:
    """Return what the reader's side gives or awaits and is late, the longest late first."""
    moving = await _own(AWAITED, tools)
    requests = await tools.view.posts.many(list({each.request_id for each in moving}))
    asked = {post.id: post for post in requests}
    overdue = [each for each in moving if is_late(each, asked[each.request_id], tools.viewer)]
    last = {each.id: due(each, asked[each.request_id].ends) or date.max for each in overdue}
    return sorted(overdue, key=lambda each: (last[each.id], each.stamp.created_at))


async def _own(states: tuple[CommitmentState, ...], tools: Tools) -> list[Commitment]:
    """Return the commitments of the reader's side in these states, real ones or those of the same drill."""
    sight = tools.me.sight
    if not (sight.person_id or sight.organisation_id):
        return []
    listed = await tools.view.commitments.of_organisation(sight.organisation_id, sight.person_id, states)
    return [each for each in listed if each.stamp.drill == tools.drill]


def _answers(commitment: Commitment, tools: Tools) -> bool:
    """Return whether the sender stands on the side whose answer is awaited."""
    if commitment.proposed_by == "giver":
        person, organisation = commitment.asker_person_id, commitment.asker_organisation_id
    else:
        person, organisation = commitment.giver_person_id, commitment.giver_organisation_id
    sight = tools.me.sight
    return sight.person_id == person or (organisation is not None and organisation == sight.organisation_id)
