"""Holds every known place by its code: what it is called, where it lies and what it lies in."""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, degrees, radians, sin, sqrt

from bot.domain.vocabulary import Name, Spot
from knowledge.datafiles import read_text, read_yaml
from knowledge.vocabulary.romaji import fold_romaji, romanise

_EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
_SLACK_DEGREES = 1e-6  # a decimetre, so that rounding leaves nothing out
_TYPE = {"市": "City", "区": "Ward", "町": "Town", "村": "Village"}


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region people speak of (能登, Tohoku): the municipalities and prefectures in it, and its other names."""

    id: str
    name: Name
    codes: tuple[str, ...]
    aliases: tuple[str, ...]


class Atlas:
    """The places by code, and the questions that need no name: what lies in what, how far, in which time zone."""

    def __init__(
        self,
        spots: Iterable[Spot],
        regions: Iterable[NamedRegion],
        zones: Mapping[str, str],
        capitals: Iterable[str] = (),
    ) -> None:
        self.spots = {spot.code: spot for spot in spots}
        self._cities = frozenset(code for code, spot in self.spots.items() if spot.name.ja.endswith("市"))
        self.regions = {region.id: region for region in regions}
        self._zones = zones
        wards_of = filter(None, map(self.city_of, self.spots))
        self._capitals = frozenset(capitals)
        self.large_cities = frozenset([*self._capitals, *wards_of])

    def full_name(self, code: str, locale: str) -> str:
        """Return the name with its prefecture, the name alone for a prefecture or a country, else the code."""
        spot = self.spots.get(code)
        if spot is None:
            return code
        within = self.spots.get(spot.within)
        if within is None or len(code) <= 4:
            return spot.name.of(locale)
        if locale.startswith("ja"):
            return within.name.ja + spot.name.ja
        return f"{spot.name.en}, {within.name.en}"

    def prefecture(self, code: str) -> str | None:
        """Return the code of the Japanese prefecture that a code names or lies in, else None."""
        prefecture = code[:4]
        return prefecture if prefecture.startswith("JP") and prefecture in self.spots and len(code) >= 4 else None

    def covers(self, area: str, code: str) -> bool:
        """Return whether `code` is `area` or lies within it; a city covers its wards."""
        if area == code:
            return True
        return code.startswith(area) if len(area) in (2, 4) else area == self.city_of(code)

    def is_capital(self, code: str) -> bool:
        """Return whether a city is the capital of its prefecture."""
        return code in self._capitals

    def around(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the codes with everything that holds one of them or lies in one, each once."""
        asked = tuple(dict.fromkeys(codes))
        near = {known for code in asked for known in (*self._holders(code), *self._held.get(code, ()))}
        return tuple(dict.fromkeys((*asked, *sorted(near & self.spots.keys(), key=self._order.__getitem__))))

    def inside(self, areas: Iterable[str]) -> list[str]:
        """Return the municipalities and wards within some areas, themselves included, each once."""
        held = {code for area in areas for code in self._held.get(area, ()) if len(code) > 4}
        return sorted(held, key=self._order.__getitem__)

    def near(self, code: str, km: float) -> list[tuple[str, float]]:
        """Return the places whose middles lie within so many km of a place's, with the distance."""
        spot = self.spots.get(code)
        if spot is None or spot.lat is None or spot.lng is None:
            return []
        band = degrees(km / _EARTH_RADIUS_KM) + _SLACK_DEGREES
        side = band / max(cos(radians(abs(spot.lat) + band)), _SLACK_DEGREES)
        first = bisect_left(self._northward, (spot.lat - band,))
        last = bisect_right(self._northward, (spot.lat + band + _SLACK_DEGREES,))
        beside = (each for _, lng, each in self._northward[first:last] if abs(lng - spot.lng) <= side)
        away = ((each, self.distance(code, each)) for each in beside)
        return [(each, far) for each, far in away if far is not None and far <= km]

    @cached_property
    def _northward(self) -> list[tuple[float, float, str]]:
        """Return latitude, longitude and code of every place whose middle is known, from south to north."""
        spots = self.spots.items()
        return sorted((s.lat, s.lng, code) for code, s in spots if s.lat is not None and s.lng is not None)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.spots)}

    @cached_property
    def _held(self) -> dict[str, list[str]]:
        """Return what lies in each area."""
        held: dict[str, list[str]] = {}
        for code in self.spots:
            for area in self._holders(code):
                held.setdefault(area, []).append(code)
        return held

    def _holders(self, code: str) -> set[str]:
        """Return the code with every one that `covers` it."""
        return {each for each in (code, code[:2], code[:4], self.city_of(code)) if each}

    def city_of(self, code: str) -> str | None:
        """Return the code of the city whose ward this is, or None; Tokyo's special wards lie in no city."""
        spot = self.spots.get(code)
        return _city_of(code, self._cities) if spot is not None and len(code) > 4 and spot.name.ja[-1] == "区" else None

    def distance(self, one: str, other: str) -> float | None:
        """Return the great-circle distance in km (haversine), or None where a place's middle is unknown."""
        first, second = self.spots.get(one), self.spots.get(other)
        if first is None or second is None:
            return None
        if first.lat is None or first.lng is None or second.lat is None or second.lng is None:
            return None
        here, there = radians(first.lat), radians(second.lat)
        turn = radians(second.lng - first.lng)
        half = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(turn / 2) ** 2
        return 2 * _EARTH_RADIUS_KM * asin(sqrt(half))

    def zone(self, code: str | None) -> str | None:
        """Return the IANA time zone of the place's country, or None where it has several or is unknown."""
        return self._zones.get(code[:2]) if code in self.spots and code is not None else None


def load_atlas() -> Atlas:
    """Return the atlas read from the data files."""
    countries = list(_rows("countries.csv"))
    spots = [Spot(row["code"], Name(row["en"], row["ja"]), "") for row in countries]
    zones = {row["code"]: row["zone"] for row in countries if row["zone"]}
    municipalities = list(_rows("places.csv"))
    spots += [*_prefectures(municipalities), *_municipalities(municipalities)]
    regions = [
        NamedRegion(row["id"], Name(row["en"], row["ja"]), tuple(row["codes"]), tuple(row["aliases"]))
        for row in read_yaml(__package__, "regions.yaml")["regions"]
    ]
    named = {name for region in regions for name in region.aliases}
    regions += [county for county in _counties() if county.name.ja not in named]
    return Atlas(spots, regions, zones, [row["capital"] for row in _rows("prefectures.csv")])


def _counties() -> Iterator[NamedRegion]:
    """Yield the counties (海部郡, Kaifu District) with the towns and villages in them."""
    for prefecture, counties in read_yaml(__package__, "counties.yaml").items():
        for ja, (kana, *codes) in counties.items():
            stem = fold_romaji(romanise(kana)).capitalize()
            aliases = (f"{stem} County", f"{stem}-gun")
            yield NamedRegion(f"{prefecture}-{ja}", Name(f"{stem} District", ja), tuple(codes), aliases)


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(read_text(__package__, name).splitlines())


def _prefectures(municipalities: Iterable[Mapping[str, str]]) -> Iterator[Spot]:
    """A prefecture's middle is taken to be its capital, where its goods and people set out from."""
    place = {row["code"]: (float(row["lat"]), float(row["lng"])) for row in municipalities}
    for row in _rows("prefectures.csv"):
        lat, lng = place[row["capital"]]
        yield Spot(row["code"], Name(row["romaji"], row["kanji"]), "JP", row["kana"], lat, lng)


def _municipalities(rows: Sequence[Mapping[str, str]]) -> Iterator[Spot]:
    cities = {row["code"]: row["romaji"] for row in rows if row["kanji"].endswith("市")}
    borne: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["code"][:4], row["romaji"])
        borne[key] = borne.get(key, 0) + (not row["kanji"].endswith("区"))  # a ward's name says that it is one
    for row in rows:
        code, kanji, romaji = row["code"], row["kanji"], row["romaji"]
        name = romaji
        if kanji.endswith("区"):
            city = _city_of(code, cities)
            name = f"{romaji} Ward, {cities[city]}" if city else f"{romaji} Ward"
        elif borne[code[:4], romaji] > 1:
            name = f"{romaji} {_TYPE[kanji[-1]]}"
        yield Spot(code, Name(name, kanji), code[:4], row["kana"], float(row["lat"]), float(row["lng"]))


def _city_of(ward: str, cities: Container[str]) -> str | None:
    """Return the code of a ward's city: JIS X 0402 numbers wards after their city's, which ends in 0."""
    tens = range(int(ward[4:6]), 9, -1)
    return next((city for ten in tens if (city := f"{ward[:4]}{ten}0") in cities), None)
