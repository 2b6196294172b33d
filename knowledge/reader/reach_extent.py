"""Widens the places an offer names to all it says it reaches: between two towns, within an hour's drive, 県内."""

import re
from collections.abc import Sequence

from bot.domain.vocabulary import PlaceGuess
from bot.ports import Gazetteer

_DETOUR, _ASIDE_KM = 1.2, 5.0  # a town lies between two others if going by it is hardly longer
_LONGEST_KM = 300.0
_KM_AN_HOUR = 45.0  # as the crow flies, on Japanese roads
_EDGE_KM = 5.0  # a municipality's middle lies some way behind its border
_NUMBERS = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "half an": 0.5, "半": 0.5, "一": 1.0, "二": 2.0}

_KIND = (
    r"(?:\s?(?:city|town|village|port|station)\b|市|町|村|県)?(?:内|[一-龥]{1,4}(?=から))?"
    r"(?:\s?[(（][^)）]{1,20}[)）])?"
)
_BY = (
    r"(?:\s?,)?(?:\s(?:east|west|north|south)(?:wards?)?|\sdown|\sup|\ball the way|\salong the \w+|\sas far|\sround|"
    r"\sin the \w+)*"
)
_BETWEEN = re.compile(r"\b(?:between|from|coast|shore(?:line)?|serv\w+|cover\w*|stretch|area|down)\s(?:the\s)?$")
_AND = re.compile(rf"{_KIND}\s?(?:and|&)\s(?:the\s)?")
_WITH = re.compile(rf"{_KIND}\s?(?:・|と)\s?")
_AMID = re.compile(r"(?:市|町|村)?(?:の間|間(?!に合))")
_TO = re.compile(rf"{_KIND}{_BY}\s(?:to|till|until|as|through|thru)\s(?:the\s)?|{_KIND}\s?[-–—~]\s?")
_SPREAD = re.compile(
    r"\b(?:anywhere|everywhere|somewhere|any|all|every|each|coast(?:al|line)?|shore(?:line)?|areas?|stretch|serv(?:es?|ing)|"
    r"cover(?:s|ing)?|shelters|towns|villages|communit\w+|municipalit\w+|places|spots|sites|hamlets|ports|harbou?rs|"
    r"clinics|hospitals|schools|households|homes|houses|halls|points|stops|rounds|patrol\w*)\b"
)
_TRIP = re.compile(r"\b(?:trips?|rides?|transfers?|journeys?|lifts?)\s(?:\w+\s)?from\s(?:the\s)?$")
_ALONG = re.compile(r"\b(?:coast|shore|way|line|road|valley)\s(?:\w+\s)?(?:to|as far as|until|till)\s(?:the\s)?$")
_SPAN_SIGN = re.compile(rf"{_KIND}\s?(?:から|より|〜|～|~|-|–|—|ー)\s?")
_MADE_AFTER = re.compile(
    r"(?:市|町|村|県)?(?:内|[一-龥]{0,4}?)?(?:(?:まで)?の?(?:間|あいだ|区間|範囲|エリア|沿岸|海岸|沿線|海沿い|一帯|浦々)(?!に合)|にかけて|"
    r"まで(?:の|、)?(?:避難所|集落|各|市町|町村|地域|被災|すべて|全|どこ|道の駅|学校|施設|病院|港|漁港|漁協|浜|地区|皆|方々|"
    r"仮設|家庭|世帯|お宅|範囲|間|ならどこ|なら))"
)
_TIME_EN = re.compile(
    r"\b(?:within|up to|under|less than|(?:no|not) (?:more|farther|further) than|at most|inside)\s"
    r"(?P<n>half an|an|a|one|two|three|[\d.]+)[\s-]?(?P<unit>hours?|hrs?|h|minutes?|mins?|km|kilomet\w+)\b(?:['’]s?)?"
    r"(?:\s(?:drive|by (?:car|road)|of driving|reach|radius|away|by train))?(?P<of>\s(?:of|from|around)\s)?"
    r"|\b(?P<n2>[\d.]+)[\s-]?(?P<unit2>km|kilomet\w+)\sradius(?P<of2>\s(?:of|from|around)\s)?|"
    r"\bradius of (?P<n3>[\d.]+)[\s-]?(?P<unit3>km|kilomet\w+)(?P<of3>\s(?:of|from|around)\s)?"
)
_TIME_JA = re.compile(
    r"(?P<km>[\d.]+)\s?(?:km|キロ)(?:メートル)?(?:以内|圏|くらい|程度|ほど)|半径\s?(?P<radius>[\d.]+)\s?(?:km|キロ)|"
    r"(?:車|トラック|自動車|片道|電車|往復)?(?:で)?\s?(?:片道)?(?:約|おおむね)?\s?(?P<hours>[\d.]+|[一二])時間(?P<half>半)?"
    r"(?:\s?(?P<mins>\d+)分)?(?:ほど|程度|くらい)?(?:以内|圏|まで)|"
    r"(?:車|トラック|自動車|片道)(?:で)?\s?(?:片道)?(?:約)?\s?(?P<minutes>\d+)分(?:ほど|程度|くらい)?(?:以内|圏|まで)"
)
_DRIVEN = re.compile(r"\bdriv|\bby (?:car|road|train)|\bkm|\bkilom|radius|車|トラック|片道|電車|圏|キロ|半径")
_ON_THE_WAY = re.compile(
    r"\b(?:on|along) the way\b|\ben route\b|\bstop(?:ping)? (?:at|in|anywhere|along|wherever)\b|途中|道中|沿道"
)
_LEAVING = re.compile(r"\bfrom\s(?:the\s)?$")
_FARTHEST_KM = 150.0
_WORD_BETWEEN = 12
_MOST_NAMESAKES = 3
_MOST_HOURS_KM = 4 * _KM_AN_HOUR  # "within 24 hours of Wajima" is a day, not a way
_SURROUNDED = re.compile(
    r"(?:\s(?:city|town|village))?\s(?:and|&|plus|or) (?:(?:its|the|all) )?"
    r"(?:surround\w+|neighbou?r\w+|nearby|adjacent|around|vicinity)"
    r"|(?:市|町|村)?内?(?:と|や|・|、|及び|および)?(?:その)?(?:周辺|近郊|近隣|隣接|近辺)"
)
_IN_AND_AROUND = re.compile(r"\b(?:in|at) (?:and|or) (?:around|near|about) (?:the )?$")
_SURROUNDINGS_KM = 20.0
_PREFECTURE = re.compile(
    r"(?<![一-龥])(?:県|府|道)内|"
    r"\b(?:anywhere|everywhere|throughout|across|all over|to)\s(?:\w+\s){0,2}?the (?:whole |entire )?prefecture"
)


class Extents:
    """What lies between, around and about the places of a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def of(self, text: str, guesses: Sequence[PlaceGuess]) -> dict[int, tuple[str, ...]]:
        """Return what a text reaches beside the places it names, by the number of the place it is told of."""
        found: dict[int, tuple[str, ...]] = {}
        for at in range(1, len(guesses)):
            if self._spans(text, guesses, at):
                between = self._between(guesses[at - 1], guesses[at])
                found[at - 1], found[at] = (*found.get(at - 1, ()), *between), ()
        for number, km in self._radii(text, guesses):
            found[number] = (*found.get(number, ()), *self._around(guesses[number], km))
        return found

    def around(self, text: str, guess: PlaceGuess) -> tuple[str, ...]:
        """Return the neighbours of a place that are meant with it: "in and around Nanao", 七尾市周辺."""
        before = text[max(0, guess.start - 20) : guess.start]
        if _SURROUNDED.match(text, guess.end) or _IN_AND_AROUND.search(before):
            return self._around(guess, _SURROUNDINGS_KM - _EDGE_KM)
        return ()

    def whole(self, text: str, guesses: Sequence[PlaceGuess]) -> tuple[str, ...]:
        """Return the prefecture that 県内 means: the one in which all that is named lies."""
        if not _PREFECTURE.search(text):
            return ()
        homes = {self._gazetteer.prefecture(code) for guess in guesses for code in guess.codes[:1]}
        return tuple(home for home in homes if home) if len(homes) == 1 else ()

    def _spans(self, text: str, guesses: Sequence[PlaceGuess], at: int) -> bool:
        """Return whether two neighbouring names are the ends of all that lies between them."""
        one, other = guesses[at - 1], guesses[at]
        before, gap = text[max(0, one.start - 60) : one.start], text[one.end : other.start]
        if _AND.fullmatch(gap):
            return re.search(r"\bbetween\s(?:the\s)?$", before) is not None
        if _WITH.fullmatch(gap) and _AMID.match(text, other.end):
            return True
        if _SPAN_SIGN.fullmatch(gap) and (_MADE_AFTER.match(text, other.end) or _ON_THE_WAY.search(text)):
            return True
        if _ALONG.search(gap):
            return True
        if not _TO.fullmatch(gap) or not _BETWEEN.search(before) or _TRIP.search(before):
            return False
        clause = re.split(r"[.;:!?。]\s", before)[-1]
        return bool(_SPREAD.search(clause) or (_LEAVING.search(before) and _ON_THE_WAY.search(text, other.end)))

    def _between(self, one: PlaceGuess, other: PlaceGuess) -> tuple[str, ...]:
        if len(one.region) > 1 or len(other.region) > 1:
            return ()
        first, last = one.codes[-1], other.codes[-1]
        length = self._gazetteer.distance(first, last)
        if length is None or length > _LONGEST_KM:
            return ()
        most = length * _DETOUR + _ASIDE_KM
        here, there = dict(self._gazetteer.near(first, most)), dict(self._gazetteer.near(last, most))
        towns = (code for code in here if len(code) > 4 and code in there)
        return tuple(code for code in towns if here[code] + there[code] <= most)

    def _radii(self, text: str, guesses: Sequence[PlaceGuess]) -> list[tuple[int, float]]:
        """Return the places around which a text goes so many kilometres, each by its number."""
        found: list[tuple[int, float]] = []
        for match in _TIME_EN.finditer(text):
            number = self._following(guesses, match)
            number = self._before(guesses, match.start()) if number is None else number
            behind = number is not None and guesses[number].start >= match.end() and _km(match) <= _MOST_HOURS_KM
            if number is not None and (_DRIVEN.search(match[0]) or behind):
                found.append((number, min(_km(match), _FARTHEST_KM)))
        for match in _TIME_JA.finditer(text):
            number = self._before(guesses, match.start())
            driven = _DRIVEN.search(match[0]) or text.endswith("から", 0, match.start())
            if number is not None and driven:
                found.append((number, min(_km_ja(match), _FARTHEST_KM)))
        return found

    def _following(self, guesses: Sequence[PlaceGuess], match: re.Match[str]) -> int | None:
        """Return the place right behind "within an hour of"."""
        after = next((n for n, guess in enumerate(guesses) if guess.start >= match.end()), None)
        told = match["of"] or match["of2"] or match["of3"]
        near = after is not None and guesses[after].start - match.end() <= _WORD_BETWEEN
        return after if told and near else None

    def _before(self, guesses: Sequence[PlaceGuess], place: int) -> int | None:
        return next((n for n in range(len(guesses) - 1, -1, -1) if guesses[n].end <= place), None)

    def _around(self, guess: PlaceGuess, km: float) -> tuple[str, ...]:
        """Return a town with all around it; of a city and its prefecture of one name the city is meant."""
        codes = guess.codes
        towns = [code for code in codes if len(code) > 4] or codes
        if len(towns) > _MOST_NAMESAKES:
            return ()
        near = (code for town in towns for code, _ in self._gazetteer.near(town, km + _EDGE_KM))
        return (*towns, *(code for code in near if len(code) > 4))


def _km(match: re.Match[str]) -> float:
    number = match["n"] or match["n2"] or match["n3"]
    unit = match["unit"] or match["unit2"] or match["unit3"]
    value = _NUMBERS.get(number) or float(number.strip(".") or 0)
    if unit.startswith("k"):
        return value
    return value * _KM_AN_HOUR / (60 if unit.startswith("m") else 1)


def _km_ja(match: re.Match[str]) -> float:
    if km := match["km"] or match["radius"]:
        return float(km)
    if minutes := match["minutes"]:
        return float(minutes) * _KM_AN_HOUR / 60
    hours = _NUMBERS.get(match["hours"]) or float(match["hours"])
    return (hours + (0.5 if match["half"] else 0.0) + float(match["mins"] or 0) / 60) * _KM_AN_HOUR
