"""The shapes of what the bot knows by heart: categories, sectors, hazards, places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages."""

    en: str
    ja: str

    def of(self, locale: str) -> str:
        """Return the Japanese name for any Japanese locale, else the English one."""
        return self.ja if locale.startswith("ja") else self.en


@dataclass(frozen=True, slots=True)
class Category:
    """A leaf of the taxonomy. `sector` is the id of its cluster, `type` goods, service, people, space or money.

    `unit` is one of the units of the reading contract (`reading.md`), `unit_name` its label for people.
    """

    id: str
    name: Name
    sector: str
    type: str
    unit: str
    unit_name: Name
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A municipality, ward, prefecture or country. `code`: JP17204, JP17, NP.

    Coordinates are in degrees, None for most countries. `within` is the code of the prefecture (or, for a prefecture,
    the country); empty for countries.
    `romaji` is the plain romanised stem ("Wajima"), `kana` the reading.
    """

    code: str
    name: Name
    within: str
    kana: str = ""
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A named region (能登, Tohoku): a set of municipalities and prefectures."""

    id: str
    name: Name
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """What a word may mean as a place.

    Exactly one of these holds: `code` (one place), `region` (a named region's codes), `candidates` (several places
    bear the name), or none of them (unknown; then `suggestions` are the nearest names in the words' own script).
    `start` and `end` are the words' place in the text they were found in.
    """

    words: str
    code: str | None = None
    region: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code it may stand for."""
        return (self.code,) if self.code else self.region or self.candidates


@dataclass(frozen=True, slots=True)
class CategorySpan:
    """A mention of a category within a text: `text[start:end]` is `words`, `category` the leaf's id."""

    start: int
    end: int
    category: str
    words: str
