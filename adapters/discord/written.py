"""Reads what people wrote in Discord as they see it: names and times for ids and codes, and without our own name."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

Named = Callable[[str, int], str]
"""The name behind a sign ("@", "@&", "#") and an id, or "" where it is not known."""

PERSON, ROLE, CHANNEL = "@", "@&", "#"
MENTION = re.compile(r"<(@&|@|#)!?(\d{1,20})>")
OTHER = re.compile(
    r"<a?(?P<emoji>:\w+:)\d+>|<(?P<command>/[^:<>\n]{1,100}):\d+>"
    r"|<t:(?P<time>-?\d{1,11})(?::\w)?>|<(?P<link>https?://[^\s<>]+)>"
)


def written(content: str, named: Named) -> str:
    """Return a message's words as its readers see them. `named` tells who and what is mentioned.

    Signs for bold and the like stay: they are the person's own.
    """
    return OTHER.sub(_other, MENTION.sub(lambda mention: _name(mention, named), content)).strip()


def addressed(content: str, me: int, named: Named) -> str:
    """Return a message's words so, without the mentions of the bot, who is spoken to."""
    opened = re.sub(rf"\A\s*(?:<@!?{me}>[\s,:、，：]*)+", "", content)
    return written(re.sub(rf"[ \t]?<@!?{me}>[ \t]?", " ", opened), named)


def _name(mention: re.Match[str], named: Named) -> str:
    name = named(mention[1], int(mention[2]))
    return f"{mention[1][0]}{name}" if name else mention[0]


def _other(match: re.Match[str]) -> str:
    if match["time"]:
        try:
            return f"{datetime.fromtimestamp(int(match['time']), UTC):%Y-%m-%d %H:%M} UTC"
        except (ValueError, OverflowError, OSError):  # no time that a calendar has
            return match[0]
    return match["emoji"] or match["command"] or match["link"]
