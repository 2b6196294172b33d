"""Lets only what Slack signed through to the rest of the program, and answers everything else alike.

Bolt's own check answers 500 to a timestamp that is no number and logs the body of what it refuses; so it stays off.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

from bot.ports import Clock

TIMESTAMP = re.compile(r"[0-9]{1,11}", re.ASCII)
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
WINDOW = 300
"""Seconds that a signed request stays good (Slack's own rule)."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's signature of a body: HMAC-SHA256 over `v0:timestamp:body`."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_by_slack(secret: str, timestamp: str, given: str, body: bytes, now: float) -> bool:
    """Return whether Slack signed this body in the last five minutes, for any texts; `now` in seconds of UNIX time."""
    if not TIMESTAMP.fullmatch(timestamp) or not SIGNATURE.fullmatch(given):
        return False
    if abs(now - int(timestamp)) > WINDOW:
        return False
    return hmac.compare_digest(signature(secret, timestamp, body), given)


async def verified_body(request: web.Request, secret: str, clock: Clock) -> str | None:
    """Return the body of a request that Slack signed and that says something, else None."""
    timestamps = request.headers.getall("X-Slack-Request-Timestamp", [])
    signatures = request.headers.getall("X-Slack-Signature", [])
    if len(timestamps) != 1 or len(signatures) != 1:
        return None
    try:
        body = await request.read()
    except web.HTTPException:  # longer than the application takes
        return None
    if not signed_by_slack(secret, timestamps[0], signatures[0], body, clock.now().timestamp()):
        return None
    try:
        text = body.decode()
        return text if says_something(text, request.content_type) else None
    except (ValueError, RecursionError):
        return None


def says_something(text: str, content_type: str) -> bool:
    """Return whether a body is of the kind it says it is. Raises ValueError or RecursionError for broken JSON."""
    if content_type == "application/json":
        return isinstance(json.loads(text), Mapping)
    if content_type != "application/x-www-form-urlencoded":
        return False
    fields: Mapping[str, Any] = parse_qs(text, strict_parsing=True)
    return "command" in fields or isinstance(json.loads(fields.get("payload", ["null"])[0]), Mapping)


def refusal() -> web.Response:
    """Return the answer to everything that Slack did not sign, the same whatever was wrong with it."""
    return web.Response(status=401, text="This request is not signed by Slack.\n")
