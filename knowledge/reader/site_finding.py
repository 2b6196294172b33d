"""Finds the school, shelter or office a post names beside its municipality, and place names that only a site bears."""

import re

_SCHOOL_JAPANESE = r"小中学校|義務教育学校|小学校|中学校|高等学校|高校|大学|学校"
_HOUSE_JAPANESE = (
    r"小避難所|中避難所|避難所|公民館|体育館|役[場所]|支所|出張所|コミュニティー?センター|コミセン|センター|病院|診療所|保育園|保育所|"
    r"幼稚園|こども園|会館|集会所|集会場|交流館|図書館|神社|寺|教会|港|駅前?|倉庫|ホール|グラウンド|公園|団地|仮設住宅"
)
_PART_JAPANESE = r"の?(?:体育館|校舎|グラウンド|校庭|武道館|避難所)"
_EDGE = r"(?=[、。，．,.\s）)(（でにへまのはがを]|から|$)"
_KIND_JAPANESE = (
    rf"(?:(?:{_SCHOOL_JAPANESE})(?:{_PART_JAPANESE})?|{_HOUSE_JAPANESE}|[小中高](?:{_PART_JAPANESE}|{_EDGE}))"
)
_OWN_JAPANESE = r"[一-龥ぁ-んァ-ヶー々0-9０-９]{1,14}?"
_DISTRICT_JAPANESE = r"(?:[一-龥々ァ-ヶー]{1,6}(?:町|地区|地域|丁目)の)?"
_ROADSIDE_JAPANESE = (
    rf"道の駅(?![にでへをはがのと](?:[一-龥]|{_EDGE}))"
    rf"(?:[「『][一-龥ぁ-んァ-ヶー々]{{1,10}}[」』]|\s?[一-龥ぁ-んァ-ヶー々]{{1,10}}?{_EDGE})"
)
_AFTER_JAPANESE = (
    rf"(?:の|・|、|[ 　]|市|町|村|区)?(?:市|町|村|区|県)?立?{_DISTRICT_JAPANESE}"
    rf"({_ROADSIDE_JAPANESE}|{_OWN_JAPANESE}{_KIND_JAPANESE})"
)
_TOWN_HALL = r"役[所場](?:本庁舎?)?"
_BEFORE_JAPANESE = (
    r"((?:(?<![一-龥ぁ-んァ-ヶー々])[ぁ-ん]|[一-龥ァ-ヶー々])[一-龥ぁ-んァ-ヶー々]{0,13}?"
    rf"(?:{_KIND_JAPANESE}))\s*[（(]\s*$"
)
_ROADSIDE_BEFORE = r"道の駅[「『\s]?$"

_WHICH = (
    r"north|south|east|west|central|upper|lower|new|old|former|first|second|third|fourth|fifth|no\.?\s\d+|"
    r"\d+(?:st|nd|rd|th)"
)
_KIND_ENGLISH = (
    r"(?:elementary|primary|junior\s+high|middle|high|nursery)\s+school(?:\s+(?:gym|gymnasium|shelter))?|"
    r"junior\s+high|elementary|"
    r"school(?:\s+(?:gym|gymnasium))?|gym|gymnasium|"
    r"hall|cent(?:re|er)|hospital|clinic|shelter|office|church|temple|shrine|park|port|station|warehouse|library|university|"
    r"kindergarten|site|hotel"
)
_QUALIFIER = (
    r"elementary|primary|junior|middle|high|city|town|village|civic|community|welfare|health|general|public|evacuation"
)
_NUMBER = r"(?:\s(?:no\.?\s?)?\d{1,2})?"
_ONWARDS = r"(?!(?:to|from|for|and|or|via|by|until|needs?|wants?|has|have|is|are)\s)"
_AFTER_ENGLISH = rf"[\s,(]+((?:{_ONWARDS}[A-Za-z][\w'-]*\.?\s|\d+\s){{0,3}}?(?i:{_KIND_ENGLISH})(?i:{_NUMBER}))\b"
_BEFORE_ENGLISH = (
    rf"\b((?:[A-Z][\w'.-]*\s(?:\d+\s)?){{1,3}}(?:[a-z]+\s)?(?i:{_KIND_ENGLISH})(?i:{_NUMBER})|"
    r"(?i:(?:city|town|village|ward)\s(?:hall|office)))"
    r"(?i:\s+shelter)?(?:,|,?\s+in|,?\s+at|\s*\()\s*(?:the\s)?$"
)
_ROADSIDE_ENGLISH = (
    r"((?i:roadside\s+station|michi[\s-]no[\s-]eki)\s[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)?)(?:,|\s+in|\s+at|\s*\()\s*$"
)
_PORT_ENGLISH = r"(?i:\b(port|harbou?r)\s(?:of|in|at)\s)$"
_OF_KINDS = re.compile(rf"(?i:(?:{_QUALIFIER})\s)*(?i:{_KIND_ENGLISH})", re.ASCII)
"""Words that say a kind alone: after a municipality's name they name the site together ("Wajima Community Center")."""
_OWN_OF_PLACES = ("port", "station", "library")
_CIVIC = re.compile(r"(?i:(?:city|town|village|ward)\s(?:hall|office))")
_TOWNS_JAPANESE = re.compile(r"体育館|病院|図書館|公民館|会館|ホール")
"""What a town has one of, so that 輪島市 before it names it; 輪島市避難所 may be any."""
_ALONE_JAPANESE = re.compile(
    rf"(?:小中学校|小学校|中学校|高等学校|高校|大学)(?:{_PART_JAPANESE})?|公民館|体育館|支所|出張所|"
    r"コミュニティー?センター|コミセン|病院|診療所|会館|図書館|神社|港|駅前?"
)
"""What a district's name before it names: 輪島港, 和倉温泉駅. 輪島中 is none: it may be all over Wajima."""

_BEARER = rf"(?:第?[一二三四五六七八九十\d]{{1,2}}|[東西南北上下新中])?(?:{_KIND_JAPANESE})"
_BEARER_ENGLISH = rf"\s(?:(?:{_QUALIFIER}|{_WHICH})\s){{0,3}}(?:{_KIND_ENGLISH}){_NUMBER}"

_NO_QUOTES = str.maketrans("", "", "「」『』")


class Sites:
    """The rules for sites, compiled once."""

    def __init__(self) -> None:
        self._after = (re.compile(_AFTER_JAPANESE), re.compile(_AFTER_ENGLISH))
        self._before = tuple(re.compile(each) for each in (_ROADSIDE_ENGLISH, _BEFORE_ENGLISH, _BEFORE_JAPANESE))
        self._town_hall = re.compile(_TOWN_HALL)
        self._roadside = re.compile(_ROADSIDE_BEFORE)
        self._port = re.compile(_PORT_ENGLISH)
        self._bearer, self._bearer_english = re.compile(_BEARER), re.compile(_BEARER_ENGLISH)
        self._of_english = re.compile(rf"{_BEARER_ENGLISH}(?:,\s|\s(?:in|at)\s|\s\()")
        self._of_japanese = re.compile(rf"(?:{_BEARER})\s?[（(]")
        self._into = re.compile(r",\s|\s\(|:\s")

    def beside(self, text: str, start: int, end: int, least: int, most: int) -> str:
        """Return the site named beside the place at `start:end` of a text as it was written, or "".

        Its words lie between `least` and `most`, where the places before and after this one end and begin.
        """
        place, lead, text = text[start:end], text[max(least, start - 60) : start], text[:most]
        if place[-1] in "市町村区" and (office := self._town_hall.match(text, end)):
            return place[-1] + office.group()
        if self._roadside.search(lead):
            return f"道の駅{place}"
        if self._port.search(lead):
            return f"{place} port"
        if alone := (_TOWNS_JAPANESE if place[-1] in "市町村区" else _ALONE_JAPANESE).match(text, end):
            return place + alone.group()
        found = next((found for rule in self._before if (found := rule.search(lead))), None)
        if found:
            return found[1].strip()
        match = next((found for rule in self._after if (found := rule.match(text, end))), None)
        return _with_place(place, match[1].translate(_NO_QUOTES).strip()) if match else ""

    def bears(self, text: str, end: int, after: int) -> bool:
        """Return whether the name ending at `end` is a site's in the place at `after`: "Iida school, Suzu".

        `text` is folded.
        """
        of = self._of_english.fullmatch(text, end, after) or self._of_japanese.fullmatch(text, end, after)
        return of is not None

    def bears_within(self, text: str, before: int, start: int, end: int, near: bool) -> bool:
        """Return whether the name at `start:end` is a site's in the place that ends at `before`: 珠洲の飯田小避難所.

        `near`: both lie in one prefecture, so that a second English name may be a second place. `text` is folded.
        """
        if text[before:start] in ("の", ""):
            return self._bearer.match(text, end) is not None
        if near or not self._into.fullmatch(text, before, start):
            return False
        return self._bearer_english.match(text, end) is not None


def _with_place(place: str, site: str) -> str:
    """Return a site with the municipality's name where that is all it is called by ("Wajima Community Center")."""
    civic = re.search(r"(?i:city|town|village)$", place) if site.casefold() in ("hall", "office") else None
    if civic:
        return f"{civic.group()} {site}"
    whole = site[0].isupper() or site in _OWN_OF_PLACES
    return f"{place} {site}" if whole and _OF_KINDS.fullmatch(site) and not _CIVIC.fullmatch(site) else site
