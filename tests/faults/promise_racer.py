"""A process that races others for a handful of posts and writes down every operation, its answer and its time."""

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TextIO

from bot.chat import Identity, Invocation, Place
from bot.command import Me, Tools
from bot.domain.commitment import STEPS, UNFINISHED, permitted
from bot.domain.people import Person
from bot.domain.post import Post
from bot.domain.rules import Sight
from bot.flows.exchange import changing
from bot.flows.exchange.moving import make
from bot.flows.exchange.taking import take_up
from bot.store import Changed, Retry, Unavailable, UnitOfWork
from bot.viewer import Viewer
from bot.words.catalogue import words
from storage.store import Store, open_store
from tests.chat import known
from tests.contracts.records import NOON

Answer = Literal["yours", "too little", "moved", "not possible", "changed", "quicker", "unsure"]
Kind = Literal["take", "move", "lapse", "edit", "close", "withdraw", "keep"]
PEOPLE = 4
"""One of each organisation; each has a request and an offer: R1 and O1 are P1's, R2 and O2 P2's, and so on."""
KINDS: dict[Kind, int] = {"take": 400, "move": 420, "lapse": 10, "edit": 80, "close": 3, "withdraw": 3, "keep": 84}
MOST = 12
"""How many pieces are asked for at most; an edit adds up to four times as many."""
AT_ONCE, ATTEMPTS = 8, 5
PATIENCE = 120.0


@dataclass(slots=True)
class Done:
    """One operation: the posts' versions it saw and those it left, and its times on the machine's clock (seconds)."""

    kind: Kind
    by: str
    record: str = ""
    move: str = ""
    wanted: int = 0
    answer: Answer = "not possible"
    seen: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    began: float = 0.0
    ended: float = 0.0


def person(id: str) -> Person:
    """Return one of the people who race, "" for the clock."""
    return Person(id, id, f"G{id[1:]}" if id else None, "verified", NOON, NOON)


@dataclass(slots=True)
class Racer:
    """Does random operations at a store of its own."""

    store: Store
    chance: random.Random
    history: TextIO

    async def race(self, operations: int) -> None:
        """Do the operations, some at a time."""
        share = [operations // AT_ONCE + (place < operations % AT_ONCE) for place in range(AT_ONCE)]
        await asyncio.gather(*map(self._one_after_the_other, share))

    async def _one_after_the_other(self, operations: int) -> None:
        for _ in range(operations):
            kind = self.chance.choices(tuple(KINDS), tuple(KINDS.values()))[0]
            by = "" if kind == "lapse" else f"P{self.chance.randint(1, PEOPLE)}"
            done = Done(kind, by, began=time.monotonic())
            await self._tried(done)
            done.ended = time.monotonic()
            self.history.write(json.dumps(asdict(done)) + "\n")

    async def _tried(self, done: Done) -> None:
        """Do one operation as the dispatcher does it: a lost race is run again from a fresh view."""
        act = self._act(done.kind)
        for _ in range(ATTEMPTS):
            try:
                async with self.store.begin() as unit:
                    done.seen, done.left = {}, {}
                    done.answer = await act(done, self._tools(unit, done.by))
                    for post_id in done.seen:
                        done.left[post_id] = (await self._post(unit, post_id)).stamp.version
                    if done.answer in ("yours", "moved", "changed"):
                        await unit.commit()
                return
            except (Changed, Retry):
                done.answer = "quicker"
            except Unavailable:
                done.answer = "unsure"
                return

    def _act(self, kind: Kind) -> Callable[[Done, Tools], Awaitable[Answer]]:
        acts = {"take": self._take, "move": self._move, "lapse": self._lapse}
        return acts.get(kind, self._own)

    async def _take(self, done: Done, tools: Tools) -> Answer:
        """Propose a part of something to something: one of the two is one's own."""
        mine = int(done.by[1:])
        other = self.chance.choice([number for number in range(1, PEOPLE + 1) if number != mine])
        giving = self.chance.random() < 0.5
        asked, given = (other, mine) if giving else (mine, other)
        request = await self._read(done, tools, f"R{asked}")
        offer = await self._read(done, tools, f"O{given}")
        if not (request.live and offer.live):
            return "not possible"
        done.wanted = 1000 * self.chance.randint(1, MOST)
        made = await take_up(request, offer, "giver" if giving else "asker", done.wanted, tools)
        if made is None:
            return "too little"
        done.record = made.id
        return "yours"

    async def _move(self, done: Done, tools: Tools) -> Answer:
        """Make any move on one of one's own commitments that are under way."""
        found = await tools.uow.commitments.of_organisation(tools.me.sight.organisation_id, done.by, UNFINISHED)
        if not found:
            return "not possible"
        chosen = self.chance.choice(found)
        row = self.chance.choice([row for row in STEPS if row.by != "clock" and chosen.state in row.sources])
        done.record, done.move = chosen.id, row.move
        if not permitted(chosen, row.move, "giver" if chosen.giver_person_id == done.by else "asker"):
            return "not possible"
        await self._read(done, tools, chosen.request_id)
        await self._read(done, tools, chosen.offer_id)
        await make(chosen, row.move, "", tools)
        return "moved"

    async def _lapse(self, done: Done, tools: Tools) -> Answer:
        """Let the oldest proposal lapse, as the keeper does half a day later."""
        due = await tools.uow.commitments.lapsing(tools.now + timedelta(days=1), limit=1)
        if not due:
            return "not possible"
        done.record, done.move = due[0].id, "lapse"
        await self._read(done, tools, due[0].request_id)
        await self._read(done, tools, due[0].offer_id)
        await make(due[0], "lapse", "", tools)
        return "moved"

    async def _own(self, done: Done, tools: Tools) -> Answer:
        """Edit the quantity of one's own post, end it, or keep it alive."""
        done.record = f"{self.chance.choice('RO')}{done.by[1:]}"
        post = await self._read(done, tools, done.record)
        options = {"action": done.kind, "record": post.id}
        if done.kind == "edit":
            promised = post.tally.promised // 1000
            options["quantity"] = str(max(1, promised + self.chance.randint(-MOST, 4 * MOST)))
        at = Place("console", "", done.by, direct=True)
        await changing.change(Invocation("", "mine", options, tools.me.identity, at, tools.now), tools)
        after = await self._post(tools.uow, post.id)
        return "changed" if after.stamp.version > post.stamp.version else "not possible"

    async def _read(self, done: Done, tools: Tools, id: str) -> Post:
        post = await self._post(tools.uow, id)
        done.seen[id] = post.stamp.version
        return post

    async def _post(self, unit: UnitOfWork, id: str) -> Post:
        post = await unit.posts.get(id)
        assert post, f"{id} is gone"
        return post

    def _tools(self, unit: UnitOfWork, by: str) -> Tools:
        """Return what a handler works with, for one of the people."""
        me, now, by_heart = person(by), datetime.now(UTC), known()
        sight = Sight(by, me.organisation_id, me.trust)
        viewer = Viewer(words("en"), "Asia/Tokyo", sight, by_heart.vocabulary, by_heart.gazetteer, now)
        who = Me(me, Identity("console", "", by), None, None, sight)
        places, reader = by_heart.gazetteer, by_heart.reader
        return Tools(unit, unit, now, who, viewer, by_heart.vocabulary, places, reader, (), 0)


async def race(address: str, operations: int, seed: int, history: Path) -> None:
    """Race once: write the history, a line of JSON for each operation."""
    store = open_store(address, patience=PATIENCE)
    with history.open("w") as written:
        await Racer(store, random.Random(seed), written).race(operations)
    await store.close()


def main() -> None:
    """Race once for every line read: address, operations, seed and history, parted by tabs."""
    known()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        address, operations, seed, history = line.rstrip("\n").split("\t")
        asyncio.run(race(address, int(operations), int(seed), Path(history)))
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
