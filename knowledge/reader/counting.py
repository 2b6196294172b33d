"""Sorts out which amounts of a sentence count what is asked for: not what is left, what is carried, or an aside."""

import re
from collections.abc import Sequence

from bot.domain.vocabulary import CategorySpan
from knowledge.reader.folding import hide
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
_PERSONS = re.compile(
    r"(?:\s[a-z'-]+){0,2}?\s(?:people|persons|residents|evacuees|children|kids|families|households|elders|patients"
    r"|students|pupils|houses|homes)\b"
)
_CONTENT = re.compile(r"(?:\s[a-z'-]+){0,2}")  # "each with 2 wheelchair places": the name goes with the number
_MONEY = ("jpy", "usd", "eur")
_MEASURED = ("litre", "kg", "tonne")
# how fast a machine or a crew is: "400 litres an hour each", "250 kg a trip", "15 houses a day", 1時間に12人
_PER_RUN = (
    r"(?:\s+(?:of\s+)?[a-z'-]+){0,2}?\s*"
    r"(?:\b(?:an?|per|each|every)\s+(?:hour|trip|run|sailing|crossing|flight|load|minute)\b|/\s?h\b)"
)
_PER_DAY = r"(?:\s+(?:of\s+)?[a-z'-]+){0,2}?\s*\b(?:a|per|each|every)\s+day\b"
_HOURLY_BEFORE = r"(?:毎時|時速|[1一](?:時間|便|回)(?:に|あたり|当たり|につき))(?:約|およそ|最大)?$"
_WORK_UNITS = ("", "person", "household", "site")
# "two vans, each with 2 wheelchair places", "two trailers with three cabins each": what is on each of them
_EACH_WITH = r"\beach\s+(?:with|has|have|having|carrying|takes|taking|holds|holding|seats|seating)\b[^.;\n]*"
_EACH_AFTER = r"^[^.;:\n]{0,40}?\beach\b(?!\s+(?:for|to|at|in|of|with)\b)"
_ABOARD = (
    r"^[^、。,\d]{0,6}(?:と[^、。]{1,12}\d+[名人席台]\s*)?(?:まで|が|も|ごと|のまま)?"
    r"(?:乗れる|乗せられる|乗せる|乗車できる|泊まれる|住める|入れる|積める|載せられる|載る)(?=[^、。]*[、。]?[^、。]*\d)"
)
_CREW = re.compile(r"\bcrew\s+of\s+$")
_VESSEL = re.compile(r"\b(?:boats?|barges?|ships?|vessels?|ferr(?:y|ies)|helicopters?|planes?|tugs?|cutters?)\b[^.;]*$")
_MINDED = re.compile(r"(?:ほど|くらい|程度)?を(?:預か|引率|世話|お世話|見守)")
# who comes, in a sentence of its own that names no work: 15名で入ります。, "We are six in a camper van."
_TEAM = re.compile(
    r"(?:(?:^|[。!\n])(?:私たち|わたしたち|我々|当会|当社|当団体|会員|社員|メンバー|有志|仲間)?(?:は|から|の)?[\s、]?(?P<ja>\d{1,3})[名人](?:体制|の(?:チーム|班|グループ))?で"
    r"[^。\d]{0,30}(?:入|行|伺|うかが|動|参り|向か|お手伝い|活動|出向|駆けつけ)[^。]*"
    r"|(?:^|[.!\n]\s?)(?:we\s(?:are|have)|we're|there\sare)\s(?:an?\s(?:team|group|crew|party)\sof\s)?(?P<en>\d{1,3}|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve)(?:\sof\sus)?(?=\s(?:in|from|with|and|who)\b|[,.:;])[^.]*)[。.!]\s*$"
)
# 座席4席の福祉車両を1台
_FITTED = r"(?:と[^、。\d]{1,8}\d+席)?の[^、。\d]{0,8}(?:車両?|車輌|バス|バン|ワゴン|船|ボート|艇)を?\d"
# who is in need, not what is asked for: "five families cannot go back home", 小中学生18名が過ごして
_IN_PLIGHT = (
    r"(?:\s+\([^)]*\))?(?:\s+[a-z\x1f'-]+){0,6}?\s+(?:cannot|can't|could\s+not|couldn't|lost|have\s+(?:lost|no|nowhere|nothing|had)|has\s+(?:lost|no)"
    r"|lives?|living|stay(?:s|ing)?|sleep(?:s|ing)?|are\s+(?:stuck|stranded|cut|without|still|living|staying|sleeping|sheltering|staying)"
    r"|left\s+(?:their|without|behind)|were\s+(?:left|flooded|evacuated|washed)|miss(?:es)?|lack|need\s+to\s+go)\b"
)
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
        self._per_run, self._per_day = re.compile(_PER_RUN), re.compile(_PER_DAY)
        self._hourly_before = re.compile(_HOURLY_BEFORE)
        self._each_with, self._each_after = re.compile(_EACH_WITH), re.compile(_EACH_AFTER)
        self._aboard, self._in_plight = re.compile(rf"{_ABOARD}|{_FITTED}"), re.compile(_IN_PLIGHT)

    def counting(self, words: str, amounts: Sequence[Amount], kind: str = "") -> list[Amount]:
        """Return the amounts that count what is asked for: not those that say how much is left."""
        counted = [amount for amount in _outside_brackets(words, amounts) if not self._is_left(words, amount)]
        if kind == "request":
            counted = [amount for amount in counted if not self._is_minded(words, amount)]
        contents = self._contents(words, counted)
        return self._without_rates(words, [amount for amount in counted if amount not in contents])

    def without_contents(self, words: str, amounts: Sequence[Amount]) -> str:
        """Return a sentence with what is on or in each of the things it counts blotted out, number and name."""
        for amount in self._contents(words, amounts):
            each = self._each_after.match(words[amount.end :])
            named = _CONTENT.match(words, amount.end)
            end = amount.end + each.end() if each else named.end() if named else amount.end
            words = hide(words, amount.start, end)
        return words

    def is_in_need(self, words: str, amount: Amount) -> bool:
        """Return whether those are counted who are in need ("five families cannot go back home")."""
        if not amount.unit and not _PERSONS.match(words, amount.end):
            return False
        return amount.unit in ("", "person", "household") and self._in_plight.match(words, amount.end) is not None

    def _without_rates(self, words: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Leave out how much is done an hour, a trip or a day where machines, hands or goods are counted too."""
        people = any(each.unit in ("person", "team") for each in amounts)
        rates = [
            each
            for each in amounts
            if self._per_run.match(words, each.end)
            or self._hourly_before.search(words[max(0, each.start - 12) : each.start])
            or (people and each.unit in _WORK_UNITS and self._per_day.match(words, each.end))
        ]
        return [each for each in amounts if each not in rates] if len(rates) < len(amounts) else list(amounts)

    def _contents(self, words: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Return what is on or in each of the things counted in the same sentence."""
        each_with = self._each_with.search(words)
        found: list[Amount] = []
        for at, amount in enumerate(amounts):
            inside = each_with is not None and each_with.start() < amount.start < each_with.end()
            after = at > len(found) and amount.unit not in _MONEY and self._each_after.match(words[amount.end :])
            aboard = amount is not amounts[-1] and self._aboard.match(words[amount.end :]) is not None
            if aboard or after or (inside and at > len(found)):
                found.append(amount)
        return found

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
        if _CREW.search(lead) and _VESSEL.search(lead):
            return True
        if self._left_before.search(lead) or self._left_after.match(words, amount.end):
            return True
        rest = self._rest_before.search(lead) or "残り" in number
        return bool(rest) and self._rest_after.match(words, amount.end) is not None

    def _is_minded(self, words: str, amount: Amount) -> bool:
        """Return whether those are counted whom the asker looks after (子ども12名を預かります)."""
        return amount.unit == "person" and _MINDED.match(words, amount.end) is not None

    def team_before(self, text: str) -> tuple[int, int] | None:
        """Return where a text that ends with a sentence about who comes gives their number (15名で入ります。)."""
        match = _TEAM.search(text, max(0, len(text) - _TEAM_NEAR))
        return match.span("ja" if match["ja"] else "en") if match else None

    def is_served(self, words: str, amount: Amount) -> bool:
        """Return whether people are counted who are there ("糖尿の方が3人いて") rather than asked for."""
        return amount.unit == "person" and self._being.match(words, amount.end) is not None

    def _is_load(self, words: str, amount: Amount) -> bool:
        before = self._load_before.search(words[: amount.start])
        return bool(before) or self._load_after.match(words, amount.end) is not None


_TEAM_NEAR = 90  # the sentence about who comes stands right before, and is no longer than so many signs
_NEXT = 5  # "42 evacuees", "800 boxes of water": the load's name follows its number within so many signs


def fits(kind: str, unit: str) -> bool:
    """Return whether things of a category's type ("space") can be counted in a unit: no hall is asked for in litres."""
    if kind == "space":
        return unit in _SPACE_UNITS
    if kind == "goods":
        return unit not in ("hour", "session", "word", "m2")
    return kind != "people" or unit not in _MEASURED


def counts_later(kind: str, own: str, unit: str) -> bool:
    """Return whether a number of the next sentence can count things of a category's type and unit.

    No dentist is counted in places visited and no pump in litres.
    """
    if kind == "people":
        return unit in ("", "person", "team")
    return unit != "litre" or own not in ("piece", "unit", "set", "kit", "pair", "vehicle", "person")


def _outside_brackets(words: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Leave out what brackets say of a thing already counted: "one van (6 machines inside)"."""
    inside = [words[: amount.start].count("(") > words[: amount.start].count(")") for amount in amounts]
    kept: list[Amount] = []
    for amount, enclosed in zip(amounts, inside, strict=True):
        measure = enclosed and not all(inside) and (amount.unit in _MEASURED or _SEATS.match(words, amount.end))
        if not measure and (not kept or not enclosed or all(inside)):
            kept.append(amount)
    return kept
