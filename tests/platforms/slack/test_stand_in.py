"""The stand-in of Slack is as strict as Slack: what it would let through, tests would miss."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.adapter import Mode
from bot.chat import Card
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.acts import FORM
from tests.adapters.slack.stage import served
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.gestures import closes_modal, global_shortcut, message_shortcut, searches_menu
from tests.platforms.slack.webapi import APP_TOKEN, BOT_TOKEN

VIEW: dict[str, Any] = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Title"},
    "submit": {"type": "plain_text", "text": "Send"},
    "close": {"type": "plain_text", "text": "Cancel"},
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Hello"}}],
}


@pytest.fixture(params=["http", "socket"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """Name the way to the bot: each in turn."""
    chosen: Mode = request.param
    return chosen


@pytest.fixture
async def slack(clock: SetClock) -> AsyncIterator[Slack]:
    """A workspace with one person."""
    async with Slack(clock).running() as running:
        running.workspace.person("U1", "Aki")
        yield running


def client(slack: Slack) -> AsyncWebClient:
    """Return a client that speaks to it."""
    return AsyncWebClient(token=BOT_TOKEN, base_url=slack.base_url, retry_handlers=[])


async def opened(slack: Slack) -> dict[str, Any]:
    """Open a modal and return it as it stands."""
    told = await client(slack).views_open(trigger_id=slack.workspace.trigger("U1"), view=VIEW)
    view: dict[str, Any] = told["view"]
    return view


async def test_a_trigger_opens_one_modal_within_three_seconds(slack: Slack, clock: SetClock) -> None:
    trigger = slack.workspace.trigger("U1")
    await client(slack).views_open(trigger_id=trigger, view=VIEW)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client(slack).views_open(trigger_id=trigger, view=VIEW)
    late = slack.workspace.trigger("U1")
    clock.move(timedelta(seconds=4))
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client(slack).views_open(trigger_id=late, view=VIEW)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client(slack).views_open(trigger_id="other", view=VIEW)


async def test_three_modals_lie_on_one_another_and_no_fourth(slack: Slack) -> None:
    await opened(slack)
    for _ in range(2):
        await client(slack).views_push(trigger_id=slack.workspace.trigger("U1"), view=VIEW)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client(slack).views_push(trigger_id=slack.workspace.trigger("U1"), view=VIEW)
    assert len(slack.workspace.stacks["U1"]) == 3


async def test_a_view_that_changed_is_not_overwritten_by_who_has_not_seen_that(slack: Slack) -> None:
    view = await opened(slack)
    await client(slack).views_update(view_id=view["id"], hash=view["hash"], view=VIEW)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client(slack).views_update(view_id=view["id"], hash=view["hash"], view=VIEW)
    await client(slack).views_update(view_id=view["id"], view=VIEW)
    with pytest.raises(SlackApiError, match="not_found"):
        await client(slack).views_update(view_id="V404", view=VIEW)


async def test_an_interaction_is_answered_five_times_in_half_an_hour(slack: Slack, clock: SetClock) -> None:
    url, late = (slack.response_url("U1", "C1") for _ in range(2))
    async with ClientSession() as session:
        statuses = [(await session.post(url, json={"text": "hello"})).status for _ in range(6)]
        clock.move(timedelta(minutes=31))
        statuses.append((await session.post(late, json={"text": "hello"})).status)
    assert statuses == [200] * 5 + [404, 404]


async def test_connections_are_given_about_once_a_minute_when_it_goes_on(slack: Slack, clock: SetClock) -> None:
    for _ in range(5):
        await client(slack).apps_connections_open(app_token=APP_TOKEN)
    with pytest.raises(SlackApiError) as refused:
        await client(slack).apps_connections_open(app_token=APP_TOKEN)
    assert refused.value.response.headers["Retry-After"] == "60"
    clock.move(timedelta(minutes=1))
    await client(slack).apps_connections_open(app_token=APP_TOKEN)


async def test_an_address_of_a_connection_is_good_once_and_for_half_a_minute(slack: Slack, clock: SetClock) -> None:
    used, late = [(await client(slack).apps_connections_open(app_token=APP_TOKEN))["url"] for _ in range(2)]
    async with ClientSession() as session:
        async with session.ws_connect(used) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        clock.move(timedelta(seconds=31))
        for url in (used, late):
            assert (await session.get(url.replace("ws", "http", 1))).status == 409


async def test_no_more_than_ten_connections_stand(slack: Slack, clock: SetClock) -> None:
    async with ClientSession() as session:
        urls = [f"{slack.web.socket_url}?ticket={slack.workspace.ticket()}" for _ in range(11)]
        sockets = [await session.ws_connect(url) for url in urls]
        said = [await socket.receive_json() for socket in sockets]
        assert [each["type"] for each in said] == ["hello"] * 10 + ["disconnect"]
        assert said[-1]["reason"] == "too_many_websockets"


async def test_what_nobody_acknowledges_is_brought_four_times(clock: SetClock) -> None:
    async with served(ScriptedCore(), clock) as slack:
        slack.delivery.url += "/nowhere"  # type: ignore[attr-defined]  # it is the HTTP one
        await slack.says("U1", "C1", "<@UBOT> help")
        assert [retry for _, retry in slack.events.brought] == [0, 1]
        await slack.passes(timedelta(seconds=59))
        assert len(slack.events.brought) == 2
        await slack.passes(timedelta(seconds=1))
        await slack.passes(timedelta(minutes=5))
        assert [retry for _, retry in slack.events.brought] == [0, 1, 2, 3]
        await slack.passes(timedelta(days=1))
        assert len(slack.events.lost) == 1


async def test_shortcuts_menus_and_closed_modals_are_acknowledged(clock: SetClock, mode: Mode) -> None:
    async with served(ScriptedCore({"help": Card("Here"), "ask": FORM}), clock, mode) as slack:
        await slack.types("U1", "C1", "/help")
        [message] = slack.workspace.standing("C1", "U1")
        assert await global_shortcut(slack, "U1", "other") in ("", {})
        await message_shortcut(slack, "U1", message, "other")
        await slack.types("U1", "C1", "/ask")
        assert await searches_menu(slack, "U1", "place", "Waj") == []
        slack.workspace.views["U1"]["notify_on_close"] = True
        await closes_modal(slack, "U1")
        assert slack.workspace.views == {}
