"""A socket that is lost, however it is lost, comes back by itself, and never asks for connections in a storm."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.chat import Card
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import served
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.socket import SocketDelivery
from tests.platforms.slack.state import Allowance

Loss = Callable[[SocketDelivery], Awaitable[None]]
LOSSES: dict[str, Loss] = {
    "a server that fails": SocketDelivery.drop,
    "a connection closed in good order": lambda socket: socket.drop(1000),
    "a wish to renew it": SocketDelivery.renew,
    "a warning that it ends soon": lambda socket: socket.renew("warning"),
}


def here() -> ScriptedCore:
    """Return a core that answers."""
    return ScriptedCore({"help": Card("Here again")})


async def answers(slack: Slack) -> None:
    """Let somebody ask, and wait for the answer."""
    before = len(slack.workspace.messages)
    await slack.types("U1", "C1", "/help")
    await slack.until(lambda: len(slack.workspace.messages) > before)
    assert slack.workspace.messages[-1].text == "Here again"


@pytest.mark.parametrize("loss", LOSSES)
async def test_a_lost_socket_comes_back_and_an_act_after_it_is_answered(clock: SetClock, loss: str) -> None:
    async with served(here(), clock, "socket") as slack:
        await LOSSES[loss](slack.socket)
        await slack.socket.wait_for(2)
        await answers(slack)
        assert slack.workspace.calls.count("apps.connections.open") == 2


async def test_a_socket_that_goes_deaf_comes_back_and_an_act_after_it_is_answered(clock: SetClock) -> None:
    """It stands, and answers no ping any more."""
    async with served(here(), clock, "socket", ping_seconds=0.3) as slack:
        await slack.socket.go_deaf()
        await slack.socket.wait_for(2)
        await answers(slack)


async def test_a_connection_that_never_opens_is_given_up_for_another(clock: SetClock) -> None:
    async with served(here(), clock, "socket", ping_seconds=0.3) as slack:
        await slack.socket.wait_for(1)
        slack.socket.silent = True
        await slack.socket.drop()
        await slack.until(lambda: slack.workspace.calls.count("apps.connections.open") >= 3)
        slack.socket.silent = False
        await slack.socket.wait_for(2)
        await answers(slack)


async def test_a_socket_that_slack_renews_is_never_away(clock: SetClock) -> None:
    """The new connection stands before the old one goes, so that no act falls between them."""
    async with served(here(), clock, "socket") as slack:
        await slack.socket.renew()
        await slack.socket.renew("warning")
        await answers(slack)
        await slack.socket.wait_for(2)
        await slack.until(lambda: len(slack.socket.connections) == 1)
        await answers(slack)
        assert slack.socket.opened == 2


async def test_every_try_asks_for_an_address_of_its_own(clock: SetClock) -> None:
    """One that was used, or is older than half a minute, is refused."""
    async with served(here(), clock, "socket") as slack:
        await slack.socket.wait_for(1)
        slack.socket.refusing = True
        await slack.socket.drop()
        await slack.until(lambda: slack.workspace.calls.count("apps.connections.open") >= 3)
        slack.socket.refusing = False
        await slack.socket.wait_for(2)
        await answers(slack)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"page": "<html>We are down</html>"},
        {"broken": True},
        {"torn": True},
        {"cut": True},
        {"error": "internal_error"},
        {"error": "invalid_auth"},
    ],
    ids=str,
)
async def test_a_slack_that_gives_no_address_is_asked_again(clock: SetClock, fault: dict[str, Any]) -> None:
    async with served(here(), clock, "socket") as slack:
        await slack.socket.wait_for(1)
        slack.workspace.connections = Allowance(100, 100)
        slack.fails("apps.connections.open", 3, **fault)
        await slack.socket.drop()
        await slack.socket.wait_for(2)
        await answers(slack)


class Virtual:
    """A sleep that moves the clock instead of waiting, and does something when its time has come."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self.waits: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.move(timedelta(seconds=seconds))
        await asyncio.sleep(0)


async def test_slack_is_left_alone_for_as_long_as_it_asks(clock: SetClock) -> None:
    sleep = Virtual(clock)
    async with served(here(), clock, "socket", sleep=sleep) as slack:
        await answers(slack)
        clock.move(timedelta(hours=1))
        slack.fails("apps.connections.open", status=429, error="ratelimited", headers={"Retry-After": "120"})
        await slack.socket.drop()
        await slack.socket.wait_for(2)
        await answers(slack)
    assert sleep.waits[0] == 120


async def test_a_day_of_refused_connections_stays_within_slacks_limits(clock: SetClock) -> None:
    sleep, day = Virtual(clock), timedelta(hours=24)
    async with served(here(), clock, "socket", sleep=sleep) as slack:
        await slack.socket.wait_for(1)
        start = clock.now()
        slack.socket.refusing = True
        await slack.socket.drop()
        async with asyncio.timeout(60):
            while clock.now() - start < day:  # noqa: ASYNC110 - the adapter moves the clock and tells nobody
                await asyncio.sleep(0.01)
        slack.socket.refusing = False
        await slack.socket.wait_for(2)
        await answers(slack)
        asked = slack.workspace.calls.count("apps.connections.open")
        assert slack.workspace.limited == 0
    assert 24 * 60 * 60 / 90 <= asked <= 24 * 60
    assert min(sleep.waits[5:]) >= 60
    assert len({round(wait, 3) for wait in sleep.waits}) > len(sleep.waits) * 0.9


async def test_connections_that_break_at_once_are_not_made_in_a_storm(clock: SetClock) -> None:
    sleep = Virtual(clock)
    async with served(here(), clock, "socket", sleep=sleep) as slack:
        for opened in range(1, 8):
            await slack.socket.wait_for(opened)
            await slack.socket.drop()
        await slack.socket.wait_for(8)
        await answers(slack)
        assert slack.workspace.limited == 0
    assert all(2 * earlier < later for earlier, later in pairwise(sleep.waits[:3]))


async def test_a_connection_that_stood_for_a_while_is_made_anew_at_once(clock: SetClock) -> None:
    sleep = Virtual(clock)
    async with served(here(), clock, "socket", sleep=sleep) as slack:
        for opened in range(1, 4):
            await slack.socket.wait_for(opened)
            await answers(slack)
            clock.move(timedelta(minutes=2))
            await slack.socket.drop()
        await slack.socket.wait_for(4)
    assert sleep.waits == []
