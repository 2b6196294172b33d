"""The one HTTP application: the board, health and figures; wiring may add other platforms' routes to it."""

from datetime import timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry

from adapters.web import review
from adapters.web.arrival import PATH, ArrivalPage, Arrivals
from adapters.web.errors import plain_errors
from adapters.web.guard import headers, sight_of
from adapters.web.health import Health, Readiness, alive
from adapters.web.language import page_locale
from adapters.web.metrics import Metrics
from adapters.web.pages import PATHS, Boards, Drawing, ViewerFor
from adapters.web.review import ReviewPages
from bot.cards.board import BoardDrill
from bot.domain.rules import PUBLIC
from bot.ports import Clock
from bot.store import Store

KEPT = "max-age=15"
LARGEST = 256 * 1024
"""Bytes of a request's body: chat platforms send a few kB."""


def build_app(
    store: Store,
    viewer_for: ViewerFor,
    clock: Clock,
    *,
    open_host: bool,
    health: Health,
    registry: CollectorRegistry,
    default_locale: str = "en",
    fresh_for: timedelta = timedelta(seconds=1),
    arrivals: Arrivals | None = None,
) -> web.Application:
    """Return the application, not yet served.

    `open_host`: it is bound to another address than loopback, so that pages show only what is public. `registry` takes
    the figures of this module beside those that wiring put there. A board is drawn at most once in `fresh_for` for
    each language. Without `arrivals` there is no page on which arrival is marked.
    """
    drawing = Drawing()
    boards = Boards(store, viewer_for, clock, drawing, fresh_for)
    app = web.Application(middlewares=[plain_errors(drawing, viewer_for)], client_max_size=LARGEST)
    app.on_response_prepare.append(headers(drawing.style_source))
    for drill, path in PATHS.items():
        app.router.add_get(path, BoardPage(boards, drill, open_host, default_locale).answer)
    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", Readiness(store, viewer_for, clock, health, default_locale).answer)
    app.router.add_get("/metrics", Metrics(store, registry).answer)
    reviews = ReviewPages(store, viewer_for, drawing, open_host=open_host, locale=default_locale)
    app.router.add_get(review.PATH, reviews.page)
    app.router.add_get(f"{review.PATH}.md", reviews.markdown)
    if arrivals:
        page = ArrivalPage(arrivals, viewer_for, clock, drawing, default_locale)
        app.router.add_get(PATH, page.look)
        app.router.add_get(f"{PATH}/{{code}}", page.look)
        app.router.add_post(f"{PATH}/{{code}}", page.mark)
    return app


class BoardPage:
    """Answers requests for one of the board's pages."""

    def __init__(self, boards: Boards, drill: BoardDrill, open_host: bool, default_locale: str) -> None:
        self._boards = boards
        self._drill = drill
        self._open_host = open_host
        self._default_locale = default_locale

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page, or with 304 when the browser has exactly this one."""
        locale = page_locale(request, self._default_locale)
        sight = sight_of(request, open_host=self._open_host)
        page = await self._boards.page(self._drill, locale, sight)
        kept = {
            "Cache-Control": f"{'public' if sight == PUBLIC else 'private'}, {KEPT}",
            "Content-Language": locale,
            "ETag": f'W/"{page.tag}"',  # weak: the page goes out compressed or plain
            "Vary": "Accept-Language, Accept-Encoding",
        }
        if any(known.value in (page.tag, "*") for known in request.if_none_match or ()):
            return web.Response(status=304, headers=kept)
        answer = web.Response(text=page.html, content_type="text/html", charset="utf-8", headers=kept)
        answer.enable_compression()
        return answer
