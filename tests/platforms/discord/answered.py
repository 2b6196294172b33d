"""Answers as Discord gives them: JSON of exactly one content type, errors with a code, and rate limits."""

import json
from collections import defaultdict, deque
from collections.abc import Callable

from aiohttp import web


class Refused(Exception):
    """An error of Discord's: HTTP status and code."""

    def __init__(self, status: int, code: int, text: str = "") -> None:
        super().__init__(text or str(code))
        self.status, self.code = status, code


def answered(data: object, status: int = 200) -> web.Response:
    """Return JSON as discord.py takes it: it compares the whole content type."""
    return web.Response(body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json"})


def limited(retry_after: float, scope: str = "user") -> web.Response:
    """Return a 429 of Discord's own: without a Via header it would be one of Cloudflare's."""
    is_global = scope == "global"
    answer = answered({"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global}, 429)
    answer.headers.update({"Via": "1.1 google", "X-RateLimit-Scope": scope, "Retry-After": str(int(retry_after) + 1)})
    if is_global:
        answer.headers["X-RateLimit-Global"] = "true"
    return answer


class Buckets:
    """At most `most` requests of one kind to one channel in `seconds`; interactions have none."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.most, self.seconds = 50, 1.0
        self._now = now
        self._asked: dict[str, deque[float]] = defaultdict(deque)

    def refusal(self, bucket: str) -> web.Response | None:
        """Count a request; return the 429 for one too many."""
        asked, now = self._asked[bucket], self._now()
        while asked and now - asked[0] >= self.seconds:
            asked.popleft()
        if len(asked) >= self.most:
            return limited(asked[0] + self.seconds - now)
        asked.append(now)
        return None

    def tell(self, bucket: str, answer: web.StreamResponse) -> None:
        """Put the state of the bucket on an answer."""
        asked, now = self._asked[bucket], self._now()
        first = asked[0] if asked else now
        answer.headers.update({
            "X-RateLimit-Bucket": bucket.partition(" ")[0], "X-RateLimit-Limit": str(self.most),
            "X-RateLimit-Remaining": str(max(0, self.most - len(asked))),
            "X-RateLimit-Reset": f"{first + self.seconds:.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, first + self.seconds - now):.3f}",
        })  # fmt: skip
