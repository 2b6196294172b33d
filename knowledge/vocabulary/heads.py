"""Settles which of the things named in a noun phrase it is about: its head, which stands last in both languages."""

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.vocabulary.folding import fold_with_origin
from knowledge.vocabulary.phrases import Mention

_CARRIERS = ("logistics.road_transport", "logistics.air_sea_transport", "logistics.passenger_transport")
_HANDS = ("people.volunteers",)
_FURNITURE = re.compile(r"(?:desk|table|corner|tent|booth)s?$")
_DIET = "food.special_diet"
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|【[^【】]*】?")
_BREAK = re.compile(
    r"[,;:、。・/&+\n]|[とや](?![ぁ-ん])|および|及び"
    r"|\b(?:for|with|without|from|in|into|at|to|on|by|near|of|about|who|that|which|how|so|and|or|plus|the|our|your|their)\b"
)
_PURPOSE = re.compile(r"用の?(?=\S)")
_LOAD = re.compile(r"\s+of\s+")
_LOADED = re.compile(
    r"(?:pallet|truck|lorry|van|container|trailer|tanker|drum|crate|bucket|box|bag|case|warehouse)(?:e?s|loads?)?"
)


def only_carries(category: str, words: str) -> bool:
    """Return whether what stands before such a head says more: "laundry van", "cooking volunteers", "tracing desk"."""
    return category in _CARRIERS or category in _HANDS or _FURNITURE.search(words.lower()) is not None


def head_of(words: str, mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention that says what the words are about, or None where there is none.

    What brackets add counts only where nothing else is named; what follows a preposition or a comma, only where
    nothing is named before it ("tent with beds", "heaters, oil"), but "a pallet of water" is water.
    """
    plain = fold_with_origin(words).text
    plain = plain if len(plain) == len(words) else words.lower()
    bare = _BRACKETS.sub(lambda found: " " * len(found.group()), plain)
    mentions = [each for each in mentions if not _PURPOSE.match(bare, each.end)]  # 毛布用の袋 is no blanket
    outside = [each for each in mentions if not bare[each.start : each.end].isspace()]
    phrase = _first_phrase(bare, outside or mentions)
    said = [each for each in phrase if not only_carries(each.meaning, bare[each.start : each.end])]
    if not phrase or not said:
        return phrase[-1] if phrase else None
    diet = next((each for each in phrase if each.meaning == _DIET), None)
    return diet if diet and said[-1].meaning.startswith("food.") else said[-1]


def _first_phrase(words: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions up to the first break after one of them."""
    for at, (one, other) in enumerate(pairwise(mentions)):
        gap = words[one.end : other.start]
        if _LOAD.fullmatch(gap) and _LOADED.fullmatch(words[one.start : one.end]):
            return _first_phrase(words, mentions[at + 1 :])
        if _BREAK.search(gap):
            return mentions[: at + 1]
    return mentions
