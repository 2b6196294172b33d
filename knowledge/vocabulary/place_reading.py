"""Decides which place is meant where names stand together: 石川県輪島市, "Date City, Fukushima", 人吉市中央町."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.vocabulary.atlas import Atlas
from knowledge.vocabulary.place_finding import Found
from knowledge.vocabulary.place_names import region_id

_AREA_THEN_PLACE = re.compile(r"[ 　]?|の|・|'s |’s |, |[ 　]?[一-鿿ケの]{1,5}郡[ 　]?|[ 　]?[(（]")
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
        """Return those codes that lie within, and are not, one of the areas; a region stands for what is in it."""
        around = [area for code in areas for area in self._parts(code)]
        return tuple(
            code
            for code in codes
            if code not in areas
            and region_id(code) is None
            and any(self._atlas.covers(area, code) and (area != code or area not in areas) for area in around)
        )

    def _together(self, text: str, before: Found, name: Found) -> Found | None:
        gap = text[before.end : name.start]
        if _AREA_THEN_PLACE.fullmatch(gap):
            codes = self.inside(before.codes, name.codes)
            if codes:
                return Found(before.start, name.end, codes, settled=True)
        if _PLACE_THEN_AREA.fullmatch(gap):
            codes = self.inside(name.codes, before.codes)
            if codes:
                return Found(before.start, _closed(text, name.end, gap), codes, settled=True)
        if _ASIDE.fullmatch(gap) and self._repeats(before, name):
            codes = self.inside(name.codes, before.codes) or before.codes
            return replace(before, codes=codes)
        return None

    def _repeats(self, before: Found, name: Found) -> bool:
        """Return whether a name in brackets says again, or says where, the place before it is."""
        return bool(set(before.codes) & set(name.codes)) or bool(self.inside(name.codes, before.codes))

    def _is_district(self, before: Found, name: Found) -> bool:
        return before.end == name.start and before.settled and any(len(code) > 4 for code in before.codes)

    def _parts(self, code: str) -> tuple[str, ...]:
        region = self._atlas.regions.get(region_id(code) or "")
        return region.codes if region else (code,)


def _closed(text: str, end: int, gap: str) -> int:
    closing = _CLOSING.match(text, end) if "(" in gap or "（" in gap else None
    return closing.end() if closing else end
