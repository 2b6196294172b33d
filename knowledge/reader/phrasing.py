"""Compiles the rows of `stances.yaml`, English and Japanese apart: a sentence is searched in its own script only."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

_GROUP = re.compile(r"<([a-z]+)>")
_LATIN = re.compile(r"[a-z]")

Match = re.Match[str]
Rows = Mapping[str, list[str]]


class Phrases:
    """A list of rows compiled: a text in one script alone is searched for the rows in that script alone."""

    def __init__(self, english: str = "", japanese: str = "") -> None:
        self._english = re.compile(english) if english else None
        self._japanese = re.compile(japanese) if japanese else None

    def search(self, text: str) -> Match | None:
        """Return the first match."""
        found = [match for each in self._for(text) if (match := each.search(text))]
        return min(found, key=lambda match: match.start(), default=None)

    def finditer(self, text: str) -> Iterator[Match]:
        """Yield all matches, those in English first."""
        return chain.from_iterable(each.finditer(text) for each in self._for(text))

    def blanked(self, text: str) -> str:
        """Return the text with every match replaced by a space."""
        for each in self._for(text):
            text = each.sub(" ", text)
        return text

    def _for(self, text: str) -> list[re.Pattern[str]]:
        wanted = (
            self._english if text.isascii() or _LATIN.search(text) else None,
            None if text.isascii() else self._japanese,
        )
        return [each for each in wanted if each]


def spelt_out(rows: Mapping[str, Mapping[str, str] | list[str]]) -> dict[str, list[str]]:
    """Return the lists of rows with the alternatives of each group they name put in for its name: `<give>`."""
    named = rows["groups_en"]
    groups = named if isinstance(named, Mapping) else {}

    def within(row: str) -> str:
        return _GROUP.sub(lambda match: within(groups[match[1]]), row)

    return {name: [within(row) for row in each] for name, each in rows.items() if isinstance(each, list)}


def english(rows: Iterable[str]) -> str:
    """Return rows as one pattern of whole words; "_" is white space, optional where the row says so ("pick-?_?up")."""
    spaced = (row.replace("_", r"\s") for row in rows)
    return r"(?<![\w'])(?:" + "|".join(f"(?:{row})" for row in spaced) + r")(?!\w)"


def plain(rows: Iterable[str]) -> str:
    """Return rows as one pattern, as they are."""
    return "|".join(f"(?:{row})" for row in rows)


def both(rows: Rows, name: str) -> Phrases:
    """Return the lists `NAME_en` and `NAME_ja` as one."""
    return Phrases(english(rows[f"{name}_en"]), plain(rows[f"{name}_ja"]))


def mixed(rows: Iterable[str]) -> Phrases:
    """Return a list that holds rows of both languages, in English written out with their word bounds."""
    rows = list(rows)
    return Phrases(plain(row for row in rows if row.isascii()), plain(row for row in rows if not row.isascii()))
