"""Joins numbers with their units, as the amounts a text gives."""

import re
from dataclasses import dataclass, replace

from knowledge.reader.corrections import Corrections
from knowledge.reader.numbers import Number, Numbers
from knowledge.reader.sizes import Sizes
from knowledge.reader.units import Units, UnitWord

# beyond these, in thousandths, a number is taken for a slip of the finger
MOST_GOODS = 10_000_000 * 1000
MOST_MONEY = 1_000_000_000_000 * 1000
_MONEY = ("jpy", "usd", "eur")

_NEAR = 12  # a correction follows what it takes back within so many signs
_ROUGHLY = r"\+|\s?(?:以上|以下|程度|ほど|くらい|ぐらい|前後|余り|あまり|弱|強|or\s+(?:so|more|less|fewer))"
_TIMES = r"\s?[x×](?=[\s\x1f]*[a-z])"  # "50x sleeping bags"
_PER_BOX = r"\s+of\s+|\s?\("  # "20 boxes of 24 bottles", "two (2)"
_WHILE = r"[\s-](?:evening|afternoon|morning|weekend|week|month)s?\b"  # how long, not how many
_PEOPLE = (
    r"\s([a-z]{3,})(?=\s*(?:$|[,.;:!?)]|-\s|\s(?:and|in|at|from|here|on|who|with|are|is|have|upstairs|tonight|left)\b))"
)
_FUELS = r"(?:kerosene|diesel|petrol|gasoline|paraffin|gas\s?oil|heating\soil|fuel)"
_FUEL_NEAR = 60  # " 200-litre plastic drums of heating oil"
_FULL_JA = (
    r"(?:灯油|軽油|ガソリン|重油|燃料|混合油)[^。\d]{0,4}?(\d{1,4})\s?(?:l|リットル)(?:入り?)?の?"
    r"(?:ドラム缶|ポリタンク|携行缶|一斗缶|ジェリ缶|缶|タンク)[をで、]?$"
)
_FULL_EN = (
    rf"\s?[x×]?\s?(\d{{1,4}})[\s-]?(?:l|litres?|liters?)[\s-](?:steel\s|plastic\s)?"
    rf"(?:drums|barrels|jerry\s?cans|canisters|cans)\sof\s{_FUELS}"
)
_OF_US = r"\s(?:more\s)?of\sus\b"
_GROUP_OF = r"(?:\b(?:crew|team|group|party|squad)s?\sof\s(?:(?:about|around|up\sto|some)\s)?|\bwe(?:'re|\sare)\s)$"
_GROUP_ENDS = r"\s*(?:$|[,.;:!?()]|-\s|\s(?:or\sso|in|from|with|and|or|at|on|for|to|can|could|will|who)\b)"
_UNKNOWN = r"\s?([a-z]{2,})\s+of\s"


@dataclass(frozen=True, slots=True)
class Amount:
    """A counted number at `start:end`. `value` None: said vaguely. `unit` empty: the thing counted decides.

    `unit_start` is where the unit word begins; `absurd`: below one or beyond reason; `unknown`: a word that
    stands where the unit should and is none.
    """

    start: int
    end: int
    value: int | None
    max: int | None = None
    unit: str = ""
    counter: str = ""
    unit_start: int = 0
    absurd: bool = False
    unknown: str = ""


class Quantities:
    """The quantity rules, compiled once."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._units = Units()
        self._sizes = Sizes()
        self._corrections = Corrections()
        self._times = re.compile(_TIMES)
        self._roughly = re.compile(_ROUGHLY)
        self._per_box = re.compile(_PER_BOX)
        self._unknown = re.compile(_UNKNOWN)
        self._people = re.compile(_PEOPLE)
        self._full_ja, self._full_en = re.compile(_FULL_JA), re.compile(_FULL_EN)
        self._while = re.compile(_WHILE)
        self._of_us, self._group_of = re.compile(_OF_US), re.compile(_GROUP_OF)
        self._group_ends = re.compile(_GROUP_ENDS)

    def without_contacts(self, text: str) -> str:
        """Return the folded text with telephone numbers, addresses of the net and clock times blotted out."""
        return self._sizes.without_contacts(text)

    def find(self, text: str) -> list[Amount]:
        """Return the amounts of a folded text in order; `text` has its dates and contacts blotted out."""
        bare = self._sizes.without(text)
        amounts: list[Amount] = []
        for number in self._numbers.find(bare):
            amount = self._amount(bare, number)
            if amount is None:
                continue
            if amounts and self._is_within(bare, amounts[-1], amount):
                amounts[-1] = _covering(amounts[-1], amount)
            else:
                amounts.append(amount)
        amounts = [self._filled(text, amount) for amount in amounts]
        return self._corrections.kept(bare, amounts, _NEAR)

    def _filled(self, text: str, amount: Amount) -> Amount:
        """Return drums and cans of fuel as litres: 18リットルのポリタンク40本, "seven 200 L drums of kerosene"."""
        said = text[amount.unit_start : amount.unit_start + _FUEL_NEAR]
        size = self._full_ja.search(text, max(0, amount.start - 32), amount.start) or self._full_en.match(said)
        if size is None or amount.value is None or amount.unit not in ("", "piece"):
            return amount
        return replace(amount, value=amount.value * int(size[1]), unit="litre", counter="")

    def _is_within(self, text: str, outer: Amount, inner: Amount) -> bool:
        """Return whether a number only says how many are in each of the others, or says the same number again."""
        link = self._per_box.fullmatch(text, outer.end, inner.start)
        return link is not None and ("(" not in link.group() or outer.value == inner.value)

    def natural(self, item: str, default: str) -> str:
        """Return the unit natural to a thing, `default` being its category's."""
        return self._units.natural(item, default)

    def _amount(self, text: str, number: Number) -> Amount | None:
        sign = self._units.sign_before(text, number.start)
        word = self._units.after(text, number.end)
        if number.kanji and (word is None or not word.counter or word.counter[0].isascii()):
            return None
        if self._while.match(text, number.end):
            return None
        times = self._times.match(text, number.end)
        end = word.end if word else times.end() if times else number.end
        unit = sign[1] if sign else word.unit if word else ""
        if not unit and self._counts_people(text, number):
            unit = "person"
            own = self._of_us.match(text, number.end)
            end = own.end() if own else end
        unknown = "" if word or sign else self._unknown_unit(text, number)
        rough = self._roughly.match(text, end)
        return Amount(
            start=sign[0] if sign else number.start,
            end=rough.end() if rough else end,
            value=number.value if number.value is None or word is None else number.value * word.times,
            max=number.max if number.max is None or word is None else number.max * word.times,
            unit=unit,
            counter=_counter(word),
            unit_start=number.end,
            absurd=_absurd(number, unit),
            unknown=unknown,
        )

    def _counts_people(self, text: str, number: Number) -> bool:
        """Return whether people are counted and no thing of theirs ("38 residents in the hall", "a crew of four")."""
        if self._of_us.match(text, number.end):
            return True
        group = self._group_of.search(text, max(0, number.start - 32), number.start)
        if group and self._group_ends.match(text, number.end):
            return True
        match = self._people.match(text, number.end)
        return match is not None and self._units.natural(match[1], "") == "person"

    def _unknown_unit(self, text: str, number: Number) -> str:
        match = self._unknown.match(text, number.end)
        return match[1] if match and match[1] not in ("out", "all", "most", "each") else ""


def _counter(word: UnitWord | None) -> str:
    return word.counter if word and not word.counter[0].isascii() else ""


def _absurd(number: Number, unit: str) -> bool:
    if number.value is None:
        return False
    most = MOST_MONEY if unit in _MONEY else MOST_GOODS
    return number.below_zero or number.value == 0 or max(number.value, number.max or 0) > most


def _covering(outer: Amount, inner: Amount) -> Amount:
    """Keep 20 boxes where "20 boxes of 24 bottles" is written: the inner count only lengthens the stretch."""
    return Amount(
        outer.start, inner.end, outer.value, outer.max, outer.unit, outer.counter, outer.unit_start, outer.absurd
    )
