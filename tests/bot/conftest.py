"""The conversation that every command's tests begin with."""

import pytest

from bot.courier import Courier
from bot.store import Store
from tests.bot.stage import opened
from tests.chat import PLATFORM, Chat
from tests.clock import SetClock
from tests.platforms.recording import RecordingAdapter


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange on a real store, in English, whose coordinator is Mori."""
    return Chat(store, clock, coordinators=("console:mori",))


@pytest.fixture
def platform() -> RecordingAdapter:
    """Return the platform on which everybody sits."""
    return RecordingAdapter(PLATFORM)


@pytest.fixture
async def courier(chat: Chat, store: Store, clock: SetClock, platform: RecordingAdapter) -> Courier:
    """Return a courier for the exchange, in which a response stands open and two channels follow it."""
    await opened(chat)
    return Courier(store, {PLATFORM: platform}, chat.callers, clock, chat.core.reader)
