"""Situation updates as cards: which report of whom, where, what it says and how sure it is."""

from bot.cards.drills import marked
from bot.cards.posts import place_value
from bot.cards.shown import Names
from bot.chat import Card, Fact, Who
from bot.domain.update import Update
from bot.viewer import Viewer


def title(update: Update, names: Names, viewer: Viewer) -> str:
    """Return "U5 Update No. 3, Green Wave: …" with its drill mark."""
    text = viewer.say(
        "{id} Update No. {number}, {by}: {headline}",
        id=update.id,
        number=update.number,
        by=names.by(update.stamp),
        headline=update.headline,
    )
    return marked(text, update.stamp.drill, viewer)


def card(update: Update, names: Names, viewer: Viewer) -> Card:
    """Return the whole update; people's own words stay as written, marked with their language."""
    body = update.text
    if update.language != viewer.locale:
        body = viewer.say("In {language}: {text}", language=viewer.term("language", update.language), text=update.text)
    facts = [Fact(viewer.say("Where"), (place_value(place, viewer),)) for place in update.places]
    if update.sector:
        facts.append(Fact(viewer.say("Sector"), (viewer.sector(update.sector),)))
    facts.append(Fact(viewer.say("Reported by"), (Who(names.by(update.stamp)),)))
    facts.append(Fact(viewer.say("As of"), (viewer.moment(update.stamp.updated_at),)))
    facts += _corrected(update, viewer)
    if update.source:
        facts.append(Fact(viewer.say("Source"), (update.source,)))
    if update.next_due:
        facts.append(Fact(viewer.say("Next one"), (viewer.moment(update.next_due),)))
    return Card(title(update, names, viewer), body, tuple(facts), locale=viewer.locale)


def _corrected(update: Update, viewer: Viewer) -> tuple[Fact, ...]:
    version = update.stamp.version
    return (Fact(viewer.say("Corrected"), (viewer.say("version {number}", number=version),)),) if version > 1 else ()


def line(update: Update, names: Names, viewer: Viewer) -> Card:
    """Return the update as one line of a list."""
    return Card(
        title(update, names, viewer),
        facts=(Fact(viewer.say("As of"), (viewer.moment(update.stamp.updated_at),)), *_corrected(update, viewer)),
        locale=viewer.locale,
    )
