"""Requests and offers: their fields, their states, and what is left of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from bot.domain.reading import PostKind, Urgency
from bot.domain.record import Stamp

PostState = Literal[
    "held", "open", "partly_covered", "covered", "met", "available", "reserved", "used_up",
    "closed", "expired", "cancelled", "withdrawn", "hidden", "duplicate",
]  # fmt: skip

WHOLE = 1000
LETTERS: dict[PostKind, str] = {"request": "R", "offer": "O"}
REQUEST_LIVE: tuple[PostState, ...] = ("open", "partly_covered", "covered", "met")
OFFER_LIVE: tuple[PostState, ...] = ("available", "reserved", "used_up")
LIVE: tuple[PostState, ...] = REQUEST_LIVE + OFFER_LIVE
WANTING: tuple[PostState, ...] = ("open", "partly_covered", "available", "reserved")
"""The states in which something is still needed or still to be had."""
REVIVABLE: tuple[PostState, ...] = ("closed", "expired", "cancelled", "withdrawn")


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of a post is promised, sent, arrived and received, in thousandths; also a change of these."""

    promised: int = 0
    sent: int = 0
    arrived: int = 0
    received: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.promised + other.promised,
            self.sent + other.sent,
            self.arrived + other.arrived,
            self.received + other.received,
        )

    def __sub__(self, other: "Tally") -> "Tally":
        return self + Tally(-other.promised, -other.sent, -other.arrived, -other.received)


@dataclass(frozen=True, slots=True)
class PostPlace:
    """One place of a post. `codes` are the places it stands for: one code, a region's set, or none if unknown.

    `site` is the name of a shelter, school or office within its municipality, `site_id` ("S3") that site's record once
    the post is saved.
    """

    name: str
    codes: tuple[str, ...] = ()
    role: Literal["at", "from", "to"] = "at"
    site: str = ""
    site_id: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A request (R12) or an offer (O7).

    `quantity` is in thousandths of `unit`; where no number was given `counted` is False, `quantity` is one whole and
    the post is taken up whole. `counter` is the poster's own (枚, 台). `text` is what was typed; `bundle` joins the
    lines of one message. `origin_…` is the channel it was posted in, `thread` its thread.
    """

    id: str
    kind: PostKind
    stamp: Stamp
    state: PostState
    category: str | None
    item: str
    text: str
    language: str
    quantity: int = WHOLE
    counted: bool = False
    unit: str = "piece"
    counter: str = ""
    tally: Tally = Tally()
    places: tuple[PostPlace, ...] = ()
    starts: date | None = None
    ends: date | None = None
    urgency: Urgency = "routine"
    on_behalf_of: str = ""
    bundle: str = ""
    origin_platform: str = ""
    origin_workspace: str = ""
    origin_channel: str = ""
    confirmed_at: datetime | None = None
    note: str = ""

    @property
    def left(self) -> int:
        """Return what is not promised yet, in thousandths."""
        return self.quantity - self.tally.promised

    @property
    def live(self) -> bool:
        """Return whether it stands in lists and can be acted on."""
        return self.state in LIVE


def first_state(kind: PostKind) -> PostState:
    """Return the state of a post that has just been published."""
    return "open" if kind == "request" else "available"


def settled(post: Post) -> PostState:
    """Return the state that follows from the tally; a state that is not live stays as it is.

    A request is covered when all is promised and met when all is received, and falls back when a promise falls
    through. An offer is used up when all of it has left.
    """
    if not post.live:
        return post.state
    tally, whole = post.tally, post.quantity
    if post.kind == "request":
        if tally.received >= whole:
            return "met"
        if tally.promised >= whole:
            return "covered"
        return "partly_covered" if tally.promised else "open"
    if tally.promised >= whole:
        return "used_up" if tally.sent >= whole else "reserved"
    return "available"


def moved(post: Post, change: Tally) -> Post:
    """Return the post with its tally changed and its state settled."""
    changed = replace(post, tally=post.tally + change)
    return replace(changed, state=settled(changed))
