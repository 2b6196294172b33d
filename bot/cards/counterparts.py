"""Organisations and people as counterparts: who they are, how far they are trusted, never how to reach them."""

from collections.abc import Sequence

from bot.cards.board_words import area_names
from bot.chat import Button, Card, Fact
from bot.domain.people import Organisation, Person
from bot.viewer import Viewer
from bot.words.languages import language_name

LONGEST = 200
"""Characters of what an organisation says of itself."""


def name_of(organisation: Organisation, viewer: Viewer) -> str:
    """Return an organisation's name in the reader's language where it has one."""
    return organisation.name_ja if viewer.locale == "ja" and organisation.name_ja else organisation.name


def organisation_card(organisation: Organisation, reasons: Sequence[str], viewer: Viewer) -> Card:
    """Return an organisation with the reasons why it is shown, and the way to what it offers."""
    about = organisation.about or organisation.capacities
    offers = {"action": "offers", "organisation": organisation.id}
    return Card(
        title=f"{organisation.id} {name_of(organisation, viewer)}",
        body=about if len(about) <= LONGEST else f"{about[:LONGEST]}…",
        facts=_facts(organisation, reasons, viewer),
        buttons=(Button(viewer.say("What they offer"), "list", offers),),
        locale=viewer.locale,
    )


def person_card(person: Person, organisation: str, reasons: Sequence[str], viewer: Viewer) -> Card:
    """Return a person who agreed to be found; contact details are exchanged by an introduction only."""
    name = (
        viewer.say("{name} of {organisation}", name=person.name, organisation=organisation)
        if organisation
        else person.name
    )
    facts = _facts(person, reasons, viewer)
    note = viewer.say("To be introduced: /introduce {id}", id=person.id)
    return Card(f"{person.id} {name}", person.skills[:LONGEST], facts, note=note, locale=viewer.locale)


def _facts(who: Organisation | Person, reasons: Sequence[str], viewer: Viewer) -> tuple[Fact, ...]:
    facts = [Fact(viewer.say("Why"), (viewer.listed(list(reasons)),))]
    if who.areas:
        facts.append(Fact(viewer.say("Areas"), (area_names(who.areas, viewer),)))
    if who.languages:
        names = [language_name(code, viewer.locale) for code in who.languages]
        facts.append(Fact(viewer.say("Languages"), (viewer.listed(names),)))
    facts.append(Fact(viewer.say("Trust"), (viewer.term("trust", who.trust),)))
    return tuple(facts)
