"""Follows the numbered audit trail, whose numbers may be committed out of order, without missing an entry."""

from collections.abc import Callable, Sequence

from bot.store import View
from bot.trail import AuditEntry

PAGE = 500
"""Entries read at once: a few milliseconds' work."""
WINDOW = 1000
"""How many of the last numbers are read again at the start: transactions that were open then may have drawn them."""
GIVEN_UP = 60.0
"""Seconds after which a missing number belongs to a transaction that was undone; none stays open so long."""


class Feed:
    """A reader's place in the trail. `ticks` tells seconds that only grow.

    Up to `_floor` every number was taken or given up; `_noticed` holds the numbers beyond it that were taken, and when.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._floor = 0
        self._noticed: dict[int, float] = {}

    async def begin_at_end(self, view: View) -> None:
        """Stand at the end of the trail, a window before the newest number. What is loaded afterwards is as new."""
        self._floor = max(0, await newest(view) - WINDOW)
        self._noticed.clear()

    async def fresh(self, view: View) -> Sequence[AuditEntry]:
        """Return the entries that were not taken before, in the order of their numbers."""
        fresh: list[AuditEntry] = []
        number, page = self._floor, await view.audit.since(self._floor, PAGE)
        while page:
            fresh += [entry for entry in page if entry.number not in self._noticed]
            number = page[-1].number
            page = await view.audit.since(number, PAGE) if len(page) == PAGE else ()
        return fresh

    def taken(self, entries: Sequence[AuditEntry]) -> None:
        """Note that these were dealt with; the floor moves up to the first gap in which an entry may still appear."""
        now = self._ticks()
        self._noticed.update((entry.number, now) for entry in entries)
        for number in sorted(self._noticed):
            if number > self._floor + 1 and now - self._noticed[number] < GIVEN_UP:
                break
            self._floor = number
            del self._noticed[number]


async def newest(view: View) -> int:
    """Return the newest number of the trail, 0 when it is empty: found by halving, one entry read for each step."""
    beyond = 1
    while await view.audit.since(beyond, 1):
        beyond *= 2
    low, high = 0, beyond
    while low < high:
        middle = (low + high) // 2
        if await view.audit.since(middle, 1):
            low = middle + 1
        else:
            high = middle
    return low
