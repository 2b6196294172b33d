"""The vocabulary shared by the core and every platform: who, where, what was said, what is answered.

All of it is frozen data without looks. Text is plain: each adapter escapes it in its own way, and shows
times, days, places and people (the typed values of a `Fact`) as its platform does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

Urgency = Literal["routine", "critical"]


DIRECT = "@dm"
"""The workspace of direct messages where they belong to none; an account there is the same in every workspace."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One person's account on one platform, always with its workspace or server."""

    platform: str
    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said. `direct`: `channel` is a person's id and the words reach that person alone."""

    platform: str
    workspace: str
    channel: str
    thread: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that stands on a platform, so that it can be amended later."""

    place: Place
    id: str


def beneath(ref: MessageRef) -> Place:
    """Return the thread that begins at a message: it bears the message's own name, on every platform.

    Where a platform needs the conversation too, that stands before a colon in the message's id.
    """
    return replace(ref.place, thread=ref.id.rpartition(":")[2])


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time (aware). `zone` is the reader's, for platforms that do not know it themselves.

    `style` "about" gives the distance ("2 hours ago").
    """

    at: datetime
    zone: str
    style: Literal["date", "time", "datetime", "about"] = "datetime"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as it is meant in `zone`, whose place is `zone_name`; `reader_zone` is the reader's own.

    `edge`: a deadline is over at the "end" of the day, a window opens at its "start"; told in the reader's time when
    the zones differ.
    """

    date: date
    zone: str
    zone_name: str
    reader_zone: str
    edge: Literal["start", "end"] = "end"


@dataclass(frozen=True, slots=True)
class Where:
    """A place by its code (`JP17204`) and its name in the reader's language."""

    code: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Who:
    """A person or organisation as it is shown; never a mention, so it never pings."""

    name: str
    organisation: str = ""


Value = str | Moment | Day | Where | Who


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line of a card."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A command already typed in. `options` hold ids and short codes only (100 characters on Discord)."""

    label: str
    command: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown: meaning without looks. `items` are small cards with buttons of their own.

    `source`: where an answer comes from. `note`: one quiet line at the foot. `locale` is the language it is drawn in.
    """

    title: str
    body: str = ""
    facts: tuple[Fact, ...] = ()
    items: tuple["Card", ...] = ()
    buttons: tuple[Button, ...] = ()
    urgency: Urgency = "routine"
    source: str = ""
    note: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list: `value` is what the command gets, `label` what a person reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `value` keeps what was typed, `error` says what is wrong with it and shows an example."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What to ask when the sentence did not say it all. Sent back as `command` with `options` and the fields."""

    title: str
    command: str
    fields: tuple[Field, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one invocation. `private`: only the sender sees it."""

    answer: Card | Form
    private: bool = True


@dataclass(frozen=True, slots=True)
class Invocation:
    """One act of one person: a slash command, a pressed button, a submitted form, an understood sentence.

    `id` names the act, so that the same act delivered twice is one. `options` are as typed. `name` is what the
    platform calls the sender; `organisation` the one their workspace stands for, where the platform tells.
    `locale` and `zone` are what the platform knows of the sender, or None.
    """

    id: str
    command: str
    options: Mapping[str, str]
    sender: Identity
    place: Place
    at: datetime
    name: str = ""
    organisation: str = ""
    message: MessageRef | None = None
    locale: str | None = None
    zone: str | None = None
