"""Brings events as Slack does: again at once, after a minute and after five where they are not acknowledged."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from tests.clock import SetClock
from tests.platforms.slack.delivery import Delivery, NotAcknowledged
from tests.platforms.slack.state import Payload

WAITS = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))
"""Before the first, second and third repetition (docs.slack.dev/apis/events-api)."""


class Bot(Protocol):
    """Whoever knows the way to the bot."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event to be brought again."""

    at: datetime
    payload: Payload
    retry: int
    reason: str


@dataclass(slots=True)
class Events:
    """Events on their way. `brought`: every delivery as (event id, retry); `lost`: what was never acknowledged."""

    bot: Bot
    clock: SetClock
    waiting: list[Waiting] = field(default_factory=list)
    brought: list[tuple[str, int]] = field(default_factory=list)
    lost: list[Payload] = field(default_factory=list)

    async def bring(self, payload: Payload, retry: int = 0, reason: str = "") -> None:
        """Bring an event; where the bot does not take it, once more at once, and later when `pass_on` is called."""
        self.brought.append((payload["event_id"], retry))
        try:
            await self.bot.delivery.deliver("events_api", payload, retry, reason)
        except NotAcknowledged as error:
            if error.final or retry == len(WAITS):
                self.lost.append(payload)
            elif WAITS[retry]:
                self.waiting.append(Waiting(self.clock.now() + WAITS[retry], payload, retry + 1, error.reason))
            else:
                await self.bring(payload, retry + 1, error.reason)

    async def pass_on(self) -> None:
        """Bring again what is due by now."""
        due = [each for each in self.waiting if each.at <= self.clock.now()]
        self.waiting = [each for each in self.waiting if each not in due]
        for each in due:
            await self.bring(each.payload, each.retry, each.reason)
