"""Slack away and back again, through the courier: every card once, in order, and nobody else notices."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.chat import Place
from bot.courier import Courier
from bot.ports import ChatAdapter
from bot.store import Store
from tests.adapters.slack.stage import adapter_at
from tests.bot.couriers import AFTER_UNDO, MINUTE, pass_by
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.recording import RecordingAdapter
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import TEAM

HELP = Place("discord", "Big Server", "help")
REQUESTS = 5


@dataclass(slots=True)
class Exchange:
    """The exchange with Slack's channels C1 and C2 and Discord's #help linked to one response."""

    slack: Slack
    discord: RecordingAdapter
    chat: Chat
    courier: Courier
    clock: SetClock

    async def ask(self, amount: int) -> None:
        """Let Ben post from the terminal."""
        await self.chat.say("ben", f"/request {amount} blankets in Wajima", "Blue Hand", "field")

    async def pass_by(self, time: timedelta) -> None:
        """Let time pass, with the courier at work."""
        await pass_by(self.courier, self.clock, time)

    def cards(self, channel: str = "C1") -> list[str]:
        """Return the first line of every card that stands in a channel of Slack."""
        return [each.text.splitlines()[0] for each in self.slack.workspace.standing(channel)]

    def notes(self, channel: str = "C1") -> list[str]:
        """Return the last line of each."""
        return [each.text.splitlines()[-1] for each in self.slack.workspace.standing(channel)]


@pytest.fixture
async def exchange(store: Store, clock: SetClock) -> AsyncIterator[Exchange]:
    """The exchange, with nothing owed."""
    async with Slack(clock).running() as slack:
        slack.workspace.channels |= {"C1": True, "C2": True}
        slack.workspace.person("mori")
        slack.workspace.person("aki")
        chat = Chat(store, clock, coordinators=("slack:T1/mori", "discord:mori"))
        discord = RecordingAdapter("discord", reads_back=True)
        adapters: dict[str, ChatAdapter] = {
            "slack": adapter_at(slack, clock, "socket"),
            "discord": discord,
            "console": RecordingAdapter("console"),
        }
        made = Exchange(slack, discord, chat, Courier(store, adapters, chat.callers, clock, chat.core.reader), clock)
        await chat.say("mori", "/response propose Noto earthquake, Ishikawa", TEAM, "C1", platform="slack")
        await chat.say("mori", "/response open D1")
        await chat.say("mori", "/response link D1 cards:each")
        await chat.say("aki", "/response link D1 locale:ja cards:each", TEAM, "C2", platform="slack")
        await chat.say("mori", "/response link D1 cards:each", "Big Server", "help", platform="discord")
        await made.pass_by(MINUTE)
        slack.workspace.messages.clear()
        slack.workspace.calls.clear()
        discord.sent.clear()
        yield made


async def test_ten_minutes_without_slack_lose_nothing_double_nothing_and_are_told(exchange: Exchange) -> None:
    exchange.slack.workspace.down = "service_unavailable"
    for amount in range(1, REQUESTS + 1):
        await exchange.ask(amount * 10)
        await exchange.pass_by(2 * MINUTE)
    assert exchange.cards() == []
    seen = [sent.card.title for sent in exchange.discord.sends(HELP)]
    exchange.slack.workspace.down = ""
    await exchange.pass_by(11 * MINUTE)
    expected = [f"R{number} Request: {number}0 blankets" for number in range(1, REQUESTS + 1)]
    assert exchange.cards("C1") == expected
    assert len(exchange.cards("C2")) == REQUESTS
    assert "Delayed by" in exchange.notes("C1")[0]
    assert "分遅れ" in exchange.notes("C2")[0]
    assert seen == expected
    assert not any("Delayed" in sent.card.note for sent in exchange.discord.sent)


FAULTS: list[dict[str, Any]] = [
    {"cut": True, "accepted": True},
    {"status": 502, "page": "<html>Bad gateway</html>", "accepted": True},
    {"broken": True, "accepted": True},
    {"torn": True, "accepted": True},
    {"cut": True},
    {"status": 429, "error": "ratelimited", "headers": {"Retry-After": "30"}},
    {"torn": True},
]


async def test_a_slack_that_fails_in_every_way_in_turn_gets_every_card_once_in_order(exchange: Exchange) -> None:
    for fault in FAULTS:
        exchange.slack.fails("chat.postMessage", 2, **fault)
    exchange.slack.fails("conversations.history", 3, broken=True)
    for amount in range(1, REQUESTS + 1):
        await exchange.ask(amount * 10)
    await exchange.pass_by(60 * MINUTE)
    assert exchange.cards() == [f"R{number} Request: {number}0 blankets" for number in range(1, REQUESTS + 1)]
    assert len(exchange.cards("C2")) == REQUESTS
    assert list(exchange.slack.workspace.faults) == []


@pytest.mark.parametrize("away", [timedelta(seconds=3), 2 * MINUTE, 20 * MINUTE], ids=str)
async def test_a_message_that_slack_took_without_saying_so_stands_once(exchange: Exchange, away: timedelta) -> None:
    await sent_unsaid(exchange, away)
    assert exchange.cards() == ["R1 Request: 10 blankets"]
    assert len(exchange.cards("C2")) == 1


@pytest.mark.parametrize("away", [timedelta(seconds=3), 2 * MINUTE, 20 * MINUTE], ids=str)
async def test_where_the_bot_may_not_read_back_it_stands_twice_at_most_under_the_same_number(
    exchange: Exchange, away: timedelta
) -> None:
    exchange.slack.workspace.scopes.clear()
    await sent_unsaid(exchange, away)
    assert set(exchange.cards()) == {"R1 Request: 10 blankets"}
    assert len(exchange.cards()) <= 2


async def sent_unsaid(exchange: Exchange, away: timedelta) -> None:
    """Let Slack take a message in each channel, lose its answers, be away for a while and come back."""
    await exchange.ask(10)
    exchange.slack.fails("chat.postMessage", 2, cut=True, accepted=True)
    exchange.clock.move(AFTER_UNDO)
    await exchange.courier.drain()
    assert len(exchange.cards()) == 1
    exchange.slack.workspace.down = "service_unavailable"
    await exchange.pass_by(away)
    exchange.slack.workspace.down = ""
    await exchange.pass_by(11 * MINUTE)


async def test_news_for_closed_direct_messages_appears_in_the_channel_for_that_person_alone(
    exchange: Exchange,
) -> None:
    exchange.slack.workspace.closed["aki"] = "cannot_dm_bot"
    await exchange.chat.say("aki", "/request 200 blankets in Wajima", TEAM, "C2", platform="slack")
    await exchange.chat.say("ben", "/match give R1 120", "Blue Hand", "field")
    await exchange.pass_by(2 * MINUTE)
    [whispered] = [each for each in exchange.slack.workspace.messages if each.only_for]
    assert (whispered.channel, whispered.only_for) == ("C2", "aki")
    assert "C1" in whispered.text
