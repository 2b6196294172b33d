"""What a free text speaks of: its places, and the sector of the things named in it."""

from collections import Counter

from bot.command import Tools
from bot.domain.post import PostPlace
from bot.flows.places import codes_of


def places_in(text: str, tools: Tools) -> tuple[PostPlace, ...]:
    """Return the places named in a text; of a name that several bear the one in this response, else the name alone."""
    places = (PostPlace(guess.words, codes_of(guess, tools)) for guess in tools.gazetteer.find(text))
    return tuple({place.codes or place.name: place for place in places}.values())


def sector_in(text: str, tools: Tools) -> str:
    """Return the sector most of the named things belong to (the first of equals), else one that is named, else ""."""
    spans = tools.vocabulary.spans(text)
    found = [category.sector for span in spans if (category := tools.vocabulary.category(span.category))]
    if found:
        return Counter(found).most_common(1)[0][0]
    named = (tools.vocabulary.find_sector(word) for word in text.split())
    return next(filter(None, named), "")


def language_of(text: str) -> str:
    """Return "ja" for a text with any kana or kanji, else "en"."""
    return "ja" if any("぀" <= c <= "ヿ" or "一" <= c <= "鿿" for c in text) else "en"
