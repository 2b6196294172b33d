"""Knows what the columns of a table are about by their names, English or Japanese."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from knowledge.datafiles import read_yaml
from knowledge.ingest.found import About

PROSE = ("title", "summary", "implication", "text")
"""The columns that become a passage: its heading first, then its text in this order."""

_LANGUAGE = re.compile(
    r"[\s(]*\b(?:en|eng|english|ja|jp|jpn|japanese|英語|日本語|英|和|日)\b\)?$|\((?:英語|日本語|英|和|日)\)$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ERA = re.compile(r"(令和|平成|昭和|(?<![A-Za-z])[RHS])\s?(\d{1,2}|元)(?=\s?年|[./-]|$)")
_BEFORE = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
"""The year before the first of each era."""


@cache
def _roles() -> Mapping[str, str]:
    """Return what a column is about, by its folded name."""
    lists = read_yaml(__package__, "columns.yaml")
    return {_folded(name): role for role, names in lists.items() for name in (role, *names)}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").replace("-", " ").split())


def role_of(column: str) -> str:
    """Return what a column is about ("summary"), or ""."""
    name = _folded(column)
    return _roles().get(name) or _roles().get(_LANGUAGE.sub("", name).strip(), "")


def year_in(text: str) -> int | None:
    """Return the first year named in a text, Japanese eras included ("令和6年" is 2024), or None."""
    folded = unicodedata.normalize("NFKC", text)
    if found := _YEAR.search(folded):
        return int(found[1])
    if found := _ERA.search(folded):
        return _BEFORE[found[1]] + (1 if found[2] == "元" else int(found[2]))
    return None


def about_of(said: Mapping[str, object]) -> About:
    """Return what the named values say of a document; those of no known name are left out."""
    told: dict[str, str] = {}
    for name, value in said.items():
        if (role := role_of(name)) and isinstance(value, str | int | float | date):
            told.setdefault(role, str(value).strip())
    return About(
        title=told.get("title", ""),
        year=year_in(told.get("year", "")),
        source=told.get("source", ""),
        licence=told.get("licence", ""),
        hazard=told.get("hazard", ""),
        country=told.get("country", ""),
    )
