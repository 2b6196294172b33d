"""Minimum standards as cards: what so many people need, with the edition, and a gentle word beside a request."""

from bot.chat import Card, Fact
from bot.domain.quantity import plain
from bot.domain.standards import Served, Standard, needed
from bot.viewer import Viewer


def card(standard: Standard, served: Served, viewer: Viewer) -> Card:
    """Return one figure: worked out for those served where the text says how many, else as the rule stands."""
    name, say = standard.name.of(viewer.locale), viewer.say
    facts = [Fact(say("Minimum"), (rule(standard, viewer),))] if rule(standard, viewer) else []
    total = amount(standard, served, viewer)
    title = say("{name}: {amount}", name=name, amount=total) if total else name
    checked = "" if standard.checked else say("The figure comes from one secondary source; look it up before it binds.")
    return Card(
        title,
        standard.note.of(viewer.locale),
        tuple(facts),
        source=standard.edition,
        note=checked,
        locale=viewer.locale,
    )


def rule(standard: Standard, viewer: Viewer) -> str:
    """Return "15 L a person a day" or "1 for 20 people"; empty where the name says it all."""
    say, unit = viewer.say, standard.unit.of(viewer.locale)
    if standard.people:
        return say("one for {people} people", people=f"{standard.people:,}")
    if not standard.amount:
        return ""
    each = _measured(standard.amount, unit, viewer)
    if standard.serves == "household":
        return say("{amount} a household", amount=each)
    if standard.every == "day":
        return say("{amount} a person a day", amount=each)
    return say("{amount} a person a month", amount=each) if standard.every else say("{amount} a person", amount=each)


def amount(standard: Standard, served: Served, viewer: Viewer) -> str:
    """Return how much those served need, "7,500 L a day"; empty where the text does not say how many they are."""
    least = needed(standard, served)
    if least is None:
        return ""
    total = _measured(least, standard.unit.of(viewer.locale), viewer)
    if standard.every == "day" and not served.days:
        return viewer.say("{amount} a day", amount=total)
    if standard.every == "day":
        return viewer.plural("{amount} for {n} day", "{amount} for {n} days", served.days or 1, amount=total)
    return viewer.say("{amount} a month", amount=total) if standard.every else total


def word_beside(standard: Standard, served: Served, asked: str, way: str, viewer: Viewer) -> str:
    """Return the gentle word beside a request that is far below or above ("above") the minimum."""
    said = {"whom": _whom(standard, served, viewer), "least": amount(standard, served, viewer)}
    said |= {"rule": rule(standard, viewer), "asked": asked}
    if way == "below":
        return viewer.say("For {whom} the Sphere minimum is {least} ({rule}). Is {asked} enough?", **said)
    return viewer.say("For {whom} the Sphere minimum is {least} ({rule}). Is {asked} meant?", **said)


def _whom(standard: Standard, served: Served, viewer: Viewer) -> str:
    count = served.of(standard) or 0
    if standard.serves == "person":
        return viewer.plural("{number} person", "{number} people", count, number=f"{count:,}")
    return viewer.plural("{number} household", "{number} households", count, number=f"{count:,}")


def _measured(thousandths: int, unit: str, viewer: Viewer) -> str:
    """Return a number with its unit as the language writes it."""
    number = plain(thousandths)
    return f"{number}{unit}" if viewer.locale == "ja" else f"{number} {unit}"
