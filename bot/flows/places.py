"""Place names in options and texts → codes, and the plain sentence for a name that is none or two."""

from dataclasses import replace

from bot.command import Tools
from bot.domain.post import PostPlace
from bot.domain.reading import ReadPlace
from bot.domain.site_names import site_name
from bot.domain.vocabulary import PlaceGuess
from bot.viewer import Viewer


def post_place(place: ReadPlace) -> PostPlace:
    """Return a read place as a post keeps it; a region stands for its set, and a site for one in a municipality."""
    site = site_name(place.site) if place.code and is_municipality(place.code) else ""
    return PostPlace(place.name, (place.code,) if place.code else place.region, place.role, site)


def is_municipality(code: str) -> bool:
    """Return whether a code is a municipality's or a ward's, not that of a prefecture (JP17) or a country (NP)."""
    return len(code) > len("JP17")


def guessed(words: str, tools: Tools) -> tuple[PostPlace | None, str]:
    """Return the place these words mean, or None and a sentence that says what is wrong and what to type instead."""
    guess = tools.gazetteer.resolve(words)
    codes = codes_of(guess, tools)
    if codes:
        return PostPlace(words.strip(), codes), ""
    return None, trouble(guess, tools.viewer)


def codes_of(guess: PlaceGuess, tools: Tools) -> tuple[str, ...]:
    """Return the codes a name stands for; of several candidates the only one within this place's response."""
    if guess.code:
        return (guess.code,)
    return guess.region or here(guess.candidates, tools)


def here(candidates: tuple[str, ...], tools: Tools) -> tuple[str, ...]:
    """Return the one candidate that lies in the areas of this place's response, or nothing."""
    areas = tools.response.areas if tools.response else ()
    within = tuple(code for code in candidates if any(tools.gazetteer.covers(area, code) for area in areas))
    return within if len(within) == 1 else ()


def settled(place: ReadPlace, tools: Tools) -> ReadPlace:
    """Return a read place with the code that the response settles, where its name alone does not."""
    codes = here(place.candidates, tools) if place.code is None else ()
    return replace(place, code=codes[0], candidates=()) if codes else place


def trouble(guess: PlaceGuess, viewer: Viewer) -> str:
    """Return why a place name could not be taken, with the nearest names."""
    if guess.candidates:
        names = " / ".join(viewer.place(code, full=True) for code in guess.candidates[:6])
        return viewer.say("{words} is more than one place: {names}. Which one?", words=guess.words, names=names)
    near = " / ".join(guess.suggestions[:3]) or viewer.say("for example Wajima")
    return viewer.say("I do not know the place {words}. Nearest: {near}.", words=guess.words, near=near)


def widened(codes: tuple[str, ...], tools: Tools) -> tuple[str, ...]:
    """Return the codes under which records of these places may stand: their own, those around them and within them."""
    return tools.gazetteer.around(codes)
