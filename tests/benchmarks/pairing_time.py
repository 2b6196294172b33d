"""Measures `/match all` with many requests and offers: `python -m tests.benchmarks pairing_time [--postgres]`.

Fills a migrated database with varied offers and requests, asks for the best pairing of everything as a coordinator, and
prints what that takes, how long others wait meanwhile, and what the plan is worth beside the one made by going down the
list. `--requests N` (200 unless told), `--offers N` (2,000).
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.chat import Card
from bot.domain.pairing import Market, best_plan, greedy
from bot.domain.post import Post, first_state
from bot.domain.reading import Urgency
from bot.store import Store
from bot.wiring.warming import warm
from knowledge.pairing.highs import HighsSolver
from storage.store import open_store
from tests.benchmarks.match_time import Maker, Turns, filled, maker, show
from tests.chat import Chat, known
from tests.clock import SetClock
from tests.databases import SqliteFiles, postgres_server

REQUESTS, OFFERS, ROUNDS, CRITICAL = 200, 2_000, 3, 5
"""One request in `CRITICAL` is critical."""


@dataclass(slots=True)
class Watched:
    """The solver as it is wired, which also keeps what it was asked, what it found and how long it took, in seconds."""

    market: Market | None = None
    found: Sequence[float] | None = None
    took: float = 0.0

    def parts(self, market: Market, seconds: float) -> Sequence[float] | None:
        """Solve."""
        start = time.perf_counter()
        self.market, self.found = market, HighsSolver().parts(market, seconds)
        self.took = time.perf_counter() - start
        return self.found


def asked_for(made: Maker, number: int, response: str) -> Post:
    """Return an open request like one of the offers, of somebody else."""
    like = made.offer(number, response)
    stamp = replace(like.stamp, author_id=f"P9{number}", organisation_id=f"G9{number % 50}")
    urgency: Urgency = "critical" if number % CRITICAL == 0 else "routine"
    return replace(like, id=f"R{number}", kind="request", stamp=stamp, state=first_state("request"), urgency=urgency)


async def measured(address: str, requests: int, offers: int) -> None:
    """Fill, ask and print."""
    store = open_store(address, patience=30)
    made = maker()
    response = await filled(store, made, offers)
    await wanted(store, [asked_for(made, number + 1, response) for number in range(requests)])
    warm(known().reader)
    chat = Chat(store, SetClock(), coordinators=("console:mori",))
    chat.core.solver = solver = Watched()
    await chat.say("mori", "/list", organisation="Example Relief Mori")
    for number in range(ROUNDS):
        turns = Turns()
        watching = asyncio.create_task(turns.watch())
        start = time.perf_counter()
        reply = await chat.act("mori", "match", {"action": "all"})
        took = time.perf_counter() - start
        watching.cancel()
        assert isinstance(reply.answer, Card)
        solving, longest = solver.took, turns.longest
        show(f"round {number + 1}: {took:.2f} s, of it solving {solving:.2f} s; longest turn {longest:.1f} ms")
    show(reply.answer.title)
    market = solver.market
    if market:
        plain, plan = greedy(market), best_plan(market, solver.found)
        show(f"{len(market.chances)} chances, {len(plan)} pairs; going down the list {len(plain)} pairs")
        show(f"worth, critical and routine: {market.worth(plan)}, by going down the list {market.worth(plain)}")
    await store.close()


async def wanted(store: Store, requests: Sequence[Post]) -> None:
    """Store the requests with what is read of them."""
    attributes = known().reader.attributes
    async with store.begin() as uow:
        for each in requests:
            await uow.posts.add(each, by="")
        await uow.traits.keep({each.text: attributes.traits(each.text) for each in requests}, attributes.edition)
        await uow.commit()


def main() -> None:
    """Measure as the arguments say."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--requests", type=int, default=REQUESTS)
    arguments.add_argument("--offers", type=int, default=OFFERS)
    arguments.add_argument("--postgres", action="store_true")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.postgres:
            with postgres_server() as server:
                asyncio.run(measured(asyncio.run(server.copy()), chosen.requests, chosen.offers))
        else:
            file = SqliteFiles(Path(folder)).file(Path(folder))
            asyncio.run(measured(f"sqlite:///{file}", chosen.requests, chosen.offers))


if __name__ == "__main__":
    main()
