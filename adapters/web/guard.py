"""Keeps pages from being scripted or framed, and tells a reader at this machine from one far away."""

from collections.abc import Awaitable, Callable

from aiohttp import web

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")

Signal = Callable[[web.Request, web.StreamResponse], Awaitable[None]]


def headers(style_source: str) -> Signal:
    """Return a signal handler that sets the security headers; only the stylesheet with this hash may apply."""
    policy = (
        f"default-src 'none'; style-src {style_source}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    fixed = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "kizuna"

    return set_headers


def from_this_machine(request: web.Request) -> bool:
    """Return whether a request to the loopback address was also meant for it.

    A page of another site whose name was pointed at 127.0.0.1 (DNS rebinding) says its own name in Host; a proxy on
    this machine that lets strangers in says for whom it asks.
    """
    host = request.host
    name = host[: host.index("]") + 1] if "]" in host else host.partition(":")[0]
    return name.lower() in LOOPBACK_NAMES and not any(header in request.headers for header in FORWARDED)
