"""What Discord offers while somebody types: categories, records and responses, from the bot's memory."""

import pytest

from storage.store import Store
from tests.adapters.discord.conftest import bot_at
from tests.bot.stage import opened
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """The real core on a real store; Mori, at a terminal, coordinates."""
    return Chat(store, clock, coordinators=("console:mori",))


async def test_categories_records_and_responses_are_offered_while_they_are_typed(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    await opened(chat)
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        await chat.memory.refresh()
        assert "毛布・寝具" in await discord.suggestions("U1", "C1", "request", "category", "毛")
        assert await discord.suggestions("U1", "C1", "mine", "record", "bl") == ["R1 200 blankets, Wajima"]
        assert await discord.suggestions("U1", "C1", "response", "record", "noto") == ["D1 Noto earthquake, Ishikawa"]


async def test_what_waits_to_be_passed_on_is_offered_in_its_own_server_alone(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    await opened(chat)
    async with bot_at(discord, chat.core, clock):
        await discord.types("U1", "C1", "request", text="200 blankets in Wajima by Friday")
        await chat.memory.refresh()
        kept = chat.memory.post("R1")
        assert kept
        assert kept.state == "held"
        assert await discord.suggestions("U1", "C1", "mine", "record", "R1") == ["R1 200 blankets, Wajima"]
    assert chat.core.suggest("match", "record", "R1", chat.identity("aki"), chat.place("aki")) == []
    assert chat.core.suggest("mine", "record", "R1", chat.identity("aki"), chat.place("aki")) == []


async def test_what_was_offered_is_understood_when_it_is_sent(discord: Discord, chat: Chat, clock: SetClock) -> None:
    await opened(chat)
    async with bot_at(discord, chat.core, clock):
        seen = await discord.types(
            "U1", "C1", "request", text="200 blankets in Wajima by Friday", category="毛布・寝具"
        )
        assert "R1" in seen.text
        seen = await discord.types("U1", "C1", "response", record="d1")
        assert "Noto earthquake" in seen.text
