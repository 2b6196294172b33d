"""Finds the places of a post and which way each lies: where it is needed, where it leaves, where it can be brought."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.reading import ReadPlace, Role, Trouble
from bot.domain.vocabulary import PlaceGuess
from bot.ports import Gazetteer
from knowledge.reader.corrections import Corrections
from knowledge.reader.site_finding import Sites

_NEAR = 16  # a correction follows what it takes back within so many signs
_PERSON_AFTER = r"[さサ]ん|様(?!の)|氏|くん|ちゃん|先生|-(?:san|sama|sensei)\b"
_SENDER_AFTER = r"\s+(?:side|team|chapter|calling|here)\b|支部(?:です|より)"
_PERSON_BEFORE = r"\b(?:(?:mr|mrs|ms|miss|dr)\.?|contact:?|ring|call|attn:?|name:?)\s$"
_SITE_AFTER = r"(?:市|町|村|区)?役[所場]|[一-龥]{1,4}地区|市内|町内|村内|県内"
_FROM_BEFORE = (
    r"\b(?:(?<!collect )(?<!pick up )(?<!collection )(?<!pick-up )from"
    r"|out\s+of|leav(?:e|es|ing)|depart(?:s|ing)?|ex)\s+(?!for\b)(?:the\s+|our\s+)?"
    r"(?:(?!to\b|and\b)\w+\s){0,2}$"
)
_TO_BEFORE = (
    r"\b(?:to|into|towards?|within|(?:leave|leaving|left|bound|depart|departing|head|heading|headed|set\s+off)\s+for|deliver(?:y|ed)?\s+(?:in|within)|"
    r"drop(?:s|ping)?(?:\s+(?:off|them|it|these))*\s+(?:in|at)|\b(?:leave|leaves|leaving|departs?)\b[^.\n]{2,40}?\bfor)\s+(?:the\s+|our\s+)?(?:anywhere\s+in\s+|"
    r"all\s+of\s+)?$"
)
# where a load waits and where it has to go, which matters where somebody is asked to carry it
_LOADED_BEFORE = (
    r"\b(?:pick(?:ed|ing)?[\s-]?up|collect(?:ed|ion)?|load(?:ed|ing|s)?|cargo|goods|boxes|origin|start(?:s|ing)?|departure|departing|"
    r"leaving|stored|wait(?:s|ing)?|sit(?:s|ting)?|they|it)(?:\s+(?:\d+\s+)?(?:is|are|it|them|these|point|\w+es|\w+s))?(?:\s*:|\s+(?:in|at|from))?\s+"
    r"(?:the\s+|our\s+)?$"
)
_UNLOADED_BEFORE = (
    r"\b(?:destination|drop[\s-]?off|deliver(?:y|ed)?|unload(?:ed|ing)?|arriv(?:e|es|ing|al)|goes|bound)(?:\s+(?:is|point|address))?"
    r"(?:\s*:|\s+(?:in|at|is|for))?\s+(?:the\s+|our\s+)?$|(?:届け先|送り先|行き先|目的地|降ろし先|荷下ろし|納品先|搬入先)(?:は|:|が)?\s?$"
)
_LOADED_AFTER = r"(?:市内|町内)?(?:で積|に(?:ある|あり|置|保管|集積)|で(?:受け取|引き取|集荷|荷積み|預か))"
_LOADED_BEFORE_JA = r"(?:集荷先|積み地|積込|出発地|荷物は|積み荷は|物資は|引き取り先|受け取り)(?:は|:|が)?\s?$"
_FROM_AFTER = r"(?!の団体|どこ|事務所)[^、。\s\d]{0,6}?(?:から|発|を出|より)"
_TO_AFTER = (
    r"(?!内?(?:なら)?どこ)[^、。\s\d]{0,6}?(?:へ|まで|行き|方面|宛|あて|なら配達|に(?:も)?(?:送|届|運|お?届|お送|お持|\s*deliver|配達|"
    r"持|寄付|寄贈|贈|お?渡|発送|派遣|配|差し入れ|向か|伺|行け|行き|行く|入れます|出動|回せ|提供(?!中)))"
)
# "テント（トルコからの）": where a thing was made or sent from says nothing of where it is needed
_ORIGIN_AFTER = r"[^、。\s\d]{0,4}からの(?!お願い|要請|要望|依頼|連絡|お知らせ|発信|送迎|移動|輸送|搬送|移送|避難)"
_ONWARDS = r"\s*(?:→|⇒|➡️?|->|=>|--?>|>|発(?:→|、)?|\bto\b(?:\s+the)?)\s*"
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
    """A place at `start:end` of the text, with the role its own words give it.

    `load`: the role it has where somebody is asked to carry something: where the load waits, or where it goes.
    """

    start: int
    end: int
    place: ReadPlace
    load: Role = "at"


class Spots:
    """The rules for places over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._corrections = Corrections()
        self._not_after = re.compile(f"(?:{_PERSON_AFTER})|(?:{_SENDER_AFTER})")
        self._person_before = re.compile(_PERSON_BEFORE)
        self._site_after = re.compile(_SITE_AFTER)
        self._from_before = re.compile(_FROM_BEFORE)
        self._to_before = re.compile(_TO_BEFORE)
        self._loaded_before = re.compile(f"{_LOADED_BEFORE}|{_LOADED_BEFORE_JA}")
        self._loaded_after, self._unloaded_before = re.compile(_LOADED_AFTER), re.compile(_UNLOADED_BEFORE)
        self._from_after = re.compile(_FROM_AFTER)
        self._to_after = re.compile(_TO_AFTER)
        self._and_more = re.compile(_AND_MORE)
        self._origin_after = re.compile(_ORIGIN_AFTER)
        self._sites = Sites()
        self._onwards = re.compile(_ONWARDS)
        self._jp_suffixed = re.compile(_JP_SUFFIXED)
        self._en_place = re.compile(_EN_PLACE)
        self._jp_with_de = re.compile(_JP_WITH_DE)

    def find(self, text: str, original: str) -> list[Spot]:
        """Return the places of a post in order. `text` is folded; `original` has contacts and dates blotted out."""
        seen = original.replace("道の駅", "   ")  # 道の駅輪島: the name begins where 駅 ends
        guesses = [guess for guess in self._gazetteer.find(seen) if self._is_place(text, original, guess)]
        settled = _settled(self._gazetteer, guesses)
        spots = [Spot(guess.start, guess.end, self._place(guess)) for guess in settled]
        spots = self._corrections.kept(text, spots, _NEAR)
        spots = [spot for spot in spots if not self._origin_after.match(text, spot.end)] or spots
        spots = self._without_sites(text, spots)
        return _without_wholes(self._gazetteer, self._with_roles(text, spots))

    def _without_sites(self, text: str, spots: Sequence[Spot]) -> list[Spot]:
        """Leave out names that a school or hall bears, where the place it stands in follows: "Iida school, Suzu"."""
        sites = [one for one, other in pairwise(spots) if self._is_site_of(text, one, other)]
        sites += [other for one, other in pairwise(spots) if self._is_site_in(text, one, other)]
        return [spot for spot in spots if spot not in sites]

    def _is_site_in(self, text: str, one: Spot, other: Spot) -> bool:
        """Return whether the second name is only that of a school or shelter in the first: 珠洲の飯田小避難所."""
        near = bool(self._prefectures(one) & self._prefectures(other))
        return self._sites.bears_within(text, one.end, other.start, other.end, near)

    def _is_site_of(self, text: str, one: Spot, other: Spot) -> bool:
        """Return whether the first name is only that of a site; in "Kami town office, Hyogo" it is the town."""
        inside = bool(other.place.code and one.place.code and self._gazetteer.covers(other.place.code, one.place.code))
        return self._sites.bears(text, one.end, other.start) and (not inside or other.place.code == one.place.code)

    def _prefectures(self, spot: Spot) -> set[str | None]:
        codes = (spot.place.code,) if spot.place.code else (*spot.place.candidates, *spot.place.region)
        return {self._gazetteer.prefecture(code) for code in codes}

    def with_sites(self, original: str, spots: Sequence[Spot]) -> list[Spot]:
        """Give each place the site named beside it, in the poster's words."""
        ends, starts = [0, *(spot.end for spot in spots)], [*(spot.start for spot in spots[1:]), len(original)]
        found = [
            self._sites.beside(original, spot.start, spot.end, least, most)
            for spot, least, most in zip(spots, ends, starts, strict=False)
        ]
        # "Wajima, Hibari shelter, Suzu": a site between two places is the latter's
        own = [site if site not in found[at + 1 : at + 2] else "" for at, site in enumerate(found)]
        return [replace(s, place=replace(s.place, site=site)) for s, site in zip(spots, own, strict=True)]

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
        if self._person_before.search(text[max(0, guess.start - 10) : guess.start]):
            return False
        return self._not_after.match(text, guess.end) is None

    def _place(self, guess: PlaceGuess) -> ReadPlace:
        return ReadPlace(guess.code, guess.words, region=tuple(guess.region), candidates=tuple(guess.candidates))

    def _with_roles(self, text: str, spots: list[Spot]) -> list[Spot]:
        """Give each place the role its words say; "to Wajima and Suzu" says it for both."""
        found: list[Spot] = []
        for spot in reversed(self._journeys(text, spots)):
            role = self._role(text, spot)
            after = found[-1] if found else None
            if (
                role == "at"
                and after
                and after.place.role == "to"
                and self._and_more.fullmatch(text[spot.end : after.start])
            ):
                role = "to"
            found.append(replace(spot, place=replace(spot.place, role=role), load=self._load(text, spot, role)))
        ordered = found[::-1]
        for at in range(1, len(ordered)):
            gap = text[ordered[at - 1].end : ordered[at].start]
            if ordered[at].place.role == "at" and ordered[at - 1].place.role != "at" and self._and_more.fullmatch(gap):
                ordered[at] = replace(ordered[at], place=replace(ordered[at].place, role=ordered[at - 1].place.role))
        return ordered

    def _load(self, text: str, spot: Spot, role: Role) -> Role:
        """Return the role a place has for a load that somebody is to carry."""
        lead = text[max(0, spot.start - 40) : spot.start]
        if self._loaded_before.search(lead) or self._loaded_after.match(text, spot.end):
            return "from"
        return "to" if self._unloaded_before.search(lead) else role

    def _journeys(self, text: str, spots: list[Spot]) -> list[Spot]:
        """Mark both ends of "A to B", A→B: what leaves one place for the other."""
        marked = list(spots)
        for at in range(1, len(marked)):
            if self._onwards.fullmatch(text[marked[at - 1].end : marked[at].start]):
                marked[at - 1] = _with_role(marked[at - 1], "from")
                marked[at] = _with_role(marked[at], "to")
        return marked

    def _role(self, text: str, spot: Spot) -> Role:
        if spot.place.role != "at":
            return spot.place.role
        lead = text[max(0, spot.start - 40) : spot.start]
        if self._from_before.search(lead) or self._from_after.match(text, spot.end):
            return "from"
        if self._to_before.search(lead) or self._to_after.match(text, spot.end):
            return "to"
        return "at"


def _with_role(spot: Spot, role: Role) -> Spot:
    return replace(spot, place=replace(spot.place, role=role))


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
        own = [spot.place.code] if spot.place.code else [*spot.place.region, *spot.place.candidates]
        inner = [each for each in spots if each is not spot and each.place.role == spot.place.role]
        inside = [each.place.code for each in (inner if spot.place.role != "at" else spots) if each is not spot]
        if any(area != other and gazetteer.covers(area, other) for area in own for other in inside if other):
            continue
        if _is_country_of(gazetteer, spot, spots):
            continue
        if spot.place.code and any(_same_place(spot.place, each.place) for each in kept):
            continue
        kept.append(spot)
    return kept


def _is_country_of(gazetteer: Gazetteer, spot: Spot, spots: Sequence[Spot]) -> bool:
    """Return whether a country is named whose town, which bears the country's code, is named too."""
    code = spot.place.code or ""
    names = {gazetteer.name(code, locale).casefold() for locale in ("en", "ja")} if len(code) == 2 else set()
    if spot.place.name.casefold() not in names:
        return False
    return any(each.place.code == code and each.place.name.casefold() not in names for each in spots)


def _same_place(one: ReadPlace, other: ReadPlace) -> bool:
    """Return whether two names mean one place; abroad, where codes stop at the country, the name decides."""
    return one.code == other.code and (len(one.code or "") > 2 or one.name == other.name)
