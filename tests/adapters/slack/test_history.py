"""A send whose end is not known is looked for far enough back, and never repeated blindly."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.history import MOST_PAGES, PAGE
from bot.chat import Card, Place
from tests.adapters.slack.stage import adapter_at
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import Message

C1 = Place("slack", "T1", "C1")
THREAD = Place("slack", "T1", "C1", thread="1795000000.000001")
AKI = Place("slack", "T1", "U1", direct=True)
CARD = Card("R12 blankets")


@pytest.fixture
async def slack(clock: SetClock) -> AsyncIterator[Slack]:
    """A workspace with a person and a channel."""
    async with Slack(clock).running() as running:
        running.workspace.person("U1", "Aki")
        running.workspace.channels["C1"] = True
        yield running


@pytest.fixture
def adapter(slack: Slack, clock: SetClock) -> SlackAdapter:
    """The adapter at that workspace."""
    return adapter_at(slack, clock, "socket")


def chatter(slack: Slack, channel: str, messages: int) -> None:
    """Let people write so many messages."""
    for _ in range(messages):
        slack.workspace.messages.append(Message(channel, slack.workspace.ts(), {"text": "hello"}, user="U1"))


async def lost(slack: Slack, adapter: SlackAdapter, place: Place) -> None:
    """Let a send arrive whose answer is lost."""
    slack.fails("chat.postMessage", cut=True, accepted=True)
    with pytest.raises(OSError, match=r"chat\.postMessage"):
        await adapter.deliver("n7", place, CARD)


@pytest.mark.parametrize("place", [C1, AKI, THREAD], ids=["channel", "direct", "thread"])
async def test_a_send_of_unknown_end_is_found_again(slack: Slack, adapter: SlackAdapter, place: Place) -> None:
    """Slack took it and the answer was lost; the library does not send it a second time."""
    await lost(slack, adapter, place)
    found = await adapter.find("n7", place)
    assert found is not None
    await adapter.amend(found, Card("R12 covered"))
    assert slack.workspace.calls.count("chat.postMessage") == 1
    assert [each.text for each in slack.workspace.messages] == ["R12 covered"]


async def test_it_is_found_behind_everything_that_was_written_since(
    slack: Slack, adapter: SlackAdapter, clock: SetClock
) -> None:
    await lost(slack, adapter, C1)
    clock.move(timedelta(hours=23))
    chatter(slack, "C1", 3 * PAGE)
    assert await adapter.find("n7", C1) is not None
    assert slack.workspace.calls.count("conversations.history") == 4


async def test_what_is_older_than_a_day_is_not_gone_through(
    slack: Slack, adapter: SlackAdapter, clock: SetClock
) -> None:
    chatter(slack, "C1", 3 * PAGE)
    clock.move(timedelta(hours=26))
    chatter(slack, "C1", 1)
    assert await adapter.find("n7", C1) is None
    assert slack.workspace.calls.count("conversations.history") == 1


async def test_a_channel_too_busy_to_be_gone_through_says_nothing_about_the_send(
    slack: Slack, adapter: SlackAdapter
) -> None:
    chatter(slack, "C1", MOST_PAGES * PAGE + 1)
    with pytest.raises(OSError, match="cannot be found"):
        await adapter.find("n7", C1)


async def test_what_never_arrived_is_not_found(slack: Slack, adapter: SlackAdapter) -> None:
    slack.fails("chat.postMessage", cut=True)
    with pytest.raises(OSError, match=r"chat\.postMessage"):
        await adapter.deliver("n7", C1, CARD)
    assert await adapter.find("n7", C1) is None


async def test_another_apps_messages_are_not_mistaken_for_it(slack: Slack, adapter: SlackAdapter) -> None:
    other = {"text": "hi", "metadata": {"event_type": "other_app", "event_payload": {"notice": "n7"}}}
    slack.workspace.messages.append(Message("C1", slack.workspace.ts(), other))
    assert await adapter.find("n7", C1) is None


@pytest.mark.parametrize(
    "fault",
    [
        {"cut": True},
        {"torn": True},
        {"broken": True},
        {"page": "<html>Bad gateway</html>"},
        {"status": 503},
        {"status": 429, "error": "ratelimited", "headers": {"Retry-After": "30"}},
        {"error": "invalid_auth"},
        {"error": "a_reason_not_known_yet"},
    ],
    ids=str,
)
@pytest.mark.parametrize("place", [C1, AKI, THREAD], ids=["channel", "direct", "thread"])
async def test_a_look_that_fails_for_now_raises(
    slack: Slack, adapter: SlackAdapter, place: Place, fault: dict[str, Any]
) -> None:
    await lost(slack, adapter, place)
    slack.fails("conversations.replies" if place.thread else "conversations.history", **fault)
    with pytest.raises(OSError, match="conversation"):
        await adapter.find("n7", place)


async def test_a_direct_conversation_that_does_not_open_for_now_raises(slack: Slack, adapter: SlackAdapter) -> None:
    slack.fails("conversations.open", status=500)
    with pytest.raises(OSError, match=r"conversations\.open"):
        await adapter.find("n7", AKI)


async def test_without_the_scope_nothing_is_found_and_that_is_logged_once(
    slack: Slack, adapter: SlackAdapter, capsys: pytest.CaptureFixture[str]
) -> None:
    await adapter.deliver("n1", C1, CARD)
    slack.workspace.scopes.clear()
    for _ in range(3):
        assert await adapter.find("n1", C1) is None
    assert capsys.readouterr().out.count("missing_scope") == 1


@pytest.mark.parametrize("reason", ["not_in_channel", "channel_not_found", "no_permission", "thread_not_found"])
async def test_a_place_that_can_never_be_read_finds_nothing(slack: Slack, adapter: SlackAdapter, reason: str) -> None:
    slack.fails("conversations.history", error=reason)
    assert await adapter.find("n1", C1) is None
