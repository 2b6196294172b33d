"""What the reader could not take, as a sentence: what was understood, what was not, and what to type instead."""

from datetime import date

from babel.dates import format_date

from bot.domain.reading import Trouble
from bot.flows.places import trouble as place_trouble
from bot.viewer import Viewer

_LEAP = 2024
"""A year that has every day there is; it is not shown."""
_WRITTEN = {"en": "d MMMM", "ja": "M月d日"}


def trouble_text(trouble: Trouble, viewer: Viewer) -> str:
    """Return the sentence for one trouble."""
    words = trouble.words
    if trouble.field == "place":
        return place_trouble(viewer.gazetteer.resolve(words), viewer)
    if trouble.field == "date":
        return _date_text(trouble, viewer)
    near = " / ".join(trouble.suggestions[:3])
    sentences = {
        "category": viewer.say(
            "I do not know what kind of thing {words} is. Nearest: {near}.", words=words, near=near or "–"
        ),
        "quantity": viewer.say("{words} is no amount I can take. For example 200.", words=words)
        if trouble.why != "two"
        else viewer.say(
            "There are several numbers for {words}: {near}. How much is it in all?", words=words, near=near
        ),
        "unit": viewer.say("I do not know the unit {words}. For example 20 boxes, 20箱.", words=words),
    }
    return sentences[trouble.field]


def _date_text(trouble: Trouble, viewer: Viewer) -> str:
    say, words, near = viewer.say, trouble.words, _day_text(trouble.suggestions, viewer)
    if trouble.why == "past":
        return say("{words} is over. Until when? For example {near}.", words=words, near=near)
    if trouble.why == "turned":
        return say("{words} ends before it begins. Until when? For example {near}.", words=words, near=near)
    return say("{words} is no date. Until when? For example {near}.", words=words, near=near)


def _day_text(suggestions: tuple[str, ...], viewer: Viewer) -> str:
    """Return a suggested day ("02-28") as people write it: "28 February", 2月28日."""
    day = date.fromisoformat(f"{_LEAP}-{suggestions[0]}" if suggestions else f"{_LEAP}-11-30")
    return format_date(day, _WRITTEN[viewer.locale], locale=viewer.locale)
