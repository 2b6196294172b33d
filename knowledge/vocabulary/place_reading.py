"""Decides which place is meant where names stand together: 石川県輪島市, "Date City, Fukushima", 人吉市中央町."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.vocabulary.atlas import Atlas
from knowledge.vocabulary.place_finding import Found
from knowledge.vocabulary.place_names import prefer, region_id

_AREA_THEN_PLACE = re.compile(r"[ 　]?|の|・|'s |’s |[ 　]?[一-鿿ケの]{1,5}郡[ 　]?|[ 　]?[(（]")
_PLACE_THEN_AREA = re.compile(r", ?|,? in |[ 　]?[(（]|、| of ")
_ASIDE = re.compile(r"[^。.!?！？\n(（]{0,16}[(（][ 　]?")
_CLOSING = re.compile(r"[ 　]?[)）]")


class PlaceReading:
    """Joins neighbouring names that speak of one place, and drops districts that bear a municipality's name."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def joined(self, text: str, names: Sequence[Found]) -> Sequence[Found]:
        """Return the names with each prefecture, country or region next to its municipality taken into it."""
        kept: list[Found] = []
        for name in names:
            before = kept[-1] if kept else None
            if before is None:
                kept.append(name)
            elif (one := self._together(text, before, name)) is not None:
                kept[-1] = one
            elif not self._is_district(before, name):
                kept.append(name)
        return kept

    def inside(self, areas: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
        """Return those codes that lie within one of the areas; a region holds its places, another area not itself."""
        regions = {part for area in areas for part in self._parts(area)}
        return tuple(
            code
            for code in codes
            if code in regions or any(area != code and self._atlas.covers(area, code) for area in (*areas, *regions))
        )

    def _together(self, text: str, before: Found, name: Found) -> Found | None:
        gap = text[before.end : name.start]
        if self._meant(before) == self._meant(name):
            return _said_twice(before, name, gap)
        # "球磨・人吉" lists two places, as no address does with a region; "台湾・花蓮" is one.
        if _AREA_THEN_PLACE.fullmatch(gap) and not (gap == "・" and region_id(before.codes[0])):
            codes = (*self._regions_in(before.codes, name.codes), *self.inside(before.codes, name.codes))
            if codes:
                return Found(before.start, name.end, codes, settled=True)
        if _PLACE_THEN_AREA.fullmatch(gap):
            codes = self.inside(name.codes, before.codes)
            if codes:
                return Found(before.start, _closed(text, name.end, gap), codes, settled=True)
        if _ASIDE.fullmatch(gap):
            # A name in brackets says again which place it is ("砺波市 (Tonami)"), or where it lies.
            same = tuple(code for code in before.codes if code in name.codes)
            codes = self.inside(name.codes, before.codes) or same
            return replace(before, codes=codes) if codes else None
        return None

    def _regions_in(self, areas: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
        """Return the regions that lie wholly within one prefecture named before them: 山形県庄内."""
        whole = [area for area in areas if len(area) == 4]
        regions = [code for code in codes if region_id(code)]
        return tuple(
            code for code in regions if all(any(self._atlas.covers(a, c) for a in whole) for c in self._parts(code))
        )

    def _meant(self, name: Found) -> frozenset[str]:
        return frozenset(name.codes if name.settled else prefer(self._atlas, name.codes))

    def _is_district(self, before: Found, name: Found) -> bool:
        return before.end == name.start and before.settled and any(len(code) > 4 for code in before.codes)

    def _parts(self, code: str) -> tuple[str, ...]:
        region = self._atlas.regions.get(region_id(code) or "")
        return region.codes if region else ()


def _said_twice(before: Found, name: Found, gap: str) -> Found | None:
    """Return the one place of a name repeated in brackets, or of a town abroad with its country (台湾・花蓮)."""
    if _ASIDE.fullmatch(gap):
        return before
    abroad = all(len(code) == 2 for code in before.codes)
    together = _AREA_THEN_PLACE.fullmatch(gap) or _PLACE_THEN_AREA.fullmatch(gap)
    return replace(before, end=name.end) if abroad and together else None


def _closed(text: str, end: int, gap: str) -> int:
    closing = _CLOSING.match(text, end) if "(" in gap or "（" in gap else None
    return closing.end() if closing else end
