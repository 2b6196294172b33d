"""The audit trail is followed without missing or repeating an entry, in whatever order its numbers are committed."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.feed import GIVEN_UP, PAGE, WINDOW, Feed, newest
from bot.store import View
from bot.trail import AuditEntry
from tests.clock import START


class Trail:
    """A trail whose numbers appear one by one; `asked` counts what was read of it."""

    def __init__(self, numbers: Sequence[int] = ()) -> None:
        self.committed = set(numbers)
        self.asked = 0

    async def since(self, number: int, limit: int = 1000) -> Sequence[AuditEntry]:
        """Return entries after a number, in order."""
        self.asked += 1
        return [
            AuditEntry(n, START, "P1", "post", f"R{n}", "add", 1, None, {})
            for n in sorted(self.committed)
            if n > number
        ][:limit]

    @property
    def view(self) -> View:
        """Return a view with nothing but this trail."""
        return cast(View, SimpleNamespace(audit=self))


async def taken(feed: Feed, trail: Trail) -> list[int]:
    """Let the feed deal with what is new and return its numbers."""
    entries = await feed.fresh(trail.view)
    feed.taken(entries)
    return [entry.number for entry in entries]


@given(st.lists(st.integers(1, 60), unique=True), st.lists(st.integers(1, 5)))
async def test_every_entry_is_given_once_however_the_numbers_are_committed(
    numbers: list[int], steps: list[int]
) -> None:
    trail, feed, given_out, rest = Trail(), Feed(lambda: 0.0), list[int](), list(numbers)
    for step in [*steps, len(rest)]:
        trail.committed.update(rest[:step])
        del rest[:step]
        given_out += await taken(feed, trail)
    assert sorted(given_out) == sorted(numbers)


async def test_a_number_that_never_comes_is_waited_for_and_then_given_up() -> None:
    seconds = [0.0]
    trail, feed = Trail([1, 3, 4]), Feed(lambda: seconds[0])
    assert await taken(feed, trail) == [1, 3, 4]
    trail.committed.add(2)
    assert await taken(feed, trail) == [2]
    trail.committed.add(6)
    assert await taken(feed, trail) == [6]
    seconds[0] += GIVEN_UP
    assert await taken(feed, trail) == []
    trail.committed.add(5)
    assert await taken(feed, trail) == [], "nobody waits for it any more"


async def test_entries_that_were_not_dealt_with_are_given_again() -> None:
    trail, feed = Trail([1, 2]), Feed(lambda: 0.0)
    assert len(await feed.fresh(trail.view)) == 2
    assert await taken(feed, trail) == [1, 2]


async def test_a_long_trail_is_read_in_pages() -> None:
    trail, feed = Trail(range(1, 2 * PAGE + 2)), Feed(lambda: 0.0)
    assert await taken(feed, trail) == list(range(1, 2 * PAGE + 2))


async def test_a_feed_begins_a_window_before_the_end() -> None:
    trail, feed = Trail(range(1, WINDOW + 101)), Feed(lambda: 0.0)
    await feed.begin_at_end(trail.view)
    assert await taken(feed, trail) == list(range(101, WINDOW + 101))


@pytest.mark.parametrize("numbers", [(), (1,), (2,), (5,), (1, 2, 3, 900_000), tuple(range(1, 1025))])
async def test_the_newest_number_is_found_in_few_steps(numbers: tuple[int, ...]) -> None:
    trail = Trail(numbers)
    assert await newest(trail.view) == max(numbers, default=0)
    assert trail.asked <= 45
