"""`/match all`: the best pairing of everything that is open, for coordinators; and asking both sides of a pair."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import pairing as pairing_cards
from bot.cards.shown import names_of
from bot.chat import Card, Invocation, Reply
from bot.command import Tools
from bot.domain.matching import Fit, best, fit_of_sides
from bot.domain.matching_gates import may_meet
from bot.domain.pairing import LEVELS, Market, Plan, best_plan, chance_of
from bot.domain.post import WANTING, Post
from bot.domain.rules import may, owns
from bot.flows.exchange.candidates import nearest
from bot.flows.exchange.fitting import ground, reason_text
from bot.flows.exchange.missing import no_record, visible_post
from bot.flows.exchange.noticing import WELL
from bot.flows.exchange.refusing import as_they_stand
from bot.flows.scope import posts_here
from bot.notices import owe_fits
from bot.ports import Solver
from bot.store import PostFilter

REQUESTS, NEAR, EACH = 200, 60, 20
"""Requests looked at, the most urgent and oldest first; posts near each; and the best of these that may go to it."""
SECONDS = 2.0
"""How long the best plan is looked for, beside everything else; a plan is shown in any case."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Laid:
    """Everything on the table: the requests, every post by its id, and how a request's offers fit it."""

    requests: Sequence[Post]
    posts: Mapping[str, Post]
    fits: Mapping[tuple[str, str], Fit]

    @property
    def market(self) -> Market:
        """Return what there is to be paired."""
        chances = [chance_of(self.posts[r], self.posts[o], fit.score) for (r, o), fit in self.fits.items()]
        offers = {o for _, o in self.fits}
        return Market(
            wanted={each.id: each.left for each in self.requests},
            left={each: self.posts[each].left for each in offers},
            urgency={each.id: each.urgency for each in self.requests},
            chances=chances,
        )


async def match_all(tools: Tools) -> Reply:
    """Show the plan that serves most, the critical requests first; nothing is promised by looking."""
    refusal = _not_theirs(tools)
    if refusal:
        return refusal
    wanting = await posts_here(tools, PostFilter(kind="request", states=WANTING))
    wanting = sorted(
        (each for each in wanting if each.left > 0),
        key=lambda each: (LEVELS.index(each.urgency), each.stamp.created_at, each.id),
    )
    laid = await _laid(wanting[:REQUESTS], tools)
    plan = await asyncio.to_thread(_planned, laid.market, tools.solver)
    card = pairing_cards.plan_card(
        await _items(plan[:SHOWN], laid, tools),
        pairing_cards.Count(
            requests=len(laid.requests),
            met=len({pairing.chance.request for pairing in plan}),
            offers=len({pairing.chance.offer for pairing in plan}),
            more=len(plan) - len(plan[:SHOWN]),
            left_out=len(wanting) - len(laid.requests),
        ),
        tools.viewer,
    )
    return Reply(card)


async def ask_both(request: Post, invocation: Invocation, tools: Tools) -> Reply:
    """Tell the owners of both records that a coordinator would join them: whoever takes it up makes the proposal.

    The table of moves knows two sides and no third, so a coordinator holds no quantity in anybody's name.
    """
    refusal = _not_theirs(tools)
    if refusal:
        return refusal
    offer = await visible_post(invocation.options.get("with", "").upper(), tools)
    if offer is None:
        return no_record(invocation.options.get("with", ""), tools)
    say, ids = tools.viewer.say, {"id": request.id, "other": offer.id}
    if request.state not in WANTING or not may_meet(request, offer, tools.viewer.today()):
        return await as_they_stand(say("{id} and {other} can no longer be joined.", **ids), (request, offer), tools)
    both = ((request, offer), (offer, request))
    asked = [(mine, other) for mine, other in both if not owns(tools.me.sight, mine.stamp)]
    await tools.uow.fit_news.again([(mine.id, other.id) for mine, other in asked], tools.now)
    for mine, other in asked:
        urgent = request.urgency == "critical"
        await owe_fits(tools, mine, f"{other.id}.{tools.now.isoformat()}", urgent)
    title = say("Both sides are asked whether {other} shall go to {id}.", **ids)
    body = say("Nothing is held until one of them takes it up and the other accepts.")
    return Reply(Card(title, body, locale=tools.viewer.locale))


def _planned(market: Market, solver: Solver | None) -> Plan:
    """Return the best plan that is found in time; runs beside the event loop."""
    return best_plan(market, solver.parts(market, SECONDS) if solver else None)


def _not_theirs(tools: Tools) -> Reply | None:
    if may(tools.me.sight, "response.steer"):
        return None
    say = tools.viewer.say
    title = say("Only coordinators see the pairing of everything.")
    return Reply(Card(title, say("What fits one record: /match R12"), locale=tools.viewer.locale))


async def _laid(requests: Sequence[Post], tools: Tools) -> Laid:
    """Return what fits the requests well, the best of each, from the posts near each."""
    world, today = ground(tools), tools.viewer.today()
    ids, sides = await nearest(requests, world, tools, NEAR)
    fits: dict[tuple[str, str], Fit] = {}
    for request in requests:
        others = [sides[each] for each in ids[request.id] if each in sides]
        met = (
            fit_of_sides(sides[request.id], other, world, WELL)
            for other in others
            if may_meet(request, other.post, today)
        )
        fits |= {(request.id, fit.post.id): fit for fit in best(filter(None, met), EACH)}
        await asyncio.sleep(0)
    return Laid(requests, {side.post.id: side.post for side in sides.values()}, fits)


async def _items(plan: Plan, laid: Laid, tools: Tools) -> list[Card]:
    """Return the pairings as small cards, with their reasons and the button that asks both sides."""
    viewer = tools.viewer
    pairs = [(laid.posts[each.chance.request], laid.posts[each.chance.offer]) for each in plan]
    names = await names_of(tools.view, viewer.locale, *(post.stamp for pair in pairs for post in pair))
    items = []
    for pairing, (request, offer) in zip(plan, pairs, strict=True):
        reasons = laid.fits[request.id, offer.id].reasons
        why = viewer.listed([reason_text(reason, offer, viewer) for reason in reasons])
        items.append(pairing_cards.pairing_card(pairing, request, offer, why, names, viewer))
    return items
