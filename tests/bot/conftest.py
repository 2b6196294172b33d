"""The conversation that every command's tests begin with."""

import pytest

from bot.store import Store
from tests.chat import Chat
from tests.clock import SetClock


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange on a real store, in English, whose coordinator is Mori."""
    return Chat(store, clock, coordinators=("console:mori",))
