"""The gazetteer: which place a name means, and where a longer text names places, for Japan and every country."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bot.domain.vocabulary import PlaceGuess
from knowledge.datafiles import read_yaml
from knowledge.vocabulary.atlas import Atlas, load_atlas
from knowledge.vocabulary.folding import Folded, fold_with_origin
from knowledge.vocabulary.phrases import is_japanese
from knowledge.vocabulary.place_context import PlaceContext
from knowledge.vocabulary.place_exceptions import PlaceExceptions
from knowledge.vocabulary.place_finding import Found, PlaceFinder
from knowledge.vocabulary.place_names import KINDS, PlaceNames, prefer, region_id
from knowledge.vocabulary.place_parts import PlaceParts
from knowledge.vocabulary.place_reading import PlaceReading
from knowledge.vocabulary.romaji import fold_romaji

_SUGGESTIONS = 3
_LIKENESS_TO_SUGGEST = 70  # of 100, rapidfuzz ratio: one wrong letter in four is still a slip
_CODE = re.compile(r"JP\d{5}|JP\d{2}|[A-Z]{2}")
_STEM_AND_KIND = re.compile(r"(?P<stem>.+)[ -](?P<kind>[A-Za-z]+)\.?")
_SEPARATOR = re.compile(r"\s*[,、(（)）]\s*")


class Places:
    """The `Gazetteer` port over the data files: every lookup is answered from memory."""

    def __init__(self, atlas: Atlas, names: PlaceNames, finder: PlaceFinder) -> None:
        self._atlas = atlas
        self._names = names
        self._finder = finder
        self._reading, self._context, self._parts = PlaceReading(atlas), PlaceContext(atlas), PlaceParts(atlas)
        self._exceptions = PlaceExceptions(atlas)
        self._completions: dict[str, Sequence[tuple[str, str]]] = {}

    def resolve(self, words: str) -> PlaceGuess:
        """Return what one place name means: in any script, case and width, with or without 市, "city", prefecture.

        A code (JP17204, JP17, NP) means itself. Of names joined in one ("輪島市・珠洲市") all are candidates.
        """
        asked = fold_with_origin(words, caseless=False).text.strip()
        if _CODE.fullmatch(asked) and asked in self._atlas.spots:
            return PlaceGuess(words, code=asked, end=len(words))
        codes = self._alone(asked) or self._of_parts(asked) or self._within(asked)
        if codes:
            return self._guess(words, codes, 0, len(words))
        return PlaceGuess(words, suggestions=self._suggestions(asked), end=len(words))

    def find(self, text: str) -> Sequence[PlaceGuess]:
        """Return the places named within a longer text, in order; names inside other words are left out."""
        folded = fold_with_origin(text, caseless=False)
        found = self._context.settled(self._found(folded.text))
        narrowed = self._parts.narrowed(text, [self._guess_in(text, folded, each) for each in found])
        return self._exceptions.kept(text, narrowed)

    def name(self, code: str, locale: str) -> str:
        """Return the place's name in the language: "Wajima", 輪島市; "Ishikawa", 石川県. Unknown: the code."""
        spot = self._atlas.spots.get(code)
        return spot.name.of(locale) if spot else code

    def full_name(self, code: str, locale: str) -> str:
        """Return the name with its prefecture: "Wajima, Ishikawa", 石川県輪島市."""
        return self._atlas.full_name(code, locale)

    def complete(self, typed: str, locale: str, limit: int = 25) -> Sequence[tuple[str, str]]:
        """Return (code, full name) of places whose name begins with what was typed, larger places first.

        Kanji and kana are compared as typed, Latin letters in any romanisation; the names are in the locale.
        """
        asked = fold_with_origin(typed, caseless=False).text.strip()
        if not asked:
            return ()
        japanese = is_japanese(asked)
        key = asked if japanese else fold_romaji(asked)
        codes = sorted({code for name, code in self._completable(japanese) if key and name.startswith(key)}, key=_size)
        return [(code, self.full_name(code, locale)) for code in codes[:limit]]

    def readings(self, name: str) -> tuple[str, ...]:
        """Return how a name may be read, in folded romaji; nothing where no known place bears its kanji."""
        return self._names.readings(fold_with_origin(name, caseless=False).text.strip())

    def prefecture(self, code: str) -> str | None:
        """Return the code of the prefecture a place lies in (itself for a prefecture), or None abroad."""
        return self._atlas.prefecture(code)

    def covers(self, area: str, code: str) -> bool:
        """Return whether `code` is `area` or lies within it (JP17 covers JP17204; a city covers its wards)."""
        return self._atlas.covers(area, code)

    def around(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return these codes with everything they lie in and everything that lies in them."""
        return self._atlas.around(codes)

    def distance(self, one: str, other: str) -> float | None:
        """Return the distance in km between the middles of two places, or None where unknown."""
        return self._atlas.distance(one, other)

    def near(self, code: str, km: float) -> Sequence[tuple[str, float]]:
        """Return the places whose middles lie within so many km of a place's, with their distance in km."""
        return self._atlas.near(code, km)

    def zone(self, code: str | None) -> str | None:
        """Return the IANA time zone of a place, or None where its country has several."""
        return self._atlas.zone(code)

    def _alone(self, asked: str) -> tuple[str, ...]:
        return prefer(self._atlas, self._every(asked))

    def _every(self, asked: str) -> tuple[str, ...]:
        """Return all that a name may mean, narrowed by a word for its kind: "wajima city", "Tsu-shi"."""
        codes = self._names.every(asked)
        if codes or is_japanese(asked):
            return codes
        parts = _STEM_AND_KIND.fullmatch(asked)
        kind = KINDS.get(parts["kind"].casefold()) if parts else None
        return self._names.of_kind(self._names.every(parts["stem"]), kind) if parts and kind else ()

    def _of_parts(self, asked: str) -> tuple[str, ...]:
        """Return the places of the first part that lie in what the others name: "wajima, ishikawa"."""
        parts = [part for part in _SEPARATOR.split(asked) if part]
        if len(parts) < 2:
            return ()
        codes = self._every(parts[0])
        for part in parts[1:]:
            codes = self._reading.inside(self._every(part), codes) if self._every(part) else codes
        return codes

    def _within(self, asked: str) -> tuple[str, ...]:
        found = [code for each in self._found(asked) for code in prefer(self._atlas, each.codes)]
        return tuple(dict.fromkeys(found))

    def _found(self, text: str) -> Sequence[Found]:
        return self._reading.joined(text, self._finder.found(text))

    def _guess_in(self, text: str, folded: Folded, found: Found) -> PlaceGuess:
        start, end = folded.span(found.start, found.end)
        codes = found.codes if found.settled else prefer(self._atlas, found.codes)
        return self._guess(text[start:end], codes, start, end)

    def _guess(self, words: str, codes: Sequence[str], start: int, end: int) -> PlaceGuess:
        region = self._atlas.regions.get(region_id(codes[0]) or "")
        if region:
            return PlaceGuess(words, region=region.codes, start=start, end=end)
        if len(codes) == 1:
            return PlaceGuess(words, code=codes[0], start=start, end=end)
        return PlaceGuess(words, candidates=tuple(codes), start=start, end=end)

    def _suggestions(self, asked: str) -> tuple[str, ...]:
        """Return the nearest names, shown as people write them, in the script that was asked in."""
        if not asked:
            return ()
        japanese = is_japanese(asked)
        names = self._completable(japanese)
        key = asked if japanese else fold_romaji(asked)
        written = [name for name, _ in names]
        near = process.extract(
            key, written, scorer=fuzz.ratio, limit=_SUGGESTIONS * 2, score_cutoff=_LIKENESS_TO_SUGGEST
        )
        locale = "ja" if japanese else "en"
        return tuple(dict.fromkeys(self.full_name(names[place][1], locale) for _, _, place in near))[:_SUGGESTIONS]

    def _completable(self, japanese: bool) -> Sequence[tuple[str, str]]:
        """Return (written name, code) in one script, made when first asked for."""
        script = "ja" if japanese else "en"
        if script not in self._completions:
            self._completions[script] = list(_pairs(self._names.all_names(), japanese))
        return self._completions[script]


def load_gazetteer() -> Places:
    """Return the gazetteer read from the data files."""
    atlas, ordinary = load_atlas(), read_yaml(__package__, "ordinary.yaml")
    abroad = read_yaml(__package__, "abroad.yaml")
    names = PlaceNames(atlas, abroad, ordinary)
    names.add_districts(read_yaml(__package__, "districts.yaml"))
    return Places(atlas, names, PlaceFinder(names, ordinary, abroad["us_states"]))


def _pairs(names: Iterable[tuple[str, tuple[str, ...]]], japanese: bool) -> Iterable[tuple[str, str]]:
    for name, codes in names:
        if is_japanese(name) == japanese:
            yield from ((name, code) for code in codes if region_id(code) is None)


def _size(code: str) -> tuple[bool, int, str]:
    """Order codes: Japan before abroad, prefectures before municipalities, then by number."""
    return not code.startswith("JP"), len(code), code
