"""Sends what Slack never signed, in as many ways as are asked for: `python -m tests.platforms.slack.forged 10000`."""

import asyncio
import random
import sys
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import ClientSession

from adapters.slack.verify import signature
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import served
from tests.clock import SetClock
from tests.platforms.slack.delivery import SECRET, HttpDelivery

BODY = urlencode({"command": "/kizuna", "text": "help", "team_id": "T1", "trigger_id": "t"}).encode()
FORM = "application/x-www-form-urlencoded"
BAD_TIMES = ("abc", "", "1.5", "１７９５", "-1", "1e9", "0x10", "99999999999999999999", " 1", "+5", "\u00b2")
BAD_SIGNATURES = ("", "v0=", "v0=" + "g" * 64, "v1=" + "0" * 64, "v0=é" + "0" * 63, "V0=" + "0" * 64, "v0=" + "0" * 65)
BAD_BODIES = (b"", b"\xff\xfe", b"payload=%7B", b"payload=null", b"text=hello", b"&&&", b"payload=%5B%5D")
BAD_JSON = (b"{", b"null", b"[]", b'"x"', b"[" * 100_000, b"\xff{}")


@dataclass(frozen=True, slots=True)
class Forgery:
    """One request that must be refused."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


def forgery(chance: random.Random, now: int) -> Forgery:
    """Return one of them; each is wrong in at least one way."""
    good = str(now)
    kind = chance.randrange(7)
    if kind == 0:
        time = chance.choice(BAD_TIMES)
        return Forgery(BODY, headers(time, signature(SECRET, time, BODY)))
    if kind == 1:
        return Forgery(BODY, headers(good, chance.choice(BAD_SIGNATURES)))
    if kind == 2:
        old = str(now + chance.choice((-1, 1)) * chance.randrange(301, 10**6))
        return Forgery(BODY, headers(old, signature(SECRET, old, BODY)))
    if kind == 3:
        return Forgery(BODY + b"&more=1", headers(good, signature(SECRET, good, BODY)))
    if kind == 4:
        return Forgery(BODY, headers(good, signature(chance.randbytes(8).hex(), good, BODY)))
    if kind == 5:
        body = chance.choice(BAD_BODIES)
        return Forgery(body, headers(good, signature(SECRET, good, body)))
    return malformed(chance, good)


def malformed(chance: random.Random, good: str) -> Forgery:
    """Return a request whose headers or JSON no honest sender makes."""
    whole = headers(good, signature(SECRET, good, BODY))
    body = chance.choice(BAD_JSON)
    as_json = headers(good, signature(SECRET, good, body), "application/json")
    ways = (
        Forgery(BODY, whole[1:]),
        Forgery(BODY, (whole[0], whole[2])),
        Forgery(BODY, (*whole, whole[1])),
        Forgery(BODY, headers(good, signature(SECRET, good, BODY), "text/plain")),
        Forgery(body, as_json),
    )
    return chance.choice(ways)


def headers(timestamp: str, signed: str, content_type: str = FORM) -> tuple[tuple[str, str], ...]:
    """Return the headers of a request."""
    return (
        ("X-Slack-Request-Timestamp", timestamp),
        ("X-Slack-Signature", signed),
        ("Content-Type", content_type),
    )


async def send(times: int, seed: int = 1) -> tuple[Counter[tuple[int, str]], int]:
    """Send so many; return what was answered how often, and how often the core was reached."""
    clock, core, chance = SetClock(), ScriptedCore(), random.Random(seed)
    answered: Counter[tuple[int, str]] = Counter()
    async with served(core, clock) as slack, ClientSession() as session:
        assert isinstance(slack.delivery, HttpDelivery)
        for _ in range(times):
            forged = forgery(chance, int(clock.now().timestamp()))
            async with session.post(slack.delivery.url, data=forged.body, headers=list(forged.headers)) as answer:
                answered[answer.status, await answer.text()] += 1
    return answered, len(core.heard)


if __name__ == "__main__":
    told, reached = asyncio.run(send(int(sys.argv[1])))
    sys.stdout.write(f"{told} and the core was reached {reached} times\n")
