"""Organisations and persons: who they are, how far they are trusted, and the workspaces they speak from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.reading import Urgency

Trust = Literal["unverified", "vouched", "verified", "official"]
Cards = Literal["digest", "each"]
TRUST: tuple[Trust, ...] = ("unverified", "vouched", "verified", "official")


def at_least(trust: Trust, floor: Trust) -> bool:
    """Return whether a level of trust reaches the floor."""
    return TRUST.index(trust) >= TRUST.index(floor)


def higher(one: Trust, other: Trust) -> Trust:
    """Return the higher of two levels."""
    return one if at_least(one, other) else other


@dataclass(frozen=True, slots=True)
class Organisation:
    """G4. `areas` are place codes, `sectors` cluster ids, `languages` ISO 639-1 codes, `kind` such as "ngo", "network".

    `about` is its own sentence; `capacities` and `funding_rules` are in its own words. A second contact is asked for.
    """

    id: str
    name: str
    created_at: datetime
    updated_at: datetime
    name_ja: str = ""
    kind: str = ""
    trust: Trust = "unverified"
    sectors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacities: str = ""
    funding_rules: str = ""
    about: str = ""
    contact: str = ""
    second_contact: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """P9. `locale` and `zone` are what the person chose, empty where not; `contact` crosses borders only by consent.

    `heard_locale` and `heard_zone` are what their platform last said of them, for messages that come without being
    asked for. `briefed_at`: when `/brief` was last looked at. `listed`: may be found by other organisations.
    """

    id: str
    name: str
    organisation_id: str | None
    trust: Trust
    created_at: datetime
    updated_at: datetime
    locale: str = ""
    zone: str = ""
    sectors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    skills: str = ""
    contact: str = ""
    listed: bool = True
    coordinator: bool = False
    briefed_at: datetime | None = None
    heard_locale: str = ""
    heard_zone: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace, a Discord server or an organisation's terminal, and the trust it lends its members."""

    platform: str
    workspace: str
    organisation_id: str | None
    trust: Trust
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that is linked to a response, or has a language of its own. `response_id` None: not linked.

    What it takes in: `areas` are place codes, `categories` ids of categories and of whole sectors (empty: all of them),
    `urgency` and `trust` the least of each. `cards`: what is not an urgent need comes in one card an hour, or each in
    a card of its own.
    """

    platform: str
    workspace: str
    channel: str
    response_id: str | None
    locale: str = ""
    linked_by: str = ""
    linked_at: datetime | None = None
    areas: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    urgency: Urgency = "routine"
    trust: Trust = "unverified"
    cards: Cards = "digest"
