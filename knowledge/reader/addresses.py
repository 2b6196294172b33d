"""Finds private addresses in a post: what stands below the municipality, down to the number of a house."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.datafiles import read_text
from knowledge.reader.folding import fold

Span = tuple[int, int]

_NUMBER = r"[\d一二三四五六七八九十]{1,4}"
_TOWN = r"(?P<town>[一-鿿々ヶノァ-ヴー]{2,24}|(?:^|(?<=[市区町村郡\s、。：:]))[ぁ-ん]{2,5}[町丘台])"
_HOUSE = (
    rf"(?:{_NUMBER}丁目\s?\d{{1,4}}(?:番地?|-)?(?:の?\d{{1,4}}号?)?(?:-\d{{1,4}})?"
    rf"|{_NUMBER}丁目{_NUMBER}番(?:地|{_NUMBER}号)?"
    r"|\d{1,5}番地(?:の\d{1,4})?|\d{1,4}番\d{1,4}号?"
    r"|(?P<plain>(?!\d{3}-\d{4})(?:[イロハニホヘト甲乙丙字]{1,2}-?)?\d{1,4}-\d{1,4}(?P<third>-\d{1,4})?(?:号室?)?))"
)
_NO_COUNT = (
    r"(?![\d-]|\s?(?:日|時|名|人|箱|個|月|台|枚|年|週|本|食|円|回|度|階|kg|km|l\b|m\b|%|/|:|トン|世帯|か所|ヶ所))"
)
_LETTERS = r"[A-Za-zĀ-ſ]"
_ROMAJI_TOWN = rf"[A-ZŌŪ]{_LETTERS}+(?:-(?:cho|chō|machi|ku|dori))?"
_TOWN_ENDS = r"(?:machi|-?cho|-?chō|chome|-?dori|gaoka|dai|mura|-?ku|hama|mae|shinmachi)"
_NUMBERS = r"\d{1,3}-\d{1,3}-\d{1,4}"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_NO_TOWNS = (
    "Route|Phase|Shelter|Room|Group|Day|Week|Page|Level|Type|Team|Unit|Section|Gate|Pier|Need|About|From|To|Until"
)
_CALENDAR = rf"(?!(?:{_MONTHS}|{_SHORT}|{_NO_TOWNS})s?\b)"
_TOWN_SIGNS = "町丁条通台丘字里"  # with which a town ends: only there are two numbers alone an address
_FURTHER = 40  # the same for English, whose words are longer
_AROUND = 15  # signs before and after within which a site or a home decides whose address it is


class Addresses:
    """Addresses in Japanese and in English. Those of schools, halls and other public sites are left out."""

    def __init__(self, japanese: Mapping[str, Sequence[str]], english: Mapping[str, Sequence[str]]) -> None:
        rows = read_text("knowledge.vocabulary", "places.csv").splitlines()[1:]
        self._municipalities = frozenset(row.split(",")[1] for row in rows)
        self._longest = max(map(len, self._municipalities))
        self._sites = re.compile(_any(japanese["sites"]))
        self._homes = re.compile(_any(japanese["homes"]))
        self._japanese = re.compile(rf"{_TOWN}\s?(?P<house>{_HOUSE}){_NO_COUNT}")
        self._to_a_home = re.compile(
            rf"{_TOWN}(?:{_NUMBER}丁目|\d{{1,4}})(?=の[^\s。、]{{0,6}}(?:さん|様|宅|実家|自宅))"
        )
        self._flat = re.compile(
            r"[一-鿿ァ-ヴー]{0,10}(?:マンション|アパート|ハイツ|コーポ|荘)[一-鿿ァ-ヴー]{0,8}\s?\d{2,4}号室?"
        )
        self._english_sites = re.compile(rf"\b(?:{_any(english['sites'])})\b", re.IGNORECASE)
        self._english_homes = re.compile(rf"\b(?:{_any(english['homes'])})\b", re.IGNORECASE)
        streets = "|".join(street.capitalize() for street in english["streets"])
        self._english = [
            re.compile(rf"\b{_CALENDAR}{_ROMAJI_TOWN} {_NUMBERS}(?![\d-])"),
            re.compile(rf"(?<![\d-]){_NUMBERS},? {_CALENDAR}{_ROMAJI_TOWN}\b"),
            re.compile(rf"(?<![\d-])\d{{1,3}}-\d{{1,4}},? {_CALENDAR}[A-ZŌŪ]{_LETTERS}*?-?{_TOWN_ENDS}\b"),
            re.compile(rf"\b[A-ZŌŪ]{_LETTERS}*?{_TOWN_ENDS} \d{{1,3}}(?:-chome)?[- ]\d{{1,4}}(?:-\d{{1,4}})?(?![\d-])"),
            re.compile(
                rf"(?<![\d.,/-])\d{{1,5}}[A-Za-z]?,? (?:[A-Z]{_LETTERS}+\.? ){{1,3}}(?:{streets})\b"
                r"(?:,? (?:Apt|Apartment|Flat|Unit|Room|No)\.? ?\w{1,5})?"
            ),
        ]
        self._beside_homes = re.compile(
            rf"\b{_CALENDAR}[A-ZŌŪ]{_LETTERS}{{3,}} \d{{1,3}}-\d{{1,3}}(?![\d-]| (?:{_MONTHS}|{_SHORT}))"
        )

    def find(self, text: str) -> Iterator[Span]:
        """Yield the spans of addresses, each from the town below the municipality to the last number."""
        folded = fold(text)
        for match in self._japanese.finditer(folded):
            below = self._below(match["town"])
            start = match.start() + below
            doubtful = match["plain"] and not match["third"] and not below and match["town"][-1] not in _TOWN_SIGNS
            if not doubtful and self._is_private(folded, match.start(), match.end()):
                yield start, match.end()
        for match in self._to_a_home.finditer(folded):
            if match["town"][-1] in _TOWN_SIGNS:
                yield match.start() + self._below(match["town"]), match.end()
        for match in self._flat.finditer(folded):
            yield match.span()
        for pattern in (*self._english, self._beside_homes):
            for match in pattern.finditer(text):
                around = text[max(0, match.start() - _FURTHER) : match.end() + _FURTHER]
                home = self._english_homes.search(around)
                if home or (pattern is not self._beside_homes and not self._english_sites.search(around)):
                    yield match.span()

    def _below(self, town: str) -> int:
        """Return where in a run of signs the part below the last municipality named in it begins."""
        for end in range(len(town) - 1, 0, -1):
            starts = range(max(0, end - self._longest), end)
            if any(town[start:end] in self._municipalities for start in starts) and len(town) - end > 1:
                return end
        return 0

    def _is_private(self, text: str, start: int, end: int) -> bool:
        """Return whether the address is no public site's: a home beside it decides, else a site does."""
        before = re.split(r"[。\n]", text[max(0, start - _AROUND) : start])[-1]
        after = re.split(r"[。\n]", text[end : end + _AROUND])[0]
        if self._homes.search(before) or self._homes.search(after):
            return True
        return not (self._sites.search(before) or self._sites.search(after))


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
