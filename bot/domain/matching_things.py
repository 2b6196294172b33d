"""How near what is offered comes to what is asked for: the thing itself, its kind, or something of use instead."""

from dataclasses import dataclass

from bot.domain.matching_meanings import LINE_ALONE, MAIN, Meaning
from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Ground, Side

SAME_KIND = 0.9
"""The same category where neither side names a finer thing: most likely it."""
ONE_NAMED = 0.6
"""The same category where one side names a thing and the other one that no table knows: perhaps it by another name."""
SIMILAR = 0.7
"""Another thing that is known to do in its place."""
OTHER_THING = 0.3
"""Another thing of the same category: a fan for a heater is hardly ever of use, but a person may know better."""
SUBSTITUTE = 0.3
"""A category that the taxonomy calls related, for things of which none is known to do in the other's place."""
LEAST = 0.3
"""Below it the connection of two texts is chance: both name a car park."""
FEW_WORDS, WORD = 2, 0.06
"""Two posts share a word by chance; from the second on each makes it likelier that they speak of the same."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the thing leaves of a match, and the category the two sides meet in, or None where no table knows it."""

    share: Share
    topic: str | None


def likeness(request: Side, offer: Side, ground: Ground) -> Likeness | None:
    """Return how near the offered thing comes, or None where nothing connects the two.

    Every way to understand the one is held against every way to understand the other, and the best counts: a post that
    was misread is still found by its words, a little lower.
    """
    best: Likeness | None = None
    worth = 0.0
    for wanted in request.meanings:
        for given in offer.meanings:
            sure = wanted.sure * given.sure
            if sure <= worth:
                break  # the surest come first
            found = _closeness(wanted, given, ground)
            if found and found.share.worth * sure > worth and (sure == 1.0 or found.share.worth * sure >= LEAST):
                worth, best = found.share.worth * sure, _as_sure(found, sure)
    return best or _by_words(request, offer)


def _as_sure(found: Likeness, sure: float) -> Likeness:
    firm = sure >= LINE_ALONE * MAIN
    return Likeness(Share(found.share.worth * sure, found.share.reason if firm else Reason("by_words")), found.topic)


def _closeness(wanted: Meaning, given: Meaning, ground: Ground) -> Likeness | None:
    if not wanted.things.isdisjoint(given.things):
        return Likeness(Share(1.0, Reason("same_thing")), ground.home(min(wanted.things & given.things)))
    near = next((each for each in wanted.things if not given.things.isdisjoint(ground.near(each))), None)
    if near:
        return Likeness(Share(SIMILAR, Reason("similar")), ground.home(near))
    asked, category = wanted.category, given.category
    if asked is None or category is None:
        return None
    if asked == category:
        return Likeness(_within(wanted, given), asked)
    if category in ground.related(asked):
        return Likeness(Share(SUBSTITUTE, Reason("substitute")), asked)
    return None


def _within(wanted: Meaning, given: Meaning) -> Share:
    """Return how near two things of one category come, as far as either is known by name."""
    if wanted.things and given.things:
        return Share(OTHER_THING, Reason("similar"))
    one_named = bool(wanted.things or given.things)
    return Share(ONE_NAMED if one_named else SAME_KIND, Reason("same_category"))


def _by_words(request: Side, offer: Side) -> Likeness | None:
    """Return what the words themselves connect where no table knows a thing the two have in common."""
    if _same_item(request, offer):
        return Likeness(Share(SIMILAR, Reason("by_words")), None)
    if request.words.isdisjoint(offer.words):
        return None
    shared = len(request.words & offer.words)
    if shared < FEW_WORDS:
        return None
    return Likeness(Share(min(LEAST, WORD * shared), Reason("by_words")), request.category)


def _same_item(request: Side, offer: Side) -> bool:
    """Return whether two posts of which one has no category call their things alike."""
    if request.category and offer.category:
        return False
    return bool(request.post.item) and request.post.item.casefold() == offer.post.item.casefold()
