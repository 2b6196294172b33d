"""What the sender may see of this place's response, or of all active real ones where it has none."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.command import Tools
from bot.domain.post import Post
from bot.domain.record import Stamp
from bot.domain.rules import may_see
from bot.domain.update import Update
from bot.store import PostFilter

R = TypeVar("R")
MOST = 2000
"""Records of a kind looked at: more than one response has shown, and still counted in one breath."""


async def posts_here(tools: Tools, wanted: PostFilter) -> list[Post]:
    """Return the posts that fit the filter within this place's response and drill status, newest first."""
    response = tools.response
    narrowed = replace(wanted, response_id=response.id if response else None, drills=(tools.drill,), limit=MOST)
    return await _within(tools, await tools.view.posts.listing(narrowed), lambda post: post.stamp)


async def updates_here(tools: Tools, since: datetime | None = None) -> list[Update]:
    """Return the situation updates of this place's response, newest first."""
    found = await tools.view.updates.listing(tools.response.id if tools.response else None, since, MOST)
    return await _within(tools, found, lambda update: update.stamp)


def taught_here(tools: Tools, stamp: Stamp) -> bool:
    """Return whether the sender may see here what was learned: what an exercise taught stays in exercises."""
    return stamp.drill in ("actual", tools.drill) and may_see(tools.me.sight, stamp)


async def _within(tools: Tools, records: Sequence[R], stamp_of: Callable[[R], Stamp]) -> list[R]:
    """Keep what belongs here; a place without a response works for every active one, and for what waits for one."""
    stamps = [(record, stamp_of(record)) for record in records]
    if tools.response is None:
        active = {response.id for response in await tools.view.responses.listing(("active",))}
        stamps = [
            (record, stamp) for record, stamp in stamps if stamp.response_id is None or stamp.response_id in active
        ]
    return [record for record, stamp in stamps if stamp.drill == tools.drill and may_see(tools.me.sight, stamp)]
