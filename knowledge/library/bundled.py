"""Reads the lessons that come with the bot, so that its first search has an answer."""

import json
from typing import Any

from bot.domain.lesson import LessonSeed
from bot.domain.vocabulary import Name
from knowledge.datafiles import read_text, read_yaml


def load_bundled() -> tuple[LessonSeed, ...]:
    """Return the bundled lessons in the order of their keys; each has every text in both languages."""
    moments = read_yaml(__package__, "moments.yaml")
    rows = (json.loads(line) for line in read_text(__package__, "lessons.jsonl").splitlines())
    return tuple(_seed(row, moments.get(row["id"], {})) for row in rows)


def load_themes() -> dict[str, Name]:
    """Return the name of each theme a lesson may bear, by its key."""
    return {key: Name(names["en"], names["ja"]) for key, names in read_yaml(__package__, "themes.yaml").items()}


def _seed(row: dict[str, Any], helps: dict[str, Any]) -> LessonSeed:
    return LessonSeed(
        key=row["id"],
        title_en=row["title"],
        title_ja=row["title_ja"],
        summary_en=row["summary"],
        summary_ja=row["summary_ja"],
        implication_en=row["implication"],
        implication_ja=row["implication_ja"],
        theme=row["theme"],
        hazard=row["hazard"],
        year=row["year"],
        country=row["country"],
        source=row["source"],
        confidence=row["confidence"],
        moments=tuple(
            f"{act}:{'' if about == 'any' else about}"
            for act, named in helps.items()
            for about in named
            if act != "phase"
        ),
        phase=helps.get("phase", ""),
    )
