"""What the reader could not take, as a sentence: what was understood, what was not, and what to type instead."""

from bot.domain.reading import Trouble
from bot.flows.places import trouble as place_trouble
from bot.viewer import Viewer


def trouble_text(trouble: Trouble, viewer: Viewer) -> str:
    """Return the sentence for one trouble."""
    words = trouble.words
    if trouble.field == "place":
        return place_trouble(viewer.gazetteer.resolve(words), viewer)
    near = " / ".join(trouble.suggestions[:3])
    sentences = {
        "category": viewer.say(
            "I do not know what kind of thing {words} is. Nearest: {near}.", words=words, near=near or "–"
        ),
        "quantity": viewer.say("{words} is no amount I can take. For example 200.", words=words),
        "unit": viewer.say("I do not know the unit {words}. For example 20 boxes, 20箱.", words=words),
        "date": viewer.say("There is no day {words}. For example {near}.", words=words, near=near or "11-30"),
    }
    return sentences[trouble.field]
