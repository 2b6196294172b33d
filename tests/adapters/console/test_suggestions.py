"""The values of a half-typed line in the terminal are those that the real core keeps in memory."""

import pytest

from adapters.console.adapter import ConsoleAdapter
from adapters.console.completion import completions
from adapters.console.line import Speaker
from bot.commands import COMMANDS
from bot.store import Store
from tests.bot.stage import opened
from tests.chat import Chat
from tests.clock import SetClock

AKI = Speaker("aki", "みどり支援隊", "輪島")


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """An exchange with a response and one request by Aki."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima")
    await chat.memory.refresh()
    return chat


@pytest.mark.parametrize(
    ("line", "text", "label"),
    [
        ("/request 200 category:毛", "毛布・寝具", "毛布・寝具"),
        ("/mine close record:bl", "R1", "R1 200 blankets, Wajima"),
        ("/自分の投稿 終了 番号：毛", "R1", "毛布"),
        ("/response link record:noto", "D1", "D1 Noto earthquake, Ishikawa"),
    ],
)
async def test_a_value_is_completed_from_memory(chat: Chat, clock: SetClock, line: str, text: str, label: str) -> None:
    terminal = ConsoleAdapter(clock, print, AKI)
    found = next(iter(completions(line, chat.core, terminal, COMMANDS)))
    assert found.text == text
    assert label in found.label
