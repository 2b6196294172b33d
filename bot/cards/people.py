"""Persons and organisations as cards: what others may see of them, and what only they see themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from bot.cards.board_words import area_names
from bot.chat import Button, Card, Fact, Identity, Who
from bot.domain.people import Organisation, Person
from bot.viewer import Viewer

PLATFORMS = {"slack": "Slack", "discord": "Discord"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored about a person beside their own record."""

    identities: Sequence[Identity] = ()
    requests: int = 0
    offers: int = 0
    updates: int = 0


def language(code: str, viewer: Viewer) -> str:
    """Return a language's name in the reader's language (CLDR); an unknown code as it is."""
    name: str = Locale.parse(viewer.locale).languages.get(code, code)
    return name


def organisation_name(organisation: Organisation, viewer: Viewer) -> str:
    """Return the name in the reader's language where there is one."""
    return organisation.name_ja if viewer.locale == "ja" and organisation.name_ja else organisation.name


def organisation_title(organisation: Organisation, viewer: Viewer) -> str:
    """Return "G4 Green Wave"."""
    return f"{organisation.id} {organisation_name(organisation, viewer)}"


def organisation_card(organisation: Organisation, viewer: Viewer, own: bool, buttons: tuple[Button, ...] = ()) -> Card:
    """Return an organisation. `own`: the reader belongs to it, and sees its contacts and what is missing."""
    say = viewer.say
    facts = [
        Fact(say("Trust"), (viewer.term("trust", organisation.trust),)),
        *_named(say("Other name"), _other_name(organisation, viewer)),
        *_named(say("Sectors"), viewer.listed([viewer.sector(sector) for sector in organisation.sectors])),
        *_named(say("Areas"), area_names(organisation.areas, viewer)),
        *_named(say("Languages"), viewer.listed([language(code, viewer) for code in organisation.languages])),
        *_named(say("Capacities"), organisation.capacities),
        *_named(say("Rules for its money"), organisation.funding_rules),
    ]
    if own:
        facts += [
            *_named(say("Contact"), organisation.contact),
            *_named(say("Second contact"), organisation.second_contact),
        ]
    title = organisation_title(organisation, viewer)
    note = _missing(organisation, viewer) if own else ""
    return Card(title, organisation.about, tuple(facts), buttons=buttons, note=note, locale=viewer.locale)


def _other_name(organisation: Organisation, viewer: Viewer) -> str:
    other = organisation.name if viewer.locale == "ja" else organisation.name_ja
    return "" if other == organisation_name(organisation, viewer) else other


def _missing(organisation: Organisation, viewer: Viewer) -> str:
    """Return what others will look for in vain, the first of it."""
    if not organisation.second_contact:
        return viewer.say(
            "A second contact is missing, for the day the first cannot be reached: /profile second Ben, 03-0000-0000"
        )
    if not organisation.areas:
        return viewer.say("Areas are missing, so that others find you: /profile areas Noto, Kanazawa")
    if not organisation.sectors:
        return viewer.say("Sectors are missing, so that others find you: /profile sectors WASH, shelter")
    return ""


def person_card(
    person: Person,
    organisation: Organisation | None,
    viewer: Viewer,
    kept: Kept | None,
    buttons: tuple[Button, ...] = (),
) -> Card:
    """Return a person. `kept` is given to the person alone, who sees contact, accounts and what is stored as well."""
    say = viewer.say
    speaks_for = organisation_title(organisation, viewer) if organisation else say("nobody yet")
    facts = [
        Fact(say("Speaks for"), (Who(speaks_for),)),
        Fact(say("Trust"), (viewer.term("trust", person.trust),)),
        *_named(say("Languages"), viewer.listed([language(code, viewer) for code in person.languages])),
        *_named(say("Skills"), person.skills),
    ]
    if kept:
        facts += [*_named(say("My contact"), person.contact), *kept_facts(kept, viewer)]
    note = "" if organisation or not kept else say("To say for whom you speak: /profile organisation Green Wave")
    return Card(
        f"{person.id} {person.name}".strip(), facts=tuple(facts), buttons=buttons, note=note, locale=viewer.locale
    )


def kept_facts(kept: Kept, viewer: Viewer) -> tuple[Fact, ...]:
    """Return where somebody writes from and how many of their posts are stored."""
    accounts = viewer.listed([account(identity, viewer) for identity in kept.identities])
    counts = [
        viewer.plural("{n} request", "{n} requests", kept.requests),
        viewer.plural("{n} offer", "{n} offers", kept.offers),
        viewer.plural("{n} situation update", "{n} situation updates", kept.updates),
    ]
    return (*_named(viewer.say("Accounts"), accounts), Fact(viewer.say("Stored"), (viewer.listed(counts),)))


def account(identity: Identity, viewer: Viewer) -> str:
    """Return one account as people call it: "Slack", "the terminal"."""
    return PLATFORMS.get(identity.platform) or viewer.say("the terminal")


def _named(label: str, value: str) -> tuple[Fact, ...]:
    return (Fact(label, (value,)),) if value else ()
