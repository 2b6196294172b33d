"""What the courier sends through Slack: once, amended in place, found again, and honest about what failed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.adapter import SlackAdapter, SlackSettingsError
from adapters.slack.web import Later
from bot.chat import Button, Card, MessageRef, Place, beneath
from bot.ports import Undeliverable
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import adapter_at
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack

C1 = Place("slack", "T1", "C1")
AKI = Place("slack", "T1", "U1", direct=True)
CLOSED = ("cannot_dm_bot", "messages_tab_disabled", "user_disabled", "user_not_found", "account_inactive")
CARD = Card("R12 blankets", buttons=(Button("I can give this", "offer", {"record": "R12"}),))


@pytest.fixture
async def slack(clock: SetClock) -> AsyncIterator[Slack]:
    """A workspace with a person and two channels, C2 without the bot."""
    async with Slack(clock).running() as running:
        running.workspace.person("U1", "Aki")
        running.workspace.channels |= {"C1": True, "C2": False, "C3": True}
        running.workspace.archived.add("C3")
        yield running


@pytest.fixture
def adapter(slack: Slack, clock: SetClock) -> SlackAdapter:
    """The adapter at that workspace."""
    return adapter_at(slack, clock, "socket")


async def test_a_card_is_posted_and_amended_in_place(slack: Slack, adapter: SlackAdapter) -> None:
    ref = await adapter.deliver("n1", C1, CARD)
    await adapter.amend(ref, Card("R12 covered"))
    assert [each.text for each in slack.workspace.standing("C1")] == ["R12 covered"]


async def test_a_direct_card_reaches_one_person_and_can_be_amended(slack: Slack, adapter: SlackAdapter) -> None:
    ref = await adapter.deliver("n1", AKI, CARD)
    await adapter.amend(ref, Card("R12 covered"))
    assert ref.place == AKI
    assert [each.text for each in slack.workspace.standing("DU1")] == ["R12 covered"]


async def test_a_card_beneath_a_message_stands_in_its_thread_and_is_amended_there(
    slack: Slack, adapter: SlackAdapter
) -> None:
    root = await adapter.deliver("n1", C1, CARD)
    ref = await adapter.deliver("n2", beneath(root), Card("C1 agreed"))
    await adapter.amend(ref, Card("C1 on its way"))
    above, below = slack.workspace.standing("C1")
    assert (above.thread, below.thread, below.text) == ("", above.ts, "C1 on its way")


@pytest.mark.parametrize(
    "reason",
    ["restricted_action_non_threadable_channel", "restricted_action_thread_locked", "cannot_reply_to_message"],
)
async def test_what_a_thread_does_not_take_goes_into_the_channel_itself(
    slack: Slack, adapter: SlackAdapter, reason: str
) -> None:
    root = await adapter.deliver("n1", C1, CARD)
    slack.fails("chat.postMessage", error=reason)
    ref = await adapter.deliver("n2", beneath(root), Card("C1 agreed"))
    assert (ref.place, [each.thread for each in slack.workspace.standing("C1")]) == (C1, ["", ""])
    assert await adapter.find("n2", beneath(root)) == ref


@pytest.mark.parametrize("reason", ["not_in_channel", "is_archived"])
async def test_a_channel_that_takes_nothing_takes_nothing_beneath_a_message_either(
    slack: Slack, adapter: SlackAdapter, reason: str
) -> None:
    root = await adapter.deliver("n1", C1, CARD)
    slack.fails("chat.postMessage", error=reason)
    with pytest.raises(Undeliverable, match=reason):
        await adapter.deliver("n2", beneath(root), Card("C1 agreed"))
    assert len(slack.workspace.standing("C1")) == 1


async def test_slack_is_left_alone_as_long_as_it_asked(slack: Slack, adapter: SlackAdapter, clock: SetClock) -> None:
    slack.workspace.channels["C4"] = True
    slack.fails("chat.postMessage", status=429, error="ratelimited", headers={"Retry-After": "30"})
    for later in (0, 29):
        clock.move(timedelta(seconds=later))
        with pytest.raises(Later):
            await adapter.deliver("n1", C1, CARD)
    assert slack.workspace.calls == ["chat.postMessage"]
    await adapter.deliver("n2", Place("slack", "T1", "C4"), CARD)
    clock.move(timedelta(seconds=1))
    await adapter.deliver("n1", C1, CARD)
    assert len(slack.workspace.standing("C1")) == 1


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("1", 1),
        ("65.5", 65.5),
        ("Tue, 24 Nov 2026 00:02:00 GMT", 120),
        ("Tue, 24 Nov 2026 00:02:00", 120),
        ("", 30),
        ("-5", 30),
        ("0", 30),
        ("soon", 30),
        ("１", 30),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30),
        ("9" * 12, 3600),
        ("Fri, 01 Jan 2038 00:00:00 GMT", 3600),
    ],
)
async def test_a_wait_is_as_long_as_slack_names_it_and_half_a_minute_where_it_does_not(
    slack: Slack, adapter: SlackAdapter, clock: SetClock, told: str, seconds: float
) -> None:
    slack.fails("chat.postMessage", status=429, error="ratelimited", headers={"Retry-After": told})
    with pytest.raises(Later) as waits:
        await adapter.deliver("n1", C1, CARD)
    assert waits.value.until == clock.now() + timedelta(seconds=seconds)


async def test_a_429_that_names_no_wait_at_all_is_one_too(slack: Slack, adapter: SlackAdapter, clock: SetClock) -> None:
    slack.fails("chat.postMessage", status=429, page="<html>slow down</html>")
    with pytest.raises(Later) as waits:
        await adapter.deliver("n1", C1, CARD)
    assert waits.value.until == clock.now() + timedelta(seconds=30)


@pytest.mark.parametrize("channel", ["C2", "C3", "C404"])
async def test_a_place_that_takes_no_message_is_given_up(adapter: SlackAdapter, channel: str) -> None:
    with pytest.raises(Undeliverable, match=r"not_in_channel|is_archived|channel_not_found"):
        await adapter.deliver("n1", Place("slack", "T1", channel), CARD)


@pytest.mark.parametrize("reason", CLOSED)
async def test_closed_direct_messages_are_undeliverable(slack: Slack, adapter: SlackAdapter, reason: str) -> None:
    slack.workspace.closed["U1"] = reason
    with pytest.raises(Undeliverable, match=reason):
        await adapter.deliver("n1", AKI, CARD)
    assert slack.workspace.messages == []


@pytest.mark.parametrize("reason", [*CLOSED, "users_not_found", "user_not_visible"])
async def test_a_direct_conversation_that_never_opens_holds_nothing(
    slack: Slack, adapter: SlackAdapter, reason: str
) -> None:
    slack.fails("conversations.open", error=reason)
    assert await adapter.find("n1", AKI) is None


@pytest.mark.parametrize(
    "fault",
    [
        *({"status": status} for status in (500, 502, 503, 504)),
        {"status": 502, "page": "<html>Bad gateway</html>"},
        {"page": "<html>We are down</html>"},
        {"broken": True},
        {"torn": True},
        {"cut": True},
        {"error": "internal_error"},
        {"error": "missing_scope"},
    ],
    ids=str,
)
async def test_a_slack_that_fails_is_tried_again_by_the_courier(
    slack: Slack, adapter: SlackAdapter, fault: dict[str, Any]
) -> None:
    slack.fails("chat.postMessage", **fault)
    with pytest.raises(OSError, match=r"chat\.postMessage"):
        await adapter.deliver("n1", C1, CARD)
    assert slack.workspace.calls == ["chat.postMessage"]


async def test_a_message_that_is_gone_cannot_be_amended(adapter: SlackAdapter) -> None:
    with pytest.raises(Undeliverable, match="message_not_found"):
        await adapter.amend(MessageRef(C1, "C1:1.000001"), CARD)


async def test_a_wrong_token_is_told_in_one_line(slack: Slack, clock: SetClock) -> None:
    adapter = SlackAdapter("xoxb-wrong", "xapp-invented", None, slack.base_url, clock, "socket")
    with pytest.raises(SlackSettingsError, match="SLACK_BOT_TOKEN"):
        await adapter.run(ScriptedCore())


@pytest.mark.parametrize("address", ["http://slack.example/api/", "ftp://127.0.0.1.example/", ""])
def test_a_token_travels_protected_or_not_at_all(clock: SetClock, address: str) -> None:
    with pytest.raises(SlackSettingsError, match="SLACK_API_BASE_URL"):
        SlackAdapter("xoxb-1", "xapp-1", None, address, clock, "socket")


def test_what_a_mode_needs_is_asked_for(clock: SetClock) -> None:
    with pytest.raises(SlackSettingsError, match="SLACK_APP_TOKEN"):
        SlackAdapter("xoxb-1", None, None, "https://slack.com/api/", clock, "socket")
    with pytest.raises(SlackSettingsError, match="SLACK_SIGNING_SECRET"):
        SlackAdapter("xoxb-1", None, None, "https://slack.com/api/", clock, "http")


async def test_an_app_token_that_slack_refuses_is_told_in_one_line(slack: Slack, clock: SetClock) -> None:
    adapter = SlackAdapter("xoxb-invented", "xapp-wrong", None, slack.base_url, clock, "socket")
    with pytest.raises(SlackSettingsError, match=r"SLACK_APP_TOKEN.*connections:write"):
        await adapter.run(ScriptedCore())
