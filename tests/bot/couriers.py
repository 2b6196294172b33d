"""What the courier's tests share: what is asked, what arrived, and platforms that are slow or count."""

from asyncio import Event
from datetime import timedelta

from bot.chat import Card, MessageRef, Place
from bot.courier import Courier
from bot.ports import Undeliverable
from tests.bot.stage import direct
from tests.chat import UNDO, Chat
from tests.clock import SetClock
from tests.platforms.recording import RecordingAdapter

AFTER_UNDO = timedelta(seconds=UNDO + 1)
MINUTE = timedelta(minutes=1)
BEN = direct("Blue Hand", "ben")
AKI = direct("みどり支援隊", "aki")


async def ask(chat: Chat, line: str = "/request 200 blankets in Wajima") -> None:
    """Let Ben post in #field."""
    await chat.say("ben", line, "Blue Hand", "field")


async def pass_by(courier: Courier, clock: SetClock, time: timedelta) -> None:
    """Let time pass in a dozen steps, with the courier at work in each."""
    for _ in range(12):
        clock.move(time / 12)
        await courier.drain()


def titles(platform: RecordingAdapter, place: Place) -> list[str]:
    """Return the titles of all that arrived in a place."""
    return [sent.card.title for sent in platform.sends(place)]


class Held(RecordingAdapter):
    """A platform whose sends take until they are let through."""

    def __init__(self, platform: str) -> None:
        super().__init__(platform)
        self.asked, self.open = Event(), Event()

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Wait, then keep the message."""
        self.asked.set()
        await self.open.wait()
        return await super().deliver(id, place, card)


class Losing(RecordingAdapter):
    """A platform on which people delete some messages (`lost`); `tries` to amend these are counted."""

    def __init__(self, platform: str) -> None:
        super().__init__(platform)
        self.lost: set[str] = set()
        self.tries = 0

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Amend a message that still stands."""
        if ref.id in self.lost:
            self.tries += 1
            raise Undeliverable("message_not_found")
        await super().amend(ref, card)
