"""An answer that could not be shown in time reaches its asker later by the real core, once and in private."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.chat import Choice, Identity, Invocation, Place, Reply
from bot.late import PATIENCE, LateAnswers
from bot.ports import Core
from storage.store import Store
from tests.adapters.discord.conftest import bot_at
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord
from tests.platforms.discord.world import BOT

LINE = "200 blankets in Wajima by Friday"


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """The real core on a real store."""
    return Chat(store, clock)


@dataclass
class Slow:
    """A core that begins an act only when it has kept it."""

    core: Core
    kept: asyncio.Event = field(default_factory=asyncio.Event)

    async def dispatch(self, invocation: Invocation) -> Reply:
        await self.kept.wait()
        return await self.core.dispatch(invocation)

    async def receive(self, invocation: Invocation) -> bool:
        kept = await self.core.receive(invocation)
        self.kept.set()
        return kept

    async def told(self, id: str) -> None:
        await self.core.told(id)

    def suggest(self, command: str, option: str, typed: str, sender: Identity, place: Place) -> Sequence[Choice]:
        return self.core.suggest(command, option, typed, sender, place)

    def typed(self, line: str) -> tuple[str, dict[str, str]]:
        return self.core.typed(line)


@pytest.mark.parametrize("closed", [False, True])
async def test_a_late_answer_that_discord_did_not_take_is_told_in_direct_messages_or_called_to(
    discord: Discord, chat: Chat, clock: SetClock, library_waits: None, *, closed: bool
) -> None:
    if closed:
        discord.world.closed.add("U1")
    async with bot_at(discord, Slow(chat.core), clock, patience=0) as adapter:
        discord.fails("PATCH", "@original", 503, times=5)
        await discord.asks("U1", "C1", "request", text=LINE)
        await discord.until(lambda: discord.rest.statuses.count(503) == 5)
        discord.pass_time(PATIENCE.total_seconds() + 1)
        late = LateAnswers(chat.core, {"discord": adapter})
        assert [await late.tell() for _ in range(2)] == [1, 0]
        assert len(discord.sees("@U1")) == (0 if closed else 1)
        if closed:
            assert "there is news for you alone" in discord.sees("C1")[-1]
            assert "blankets" not in discord.sees("C1")[-1]
            assert "R1" in (await discord.presses("U1", "C1", "Show it")).text
        else:
            assert "R1" in discord.sees("@U1")[0]


async def test_a_direct_message_whose_answer_broke_off_is_answered_beside_what_told_of_the_wait(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    """Both stand in one channel within minutes: under one nonce Discord would drop the answer."""
    async with bot_at(discord, Slow(chat.core), clock, patience=0) as adapter:
        discord.fails("PATCH", r"/messages/\d+$", 503)
        await discord.says("U1", "@U1", f"/request {LINE}")
        await discord.reply_in("@U1")
        await discord.until(lambda: 503 in discord.rest.statuses)
        discord.pass_time(PATIENCE.total_seconds() + 1)
        assert await LateAnswers(chat.core, {"discord": adapter}).tell() == 1
    note, answer = discord.sees("@U1")
    assert "The answer follows" in note
    assert "R1" in answer


async def test_a_mention_whose_answer_was_shown_is_not_told_again(
    discord: Discord, chat: Chat, clock: SetClock
) -> None:
    async with bot_at(discord, Slow(chat.core), clock, patience=0) as adapter:
        await discord.says("U1", "C1", f"<@{BOT}> /request {LINE}")
        await discord.until(lambda: any("[Show it]" in text for text in discord.sees("C1")))
    discord.pass_time(PATIENCE.total_seconds() + 1)
    assert await LateAnswers(chat.core, {"discord": adapter}).tell() == 0
