"""Joins numbers with their units, leaving out sizes, times, ages, addresses and telephone numbers."""

import re
from dataclasses import dataclass

from knowledge.reader.folding import HIDDEN
from knowledge.reader.numbers import Number, Numbers
from knowledge.reader.units import Units, UnitWord

# beyond these, in thousandths, a number is taken for a slip of the finger
MOST_GOODS = 10_000_000 * 1000
MOST_MONEY = 1_000_000_000_000 * 1000
_MONEY = ("jpy", "usd", "eur")

_CONTACTS = r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | https?://\S+ | \bwww\.\S+
  | \+\d{1,3}[\s-]?(?:\(?\d{1,4}\)?[\s-]?){2,4}\d{2,4}
  | \(0?\d{2,4}\)[\s-]?\d{2,4}-\d{3,4}
  | (?<!\d)0\d{1,4}[\s-]\d{1,4}[\s-]\d{3,4}(?!\d)
  | (?<!\d)0\d{9,10}(?!\d)
  | (?<!\d)\d{2,4}-\d{2,4}-\d{4}(?!\d)
"""
_CLOCK = r"""
    (?<!\d)\d{1,2}:\d{2}(?:\s?[ap]m)? | (?<!\d)\d{1,2}(?:\s?[-~]\s?\d{1,2})?\s?(?:[ap]\.?m\b\.?)
  | (?:午前|午後)?\d{1,2}(?:\s?[-~]\s?\d{1,2})?時(?!間)(?:\d{1,2}分|半)? | \b24/7\b | \b\d+\s?h\b
  | \b24\s?hours?\s+a\s+day
  | (?:1|一)日(?:に|あたり|当たり|につき)?(?=約?[\d一二三四五六七八九十百千]+(?:食|人|名|本|枚|個|箱|回|台|時間
  |リットル|トン|l\b))
"""
_SIZES = r"""
    \d[\d.,]*\s?(?:ml|cc|dl|cm|mm|km|kva|kw|kwh|w|wh|v|mah|gb|tb|mb|hz|inch(?:es)?|%|°c?|g|yo|years?\s+old
  |m)(?![a-z0-9²])
  | \d[\d.,]*\s?(?:歳|才|℃|度|階|丁目|番地|番|号|年生|畳|ミリ|センチ|メートル|グラム|か月児|ヶ月児|インチ|ワット
  |年(?!間|内)|分(?!の))
  | \d[\d.,]*-(?:litre|liter|l|kg|ton|tonne|t|person|man|bed|seat|metre|meter|m|month|year|day|week|hour|page
  |man|seater|inch|
      (?:year|month)-old)(?![a-z])
  | \d[\d.,]*\s?(?:l|kg|t|トン|リットル|キロ)(?:入り|缶|袋|ボトル|ペット|タンク|ダンプ|トラック|車|(?:積み)?平車)
  | \d[\d.,]*\s?(?:l|kg|リットル|キロ|トン)の[^\s\d、。,.]{1,10}[\s、,をがは]{0,2}(?=約?\d)
  | \d[\d.,]*\s?(?:t|ton|tonne)\s(?=truck|lorry|dump|tipper)
  | 第[\d一二三四五六七八九十百]+ | (?<![a-z])(?:no\.?|route|zone|zones|ward|room|floor|unit\#|id|page|version
  |ver\.?|type|size|level|magnitude)
      \s?\#?\d[\d.,]*(?:\s(?:and|or|to)\s\d+)?
  | \b\d+(?:st|nd|rd|th)\b | [\#@]\w+ | \d+(?:-\d+){2,} | (?<=町)\d+-\d+ | (?<=[町村区])\d+番 | 国道\d+号(?:線)?
  | [\d一](?:団体|人|世帯|件|名|か所|社|家庭)(?:あたり|当たり|につき)
  | 一(?:人暮らし|人一人|人ひとり|部(?!屋)|体(?!\d)|通り|戸建て|点張り|本化|本道) | 万(?:一|が一) | 一つ一つ
  | \(\d{1,3}\) | \bnot\s+\d[\d.,]* | \d[\d.,]*[枚個本名人台箱食袋]?(?:じゃなくて|ではなく)
  | 震度\d[強弱]? | 令和\d+ | \b(?:19|20)\d\d(?=年|\s(?:earthquake|typhoon|flood))
"""
_ROUGHLY = r"\s?(?:\+|以上|以下|程度|ほど|くらい|ぐらい|前後|余り|あまり|弱|強|or\s+(?:so|more|less|fewer))"
_PER_BOX = r"\s+of\s+"
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
        self._contacts = re.compile(_CONTACTS, re.VERBOSE)
        self._clock = re.compile(_CLOCK, re.VERBOSE)
        self._sizes = re.compile(_SIZES, re.VERBOSE)
        self._roughly = re.compile(_ROUGHLY)
        self._per_box = re.compile(_PER_BOX)
        self._unknown = re.compile(_UNKNOWN)

    def without_contacts(self, text: str) -> str:
        """Return the folded text with telephone numbers, addresses of the net and clock times blotted out."""
        return self._clock.sub(_blot, self._contacts.sub(_blot, text))

    def find(self, text: str) -> list[Amount]:
        """Return the amounts of a folded text in order; `text` has its dates and contacts blotted out."""
        bare = self._sizes.sub(_blot, text)
        amounts: list[Amount] = []
        for number in self._numbers.find(bare):
            amount = self._amount(bare, number)
            if amount is None:
                continue
            if amounts and self._per_box.fullmatch(bare, amounts[-1].end, amount.start):
                amounts[-1] = _covering(amounts[-1], amount)
            else:
                amounts.append(amount)
        return amounts

    def natural(self, item: str, default: str) -> str:
        """Return the unit natural to a thing, `default` being its category's."""
        return self._units.natural(item, default)

    def _amount(self, text: str, number: Number) -> Amount | None:
        sign = self._units.sign_before(text, number.start)
        word = self._units.after(text, number.end)
        if number.kanji and (word is None or not word.counter or word.counter[0].isascii()):
            return None
        end = word.end if word else number.end
        unit = sign[1] if sign else word.unit if word else ""
        unknown = "" if word or sign else self._unknown_unit(text, number)
        rough = self._roughly.match(text, end)
        return Amount(
            start=sign[0] if sign else number.start,
            end=rough.end() if rough else end,
            value=number.value,
            max=number.max,
            unit=unit,
            counter=_counter(word),
            unit_start=number.end,
            absurd=_absurd(number, unit),
            unknown=unknown,
        )

    def _unknown_unit(self, text: str, number: Number) -> str:
        match = self._unknown.match(text, number.end)
        return match[1] if match and match[1] not in ("out", "all", "most", "each") else ""


def _blot(match: re.Match[str]) -> str:
    return HIDDEN * len(match.group())


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
