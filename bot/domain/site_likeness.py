"""Tells when two names of sites in one municipality may mean the same one, so that people are asked."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.domain.site_names import is_japanese, site_key

Readings = Callable[[str], Collection[str]]
"""How a name may be read, in Latin letters under which every romanisation falls together; nothing where unknown."""

SLIP, LONG = 0.85, 6
"""Of 1, difflib: from here two names in Latin letters may be one with a slip of the pen, if this long at least."""

_LEVELS = frozenset(("elementary", "junior", "high"))
_PARTS = frozenset(("gym", "ground", "building"))
_WIDER: Mapping[str, frozenset[str]] = {
    "school": _LEVELS,
    "gym": _LEVELS | {"school"},
    "ground": _LEVELS | {"school"},
    "center": frozenset(("community", "welfare", "health", "branch")),
    "hall": frozenset(("community", "civic")),
}
"""A word that may stand for others: "Iida school" may be the elementary one, 飯田会館 the 公民館."""

_JAPANESE = (
    ("elementary+junior", r"小中学校|小中|義務教育学校"),
    ("elementary", r"小学校|小"),
    ("junior", r"中学校|中"),
    ("high", r"高等学校|高校|高"),
    ("university", r"大学"),
    ("school", r"学校"),
    ("nursery", r"保育[園所]|幼稚園|こども園"),
    ("gym", r"の?体育館|の?武道館"),
    ("ground", r"の?グラウンド|の?校庭"),
    ("building", r"の?校舎"),
    ("community", r"公民館|コミュニティー?センター|コミセン|交流館|集会[所場]"),
    ("welfare", r"(?:総合)?福祉(?:会館|センター)"),
    ("health", r"保健(?:福祉)?センター|健康センター"),
    ("branch", r"(?:総合)?支所|出張所"),
    ("civic", r"[市区町村]?役[所場]|[市町村]庁舎"),
    ("hall", r"会館|ホール"),
    ("hospital", r"(?:総合)?病院"),
    ("clinic", r"診療所|クリニック|医院"),
    ("shrine", r"神社"),
    ("temple", r"寺"),
    ("church", r"教会"),
    ("port", r"漁?港"),
    ("station", r"駅前?"),
    ("warehouse", r"倉庫"),
    ("library", r"図書館"),
    ("park", r"公園"),
    ("housing", r"仮設住宅|団地"),
    ("center", r"センター"),
)
_ENGLISH = (
    ("roadside", r"roadside station|michi[- ]no[- ]eki"),
    ("junior", r"junior high|junior middle|middle"),
    ("elementary", r"elementary|primary"),
    ("high", r"high"),
    ("university", r"university"),
    ("nursery", r"nursery|kindergarten"),
    ("community", r"community (?:center|hall)|kominkan|public hall"),
    ("welfare", r"welfare (?:center|hall)"),
    ("health", r"health center"),
    ("civic", r"(?:city|town|village|ward) (?:hall|office)"),
    ("branch", r"branch(?: office)?"),
    ("hospital", r"(?:general )?hospital"),
    ("gym", r"gym"),
    *((kind, kind) for kind in ("school", "clinic", "shrine", "temple", "church", "warehouse", "library", "park")),
    *((kind, kind) for kind in ("port", "station", "hall", "center", "hotel")),
    ("port", r"harbou?r"),
)
_ROADSIDE = re.compile(r"道の駅")
_DISTRICT = re.compile(r"(?<=..)(?:町|地区|地域)$")
_NUMBERED = re.compile(r"第([一二三四五六七八九十]|\d{1,2})|(?<=.)([一二三四五六七八九]|\d{1,2})$")
_NUMERALS = {sign: str(at) for at, sign in enumerate("一二三四五六七八九十", 1)}
_ORDINALS = {word: str(at) for at, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)}
_SIDES = {
    **dict.fromkeys(("東", "east", "higashi"), "east"),
    **dict.fromkeys(("西", "west", "nishi"), "west"),
    **dict.fromkeys(("南", "south", "minami"), "south"),
    **dict.fromkeys(("北", "north", "kita"), "north"),
    **dict.fromkeys(("中央", "central", "chuo"), "central"),
    **dict.fromkeys(("上", "upper", "kami"), "upper"),
    **dict.fromkeys(("下", "lower", "shimo"), "lower"),
    **dict.fromkeys(("新", "new", "shin"), "new"),
    **dict.fromkeys(("旧", "old", "former"), "old"),
}
_GA = str.maketrans("がガケヶ", "ケケケケ")


@dataclass(frozen=True, slots=True)
class Parts:
    """A site's name taken apart: its own word, what kinds of site it says, its number ("" for none), its side."""

    own: str
    kinds: frozenset[str]
    number: str
    sides: frozenset[str]
    japanese: bool


def parts_of(name: str, towns: Collection[str] = ()) -> Parts:
    """Return the parts of a name; `towns` are names of its municipality, which say nothing within it."""
    key = site_key(name)
    return _of_japanese(key, towns) if is_japanese(key) else _of_english(key, towns)


def may_be_same(one: Parts, other: Parts, readings: Readings) -> bool:
    """Return whether two names of one municipality may mean one site; a number or a side that differs says no.

    Names in two scripts are compared by how the Japanese one is read, where that is known.
    """
    if one.number != other.number or not _fit(one.kinds, other.kinds):
        return False
    if not one.own and not other.own:
        return one.kinds == other.kinds and one.sides == other.sides
    if not one.own or not other.own:
        return False
    if one.japanese and other.japanese:
        return one.sides == other.sides and one.own.translate(_GA) == other.own.translate(_GA)
    ours, theirs = _read(one, readings), _read(other, readings)
    slips = not (one.japanese or other.japanese)
    return any(s == t and (a == b or (slips and _slip(a, b))) for a, s in ours for b, t in theirs)


def _fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sets of kinds may belong to one site; a name that says none may be any."""
    bare, others = one - _PARTS or one, other - _PARTS or other
    if not bare or not others or bare == others:
        return True
    return any(_stands_for(a, b) for a, b in ((bare, others), (others, bare)))


def _stands_for(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return all(any(n in _WIDER.get(w, ()) for w in wide) for n in narrow)


def _slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= LONG and SequenceMatcher(None, one, other).ratio() >= SLIP


def _read(parts: Parts, readings: Readings) -> Iterable[tuple[str, frozenset[str]]]:
    """Yield every reading of a name's own word with the sides that are no part of it: 飯田東 is "iida", east."""
    yield from ((reading, parts.sides) for reading in readings(parts.own))
    if not parts.japanese or parts.sides:
        return
    for sign, side in _SIDES.items():
        if parts.own.endswith(sign) and len(parts.own) > len(sign):
            yield from ((each, frozenset((side,))) for each in readings(parts.own.removesuffix(sign)))
        if parts.own.startswith(sign) and len(parts.own) > len(sign):
            yield from ((each, frozenset((side,))) for each in readings(parts.own.removeprefix(sign)))


def _of_japanese(key: str, towns: Collection[str]) -> Parts:
    rest, kinds = _ROADSIDE.sub("", key), set[str]()
    if rest != key:
        kinds.add("roadside")
    while found := _last_kind(rest):
        kind, rest = found
        kinds |= set(kind.split("+"))
    numbers: list[str] = []
    if match := _NUMBERED.search(rest):
        sign = match[1] or match[2]
        numbers.append(_NUMERALS.get(sign, sign))
        rest = rest[: match.start()] + rest[match.end() :]
    rest = _DISTRICT.sub("", rest)
    for town in sorted(filter(is_japanese, towns), key=len, reverse=True):
        rest = re.sub(r"^[市町村区]?立", "", rest.removeprefix(town)) if rest.startswith(town) else rest
    return Parts(rest, frozenset(kinds), "".join(numbers), frozenset(), japanese=True)


def _last_kind(text: str) -> tuple[str, str] | None:
    """Return the kind that ends a name and the name without it; the longest word wins (福祉センター, not センター)."""
    found = [(match, kind) for kind, words in _JAPANESE if (match := re.search(rf"(?:{words})$", text))]
    if not found:
        return None
    match, kind = min(found, key=lambda each: each[0].start())
    return kind, text[: match.start()]


def _of_english(key: str, towns: Collection[str]) -> Parts:
    rest, kinds = key, set[str]()
    for kind, words in _ENGLISH:
        rest, times = re.subn(rf"\b(?:{words})\b", " ", rest)
        kinds |= {kind} if times else set()
    own: list[str] = []
    number, sides = "", set[str]()
    skipped = {word.casefold() for town in towns for word in town.split()} | {"city", "town", "village", "ward"}
    for word in re.split(r"[\s-]+", rest.strip()):
        numeral = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word)
        if numeral or word in _ORDINALS:
            number = numeral[1] if numeral else _ORDINALS[word]
        elif word in _SIDES:
            sides.add(word)
        elif word not in skipped and word != "no":
            own.append(word)
    if not own and sides:
        return Parts("".join(sorted(sides)), frozenset(kinds), number, frozenset(), japanese=False)
    said = frozenset(_SIDES[word] for word in sides)
    return Parts("".join(own), frozenset(kinds - {"school"} or kinds), number, said, japanese=False)
