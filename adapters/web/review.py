"""The page of a published after-action review, and the same as Markdown to take away."""

from aiohttp import web

from adapters.web.guard import sight_of
from adapters.web.language import page_locale
from adapters.web.pages import Drawing, ViewerFor, language
from bot.cards.review_page import declined_line, markdown, review_page
from bot.store import Store

PATH = "/review/{response:D[0-9]+}"


class ReviewPages:
    """Answers requests for reviews; one that is not published is not there."""

    def __init__(self, store: Store, viewer_for: ViewerFor, drawing: Drawing, *, open_host: bool, locale: str) -> None:
        self._store = store
        self._viewer_for = viewer_for
        self._drawing = drawing
        self._open_host = open_host
        self._default_locale = locale

    async def page(self, request: web.Request) -> web.Response:
        """Answer with the page. Raises Unavailable."""
        return await self._answer(request, as_markdown=False)

    async def markdown(self, request: web.Request) -> web.Response:
        """Answer with the page as Markdown. Raises Unavailable."""
        return await self._answer(request, as_markdown=True)

    async def _answer(self, request: web.Request, *, as_markdown: bool) -> web.Response:
        locale = page_locale(request, self._default_locale)
        viewer = self._viewer_for(locale, sight_of(request, open_host=self._open_host))
        async with self._store.read() as view:
            shown = await review_page(view, request.match_info["response"], viewer)
        if shown is None:
            raise web.HTTPNotFound
        headers = {"Content-Language": locale, "Vary": "Accept-Language"}
        if as_markdown:
            text = markdown(shown, viewer)
            return web.Response(text=text, content_type="text/markdown", charset="utf-8", headers=headers)
        html = self._drawing.draw(
            "review.html", page=shown, declined=declined_line(shown, viewer), path=request.path, **language(viewer)
        )
        return web.Response(text=html, content_type="text/html", charset="utf-8", headers=headers)
