"""What a linked channel takes in of what others post, and in which form it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.domain.people import Channel, Trust, at_least, higher
from bot.domain.post import Post
from bot.domain.reading import Urgency
from bot.domain.update import Update

Form = Literal["card", "digest"]
Covers = Callable[[str, str], bool]
Shared = Post | Update


@dataclass(frozen=True, slots=True)
class Subject:
    """What a channel asks of a record: the codes of its places, its category (or sector, or ""), how urgent it is.

    `trust` is how far those behind it are trusted; `need`: somebody asks for something.
    """

    codes: tuple[str, ...]
    category: str
    urgency: Urgency
    trust: Trust
    need: bool


def subject(record: Shared, trust: Trust) -> Subject:
    """Return what a record is about. A post that crosses was passed on by somebody, so it is vouched for at least."""
    codes = tuple(code for place in record.places for code in place.codes)
    if isinstance(record, Update):
        return Subject(codes, record.sector, "routine", trust, need=False)
    return Subject(codes, record.category or "", record.urgency, higher(trust, "vouched"), record.kind == "request")


def takes(channel: Channel, told: Subject, covers: Covers) -> bool:
    """Return whether the channel wants it. What is not known of a record (its place, its kind) keeps it out nowhere."""
    if channel.urgency == "critical" and told.urgency != "critical":
        return False
    if not at_least(told.trust, channel.trust):
        return False
    if (
        channel.areas
        and told.codes
        and not any(covers(a, c) or covers(c, a) for a in channel.areas for c in told.codes)
    ):
        return False
    return not channel.categories or not told.category or any(_belongs(told.category, c) for c in channel.categories)


def _belongs(category: str, wanted: str) -> bool:
    """Return whether it is that category or, where a whole sector is wanted, one of it."""
    return category == wanted or category.startswith(f"{wanted}.") or wanted.startswith(f"{category}.")


def form(channel: Channel, told: Subject, covers: Covers) -> Form | None:
    """Return how a record comes into the channel: urgent needs and what was asked for singly as cards; None: not."""
    if not takes(channel, told, covers):
        return None
    single = channel.cards == "each" or (told.need and told.urgency == "critical")
    return "card" if single else "digest"
