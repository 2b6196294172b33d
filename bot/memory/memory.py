"""Keeps the open records of the database in this process's memory, never more than some seconds behind."""

import asyncio
import time
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NoReturn, TypeVar

import structlog

from bot.callers import Callers
from bot.chat import Identity, Place
from bot.domain.post import LIVE, Post, PostState
from bot.domain.response import Response, ResponseState
from bot.domain.rules import Sight
from bot.memory.feed import Feed
from bot.memory.kept import Keeping, KeptPost, KeptResponse, workspace_key
from bot.memory.senders import Known, Senders
from bot.ports import Clock
from bot.store import PostFilter, Retry, Store, Unavailable, View
from bot.trail import AuditEntry

MOST = 30_000
"""Posts that are kept: a great disaster has perhaps 20,000 open at once, and half as many again stay affordable.

Beyond it the oldest that are not urgent fall out. They are missing from suggestions only: a number typed whole works.
"""
EVERY_SECONDS = 2.0
"""How often other processes' writes are looked for; a write in this process is looked for at once."""
BREATH = 0.1
"""Seconds between two looks, however often it is woken: a hundred writes a second cost ten looks."""
SLICE = 200
"""Records turned over before others have their turn: some milliseconds of work."""
STATES: tuple[PostState, ...] = (*LIVE, "held")
OPEN: tuple[ResponseState, ...] = ("active", "paused", "proposed")
T = TypeVar("T")
log = structlog.get_logger()


class Memory:
    """What is kept of open records, and of those who ask for them. `ticks` tells seconds that only grow."""

    def __init__(
        self,
        store: Store,
        callers: Callers,
        clock: Clock,
        most: int = MOST,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._clock, self._most = store, clock, most
        self._keeping = Keeping(callers.vocabulary, callers.gazetteer, callers.zone, clock.now())
        self._senders = Senders(callers, ticks)
        self._feed = Feed(ticks)
        self._woken = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._loaded = False
        self._posts: dict[str, KeptPost] = {}
        self._ordered: list[KeptPost] = []
        self._of: defaultdict[str, dict[str, KeptPost]] = defaultdict(dict)
        self._responses: dict[str, KeptResponse] = {}

    @property
    def posts(self) -> Sequence[KeptPost]:
        """Return the kept posts, urgent ones first, then the newest. Not to be changed, nor held over an await."""
        return self._ordered

    @property
    def responses(self) -> Mapping[str, KeptResponse]:
        """Return the responses that are not over, by id."""
        return self._responses

    def post(self, id: str) -> KeptPost | None:
        """Return a kept post by its id."""
        return self._posts.get(id)

    def near(self, sight: Sight) -> Sequence[KeptPost]:
        """Return the posts of a person and their organisation, and what is held in their workspace, in order."""
        keys = (sight.person_id, sight.organisation_id or "", workspace_key(sight.platform, sight.workspace))
        found = {post.id: post for key in keys if key in self._of for post in self._of[key].values()}
        return sorted(found.values(), key=order)

    def known(self, sender: Identity) -> Known:
        """Return as whom an account looks; an unknown one is looked up for the next time."""
        known = self._senders.known(sender)
        self._wake_for_look_ups()
        return known

    def response(self, place: Place) -> KeptResponse | None:
        """Return the response that a channel is linked to, else the only active real one."""
        linked = self._senders.response_id(place)
        self._wake_for_look_ups()
        if linked:
            return self._responses.get(linked)
        active = [each for each in self._responses.values() if each.state == "active" and each.stamp.drill == "actual"]
        return active[0] if len(active) == 1 else None

    def wake(self) -> None:
        """Look for what was written now, rather than in some seconds."""
        self._woken.set()

    async def run(self) -> NoReturn:
        """Follow the database until cancelled."""
        while True:
            self._woken.clear()
            try:
                await self.refresh()
            except (Unavailable, Retry) as error:
                log.info("memory looks again later", reason=str(error))
            await asyncio.sleep(BREATH)
            try:
                await asyncio.wait_for(self._woken.wait(), EVERY_SECONDS)
            except TimeoutError:
                continue

    async def refresh(self) -> None:
        """Take in everything that was committed by now; the first time, all that is open. Raises Unavailable, Retry."""
        async with self._one_at_a_time, self._store.read() as view:
            if not self._loaded:
                await self._load(view)
                self._loaded = True
            entries = await self._feed.fresh(view)
            await self._follow(entries, view)
            self._feed.taken(entries)
            await self._senders.look_up(view, self._clock.now())

    async def _load(self, view: View) -> None:
        """Read all open records, state by state, so that no single read holds the process up for long."""
        await self._feed.begin_at_end(view)
        for known in (self._posts, self._ordered, self._of):
            known.clear()
        self._responses = {
            each.id: self._keeping.response(each) for each in reversed(await view.responses.listing(OPEN))
        }
        for state in STATES:
            await self._take_posts(await view.posts.listing(PostFilter(states=(state,), limit=self._most)))

    async def _follow(self, entries: Sequence[AuditEntry], view: View) -> None:
        """Look up anew what the entries speak of: the rows as they are now, in whatever order they were written."""
        changed = {noun: ids_of(entries, noun) for noun in ("post", "response", "person", "organisation")}
        for ids in sliced(changed["post"]):
            found = await view.posts.many(ids)
            for gone in set(ids) - {post.id for post in found}:
                self._forget(gone)
            await self._take_posts(found)
        for response in await view.responses.many(changed["response"]):
            self._take_response(response)
        self._senders.doubt(set(changed["person"]), set(changed["organisation"]))
        await self._senders.expect(list(dict.fromkeys(entry.by for entry in reversed(entries) if entry.by)), view)

    async def _take_posts(self, posts: Sequence[Post]) -> None:
        for slice_ in sliced(posts):
            for post in slice_:
                self._forget(post.id)
                if post.state in STATES:
                    self._keep(self._keeping.post(post))
            while len(self._ordered) > self._most:
                self._forget(self._ordered[-1].id)
            await asyncio.sleep(0)

    def _keep(self, kept: KeptPost) -> None:
        self._posts[kept.id] = kept
        insort(self._ordered, kept, key=order)
        for owner in kept.owners:
            self._of[owner][kept.id] = kept

    def _forget(self, id: str) -> None:
        known = self._posts.pop(id, None)
        if known is None:
            return
        del self._ordered[bisect_left(self._ordered, known.order, key=order)]
        for owner in known.owners:
            self._of[owner].pop(id, None)
            if not self._of[owner]:
                del self._of[owner]

    def _take_response(self, response: Response) -> None:
        if response.state in OPEN:
            self._responses[response.id] = self._keeping.response(response)
        else:
            self._responses.pop(response.id, None)

    def _wake_for_look_ups(self) -> None:
        if self._senders.waiting:
            self.wake()


def order(kept: KeptPost) -> tuple[bool, float, str]:
    """Return what posts are sorted by."""
    return kept.order


def ids_of(entries: Iterable[AuditEntry], noun: str) -> list[str]:
    """Return the records of a noun that the entries speak of, each once."""
    return list(dict.fromkeys(entry.record_id for entry in entries if entry.noun == noun))


def sliced(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the items in slices, each no longer than others should wait for."""
    return (items[start : start + SLICE] for start in range(0, len(items), SLICE))
