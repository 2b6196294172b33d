"""Whatever is posted, changed and taken back: a fit sounds once, not twice an hour, and never to its own side."""

import asyncio
import re
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post import Post
from bot.flows.exchange.noticing import QUIET, TOGETHER
from bot.keeper import Keeper
from bot.late import LateAnswers
from storage.store import open_store
from tests.bot.stage import opened, posts_of
from tests.chat import Chat, Delivered
from tests.clock import SetClock
from tests.databases import SqliteFiles

PEOPLE = {"aki": "Harbour Relief", "ben": "Blue Hand", "bea": "Blue Hand", "cho": "Third Wave"}
RECORD, FIT = re.compile(r"fits ([RO]\d+)\."), re.compile(r"\b[RO]\d+\b")
Step = tuple[str, str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["offer", "request", "urgent", "withdraw", "edit", "keep", "wait", "wait"]),
        st.sampled_from(list(PEOPLE)),
        st.integers(0, 11),
    ),
    min_size=4,
    max_size=14,
)
WAITS = (10, 40, 70, 1800, 3700)
"""Seconds."""


@dataclass(slots=True)
class Watch:
    """What was told of fits: by record the times of new messages and what was new in them."""

    sounds: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def see(self, each: Delivered, posts: dict[str, Post], at: datetime) -> None:
        """Look at one message. Raises AssertionError where it should not have been sent so."""
        record = RECORD.search(each.card.title)
        if record is None:
            return
        mine = posts[record[1]]
        shown = {found[0] for item in each.card.items[1:] if (found := FIT.search(item.title))}
        assert shown
        for other in shown:
            assert posts[other].stamp.organisation_id != mine.stamp.organisation_id
            assert posts[other].live, f"{other} is shown and is {posts[other].state}"
        if each.amended:
            return
        assert not shown & self.told[mine.id], f"{shown} for {mine.id} is told twice as new"
        self.told[mine.id] |= shown
        critical = "critical" in (mine.urgency, *(posts[other].urgency for other in shown))
        if self.sounds[mine.id]:
            assert at - self.sounds[mine.id][-1] >= (TOGETHER if critical else QUIET)
        self.sounds[mine.id].append(at)


async def told(address: str, steps: list[Step]) -> int:
    """Tell a story to the real core; return how many messages there were."""
    clock, store, watch = SetClock(), open_store(address), Watch()
    chat = Chat(store, clock, coordinators=("console:mori",))
    keeper = Keeper(chat.core, LateAnswers(chat.core, {}))
    await opened(chat)
    for action, who, number in steps:
        posts = await posts_of(store)
        line = typed(action, number, [post.id for post in posts.values()])
        if line:
            await chat.say(who, line, PEOPLE[who], "", locale="en")
        else:
            clock.move(timedelta(seconds=WAITS[number % len(WAITS)]))
        await keeper.tend()
        posts = await posts_of(store)
        for each in await chat.deliver():
            watch.see(each, posts, clock.now())
    await store.close()
    return sum(map(len, watch.sounds.values()))


def typed(action: str, number: int, ids: list[str]) -> str:
    """Return the line for a step; empty for one in which only time passes."""
    things = {"offer": "/offer {} blankets in Wajima", "request": "/request {} blankets in Wajima"}
    things["urgent"] = f"{things['request']}, urgent"
    if action in things:
        return things[action].format(100 + number)
    if action == "wait" or not ids:
        return ""
    record = ids[number % len(ids)]
    return f"/mine edit {record} quantity:{90 + number}" if action == "edit" else f"/mine {action} {record}"


@settings(max_examples=12, deadline=None)
@given(STEPS)
def test_whatever_happens(sqlite_files: SqliteFiles, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(told(f"sqlite:///{sqlite_files.file(Path(folder))}", steps))


def test_the_story_above_is_one_in_which_people_hear_of_fits(sqlite_files: SqliteFiles) -> None:
    steps = [("offer", "aki", 1), ("request", "ben", 2), ("wait", "aki", 2), ("wait", "aki", 2), ("urgent", "cho", 3)]
    with tempfile.TemporaryDirectory() as folder:
        assert asyncio.run(told(f"sqlite:///{sqlite_files.file(Path(folder))}", steps)) == 2
