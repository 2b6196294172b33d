"""Reads what people wrote in Slack as they see it: names and links without Slack's marks, and without our own name."""

import html
import re

MARKED = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
AFTER_NAME = r"[\s,:、，：]*"


def written(text: str) -> str:
    """Return the text as the person wrote it: Slack's marks around links, names and channels taken off.

    Signs for bold and the like stay: they are the person's own.
    """
    return html.unescape(MARKED.sub(_unmarked, text)).strip()


def addressed(text: str, me: str) -> str:
    """Return a message's words so, without the mentions of the user `me`, who is spoken to."""
    name = rf"<@{re.escape(me)}(?:\|[^<>]*)?>"
    opened = re.sub(rf"\A\s*(?:{name}{AFTER_NAME})+", "", text)
    return written(re.sub(rf"[ \t]?{name}[ \t]?", " ", opened))


def _unmarked(match: re.Match[str]) -> str:
    kind, target, label = match.groups()
    if kind in ("@", "#"):
        return f"{kind}{label or target}"
    if kind == "!":
        return label or f"@{target.partition('^')[0]}"
    return _link(target, label or "")


def _link(target: str, label: str) -> str:
    """Return a link as it was typed; where other words stand for it, both."""
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    return target if label in target else f"{label} ({target})"
