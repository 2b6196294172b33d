"""Turns what goes wrong into a plain page in both languages."""

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.web.pages import Drawing, ViewerFor
from bot.domain.rules import PUBLIC
from bot.store import Unavailable
from bot.viewer import Viewer
from bot.words.catalogue import LOCALES

log = structlog.get_logger(__name__)


def plain_errors(drawing: Drawing, viewer_for: ViewerFor) -> Middleware:
    """Return the middleware that answers 404, 405, 429, 500 and 503 with a page; other answers go through."""

    def page(status: int) -> web.Response:
        viewers = [viewer_for(locale, PUBLIC) for locale in LOCALES]
        told = [(each.locale, sentence(status, each), each.say("To the board")) for each in viewers]
        html = drawing.draw("error.html", lang=viewers[0].locale, status=status, told=told)
        kept = {"Cache-Control": "no-store"}
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8", headers=kept)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPMethodNotAllowed as error:
            answer = page(error.status)
            answer.headers["Allow"] = error.headers["Allow"]
            return answer
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return page(error.status)
        except Unavailable as error:
            log.warning("page_without_database", path=route(request), reason=str(error))
            return page(503)
        except Exception:
            log.exception("page_failed", path=route(request))
            return page(500)

    return middleware


def route(request: web.Request) -> str:
    """Return the pattern of the path that was asked for: a path itself may hold a code."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else request.path


def sentence(status: int, viewer: Viewer) -> str:
    """Return what went wrong and what to do next."""
    if status == 404:
        return viewer.say("There is no page here.")
    if status == 429:
        return viewer.say("Too many tries in a short time. Wait a minute, look at the code again and try once more.")
    if status == 503:
        return viewer.say("The database does not answer at the moment. Nothing is lost. Try again in a minute.")
    if status >= 500:
        return viewer.say("Something went wrong on our side. Try again; if it stays so, tell the operator.")
    return viewer.say("This page can only be read. To post something, write to Kizuna in chat.")
