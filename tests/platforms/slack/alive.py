"""Finds what would ping, link or be formatted in a payload, the way Slack reads it."""

import re
from typing import Any

from tests.platforms.slack.limits import texts_of

MARK = re.compile(r"<[@#!a-z]|<")
EVERYBODY = re.compile(r"@(channel|here|everyone)", re.IGNORECASE)
ESCAPES = re.compile(r"&(?!amp;|lt;|gt;)")


def alive(payload: dict[str, Any]) -> list[str]:
    """Return every text that Slack would read as more than text."""
    text = payload.get("text", "")
    found = [text] if MARK.search(text) or EVERYBODY.search(text) or ESCAPES.search(text) else []
    found += ["mrkdwn is on"] if payload.get("mrkdwn", True) and "text" in payload else []
    found += [
        f"{name} is on" for name in ("unfurl_links", "unfurl_media") if payload.get(name, True) and "text" in payload
    ]
    for each in texts_of(payload.get("blocks", [])):
        read = each["type"] == "mrkdwn" or each.get("emoji", True)
        if read or "<" in each["text"] or ESCAPES.search(each["text"]):
            found.append(each["text"])
    return found
