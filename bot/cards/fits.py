"""What is new that fits a record, as one message to its owner, and how a notice names it."""

from bot.cards import posts
from bot.cards.shown import Names
from bot.chat import Card
from bot.domain.post import Post
from bot.viewer import Viewer

PREFIX = "F:"
MOST = 5
"""Fits shown in one message, the best of them; the others are counted."""


def fits_name(record_id: str) -> str:
    """Return how a notice names what fits a record: "F:R12"."""
    return f"{PREFIX}{record_id}"


def is_fits(about: str) -> bool:
    """Return whether a notice tells what fits a record, not of the record itself."""
    return about.startswith(PREFIX)


def record_of(about: str) -> str:
    """Return the record that a notice about its fits is for."""
    return about.removeprefix(PREFIX)


def card(mine: Post, shown: tuple[Card, ...], more: int, names: Names, viewer: Viewer) -> Card:
    """Return the message: the reader's own record as a line, below it what fits; `more` fits are only counted."""
    own = posts.line(mine, names, viewer, posts.owner_buttons(mine, viewer))
    note = viewer.plural("and {n} more: /match {id}", "and {n} more: /match {id}", more, id=mine.id) if more else ""
    return Card(
        viewer.say("Something new fits {id}.", id=mine.id),
        items=(own, *shown),
        urgency="critical" if "critical" in (mine.urgency, *(item.urgency for item in shown)) else "routine",
        note=note,
        locale=viewer.locale,
    )


def none_left(about: str, viewer: Viewer) -> Card:
    """Return what stands in place of the message when nothing that it told of fits any more."""
    title = viewer.say("What was new for {id} is gone or taken up. What fits it now: /match {id}", id=record_of(about))
    return Card(title, locale=viewer.locale)
