"""Sorts out which amounts of a sentence count what is asked for: not what is left, what is carried, or an aside."""

import re
from collections.abc import Sequence

from bot.domain.vocabulary import CategorySpan
from knowledge.reader.quantities import Amount

# carried from one place to another: a request for these has both ends, and its load is no line of its own
CARRIED = (
    "logistics.road_transport",
    "logistics.passenger_transport",
    "logistics.air_sea_transport",
    "logistics.last_mile",
    "health.ambulance",
)
_LEFT_BEFORE = (
    r"(?:\bdown\s+to\s+(?:our\s+|the\s+|its\s+)?(?:last\s+)?|\b(?:our|the)\s+last\s+|残量は?|在庫は?残り|うち)$"
)
_LEFT_AFTER = (
    r"[^\s、。\d]{0,6}しか|[^\s、。\d]{0,4}(?:を切|だけにな|だけとな|のみにな)"
    r"|\s*(?:[a-z'-]+\s+){0,2}(?:left|remaining)\b"
)
_REST_BEFORE = r"残り(?:わずか|僅か|約)?$"
_REST_AFTER = r"\s*(?:です|になり|となり|を切|ほどです|くらいです|。|$)"
_STAYING = (
    r"(?:ほど|くらい|程度|前後)?(?:が|も)?(?:避難(?:して|中|生活)|暮ら|住ん|待っ|困っ|移動でき|孤立|寝て|取り残"
    r"|常駐|同行|付き添)"
)
_BEING = r"(?:ほど|くらい|程度|前後)?(?:が|も)?(?:い(?:て|ます|る)|おり|おられ|いらっしゃ)"
_LOAD_BEFORE = (
    r"(?:\bto\s+(?:take|carry|move|transport|get|haul|bring|collect|ship|fetch|pick\s+up|evacuate|ferry)|\btak(?:es|ing)|"
    r"\bcarr(?:ies|ying)|\bholds?|\bholding|\bload(?:ed)?(?:\s+with|\s+is)?:?|\bcargo(?:\s+is)?:?|\bseats?|\bseating|"
    r"\bto\s+transport|\b(?:room|space|capacity)\s+for|積み荷は?:?|荷物は?:?|積荷は?:?)\s*(?:the\s+|some\s+|our\s+)?$"
)
_LOAD_AFTER = (
    r"[^\s、。\d]{0,8}を(?:運ぶ|積む|積める|載せる|運べる|運搬する|輸送する|届ける|乗せる|移送する)(?=[^。、まで])"
)
_SEATS = re.compile(r"[\s-]*(?:seats?|seater|places|beds|berths)\b")  # how large one is, not how many there are
_MEASURED = ("litre", "kg", "tonne")
_SPACE_UNITS = ("", "person", "household", "room", "bed", "site", "m2", "unit", "vehicle", "session", "day", "family")


class Counting:
    """The rules for amounts that count no line, compiled once."""

    def __init__(self) -> None:
        self._left_before = re.compile(_LEFT_BEFORE)
        self._left_after = re.compile(_LEFT_AFTER)
        self._rest_before = re.compile(_REST_BEFORE)
        self._rest_after = re.compile(_REST_AFTER)
        self._staying, self._being = re.compile(_STAYING), re.compile(_BEING)
        self._load_before = re.compile(_LOAD_BEFORE)
        self._load_after = re.compile(_LOAD_AFTER)

    def counting(self, words: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Return the amounts that count what is asked for: not those that say how much is left."""
        return [amount for amount in _outside_brackets(words, amounts) if not self._is_left(words, amount)]

    def unloaded(
        self, words: str, spans: Sequence[CategorySpan], amounts: Sequence[Amount], moves: bool
    ) -> tuple[list[CategorySpan], list[Amount]]:
        """Return the things and amounts without the load of a vehicle asked for or offered ("to take 42 evacuees").

        `moves`: an earlier sentence of the post speaks of the vehicle.
        """
        if not (moves or any(span.category in CARRIED for span in spans)):
            return list(spans), list(amounts)
        load = [amount for amount in amounts if self._is_load(words, amount)]
        kept = [each for each in amounts if each not in load]
        ends = [amount.end for amount in load]
        things = [span for span in spans if not any(0 <= span.start - end <= _NEXT or end == span.end for end in ends)]
        return [span for span in things if not self._load_before.search(words[: span.start])], kept

    def _is_left(self, words: str, amount: Amount) -> bool:
        lead, number = words[: amount.start], words[amount.start : amount.unit_start]
        if amount.unit == "person" and self._staying.match(words, amount.end):
            return True
        if self._left_before.search(lead) or self._left_after.match(words, amount.end):
            return True
        rest = self._rest_before.search(lead) or "残り" in number
        return bool(rest) and self._rest_after.match(words, amount.end) is not None

    def is_served(self, words: str, amount: Amount) -> bool:
        """Return whether people are counted who are there ("糖尿の方が3人いて") rather than asked for."""
        return amount.unit == "person" and self._being.match(words, amount.end) is not None

    def _is_load(self, words: str, amount: Amount) -> bool:
        before = self._load_before.search(words[: amount.start])
        return bool(before) or self._load_after.match(words, amount.end) is not None


_NEXT = 5  # "42 evacuees", "800 boxes of water": the load's name follows its number within so many signs


def fits(kind: str, unit: str) -> bool:
    """Return whether things of a category's type ("space") can be counted in a unit: no hall is asked for in litres."""
    if kind == "space":
        return unit in _SPACE_UNITS
    if kind == "goods":
        return unit not in ("hour", "session", "word", "m2")
    return kind != "people" or unit not in _MEASURED


def _outside_brackets(words: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Leave out what brackets say of a thing already counted: "one van (6 machines inside)"."""
    inside = [words[: amount.start].count("(") > words[: amount.start].count(")") for amount in amounts]
    kept: list[Amount] = []
    for amount, enclosed in zip(amounts, inside, strict=True):
        measure = enclosed and not all(inside) and (amount.unit in _MEASURED or _SEATS.match(words, amount.end))
        if not measure and (not kept or not enclosed or all(inside)):
            kept.append(amount)
    return kept
