"""The small page on which a driver or a shelter without an account marks arrival with a code."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web

from adapters.web.guard import Guesses, policy
from adapters.web.language import page_locale
from adapters.web.pages import Drawing, ViewerFor, language
from bot.cards.parcels import Parcel
from bot.domain.rules import PUBLIC
from bot.ports import Clock
from bot.viewer import Viewer

PATH = "/arrived"
LONGEST = 40
"""Signs of a code as somebody may type it, strokes and spaces included."""


class Arrivals(Protocol):
    """What the page asks of the core."""

    async def shown(self, code: str, viewer: Viewer) -> Parcel | None:
        """Return what the code stands for, None where it does not hold. Raises Unavailable."""

    async def marked(self, code: str, viewer: Viewer) -> Parcel | None:
        """Mark it as arrived and return how it stands then. Raises Unavailable."""


class ArrivalPage:
    """Answers requests for the page: looking changes nothing, so a preview of the link does not mark arrival."""

    def __init__(
        self, arrivals: Arrivals, viewer_for: ViewerFor, clock: Clock, drawing: Drawing, default_locale: str
    ) -> None:
        self._arrivals = arrivals
        self._viewer_for = viewer_for
        self._drawing = drawing
        self._default_locale = default_locale
        self._guesses = Guesses(clock)
        self._one_at_a_time = asyncio.Lock()

    async def look(self, request: web.Request) -> web.StreamResponse:
        """Show what the code stands for and one button; without a code ask for it."""
        return await self._answer(request, self._arrivals.shown) if _code(request) else self._page(request, "", None)

    async def mark(self, request: web.Request) -> web.StreamResponse:
        """Mark arrival; a second press shows the same."""
        return await self._answer(request, self._arrivals.marked)

    async def _answer(
        self, request: web.Request, ask: Callable[[str, Viewer], Awaitable[Parcel | None]]
    ) -> web.Response:
        """Answer with what the core says; one at a time, else many guesses pass before the first is counted."""
        code = _code(request)
        async with self._one_at_a_time:
            self._guesses.refuse_many(request)
            parcel = await ask(code, self._viewer(request))
            if parcel is None:
                self._guesses.wrong(request)
        return self._page(request, code, parcel)

    def _page(self, request: web.Request, code: str, parcel: Parcel | None) -> web.Response:
        viewer = self._viewer(request)
        html = self._drawing.draw("arrival.html", path=PATH, code=code, parcel=parcel, **language(viewer))
        kept = {
            "Cache-Control": "no-store",
            "Content-Language": viewer.locale,
            "Content-Security-Policy": policy(self._drawing.style_source, "'self'"),
            "Vary": "Accept-Language",
        }
        status = 404 if code and parcel is None else 200
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8", headers=kept)

    def _viewer(self, request: web.Request) -> Viewer:
        return self._viewer_for(page_locale(request, self._default_locale), PUBLIC)


def _code(request: web.Request) -> str:
    """Return the code in the path, or the one that was typed into the page; empty for none."""
    return (request.match_info.get("code") or request.query.get("code", "")).strip()[:LONGEST]
