"""A chat platform that keeps what it was sent, and fails when it is told to, before or after taking a message."""

from asyncio import Event
from collections import deque
from dataclasses import dataclass

from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.ports import Core


@dataclass(frozen=True, slots=True)
class Sent:
    """One send that arrived: a new message, or a message put in place of the one that stood."""

    place: Place
    card: Card
    message: str
    notice: str = ""

    @property
    def amended(self) -> bool:
        """Return whether it replaced an earlier card."""
        return not self.notice


@dataclass(frozen=True, slots=True)
class Failure:
    """How one send is to fail. `accepted`: the message arrives, and only the answer to the sender is lost."""

    error: Exception
    accepted: bool


class RecordingAdapter:
    """Keeps every send in order; no send is recognised as a repeat, so that repeats are seen.

    `reads_back`: what arrived can be found again, as on a platform that lets a bot read a channel's history.
    """

    def __init__(self, platform: str = "recording", *, reads_back: bool = False) -> None:
        self.platform = platform
        self.reads_back = reads_back
        self.sent: list[Sent] = []
        self._failures: deque[Failure] = deque()
        self._count = 0

    def fail(self, error: Exception, times: int = 1, *, accepted: bool = False) -> None:
        """Let the next sends raise this error, having taken the message or not."""
        self._failures.extend([Failure(error, accepted)] * times)

    def recover(self) -> None:
        """Fail no more."""
        self._failures.clear()

    def standing(self, place: Place) -> list[Card]:
        """Return the cards that stand in a place now, in the order they were first sent."""
        cards = {sent.message: sent.card for sent in self.sent if sent.place == place}
        return list(cards.values())

    def sends(self, place: Place) -> list[Sent]:
        """Return everything that arrived in a place, in order."""
        return [sent for sent in self.sent if sent.place == place]

    async def run(self, core: Core) -> None:
        """Wait until cancelled: nobody types here."""
        await Event().wait()

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Keep a new message."""
        self._count += 1
        message = f"{self.platform}-{self._count}"
        self._take(Sent(place, card, message, notice=id))
        return MessageRef(place, message)

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return the message that the notice left, even where its answer was lost."""
        found = (sent.message for sent in self.sent if sent.notice == id and sent.place == place)
        return next((MessageRef(place, message) for message in found if self.reads_back), None)

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Keep what was shown to one person in a place."""
        self._take(Sent(place, card, f"{id} to {to.id}", notice=id))

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Keep what stands in a message from now on."""
        self._take(Sent(ref.place, card, ref.id))

    def _take(self, sent: Sent) -> None:
        failure = self._failures.popleft() if self._failures else None
        if failure is None or failure.accepted:
            self.sent.append(sent)
        if failure:
            raise failure.error
