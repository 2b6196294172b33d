"""Decides which of people's own words may stand on a page that strangers read, and names its areas."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.domain.post import Post, PostPlace
from bot.viewer import Viewer

LONGEST = 60
"""Characters: beyond it an item is a sentence, and a sentence may say anything."""
AREAS_NAMED = 3

_LINK = re.compile(r"@|://|\bwww\.|\.(?:com|org|net|jp|info|ngo)\b", re.IGNORECASE)
_HOME = re.compile(r"丁目|番地|号室|様方|さん宅|氏宅")
_PERSON = re.compile(
    r"さん|様(?!々|式)|氏(?!名)|(?<![住自在])宅|\b(?:mrs?|ms|dr)\b|\b(?:street|avenue|apartment)\b", re.IGNORECASE
)
_PHONE = re.compile(r"(?<!\d)(?:\+\d|\(?0\d)[\d\s().-]{6,}\d|(?<!\d)\d{3}[-.\s]\d{3,4}[-.\s]\d{4}(?!\d)")


def plain_words(text: str) -> str:
    """Return short words without any digit, address or form of address in them; otherwise an empty text."""
    words = _clean(text)
    folded = unicodedata.normalize("NFKC", words)
    if len(words) > LONGEST or any(sign.isdigit() for sign in folded):
        return ""
    return "" if any(pattern.search(folded) for pattern in (_LINK, _HOME, _PERSON)) else words


def headline_words(text: str) -> str:
    """Return a headline, figures and all, unless a telephone number, an address or a link stands in it."""
    words = _clean(text)
    folded = unicodedata.normalize("NFKC", words)
    return "" if any(pattern.search(folded) for pattern in (_LINK, _HOME, _PHONE)) else words


def _clean(text: str) -> str:
    """Return the text without signs that are not seen but turn or hide what stands beside them."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip()


def area_names(codes: Sequence[str], viewer: Viewer) -> str:
    """Return the names of places, the first three and how many more: "Wajima, Suzu (Ishikawa)"."""
    named = codes[:AREAS_NAMED]
    common = _prefecture(codes, viewer) if len(codes) > 1 else None
    if common:
        names = viewer.listed([viewer.place(code) for code in named])
        names = viewer.say("{names} ({area})", names=names, area=viewer.place(common))
    else:
        names = " / ".join(viewer.place(code, full=True) for code in named)
    more = len(codes) - len(named)
    return viewer.say("{names} and {n} more", names=names, n=more) if more else names


def _prefecture(codes: Iterable[str], viewer: Viewer) -> str | None:
    """Return the one prefecture that all the places lie in, or None."""
    prefectures = {viewer.gazetteer.prefecture(code) for code in codes}
    return prefectures.pop() if len(prefectures) == 1 else None


def where(places: Iterable[PostPlace], viewer: Viewer) -> str:
    """Return where it is, from where and to where, by municipality; an empty text where no place is known."""
    codes: dict[str, dict[str, None]] = {"at": {}, "from": {}, "to": {}}
    for place in places:
        codes[place.role].update(dict.fromkeys(place.codes))
    named = {role: area_names(list(found), viewer) for role, found in codes.items() if found}
    parts = [named.get("at", "")]
    if "from" in named:
        parts.append(viewer.say("from {places}", places=named["from"]))
    if "to" in named:
        parts.append(viewer.say("to {places}", places=named["to"]))
    return viewer.listed([part for part in parts if part])


def area_of(post: Post, viewer: Viewer) -> str:
    """Return the one area a need is counted under: its municipality, or what joins several of them."""
    codes = dict.fromkeys(code for place in post.places if place.role != "from" for code in place.codes)
    if not codes:
        return viewer.say("Area not stated")
    if len(codes) == 1:
        return viewer.place(next(iter(codes)), full=True)
    common = _prefecture(codes, viewer)
    return viewer.say("Several places in {area}", area=viewer.place(common)) if common else viewer.say("Several areas")


def sector_of(category: str | None, viewer: Viewer) -> str:
    """Return the name of a category's cluster."""
    return viewer.sector(category.partition(".")[0]) if category else viewer.say("Other")
