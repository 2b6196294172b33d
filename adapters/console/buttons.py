"""Numbers the buttons on the terminal, one running number for its whole life, and knows who may press which."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.console.clean import clean
from bot.chat import Button, Identity, MessageRef, Place

# Older buttons have long scrolled out of sight.
KEPT = 2000


@dataclass(frozen=True, slots=True)
class Message:
    """A card that stands on the terminal. `version` grows when it is amended; `owner`: who alone sees it, if any.

    `ref` is None for an answer: only delivered cards are amended later.
    """

    id: str
    version: int
    place: Place
    ref: MessageRef | None = None
    owner: Identity | None = None

    def seen_by(self, identity: Identity) -> bool:
        """Return whether this person sees the card, and so may press its buttons."""
        if self.owner is not None:
            return self.owner == identity
        if self.place.workspace != identity.workspace:
            return False
        return not self.place.direct or self.place.channel == identity.id


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button with its number and the message it stands on."""

    number: int
    button: Button
    message: Message

    @property
    def label(self) -> str:
        """Return the label as it is shown."""
        return clean(self.button.label)

    def act(self, identity: Identity) -> str:
        """Return the name of this person pressing it: the same for a second press of the same version."""
        return f"{self.message.id}.{self.message.version}:{self.number}:{identity.workspace}/{identity.id}"


class Numbering:
    """The numbers given while one card is drawn; nothing counts until `Buttons.keep`, when it was shown."""

    def __init__(self, message: Message, standing: Mapping[int, Button], first: int) -> None:
        self.message = message
        self.shown: dict[int, Button] = {}
        self.next = first
        self._standing = standing

    def __call__(self, button: Button) -> int:
        """Return the button's number; one that stood on the message before keeps its own."""
        number = next((old for old, same in self._standing.items() if same == button), self.next)
        self.next = max(self.next, number + 1)
        self.shown[number] = button
        return number


class Buttons:
    """All buttons that can be pressed now."""

    def __init__(self) -> None:
        self._standing: dict[int, Pressable] = {}
        self._next = 1

    def numbering(self, message: Message) -> Numbering:
        """Return what numbers the buttons of a card that is about to be shown."""
        standing = {number: held.button for number, held in self._standing.items() if held.message.id == message.id}
        return Numbering(message, standing, self._next)

    def keep(self, numbering: Numbering) -> None:
        """Take the buttons of a card that was shown in, and those of its earlier version away."""
        message = numbering.message
        for number in [number for number, held in self._standing.items() if held.message.id == message.id]:
            del self._standing[number]
        for number, button in numbering.shown.items():
            self._standing[number] = Pressable(number, button, message)
        self._next = numbering.next
        for number in sorted(self._standing)[:-KEPT]:
            del self._standing[number]

    def numbered(self, number: int, identity: Identity) -> Pressable | None:
        """Return the button with this number, if the person sees it."""
        held = self._standing.get(number)
        return held if held and held.message.seen_by(identity) else None

    def labelled(self, label: str, identity: Identity) -> Pressable | None:
        """Return the newest button with this label that the person sees."""
        return next((held for held in self.newest(identity) if held.label.casefold() == label.casefold()), None)

    def newest(self, identity: Identity) -> list[Pressable]:
        """Return the buttons the person sees: the last card's first, and its first button before its second."""
        seen = [held for held in self._standing.values() if held.message.seen_by(identity)]
        return sorted(seen, key=lambda held: (-held.message.version, held.number))
