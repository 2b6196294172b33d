"""A board that is really served, and what a reader's browser gets from it."""

import gettext
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import aiohttp
from babel.messages.mofile import write_mo
from prometheus_client import CollectorRegistry

from adapters.web.app import build_app
from adapters.web.arrival import Arrivals
from adapters.web.health import Health
from adapters.web.pages import ViewerFor
from adapters.web.serve import serve
from bot.domain.rules import Sight
from bot.ports import Clock, Gazetteer, Vocabulary
from bot.store import Store
from bot.viewer import Viewer
from bot.words.build import gather
from bot.words.catalogue import Words, words
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

JAPANESE = Path(__file__).parents[3] / "bot" / "words" / "ja"


@cache
def japanese() -> Words:
    """Return the Japanese words straight from their sources, so that no stale compiled file is tested."""
    compiled = BytesIO()
    write_mo(compiled, gather(JAPANESE))
    compiled.seek(0)
    return Words("ja", gettext.GNUTranslations(compiled))


@cache
def known() -> tuple[Vocabulary, Gazetteer]:
    """Return the real vocabulary and gazetteer, read once."""
    return load_vocabulary(), load_gazetteer()


def viewers(clock: Clock) -> ViewerFor:
    """Return what makes a reader in Japan of a language and a sight."""

    def viewer_for(locale: str, sight: Sight) -> Viewer:
        spoken = japanese() if locale == "ja" else words("en")
        return Viewer(spoken, "Asia/Tokyo", sight, *known(), clock.now())

    return viewer_for


async def well(viewer: Viewer) -> Sequence[str]:
    """Find nothing wrong."""
    return ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the server."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """A served board."""

    url: str
    client: aiohttp.ClientSession

    async def get(self, path: str = "/", method: str = "GET", **headers: str) -> Answer:
        """Ask for a page; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.request(method, self.url + path.lstrip("/"), headers=named) as answer:
            return Answer(answer.status, answer.headers, await answer.text())


@asynccontextmanager
async def served(
    store: Store,
    clock: Clock,
    *,
    open_host: bool = False,
    health: Health = well,
    viewer_for: ViewerFor | None = None,
    registry: CollectorRegistry | None = None,
    fresh_for: timedelta = timedelta(),
    arrivals: Arrivals | None = None,
) -> AsyncIterator[Site]:
    """Serve the store's board on a free port of the loopback address."""
    registry = registry or CollectorRegistry()
    app = build_app(
        store,
        viewer_for or viewers(clock),
        clock,
        open_host=open_host,
        health=health,
        registry=registry,
        fresh_for=fresh_for,
        arrivals=arrivals,
    )
    serving = await serve(app, "127.0.0.1", 0)
    try:
        async with aiohttp.ClientSession() as client:
            yield Site(serving.url, client)
    finally:
        await serving.stop()
