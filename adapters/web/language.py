"""Chooses the language of a page: what the link says, else what the browser prefers, else the exchange's own."""

from collections.abc import Iterator

from aiohttp import web

from bot.words.catalogue import nearest_locale


def page_locale(request: web.Request, default: str) -> str:
    """Return "en" or "ja" from `?lang=`, the Accept-Language header or the default, in this order."""
    asked = nearest_locale(request.query.get("lang"))
    return asked or _preferred(request.headers.get("Accept-Language", "")) or default


def _preferred(header: str) -> str | None:
    """Return the first language we speak by descending quality (RFC 9110 §12.5.4), or None."""
    ranked = sorted(_ranges(header), key=lambda each: -each[1])
    return next((locale for tag, quality in ranked if quality > 0 and (locale := nearest_locale(tag))), None)


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        name, _, value = parameter.partition("=")
        yield tag.strip(), _quality(value) if name.strip() == "q" else 1.0


def _quality(value: str) -> float:
    """Return a quality from 0 to 1; what is no number counts as refused."""
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
