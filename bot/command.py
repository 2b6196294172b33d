"""A command is declared once: its name, options, handler and rights; every platform and page reads it from here."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.chat import Choice, Identity, Invocation, Place, Reply
from bot.domain.lesson import Found
from bot.domain.people import Channel, Organisation, Person, Workspace
from bot.domain.reading import PostKind, Reading
from bot.domain.record import Drill
from bot.domain.response import Response
from bot.domain.rules import Sight
from bot.ports import Gazetteer, Reader, Solver, Vocabulary
from bot.store import UnitOfWork, View
from bot.viewer import Viewer

OptionKind = Literal["text", "choice", "record", "place", "category", "response", "quantity", "date"]


@dataclass(frozen=True, slots=True)
class Word:
    """One value of a closed list: its English word, its Japanese one first among others that are understood."""

    value: str
    en: tuple[str, ...]
    ja: tuple[str, ...]


Suggest = Callable[[str, Identity, Place], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Option:
    """One option. The first of a command is its free text; typed ones beside it are never required by a platform.

    `words` are the values of a "choice". A choice or record that opens the free text ("close R12 …") is lifted out
    of it. `ja` is the option's Japanese name, for `name:value` in a typed line.
    """

    name: str
    ja: str
    summary: str
    kind: OptionKind = "text"
    words: tuple[Word, ...] = ()
    suggest: Suggest | None = None


@dataclass(frozen=True, slots=True)
class Me:
    """The sender as the core knows them; a person who has never written anything has the id "".

    `new_account`: the person is known, by the same account in another place, and not yet by this one.
    """

    person: Person
    identity: Identity
    organisation: Organisation | None
    workspace: Workspace | None
    sight: Sight
    first_time: bool = False
    new_account: bool = False


@dataclass(frozen=True, slots=True)
class Tools:
    """What a handler works with. It awaits nothing but its view or unit of work.

    `reading` is there for commands that declare `reads`, `found` for those that declare `searches`. `response` is
    the one this place is linked to, else the only active real one. `undo` is how many seconds an outward copy waits.
    `solver` finds the best pairing of everything; without one the plain plan is shown.
    `board` is where the board is reached from outside, without a stroke at its end; empty where nobody said.
    """

    view: View
    unit: UnitOfWork | None
    now: datetime
    me: Me
    viewer: Viewer
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    reader: Reader
    commands: tuple["Command", ...]
    undo: int
    response: Response | None = None
    channel: Channel | None = None
    reading: Reading | None = None
    found: Found | None = None
    board: str = ""
    solver: Solver | None = None

    @property
    def uow(self) -> UnitOfWork:
        """Return the unit of work of a command that changes something."""
        assert self.unit is not None, "a command that writes must say so in its declaration"
        return self.unit

    @property
    def drill(self) -> Drill:
        """Return whether this place works on a real emergency, an exercise or a test."""
        return self.response.stamp.drill if self.response else "actual"


Handler = Callable[[Invocation, Tools], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, declared once.

    `japanese`: its names in Japanese, the first shown, the others understood. `own`: marked ● in PRODUCT.md, also a
    command of its own on Slack. `writes`: needs a unit of work and is answered once per act. `private`: only the
    sender sees the answer. `reads`: the free text is read as this kind ("request", "offer") or any ("any") before
    the transaction.
    `reading_actions`: values of the option `action` ("" for none) with which a writing command only reads.
    `menu`: the label, a msgid, under which it stands in every message's own menu, and gets that message's text;
    `menu_action`: the value of the option `action` that goes along.
    """

    name: str
    japanese: tuple[str, ...]
    summary: str
    handler: Handler
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()
    examples_ja: tuple[str, ...] = ()
    own: bool = False
    writes: bool = True
    private: bool = True
    reads: PostKind | Literal["any"] | None = None
    searches: bool = False
    reading_actions: frozenset[str] = frozenset()
    menu: str = ""
    menu_action: str = ""

    def changes(self, options: Mapping[str, str]) -> bool:
        """Return whether this call may change anything, and so needs a unit of work."""
        return self.writes and options.get("action", "") not in self.reading_actions

    def option(self, name: str) -> Option | None:
        """Return an option by its name in either language."""
        return next((option for option in self.options if name in (option.name, option.ja)), None)
