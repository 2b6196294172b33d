"""Place names in options and texts → codes, and the plain sentence for a name that is none or two."""

from bot.command import Tools
from bot.domain.post import PostPlace
from bot.domain.reading import ReadPlace
from bot.domain.vocabulary import PlaceGuess
from bot.viewer import Viewer


def post_place(place: ReadPlace) -> PostPlace:
    """Return a read place as a post keeps it; a region stands for its set."""
    return PostPlace(place.name, (place.code,) if place.code else place.region, place.role)


def guessed(words: str, tools: Tools) -> tuple[PostPlace | None, str]:
    """Return the place these words mean, or None and a sentence that says what is wrong and what to type instead."""
    guess = tools.gazetteer.resolve(words)
    codes = (guess.code,) if guess.code else guess.region
    if codes:
        return PostPlace(words.strip(), codes), ""
    return None, trouble(guess, tools.viewer)


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
