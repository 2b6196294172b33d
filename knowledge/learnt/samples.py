"""The labelled sentences in the project, as texts and labels for each model."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("training")
"""Lies in the repository and not in the package: only who trains needs it."""
ALARMS = ("danger.jsonl", "danger-en.jsonl", "danger-ja.jsonl", "danger-more.jsonl")
POSTS = ("en.jsonl", "ja.jsonl")
RESCUE = ("rescue.search_rescue", "protection.family_tracing")
"""Categories whose requests may well come from somebody in danger: they teach nothing about what is none."""
KINDS = ("en.jsonl", "ja.jsonl", "kinds-en.jsonl", "kinds-ja.jsonl", "kinds-posts.jsonl")
NONE = "none"

Samples = tuple[list[str], list[str]]


def lines(name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of one file."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def alarms() -> Samples:
    """Return texts with danger, searching or none; ordinary posts are among them."""
    found = [(each["text"], each["danger"] or NONE) for name in ALARMS for each in lines(name)]
    found += [(each["text"], NONE) for name in POSTS for each in lines(name) if not of_rescue(each)]
    return [text for text, _ in found], [label for _, label in found]


def kinds() -> Samples:
    """Return texts with what they are: request, offer, update, question or none."""
    found = [(each["text"], each["kind"]) for name in KINDS for each in lines(name)]
    return [text for text, _ in found], [kind for _, kind in found]


def of_rescue(post: dict[str, Any]) -> bool:
    """Return whether a post asks for rescue or for tracing."""
    return any(line["kind"] == "request" and line["category"] in RESCUE for line in post["lines"])
