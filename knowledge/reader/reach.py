"""Reads of each place an offer names whether it stands there or gets there, from the words around the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.vocabulary import PlaceGuess
from bot.ports import Gazetteer
from knowledge.reader.reach_extent import Extents

Standing = Literal["base", "reach", "about"]

_PART = r"(?:southern |northern |eastern |western |central |whole )?(?:part of )?"
_REACH_BEFORE = (
    r"\b(?:to|reach(?:es)?|serves?|serving|covers?|covering|anywhere in|around|across|within|throughout|visit|into|"
    r"towards?|up|for|between|set up in|unload in|be in|only in|help in|work in|(?:shelters?|houses?|people|groups|"
    r"schools|evacuees|families|clinics|rounds|runs?) in|stop at|moving \w+ in|for .{1,30} (?:in|at)|"
    r"deliver(?:y|ies|ed)? (?:\w+ )?(?:in|to))"
    rf"\s+(?:the |all |any |every )?{_PART}$"
)
_BASE_BEFORE = (
    r"\b(?:from|based in|living in|located in|stored in|stocked in|our|(?:are|is|lies?) in|stand(?:ing)?[- ]by in|"
    r"(?:depot|warehouse|yard|factory|kitchen|office|truck|pallets|packed|drums|members|"
    r"loaded|kept|held|parked|idle|waiting|sitting|lying) (?:up )?(?:in|at|on)|leaves|leaving|"
    r"collected in|pick-?up (?:only )?(?:in|at)|out of|(?:min|minutes|hours?|km) from)"
    rf"\s+(?:the )?{_PART}$"
)
_BASE_AFTER_EN = (
    r"^(?:\s+(?:city|town|village|prefecture))?\s+(?:depot|warehouse|store|kitchen|yard|office|factory|base|plant)\b"
)
_STORES = r"(?:倉庫|工場|資材置|店|ヤード|拠点|事務所|港|厨房|本社|支店|営業所|車庫|農園)"
_HELD = r"で保管|で待機|に保管|に待機|に在庫|にあり|在住|で(?:の)?(?:引き?|受け)取り|で(?:お)?渡し"
_BASE_AFTER = (
    rf"^(?:内|市内|町内)?(?:にある|の|から){_STORES}|^の[^\s、。]{{1,8}}から|^(?:内|市内)?(?:から(?!どこ)|発(?!電)|より|を出(?:て|発|ます)|{_HELD})|"
    r"^[^\s、。]{0,6}(?:倉庫|工場|資材置場|ヤード|車庫|営業所)"
)
_AREA = (
    r"(?:内|市内|全域|一円|[東西南北中]部|地方|地域|地区|エリア|近辺|周辺|一帯|流域|方面|付近|沿岸|あたり|辺り|くらい)*"
)
_GUESTS = r"(?:避難所|集落|学校|被災|小学校|施設|病院|港|保育|福祉|仮設|各|皆|住民|方|団体)"
_GOING = (
    r"(?:(?:毎日|毎週|毎朝)?通|お?届|送|運|行|伺|派遣|持|配|入|出|貸|無料|無償|向|対応|駆け|訪問|設置|お持ち|お送|\d)"
)
_REACH_AFTER = (
    rf"^{_AREA}(?:の{_GUESTS}(?!から)|まで|へ|方面|に{_GOING}|なら|であれば|向け|どこ|でも|を(?:巡回|回|訪問|中心)|"
    r"で(?:活動|作業|対応|支援|お手伝|炊き|泥|実施)|間|限定|を対象|が対象|に限)"
)
_LIST_GAP = (
    r"^(?:市|町|村|区|県)?内?\s*(?:,|、|・|や|と|か|and|or|/|・|&|"
    r"および|及び|または|又は|もしくは|あるいは|ならびに|,\s*and|,\s*or|-|~)\s*(?:the )?$"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The codes of places by how an offer stands to them, each code under one of the three; where they are named."""

    base: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class ReachReader:
    """The patterns, compiled once, over the gazetteer's names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._reach_before = re.compile(_REACH_BEFORE)
        self._base_before = re.compile(_BASE_BEFORE)
        self._base_after_en = re.compile(_BASE_AFTER_EN)
        self._base_after, self._reach_after = re.compile(_BASE_AFTER), re.compile(_REACH_AFTER)
        self._list_gap, self._extents = re.compile(_LIST_GAP), Extents(gazetteer)

    def read(self, text: str, folded: str) -> Reach:
        """Return how the places of a text stand; `folded` is the text in plain small signs, of the same length."""
        guesses = [guess for guess in self._gazetteer.find(text) if guess.codes]
        standings = [self._standing(folded, guess) for guess in guesses]
        for at in range(len(guesses) - 2, -1, -1):
            if standings[at] == "about" and self._listed(folded, guesses[at], guesses[at + 1]):
                standings[at] = standings[at + 1]
        for at in range(1, len(guesses)):
            if standings[at] == "about" and self._listed(folded, guesses[at - 1], guesses[at]):
                standings[at] = standings[at - 1]
        extents = self._extents.of(folded, guesses)
        for at in extents:
            standings[at] = "reach"
        going = [guess for guess, standing in zip(guesses, standings, strict=True) if standing != "base"]
        beside = [*extents.values(), *(self._extents.around(folded, guess) for guess in going)]
        beside.append(self._extents.whole(folded, guesses))
        return _sorted(guesses, standings, [code for codes in beside for code in codes])

    def _standing(self, text: str, guess: PlaceGuess) -> Standing:
        before, after = text[max(0, guess.start - 60) : guess.start], text[guess.end : guess.end + 24]
        if self._base_after.search(after) or self._base_after_en.search(after):
            return "base"
        if self._reach_after.search(after):
            return "reach"
        if self._base_before.search(before):
            return "base"
        return "reach" if self._reach_before.search(before) else "about"

    def _listed(self, text: str, one: PlaceGuess, other: PlaceGuess) -> bool:
        return self._list_gap.search(text[one.end : other.start]) is not None


def _sorted(guesses: Sequence[PlaceGuess], standings: Sequence[Standing], beside: Sequence[str]) -> Reach:
    found: dict[Standing, list[str]] = {"reach": [], "base": [], "about": []}
    for guess, standing in zip(guesses, standings, strict=True):
        found[standing].extend(guess.codes)
    found["reach"].extend(beside)
    reach = tuple(dict.fromkeys(found["reach"]))
    base = tuple(code for code in dict.fromkeys(found["base"]) if code not in reach)
    about = tuple(code for code in dict.fromkeys(found["about"]) if code not in reach and code not in base)
    return Reach(base, reach, about, tuple((guess.start, guess.end) for guess in guesses))
