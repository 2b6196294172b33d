"""What a free text speaks of: its places, and the sector of the things named in it."""

from collections import Counter
from collections.abc import Sequence

from bot.command import Tools
from bot.domain.post import PostPlace
from bot.domain.vocabulary import PlaceGuess


def places_in(text: str, tools: Tools) -> tuple[PostPlace, ...]:
    """Return the places named in a text; of a name that several bear the one in this response, else the name alone."""
    places = (PostPlace(guess.words, codes_of(guess, tools)) for guess in tools.gazetteer.find(text))
    return tuple({place.codes or place.name: place for place in places}.values())


def codes_of(guess: PlaceGuess, tools: Tools) -> tuple[str, ...]:
    """Return the codes a name stands for; of several candidates the only one within this place's response."""
    if guess.code:
        return (guess.code,)
    if guess.region:
        return guess.region
    areas: Sequence[str] = tools.response.areas if tools.response else ()
    within = [code for code in guess.candidates if any(tools.gazetteer.covers(area, code) for area in areas)]
    return tuple(within) if len(within) == 1 else ()


def sector_in(text: str, tools: Tools) -> str:
    """Return the sector most of the named things belong to (the first of equals), else one that is named, else ""."""
    spans = tools.vocabulary.spans(text)
    found = [category.sector for span in spans if (category := tools.vocabulary.category(span.category))]
    if found:
        return Counter(found).most_common(1)[0][0]
    named = (tools.vocabulary.find_sector(word) for word in text.split())
    return next(filter(None, named), "")
