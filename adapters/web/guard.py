"""Keeps pages from being scripted, framed or guessed at, and tells a reader at this machine from one far away."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from aiohttp import web

from bot.domain.rules import PUBLIC, Sight
from bot.ports import Clock

NEARBY = Sight(platform="web")
"""Whoever sits at the machine itself: sees what everyone in the response may see."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")

Signal = Callable[[web.Request, web.StreamResponse], Awaitable[None]]


GUESSES, WITHIN = 30, timedelta(minutes=1)
"""Wrong codes from one address: at this pace some 600,000 in a code's fourteen days, of a million million codes."""
ADDRESSES = 10_000


def policy(style_source: str, forms: str = "'none'") -> str:
    """Return the Content-Security-Policy; `forms`: where the page may send a form to."""
    return (
        f"default-src 'none'; style-src {style_source}; img-src data:; base-uri 'none'; form-action {forms}; "
        "frame-ancestors 'none'"
    )


def headers(style_source: str) -> Signal:
    """Return a signal handler that sets the security headers; only the stylesheet with this hash may apply."""
    fixed = {
        "Content-Security-Policy": policy(style_source),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "kizuna"

    return set_headers


def sight_of(request: web.Request, *, open_host: bool) -> Sight:
    """Return what whoever asks may see: all but this machine itself only what is public."""
    return PUBLIC if open_host or not from_this_machine(request) else NEARBY


def from_this_machine(request: web.Request) -> bool:
    """Return whether a request to the loopback address was also meant for it.

    A page of another site whose name was pointed at 127.0.0.1 (DNS rebinding) says its own name in Host; a proxy on
    this machine that lets strangers in says for whom it asks.
    """
    host = request.host
    name = host[: host.index("]") + 1] if "]" in host else host.partition(":")[0]
    return name.lower() in LOOPBACK_NAMES and not any(header in request.headers for header in FORWARDED)


class Guesses:
    """Counts wrong codes by address, a minute at a time; of so many addresses that the oldest are forgotten first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def refuse_many(self, request: web.Request) -> None:
        """Raise HTTPTooManyRequests where an address has guessed too often within the minute."""
        if self._count(request)[1] >= GUESSES:
            raise web.HTTPTooManyRequests

    def wrong(self, request: web.Request) -> None:
        """Note a wrong code."""
        since, count = self._count(request)
        self._wrong[_address(request)] = (since, count + 1)
        if len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)

    def _count(self, request: web.Request) -> tuple[datetime, int]:
        """Return since when and how often an address was wrong; anew after a minute."""
        now = self._clock.now()
        since, count = self._wrong.get(_address(request), (now, 0))
        return (since, count) if timedelta() <= now - since < WITHIN else (now, 0)


def _address(request: web.Request) -> str:
    """Return from where a request comes; of IPv6 the network, since one machine has many addresses in it."""
    remote = (request.remote or "").partition("%")[0]
    try:
        address = ip_address(remote)
    except ValueError:
        return remote
    return address.exploded[:19] if isinstance(address, IPv6Address) else remote
