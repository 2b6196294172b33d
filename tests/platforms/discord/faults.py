"""How requests fail: refused, limited, reset, cut off, or answered by some proxy's web page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from tests.platforms.discord.answered import answered, limited

Kind = Literal["json", "page", "cut"]
Scope = Literal["user", "shared", "global"]
PAGE = "<!doctype html><title>Just a moment…</title><p>This is not Discord.</p>"
TEXTS: Mapping[int, str] = {401: "401: Unauthorized"}


@dataclass
class Fault:
    """How the next `times` requests to a route end.

    `status` 0: the connection is reset. `accepted`: they are done first, and only the answer is lost. `kind`: the body
    is Discord's JSON, a web "page", or JSON that is "cut" off. `scope` and `retry_after` (seconds): of a 429.
    """

    method: str
    path: re.Pattern[str]
    status: int
    accepted: bool = False
    times: int = 1
    retry_after: float = 0.01
    kind: Kind = "json"
    scope: Scope = "user"
    code: int = 0

    def answer(self, request: web.Request) -> web.Response:
        """Return what the client gets."""
        if not self.status:
            assert request.transport
            request.transport.abort()
        if self.kind == "page":
            return web.Response(text=PAGE, status=self.status or 502, content_type="text/html")
        if self.kind == "cut":
            body = b'{"id": "1572602285102465037", "content": "R1'
            return web.Response(body=body, status=self.status, headers={"Content-Type": "application/json"})
        if self.status == 429:
            return limited(self.retry_after, self.scope)
        text = TEXTS.get(self.status, "broken on purpose")
        return answered({"message": text, "code": self.code}, self.status or 500)


class Faults:
    """Faults that are still to come, oldest first."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let one more happen."""
        self._coming.append(fault)

    def end(self) -> None:
        """Let nothing fail any more."""
        self._coming.clear()

    def next(self, method: str, path: str) -> Fault | None:
        """Return the fault that this request meets."""
        fault = next((f for f in self._coming if f.times and f.method in (method, "*") and f.path.search(path)), None)
        if fault:
            fault.times -= 1
        return fault
