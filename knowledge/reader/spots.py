"""Finds the places of a post and which way each lies: where it is needed, where it leaves, where it can be brought."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.reading import ReadPlace, Role, Trouble
from bot.domain.vocabulary import PlaceGuess
from bot.ports import Gazetteer

_PERSON_AFTER = r"[さサ]ん|様(?!の)|氏|くん|ちゃん|先生|-(?:san|sama|sensei)\b"
_SENDER_AFTER = r"\s+(?:side|team|chapter|calling|here)\b|支部(?:です|より)"
_PERSON_BEFORE = r"\b(?:(?:mr|mrs|ms|miss|dr)\.?|contact:?|ring|call|attn:?|name:?)\s$"
_SITE_AFTER = r"(?:市|町|村|区)?役[所場]|[一-龥]{1,4}地区|市内|町内|村内|県内"
_FROM_BEFORE = r"\b(?:from|out\s+of|leaving|ex)\s+(?:the\s+|our\s+)?(?:(?!to\b|and\b)\w+\s){0,2}$"
_TO_BEFORE = (
    r"\b(?:to|into|towards?|within|deliver(?:y|ed)?\s+(?:in|within))\s+(?:the\s+|our\s+)?(?:anywhere\s+in\s+|"
    r"all\s+of\s+)?$"
)
_FROM_AFTER = r"(?!の団体|どこ|事務所)[^、。\s\d]{0,6}?(?:から|発|を出|より)"
_TO_AFTER = r"[^、。\s\d]{0,6}?(?:へ|まで|行き|方面|宛|あて|なら配達|に(?:送|届|運|お?届|\s*deliver|配達|持))"
_AND_MORE = r"\s*(?:・|、|,|か|or|and|と|/)\s*"
_JP_SUFFIXED = r"(?<![一-龥ァ-ヶ])([一-龥ァ-ヶ]{1,5}?[市町村区県])(?=[^一-龥]|の|で|に|へ|から|まで|$)"
_EN_PLACE = (
    r"\b(?:[Ii]n|[Aa]t|[Tt]o|[Nn]ear)\s+((?:[A-Z][a-zāōūē'-]{2,})(?:\s(?:City|Town|Village|city|town|village|"
    r"Prefecture))?)"
)
_JP_WITH_DE = r"(?:^|[\s、。])([一-龥]{2,4})(?=で|に|へ)"
_NO_PLACE = [
    "English",
    "Japanese",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Chinese",
    "Vietnamese",
]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place at `start:end` of the text, with the role its own words give it."""

    start: int
    end: int
    place: ReadPlace


class Spots:
    """The rules for places over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._not_after = re.compile(f"(?:{_PERSON_AFTER})|(?:{_SENDER_AFTER})")
        self._person_before = re.compile(_PERSON_BEFORE)
        self._site_after = re.compile(_SITE_AFTER)
        self._from_before = re.compile(_FROM_BEFORE)
        self._to_before = re.compile(_TO_BEFORE)
        self._from_after = re.compile(_FROM_AFTER)
        self._to_after = re.compile(_TO_AFTER)
        self._and_more = re.compile(_AND_MORE)
        self._jp_suffixed = re.compile(_JP_SUFFIXED)
        self._en_place = re.compile(_EN_PLACE)
        self._jp_with_de = re.compile(_JP_WITH_DE)

    def find(self, text: str, original: str) -> list[Spot]:
        """Return the places of a post in order. `text` is folded; `original` has contacts and dates blotted out."""
        guesses = [guess for guess in self._gazetteer.find(original) if self._is_place(text, original, guess)]
        spots = [Spot(guess.start, guess.end, self._place(guess)) for guess in _settled(self._gazetteer, guesses)]
        spots = _without_wholes(self._gazetteer, spots)
        return self._with_roles(text, spots)

    def unknown(self, original: str, spots: Sequence[Spot]) -> list[Trouble]:
        """Return the words that stand where a place should and name none the gazetteer knows."""
        patterns = [self._jp_suffixed] if spots else [self._jp_suffixed, self._en_place]
        found: list[Trouble] = []
        for match in (match for pattern in patterns for match in pattern.finditer(original)):
            taken = any(spot.start < match.end(1) and match.start(1) < spot.end for spot in spots)
            guess = None if taken or match[1] in _NO_PLACE else self._gazetteer.resolve(match[1])
            if guess and not (guess.code or guess.region or guess.candidates) and (guess.suggestions or not spots):
                found.append(Trouble("place", match[1], tuple(guess.suggestions)))
        return found

    def doubtful(self, spot: Spot) -> Trouble | None:
        """Return the question which of several places of one name is meant, or None where it is plain."""
        if spot.place.code or not spot.place.candidates:
            return None
        locale = "en" if spot.place.name.isascii() else "ja"
        names = tuple(self._gazetteer.full_name(code, locale) for code in spot.place.candidates)
        return Trouble("place", spot.place.name, names)

    def _is_place(self, text: str, original: str, guess: PlaceGuess) -> bool:
        if original[guess.start].isascii() and original[guess.start].islower():
            return False
        if self._person_before.search(text[max(0, guess.start - 10) : guess.start]):
            return False
        return self._not_after.match(text, guess.end) is None

    def _place(self, guess: PlaceGuess) -> ReadPlace:
        return ReadPlace(guess.code, guess.words, region=tuple(guess.region), candidates=tuple(guess.candidates))

    def _with_roles(self, text: str, spots: list[Spot]) -> list[Spot]:
        """Give each place the role its words say; "to Wajima and Suzu" says it for both."""
        found: list[Spot] = []
        for spot in reversed(spots):
            role = self._role(text, spot)
            after = found[-1] if found else None
            if (
                role == "at"
                and after
                and after.place.role == "to"
                and self._and_more.fullmatch(text[spot.end : after.start])
            ):
                role = "to"
            found.append(replace(spot, place=replace(spot.place, role=role)))
        ordered = found[::-1]
        for at in range(1, len(ordered)):
            gap = text[ordered[at - 1].end : ordered[at].start]
            if ordered[at].place.role == "at" and ordered[at - 1].place.role != "at" and self._and_more.fullmatch(gap):
                ordered[at] = replace(ordered[at], place=replace(ordered[at].place, role=ordered[at - 1].place.role))
        return ordered

    def _role(self, text: str, spot: Spot) -> Role:
        lead = text[max(0, spot.start - 40) : spot.start]
        if self._from_before.search(lead) or self._from_after.match(text, spot.end):
            return "from"
        if self._to_before.search(lead) or self._to_after.match(text, spot.end):
            return "to"
        return "at"


def _settled(gazetteer: Gazetteer, guesses: Sequence[PlaceGuess]) -> list[PlaceGuess]:
    """Settle a name that several places bear by the prefecture that stands in the same post."""
    areas = {code for guess in guesses for code in (guess.code, *guess.candidates) if code and len(code) == 4}
    settled: list[PlaceGuess] = []
    for guess in guesses:
        fitting = [code for code in guess.candidates if len(code) > 4 and any(gazetteer.covers(a, code) for a in areas)]
        others = [each for each in guesses if each is not guess]
        own = {code for code in guess.candidates if len(code) == 4}
        named = any(code in areas - own for code in (gazetteer.prefecture(c) for c in fitting)) if others else False
        settled.append(replace(guess, code=fitting[0], candidates=()) if named and len(fitting) == 1 else guess)
    return settled


def _without_wholes(gazetteer: Gazetteer, spots: list[Spot]) -> list[Spot]:
    """Leave out prefectures, countries and regions whose municipality is named too, and names said twice."""
    kept: list[Spot] = []
    for spot in spots:
        others = [each.place.code for each in spots if each is not spot and each.place.code]
        own = [spot.place.code] if spot.place.code else [*spot.place.region, *spot.place.candidates]
        if any(area != other and gazetteer.covers(area, other) for area in own for other in others):
            continue
        if spot.place.code and any(_same_place(spot.place, each.place) for each in kept):
            continue
        kept.append(spot)
    return kept


def _same_place(one: ReadPlace, other: ReadPlace) -> bool:
    """Return whether two names mean one place; abroad, where codes stop at the country, the name decides."""
    return one.code == other.code and (len(one.code or "") > 2 or one.name == other.name)
