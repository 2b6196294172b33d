"""Knows the words for units and counters, and which unit is natural to a thing counted without one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.datafiles import read_yaml

# in the singular these words describe a thing that follows: "250 family tents", "20 bed sheets", "3 team leaders"
_DESCRIBING = (
    "family",
    "household",
    "room",
    "bed",
    "team",
    "vehicle",
    "person",
    "meal",
    "box",
    "bag",
    "kit",
    "unit",
    "crew",
    "bottle",
    "can",
    "site",
    "session",
    "trip",
    "sheet",
    "hour",
    "bar",
    "bucket",
    "word",
)
# "30 bales of hay", "seven 200 L drums of diesel": what holds it is counted; alone they are the thing itself
_VESSELS = (
    r"[\s\x1f]*(?:drums|barrels|jerry[\s-]?cans|canisters|cylinders|kegs|churns|bales|trays|pouches|sachets)"
    r"(?=\s+of\s)"
)
# "hygienist", "anaesthetist", "optician": who does something ends so, but no "checklist" and no "mist"
_TRADES = r"[a-z]{4,}(?<!l)ists?|[a-z]{3,}icians?|[a-z]{3,}ologists?"
_THOUSANDFOLD = ("kl", "㎘", "キロリットル", "kiloliter", "kilolitre", "kiloliters", "kilolitres")
_NOUN = (
    r"[ -](?!(?:of|for|to|at|in|from|by|with|and|or|on|per|each|a|an|the|is|are|who|which|that|needed|please|pls|"
    r"available|only|ready|free|if|until|this|next|via|near|plus|now|today|tonight|tomorrow|can|will|would|needs|"
    r"required|wanted|asap|urgently|every|daily|max|maximum|total|minimum|more|x)\b)[a-z]{2,}"
)
_CONTAINERS = ("box", "set", "kit", "pack", "case", "bag", "pair", "roll")
_SIGNS = {"¥": "jpy", "jpy": "jpy", "$": "usd", "usd": "usd", "us$": "usd", "€": "eur", "eur": "eur"}


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit word ending at `end` of the text; `unit` empty where the thing decides; it is `times` that unit."""

    end: int
    unit: str
    counter: str
    times: int = 1


class Units:
    """The unit rules, compiled once."""

    def __init__(self) -> None:
        words = read_yaml(__package__, "units.yaml")
        self._english = _by_word(words["english"])
        self._japanese = _by_word(words["japanese"]) | dict.fromkeys(words["open"], "")
        english = "|".join(sorted(self._english, key=len, reverse=True))
        japanese = "|".join(sorted(self._japanese, key=len, reverse=True))
        # the longest word wins: 台分 before 台, 人前 before 人
        self._after = re.compile(
            rf"\s?(?:(?P<ja>{japanese})|-?(?P<en>square\s+met(?:re|er)s?|us\s+dollars|metric\s+tons?|{english})(?![a-z]))"
        )
        signs = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
        self._before = re.compile(rf"(?:(?<![a-z])(?:{signs}))\s?$")
        self._noun = re.compile(_NOUN)
        self._vessel = re.compile(_VESSELS)
        self._trade = re.compile(_TRADES)
        self._heads = _by_word(words["heads_english"])
        self._tails = sorted(_by_word(words["heads_japanese"]).items(), key=lambda pair: -len(pair[0]))

    def after(self, text: str, position: int) -> UnitWord | None:
        """Return the unit word that begins at `position` of a folded text, or None."""
        match = self._after.match(text, position)
        if match is None:
            vessel = self._vessel.match(text, position)
            return UnitWord(vessel.end(), "piece", vessel.group().strip(" \n\x1f")) if vessel else None
        times = 1000 if (match["ja"] or match["en"]) in _THOUSANDFOLD else 1
        if match["ja"]:
            return UnitWord(match.end(), self._japanese[match["ja"]], match["ja"], times)
        words = " ".join(match["en"].split())
        if words in _DESCRIBING and self._noun.match(text, match.end()):
            return None
        phrase = {"square": "m2", "us": "usd", "metric": "tonne"}.get(words.split()[0])
        return UnitWord(match.end(), phrase or self._english[words], match["en"], times)

    def sign_before(self, text: str, position: int) -> tuple[int, str] | None:
        """Return (start, unit) of the money sign that stands before a number, or None."""
        match = self._before.search(text, max(0, position - 5), position)
        return (match.start(), _SIGNS[match.group().strip()]) if match else None

    def natural(self, item: str, default: str) -> str:
        """Return the unit of a thing counted without one: by its name, else the category's own.

        Things are counted in boxes or sets only where these are named: "30 thermometers" are pieces.
        """
        words = re.split(r"[^a-z]+", item.split(" for ")[0].split(" about ")[0].split(" with ")[0].split("(")[0])
        for word in reversed([word for word in words if word]):
            for form in (word, word.removesuffix("s"), word.removesuffix("es")):
                if form in self._heads:
                    return default if (form, default) == ("bed", "bed") else self._heads[form]
            if self._trade.fullmatch(word):
                return "person"
        for tail, unit in self._tails:
            if item.endswith(tail):
                return unit
        return "piece" if default in _CONTAINERS else default


def _by_word(units: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: unit for unit, words in units.items() for word in words}
