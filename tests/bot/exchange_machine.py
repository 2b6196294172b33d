"""Any story of proposals, moves, edits and ends, told to the real core on a real store and to a plain model at once.

Many long stories: `python -m tests.bot.exchange_machine --stories 2000 --steps 60`.
"""

import argparse
import asyncio
import re
import tempfile
from collections.abc import Mapping, Set
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.keeper import Keeper
from bot.late import LateAnswers
from bot.store import PostFilter
from storage.store import open_store
from tests.bot.exchange_model import TARGETS, Exchange, Outcome, Paper
from tests.chat import Chat
from tests.clock import SetClock
from tests.databases import SqliteFiles

ORGANISATIONS = {"aki": "Harbour Relief", "ben": "Blue Hand", "cho": "Third Wave", "dan": "Fourth Wave"}
GIVER, ASKER = "aki", "ben"
OFFERED, ASKED = 30, 20
STAGES = ("promised", "sent", "arrived", "received")
PEOPLE = st.sampled_from(list(ORGANISATIONS))
AMOUNTS = st.integers(1, 6) | st.integers(1, OFFERED + 5) | st.none()
MOVES = st.sampled_from(list(TARGETS))
ANY = st.integers(0, 1_000)
"""Picks one of however many there are."""


class Machine(RuleBasedStateMachine):
    """Aki offers blankets as O1 and Ben asks for some as R1; Cho and Dan belong to neither."""

    def __init__(self, files: SqliteFiles) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.Runner()
        self.clock = SetClock()
        self.model = Exchange()
        self.rows: dict[str, Mapping[str, Any]] = {}
        self.entries = 0
        self.loop.run(self._begin(f"sqlite:///{files.file(Path(self.folder.name))}"))

    async def _begin(self, address: str) -> None:
        self.store = open_store(address)
        self.chat = Chat(self.store, self.clock, coordinators=("console:mori",))
        self.keeper = Keeper(self.chat.core, LateAnswers(self.chat.core, {}))
        await self.chat.say("mori", "/response propose Noto earthquake, Ishikawa", "Desk (invented)", "ops")
        await self.chat.say("mori", "/response open D1")
        for who, organisation in ORGANISATIONS.items():
            await self.chat.say(who, "/mine", organisation, locale="en")
        await self.chat.say(GIVER, f"/offer {OFFERED} blankets in Kanazawa")
        await self.chat.say(ASKER, f"/request {ASKED} blankets in Wajima")
        await self.chat.deliver()
        self.model.papers = {"O1": Paper("O1", GIVER, OFFERED), "R1": Paper("R1", ASKER, ASKED)}

    def teardown(self) -> None:
        """Close the store."""
        self.loop.run(self.store.close())
        self.loop.close()
        self.folder.cleanup()

    def _told(self, who: str, line: str, expected: Outcome) -> None:
        """Let somebody type a line: the answer and who is told of it are as the model says; never who did it."""

        said = self.loop.run(self.chat.tell(who, line))
        assert expected.says in said, f"{who}: {line}\nexpected {expected.says!r}, was told:\n{said}"
        self._heard(expected.told, f"{who}: {line}")
        assert who not in expected.told

    def _heard(self, expected: Set[str], act: str) -> None:
        """Deliver: those the model names hear of a promise, by a new message or an amended one; others by no new one.

        What stands with others, with whoever did it too, is brought up to date without a sound. The last receipt is
        told by the end of the story instead. What else people hear (what is new that fits) is no matter of the model.
        """
        brought = [each for each in self.loop.run(self.chat.deliver()) if each.place.direct]
        promises = [each for each in brought if re.match(r"C\d", each.card.title)]
        stories = [each for each in brought if re.match(r"R\d+: .* arrived", each.card.title)]
        told = {each.place.channel for each in (*promises, *stories)}
        sounds = {each.place.channel for each in promises if not each.amended}
        assert sounds <= expected <= told, f"{act}\n{told} were told, {sounds} with a sound, not {expected}"

    @rule(who=PEOPLE, amount=AMOUNTS, own=st.booleans(), asking=st.booleans(), then=MOVES)
    def propose(self, who: str, amount: int | None, own: bool, asking: bool, then: str) -> None:
        """Take up what is asked or offered, with one's own record or a new one, and try a move before any answer."""
        verb, paper, using = ("need", "O1", "R1") if asking else ("give", "R1", "O1")
        chosen = using if own else "new"
        line = f"/match {verb} {paper} {amount or ''} with:{chosen}"
        before = len(self.model.promises)
        self._told(who, line, self.model.propose(who, paper, amount, chosen))
        if len(self.model.promises) > before:
            newest = list(self.model.promises)[-1]
            self._told(who, f"/mine {then} {newest}", self.model.move(who, newest, then))

    @precondition(lambda self: self.model.promises)
    @rule(who=PEOPLE, pick=ANY, move=MOVES)
    def move_by_anybody(self, who: str, pick: int, move: str) -> None:
        """Try any move on any promise, whoever one is."""
        number = list(self.model.promises)[pick % len(self.model.promises)]
        self._told(who, f"/mine {move} {number}", self.model.move(who, number, move))

    @precondition(lambda self: self.model.promises)
    @rule(giver=st.booleans(), move=MOVES)
    def move_by_a_side_of_the_newest(self, giver: bool, move: str) -> None:
        """Try any move on the newest promise, as one of its sides: about half are refused."""
        newest = list(self.model.promises.values())[-1]
        who = newest.giver if giver else newest.asker
        self._told(who, f"/mine {move} {newest.id}", self.model.move(who, newest.id, move))

    @precondition(lambda self: self.model.promises)
    @rule(who=PEOPLE, pick=ANY, gate=st.integers(1, 3))
    def say_where(self, who: str, pick: int, gate: int) -> None:
        """Say at which gate any promise arrives, whoever one is."""
        number, desk = list(self.model.promises)[pick % len(self.model.promises)], f"gate{gate}"
        self._told(who, f"/mine details {number} desk:{desk}", self.model.say_where(who, number, desk))

    @precondition(lambda self: self._possible())
    @rule(pick=ANY)
    def move_on(self, pick: int) -> None:
        """Make a move that is possible now."""
        possible = self._possible()
        who, number, move = possible[pick % len(possible)]
        self._told(who, f"/mine {move} {number}", self.model.move(who, number, move))

    def _possible(self) -> list[tuple[str, str, str]]:
        promises = self.model.promises.values()
        return [(who, p.id, move) for p in promises for move in TARGETS for who in ORGANISATIONS if p.allows(who, move)]

    @precondition(lambda self: not any(each.state == "delivered" for each in self.model.promises.values()))
    @rule(hours=st.integers(1, 13))
    def wait(self, hours: int) -> None:
        """Let time pass and the keeper do what is due."""
        expected = self.model.wait(hours)

        self.clock.move(timedelta(hours=hours))
        self.loop.run(self.keeper.tend())
        self._heard(expected, f"{hours} hours pass")

    @rule(who=PEOPLE, pick=ANY, quantity=st.integers(1, OFFERED + 10))
    def edit(self, who: str, pick: int, quantity: int) -> None:
        """Change the quantity of any paper."""
        paper = self._paper(who, pick)
        self._told(who, f"/mine edit {paper} quantity:{quantity}", self.model.edit(who, paper, quantity))

    @precondition(lambda self: len(self.model.promises) > 2 * sum(bool(p.ended) for p in self.model.papers.values()))
    @rule(who=PEOPLE, pick=ANY, action=st.sampled_from(["close", "withdraw", "undo"]))
    def end(self, who: str, pick: int, action: str) -> None:
        """Close, withdraw or undo any paper, not so often that nothing is left to promise."""
        paper = self._paper(who, pick)
        self._told(who, f"/mine {action} {paper}", self.model.end(who, paper, action))

    @precondition(lambda self: any(paper.ended for paper in self.model.papers.values()))
    @rule(pick=ANY)
    def keep(self, pick: int) -> None:
        """Let a paper that had ended stand again."""
        ended = [paper for paper in self.model.papers.values() if paper.ended]
        paper = ended[pick % len(ended)]
        self._told(paper.owner, f"/mine keep {paper.id}", self.model.keep(paper.owner, paper.id))

    def _paper(self, who: str, pick: int) -> str:
        """Return one of the papers, mostly one of this person's own where there is one."""
        own = [paper.id for paper in self.model.papers.values() if paper.owner == who]
        every = own if own and pick % 4 < 3 else list(self.model.papers)
        return every[pick % len(every)]

    @invariant()
    def stored_is_as_the_model_says(self) -> None:
        """Posts and commitments agree with the model, no stage holds more than the one before it."""
        self.loop.run(self._compare())

    async def _compare(self) -> None:
        async with self.store.read() as view:
            posts = {post.id: post for post in await view.posts.listing(PostFilter())}
            made = await view.commitments.many([f"C{n + 1}" for n in range(len(self.model.promises) + 1)])
        assert set(posts) == set(self.model.papers)
        for name, post in posts.items():
            tally = tuple(getattr(post.tally, stage) // 1000 for stage in STAGES)
            assert (tally, post.state) == (self.model.stages(name), self.model.state(name)), name
            bounds = (self.model.papers[name].quantity, *tally, 0)
            assert post.quantity == 1000 * bounds[0]
            assert list(bounds) == sorted(bounds, reverse=True), name
            assert (post.state == "met") <= (tally[3] == bounds[0]), "covered is not met"
        states = {each.id: (each.state, each.asked, each.given, each.desk) for each in made}
        expected = self.model.promises.values()
        assert states == {each.id: (each.state, 1000 * each.amount, 1000 * each.amount, each.desk) for each in expected}

    @invariant()
    def every_change_is_in_the_trail_with_what_was_before_and_after(self) -> None:
        """Each entry begins where the last one of its record ended, and the last is what is stored."""
        self.loop.run(self._follow())

    async def _follow(self) -> None:
        async with self.store.read() as view:
            for entry in await view.audit.since(self.entries):
                self.entries = entry.number
                if entry.noun in ("post", "commitment"):
                    before, known = entry.before, self.rows.get(entry.record_id)
                    assert (before is None) == (known is None), entry
                    assert before is None or known is None or all(known[each] == before[each] for each in before), entry
                    self.rows[entry.record_id] = entry.after
            posts = await view.posts.listing(PostFilter())
            made = await view.commitments.many([f"C{n + 1}" for n in range(len(self.model.promises))])
        stored: dict[str, tuple[int, str]] = {post.id: (post.stamp.version, post.state) for post in posts}
        stored |= {each.id: (each.stamp.version, each.state) for each in made}
        assert {name: (row["version"], row["state"]) for name, row in self.rows.items()} == stored
        for post in posts:
            assert all(self.rows[post.id][stage] == getattr(post.tally, stage) for stage in STAGES)


def explore(files: SqliteFiles, stories: int, steps: int) -> None:
    """Tell so many stories of so many steps. Raises AssertionError with the shortest story that goes wrong."""

    class Told(Machine):
        """The machine on copies of this file."""

        def __init__(self) -> None:
            super().__init__(files)

    chosen = settings(max_examples=stories, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(Told, settings=chosen)


def main() -> None:
    """Tell as many stories as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        explore(SqliteFiles(Path(folder)), given.stories, given.steps)


if __name__ == "__main__":
    main()
