"""Settles which place a bare name means by the other places of a text: Anan beside Kaiyo, Nanyo beside Matsuyama."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.vocabulary.atlas import Atlas
from knowledge.vocabulary.place_finding import Found
from knowledge.vocabulary.place_names import prefer, region_id

_BESIDE_KM = 100.0  # people list places that lie within a morning's drive
_AWAY_KM = 150.0


class PlaceContext:
    """Reads names that several places bear in the company they keep."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def settled(self, names: Sequence[Found]) -> list[Found]:
        """Return the names, those that may mean several places narrowed to the ones near the others."""
        certain = [self._certain(name) for name in names]
        first = [
            self._narrowed(name, {code for other, code in enumerate(certain) if code and other != at})
            for at, name in enumerate(names)
        ]
        return [self._paired(name, [*first[:at], *first[at + 1 :]]) for at, name in enumerate(first)]

    def _paired(self, name: Found, others: Sequence[Found]) -> Found:
        """Return an open name narrowed to what lies beside what another open name may mean: "Kumano and Shingu"."""
        meant = name.codes if name.settled else prefer(self._atlas, name.codes)
        if len(meant) < 2 or not self._is_open(meant) or region_id(meant[0]):
            return name
        around = {code for other in others for code in other.codes if len(code) > 4 and not region_id(code)}
        near = self._beside(meant, around - set(meant))
        return replace(name, codes=near, settled=True) if near else name

    def _certain(self, name: Found) -> str | None:
        """Return the code of a name that means one place in Japan and nothing else."""
        codes = name.codes if name.settled else prefer(self._atlas, name.codes)
        sure = len(codes) == 1 and not name.also and not region_id(codes[0]) and len(codes[0]) >= 4
        return codes[0] if sure else None

    def _narrowed(self, name: Found, others: set[str]) -> Found:
        meant = name.codes if name.settled else prefer(self._atlas, name.codes)
        possible = (*name.codes, *name.also)
        if not others or len(possible) < 2 or (not name.also and not self._is_open(meant)):
            return name
        homes = {self._atlas.prefecture(code) for code in others}
        if any(self._homes(code) & homes for code in meant[:1] if len(meant) == 1):
            return name
        near = tuple(code for code in possible if self._homes(code) & homes)
        near = near or self._beside(possible, others)
        return replace(name, codes=near, settled=True) if near and set(near) != set(meant) else name

    def _is_open(self, meant: Sequence[str]) -> bool:
        """Return whether a name may mean places of several prefectures, or a region beside a town."""
        return bool(region_id(meant[0])) or len({code[:4] for code in meant}) > 1

    def _homes(self, code: str) -> set[str | None]:
        region = self._atlas.regions.get(region_id(code) or "")
        return {self._atlas.prefecture(part) for part in (region.codes if region else (code,))}

    def _beside(self, codes: Sequence[str], others: set[str]) -> tuple[str, ...]:
        """Return the one place that lies beside the others, where all its namesakes lie far away."""
        away = {code: self._away(code, others) for code in codes}
        near = tuple(code for code, km in away.items() if km <= _BESIDE_KM)
        return near if len(near) == 1 and all(km > _AWAY_KM for code, km in away.items() if code not in near) else ()

    def _away(self, code: str, others: set[str]) -> float:
        region = self._atlas.regions.get(region_id(code) or "")
        parts = region.codes if region else (code,)
        known = [km for one in parts for other in others if (km := self._atlas.distance(one, other)) is not None]
        return min(known, default=float("inf"))
