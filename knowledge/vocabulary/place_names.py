"""Knows every way of writing a place's name, in kanji, kana and Latin letters, and what each may mean."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.vocabulary import Spot
from knowledge.vocabulary.atlas import Atlas
from knowledge.vocabulary.longest import LongestMatch
from knowledge.vocabulary.phrases import is_japanese
from knowledge.vocabulary.romaji import TO_HIRAGANA, fold_romaji, romanise

# English and romanised words for what kind of place a name is, and the last sign of such places' Japanese names.
KINDS = {
    **dict.fromkeys(("city", "shi"), "市"),
    **dict.fromkeys(("town", "cho", "machi"), "町"),
    **dict.fromkeys(("village", "mura", "son"), "村"),
    **dict.fromkeys(("ward", "ku"), "区"),
    **dict.fromkeys(("prefecture", "pref", "ken", "fu", "to", "do"), "県府都道"),
}
_REGION_MARK = "region:"
_VARIANTS = str.maketrans("ヶヵ", "ケカ")
_KANA = re.compile(r"[ぁ-ゖァ-ヶー]+")
_READING_OF_KIND = re.compile(r"(?:し|く|ちょう|まち|むら|そん|けん|ふ|と)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it may be written: what it means, and whether it says itself what kind of place it is (輪島市)."""

    codes: tuple[str, ...]
    settled: bool
    also: tuple[str, ...] = ()  # whose district bears the name too, which only the places beside it can tell


def same_signs(text: str) -> str:
    """Return the text with the signs made one that towns write either way: 龍ヶ崎, 龍ケ崎."""
    return text.translate(_VARIANTS)


def region_id(code: str) -> str | None:
    """Return the id of the region that an index code stands for, or None for a place's code."""
    return code.removeprefix(_REGION_MARK) if code.startswith(_REGION_MARK) else None


class PlaceNames:
    """Names → codes. A region's code is marked; `japanese` and `english` hold what may be found within a text."""

    def __init__(self, atlas: Atlas, abroad: Mapping[str, Any], ordinary: Mapping[str, Any]) -> None:
        self.atlas = atlas
        self.japanese: dict[str, Form] = {}
        self.english: dict[str, Form] = {}
        self.listed: dict[str, tuple[str, ...]] = {}  # names that are words too: places only beside other places
        self._alone: dict[str, tuple[str, ...]] = {}
        self._ordinary = frozenset(ordinary["ordinary_ja"])
        self._add_spots()
        self._add_regions(atlas)
        for names in (abroad["aliases"], abroad["places"]):
            for code, several in names.items():
                for name in several:
                    self._add_foreign(name, code)
        for trap in ordinary["traps_ja"]:
            self.japanese[same_signs(trap)] = Form((), settled=True)
        for trap in ordinary["traps_en"]:
            self.english[fold_romaji(trap)] = Form((), settled=True)
        self.longest = LongestMatch(self.japanese)

    def every(self, name: str) -> tuple[str, ...]:
        """Return all that a name standing alone may mean, kana and one-character stems included."""
        if not is_japanese(name):
            form = self.english.get(fold_romaji(name))
            return form.codes if form else ()
        written = same_signs(name)
        form = self.japanese.get(written)
        return form.codes if form and form.codes else self._alone.get(written, ())

    def readings(self, name: str) -> tuple[str, ...]:
        """Return the folded romaji of a name in Latin letters or kana, or of the places whose kanji it is."""
        if not is_japanese(name):
            read = [name]
        elif _KANA.fullmatch(name):
            read = [romanise(name.translate(TO_HIRAGANA))]
        else:
            spots = [self.atlas.spots[code] for code in self.every(name) if code in self.atlas.spots]
            read = [romanise(spot.kana) for spot in spots if spot.name.ja == name]
            read += [romanise(_READING_OF_KIND.sub("", spot.kana)) for spot in spots if spot.name.ja[:-1] == name]
        return tuple(dict.fromkeys(filter(None, map(fold_romaji, read))))

    def all_names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every written form with its codes: Japanese as written, Latin as folded."""
        for forms in (self.japanese, self.english):
            yield from ((name, form.codes) for name, form in forms.items() if form.codes)

    def of_kind(self, codes: Sequence[str], kind: str) -> tuple[str, ...]:
        """Return the codes whose Japanese name ends in one of the signs of `kind`."""
        spots = self.atlas.spots
        return tuple(code for code in codes if code in spots and spots[code].name.ja.endswith(tuple(kind)))

    def _add_spots(self) -> None:
        for spot in self.atlas.spots.values():
            if not spot.within:
                self._add_foreign(spot.name.en, spot.code)
                self._add_foreign(spot.name.ja, spot.code)
            elif spot.within == "JP":
                self._add_prefecture(spot)
            else:
                self._add_municipality(spot)

    def _add_prefecture(self, spot: Spot) -> None:
        kanji, stem = spot.name.ja, spot.name.ja if spot.code == "JP01" else spot.name.ja[:-1]
        self._put(self.japanese, kanji, spot.code, settled=True)
        self._put(self.japanese, stem, spot.code)
        self._put(self.english, fold_romaji(spot.name.en), spot.code)
        kana = spot.kana if spot.code == "JP01" else _READING_OF_KIND.sub("", spot.kana)
        self._remember(spot.code, kana, spot.kana)

    def _add_municipality(self, spot: Spot) -> None:
        own, city = _own_name(self.atlas, spot)
        stem, kana = own[:-1], _READING_OF_KIND.sub("", spot.kana)
        self._put(self.japanese, spot.name.ja, spot.code, settled=True)
        self._put(self.japanese, own, spot.code, settled=True)
        self._put(self.english, fold_romaji(romanise(kana) if city is None else _ward_romaji(spot)), spot.code)
        if city is None and len(stem) > 1 and stem not in self._ordinary:
            self._put(self.japanese, stem, spot.code)
        elif city is None and len(stem) > 1:
            self.listed[stem] = (*self.listed.get(stem, ()), spot.code)
        if city is not None:
            self._put(self.japanese, city.name.ja[:-1] + own, spot.code, settled=True)
        self._remember(spot.code, stem, kana, spot.kana)

    def _add_foreign(self, name: str, code: str) -> None:
        if is_japanese(name):
            self._put(self.japanese, name, code, settled=True)
        elif key := fold_romaji(name):
            self._put(self.english, key, code)

    def _add_regions(self, atlas: Atlas) -> None:
        for region in atlas.regions.values():
            code = _REGION_MARK + region.id
            for name in (region.name.en, region.name.ja, *region.aliases):
                # A bare region name wins over a municipality of the same name: 能登 is the peninsula, 能登町 the town.
                if is_japanese(name):
                    others = self.japanese.get(same_signs(name), Form((), settled=False)).codes
                    same = tuple(each for each in others if region_id(each))  # 日高郡 lies in two prefectures
                    self.japanese[same_signs(name)] = Form((*same, code), settled=False)
                else:
                    key = fold_romaji(name)
                    known = self.english[key].codes if key in self.english else ()
                    regions = tuple(each for each in known if region_id(each))
                    towns = tuple(each for each in known if each not in regions)
                    self.english[key] = Form((*regions, code, *towns), settled=False)

    def add_districts(self, districts: Mapping[str, Sequence[str]]) -> None:
        """Let districts stand for their municipality, given in full Japanese; a municipality's own name wins."""
        codes = {self.atlas.full_name(spot.code, "ja"): spot.code for spot in self.atlas.spots.values()}
        for owner, names in districts.items():
            for name in names:
                forms = self.japanese if is_japanese(name) else self.english
                key = same_signs(name) if is_japanese(name) else fold_romaji(name)
                known = forms.setdefault(key, Form((codes[owner],), settled=False))
                if not known.settled and known.codes and codes[owner] not in known.codes:
                    forms[key] = replace(known, also=(*known.also, codes[owner]))
        self.longest = LongestMatch(self.japanese)

    def _put(self, forms: dict[str, Form], name: str, code: str, *, settled: bool = False) -> None:
        written = same_signs(name)
        known = forms.get(written)
        if known is None:
            forms[written] = Form((code,), settled)
        elif code not in known.codes:
            forms[written] = Form((*known.codes, code), known.settled or settled)

    def _remember(self, code: str, *names: str) -> None:
        for name in names:
            written = same_signs(name)
            known = self._alone.get(written, ())
            if code not in known:
                self._alone[written] = (*known, code)


def prefer(atlas: Atlas, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a bare name means where the contract or common use settles it, else all it may mean.

    A region goes before its municipality (Noto); a prefecture whose name no city of its own bears goes before
    places elsewhere (Ishikawa); with such a city all stay (Osaka). A large city with wards, or a prefecture's
    capital, goes before towns of its name (Yokohama in Kanagawa before the town in Aomori).
    """
    regions = tuple(code for code in codes if region_id(code))
    if regions:
        return regions[:1]
    whole = tuple(code for code in codes if len(code) <= 4)
    if whole:
        sharing = tuple(code for code in codes if code not in whole and _is_city_in(atlas, code, whole))
        return whole + sharing
    large = tuple(code for code in codes if code in atlas.large_cities)
    cities = tuple(code for code in codes if atlas.spots[code].name.ja.endswith("市"))
    return large if large and large == cities else codes


def _is_city_in(atlas: Atlas, code: str, areas: Iterable[str]) -> bool:
    return atlas.spots[code].name.ja.endswith("市") and any(atlas.covers(area, code) for area in areas)


def _own_name(atlas: Atlas, spot: Spot) -> tuple[str, Spot | None]:
    """Return a ward's name without its city, and the city; for every other place its name and None."""
    city = atlas.spots.get(atlas.city_of(spot.code) or "")
    return (spot.name.ja.removeprefix(city.name.ja), city) if city else (spot.name.ja, None)


def _ward_romaji(spot: Spot) -> str:
    return spot.name.en.partition(" Ward")[0]
