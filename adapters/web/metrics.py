"""Figures for Prometheus: what others count through the registry, and what the store holds, looked up when asked."""

from collections import Counter
from collections.abc import Mapping
from typing import get_args

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.domain.post import LIVE, PostState
from bot.domain.reading import PostKind
from bot.domain.record import Drill
from bot.owed import NoticeState
from bot.store import PostFilter, Store, Unavailable

COUNTED: tuple[PostState, ...] = ("held", *LIVE)
MOST = 2000
"""Posts counted at most: a scrape every few seconds must not hold the bot up."""

Labels = tuple[PostKind, PostState, Drill]


class Metrics:
    """The page of figures. Labels name states and kinds only, never people or places."""

    def __init__(self, store: Store, registry: CollectorRegistry) -> None:
        self._store = store
        self._registry = registry
        self._up = Gauge("kizuna_database_up", "1 when the database answers", registry=registry)
        self._notices = Gauge("kizuna_notices", "Notices by state", ["state"], registry=registry)
        counted = f"Live and held posts by kind, state and drill status, of the newest {MOST}"
        self._posts = Gauge("kizuna_posts", counted, ["kind", "state", "drill"], registry=registry)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer with the figures; without the database its own are left out and kizuna_database_up is 0."""
        try:
            notices, posts = await self._look()
        except Unavailable:
            notices, posts = None, Counter()
        self._set(notices, posts)
        kept = {"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"}
        return web.Response(body=generate_latest(self._registry), headers=kept)

    async def _look(self) -> tuple[Mapping[NoticeState, int], Counter[Labels]]:
        async with self._store.read() as view:
            notices = await view.outbox.counts()
            posts = await view.posts.listing(PostFilter(states=COUNTED, limit=MOST))
        return notices, Counter((post.kind, post.state, post.stamp.drill) for post in posts)

    def _set(self, notices: Mapping[NoticeState, int] | None, posts: Counter[Labels]) -> None:
        """Set the store's figures; `notices` None: no answer. It waits for nothing, so two scrapes never mix."""
        self._up.set(0 if notices is None else 1)
        self._notices.clear()
        self._posts.clear()
        if notices is not None:
            for state in get_args(NoticeState):
                self._notices.labels(state).set(notices.get(state, 0))
        for labels, number in posts.items():
            self._posts.labels(*labels).set(number)
