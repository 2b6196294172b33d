"""Works out which municipalities a part of an area holds: southern Akita, 高知県中部, 県南, "south of Tanabe"."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.vocabulary import PlaceGuess
from bot.domain.vocabulary import Spot as Known
from knowledge.vocabulary.atlas import Atlas

_SIDES = {"north": "n", "south": "s", "east": "e", "west": "w", "北": "n", "南": "s", "東": "e", "西": "w"}
_MIDDLES = ("central", "middle", "中", "央")
_POINT = r"(?:north|south)?[- ]?(?:east|west)|north|south"
_BEFORE = re.compile(
    rf"\b(?P<side>(?:{_POINT})(?:ern)?|central|middle)(?:[- ]most)? "
    r"(?:(?:part|side|half|end|coast|shore|tip|area|region)s? of |of )?(?:the )?(?:whole )?$",
    re.IGNORECASE,
)
_BEYOND = re.compile(rf"(?<!km )(?<!kilometres )(?<!kilometers )\b(?P<side>{_POINT}) of (?:the )?$", re.IGNORECASE)
_AFTER_EN = re.compile(
    rf"['’]s (?:\w+ )?(?P<side>(?:{_POINT})(?:ern)?|central)(?: (?:coast|part|side|half|area|shore)\b| ?[.,;)]|$)",
    re.IGNORECASE,
)
_SIDE_JA = r"[北南][東西]|[東西][南北]|[北南東西中央]"
_AFTER_JA = re.compile(
    rf"の?(?:県|府)?(?P<side>中央|{_SIDE_JA})(?:部|岸|海岸|沿岸|側)|(?:県|(?<=[県府]))(?P<short>[北南東西央])(?![一-龥]|部)"
    r"|(?:県|(?<=[県府]))(?P<bare>[北南東西央])(?=地域|地方|沿岸|地区|各|全|一円|方面|在住|向け)"
)
_BEYOND_JA = re.compile(r"(?:市|町|村|県)?(?:以(?P<side>[北南東西])|より(?:も)?(?P<more>[北南東西])(?![一-龥]))")
_NOT_BEYOND = re.compile(r"[^、。]{0,8}(?:ません|ない|不可|対象外|お断り|無理|除)")
_OWN = re.compile(
    r"(?<![一-龥])県(?P<side>[北南東西央]|[北南東西中]部|中央部)(?![部庁民立営職外内]|[一-龥]{0,3}[市町村])"
)
_OWN_EN = re.compile(
    rf"\b(?P<side>(?:{_POINT})(?:ern)?|central) (?:(?:part|half|side|end|coast) )?(?:of )?the prefecture\b",
    re.IGNORECASE,
)
_MARGIN = 0.08  # of an area's breadth: a town on the line belongs to both halves
_AMID = (0.25, 0.75)  # where a capital lies amid its prefecture, people reckon north and south from it
_REGION_KM = 120.0  # how far "south of Tanabe" goes


class PlaceParts:
    """The parts of areas by the middles of their municipalities; what is read off a map needs no list."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def narrowed(self, text: str, guesses: Sequence[PlaceGuess]) -> list[PlaceGuess]:
        """Return the guesses with each area of which only a part is meant narrowed to that part's municipalities."""
        named = [guess for at, guess in enumerate(guesses) if not (at and _is_part(guesses[at - 1], guess))]
        found: list[PlaceGuess] = []
        for at, guess in enumerate(named):
            least = named[at - 1].end if at else 0
            most = named[at + 1].start if at + 1 < len(named) else len(text)
            found.append(self._narrowed(text, guess, least, most))
        return sorted([*found, *self._own(text, found)], key=lambda guess: guess.start)

    def _narrowed(self, text: str, guess: PlaceGuess, least: int, most: int) -> PlaceGuess:
        before = text[max(least, guess.start - 40) : guess.start]
        if (past := self._past(text, guess, before, most)) is not None:
            return past
        lead = _BEFORE.search(before)
        tail = _AFTER_EN.match(text, guess.end, most) or _AFTER_JA.match(text, guess.end, most)
        area = self._area(guess) if lead or tail else []
        codes = self._part(area, _said(lead or tail)) if area else ()
        if not codes:
            return guess
        start = guess.start - len(before) + lead.start() if lead else guess.start
        return _region(text, start, tail.end() if tail and not lead else guess.end, codes)

    def _past(self, text: str, guess: PlaceGuess, before: str, most: int) -> PlaceGuess | None:
        """Return a town with all that lies on one side of it, where a text says so: 田辺以南, "south of Tanabe"."""
        english, japanese = _BEYOND.search(before), _BEYOND_JA.match(text, guess.end, most)
        end = japanese.end() if japanese else guess.end
        codes = () if _NOT_BEYOND.match(text, end) else self._beyond(guess, _sides(_said(english or japanese)))
        return _region(text, guess.start, end, codes) if codes else None

    def _own(self, text: str, guesses: Sequence[PlaceGuess]) -> list[PlaceGuess]:
        """Return what 県南 means by itself, where all other places lie in one prefecture."""
        codes = (code for guess in guesses for code in guess.codes)
        prefectures = {self._atlas.prefecture(code) for code in codes}
        if len(prefectures) != 1 or not (prefecture := prefectures.pop()):
            return []
        own = (match for pattern in (_OWN, _OWN_EN) for match in pattern.finditer(text))
        matches = [m for m in own if not any(g.start < m.end() and m.start() < g.end for g in guesses)]
        area = self._municipalities((prefecture,)) if matches else []
        return [_region(text, *match.span(), self._part(area, match["side"])) for match in matches]

    def _area(self, guess: PlaceGuess) -> list[Known]:
        """Return the municipalities of a prefecture or region; nothing for a town."""
        codes = guess.region or [code for code in guess.codes if len(code) == 4][:1]
        return self._municipalities(codes)

    def _municipalities(self, codes: Iterable[str]) -> list[Known]:
        inside = self._atlas.inside(codes)
        return [self._atlas.spots[code] for code in inside if self._atlas.city_of(code) is None]

    def _part(self, area: Sequence[Known], said: str) -> tuple[str, ...]:
        """Return the municipalities of the part of an area that a word names."""
        sides = _sides(said)
        if sides:
            return tuple(spot.code for spot in area if all(self._is_in(spot, area, side) for side in sides))
        spread = max((0, 1), key=lambda axis: _breadth(area, axis))
        low, wide = _low(area, spread), _breadth(area, spread)
        amid = (spot for spot in area if _AMID[0] <= (_at(spot, spread) - low) / wide <= _AMID[1])
        return tuple(spot.code for spot in amid)

    def _is_in(self, spot: Known, area: Sequence[Known], side: str) -> bool:
        axis = 0 if side in "ns" else 1
        line, slack = self._line(area, axis)
        away = _at(spot, axis) - line
        return away > -slack if side in "ne" else away < slack

    def _line(self, area: Sequence[Known], axis: int) -> tuple[float, float]:
        """Return where an area's halves meet, and how far over it a town may lie."""
        low, wide = _low(area, axis), _breadth(area, axis)
        capitals = [spot for spot in area if self._atlas.is_capital(spot.code)]
        if len(capitals) == 1 and _AMID[0] <= (_at(capitals[0], axis) - low) / wide <= _AMID[1]:
            return _at(capitals[0], axis), 0.0
        return low + wide / 2, wide * _MARGIN

    def _beyond(self, guess: PlaceGuess, sides: str) -> tuple[str, ...]:
        """Return a town with everything on one side of it in its prefecture."""
        if guess.code is None or len(guess.code) < 5 or not sides:
            return ()
        here, prefecture = self._atlas.spots[guess.code], self._atlas.prefecture(guess.code)
        near = {code for code, _ in self._atlas.near(guess.code, _REGION_KM)}
        inside = (spot for spot in self._municipalities((prefecture,) if prefecture else ()) if spot.code in near)
        return (here.code, *(spot.code for spot in inside if all(_is_past(here, spot, side) for side in sides)))


def _is_part(whole: PlaceGuess, guess: PlaceGuess) -> bool:
    """Return whether 中部 behind a prefecture is no region of its own: 高知県中部."""
    return guess.words == "中部" and guess.start == whole.end and any(len(code) == 4 for code in whole.codes)


def _is_past(here: Known, spot: Known, side: str) -> bool:
    axis = 0 if side in "ns" else 1
    away = _at(spot, axis) - _at(here, axis)
    return away > 0 if side in "ne" else away < 0


def _said(match: re.Match[str] | None) -> str:
    return next(filter(None, match.groups()), "") if match else ""


def _sides(said: str) -> str:
    """Return the points of the compass a word names: "south-eastern" s and e, 南部 s, "central" none."""
    low = said.casefold()
    return "".join(side for word, side in _SIDES.items() if word in low)


def _region(text: str, start: int, end: int, codes: Sequence[str]) -> PlaceGuess:
    return PlaceGuess(text[start:end], region=tuple(codes), start=start, end=end)


def _at(spot: Known, axis: int) -> float:
    return (spot.lng if axis else spot.lat) or 0.0


def _low(area: Sequence[Known], axis: int) -> float:
    return min(_at(spot, axis) for spot in area)


def _breadth(area: Sequence[Known], axis: int) -> float:
    return max(_at(spot, axis) for spot in area) - _low(area, axis) or 1.0
