"""The gateway drops, asks to come back, ends sessions, goes deaf or is away for a day: the bot comes back by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from itertools import pairwise

import pytest

from adapters.discord.adapter import DiscordAdapter, TokenRefusedError
from adapters.discord.line import LONGEST_START
from adapters.discord.tempo import Tempo
from adapters.discord.tree import tree
from bot.chat import Card
from bot.commands import COMMANDS
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at, hurried
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.gateway import DAY, STARTS

ANSWERS = {"find": Card("Found it")}


async def answers(discord: Discord) -> None:
    """Ask for something, and see that it is answered."""
    await discord.present()
    assert "Found it" in (await discord.types("U1", "C1", "find", text="water")).text


@pytest.mark.parametrize("code", [1000, 1001, 1011, 4000, 4002, 4008])
async def test_a_dropped_connection_is_resumed(discord: Discord, clock: SetClock, code: int) -> None:
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock):
        await discord.gateway.drop(code)
        await answers(discord)
    assert (discord.gateway.resumed, discord.gateway.identified) == (1, 1)


@pytest.mark.parametrize("code", [4007, 4009])
async def test_a_session_that_is_closed_as_ended_is_begun_anew(discord: Discord, clock: SetClock, code: int) -> None:
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock):
        await discord.gateway.drop(code)
        await answers(discord)
    assert (discord.gateway.resumed, discord.gateway.identified) == (0, 2)


async def test_a_request_to_reconnect_resumes(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock):
        await discord.asks_to_reconnect()
        await answers(discord)
    assert (discord.gateway.resumed, discord.gateway.identified) == (1, 1)


@pytest.mark.parametrize("resume", [True, False])
async def test_an_invalid_session_is_resumed_or_begun_anew_as_discord_says(
    discord: Discord, clock: SetClock, *, resume: bool
) -> None:
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock):
        await discord.ends_session(resume=resume)
        await answers(discord)
    assert (discord.gateway.resumed, discord.gateway.identified) == ((1, 1) if resume else (0, 2))


async def test_a_session_that_was_alone_too_long_begins_anew(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock):
        discord.gateway.refusing = True
        await discord.drops_connection()
        discord.pass_time(120)
        discord.gateway.refusing = False
        await answers(discord)
    assert (discord.gateway.resumed, discord.gateway.identified) == (0, 2)


async def test_a_deaf_gateway_is_left_and_found_again(discord: Discord, clock: SetClock) -> None:
    discord.gateway.heartbeat_ms = 50
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock, tempo=hurried(deaf=0.3)):
        assert discord.gateway.heartbeats
        discord.gateway.deaf = True
        discord.gateway.present.clear()
        await discord.gateway.left.wait()
        discord.gateway.deaf = False
        await answers(discord)


async def test_a_gateway_that_is_away_at_first_is_waited_for(discord: Discord, clock: SetClock) -> None:
    await discord.goes_down()
    async with serving(discord, clock, hurried()):
        await discord.until(lambda: len(discord.rest.requests) > 3)
        discord.comes_back()
        await answers(discord)


async def test_commands_that_cannot_be_registered_now_keep_nobody_from_being_served(
    discord: Discord, clock: SetClock
) -> None:
    discord.fails("GET", r"/commands$", 503, times=3)
    async with serving(discord, clock, hurried()):
        await answers(discord)
        await discord.until(lambda: len(discord.world.commands) == len(tree(COMMANDS)))


async def test_a_broken_event_costs_a_connection_and_not_the_bot(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, ScriptedCore({**ANSWERS}), clock):
        discord.gateway.present.clear()
        await discord.gateway.dispatch("INTERACTION_CREATE", {"id": "no number"})
        await answers(discord)
    assert discord.gateway.resumed == 1


async def test_a_token_that_is_reset_while_the_bot_serves_stops_it(discord: Discord, clock: SetClock) -> None:
    adapter = adapter_of(discord, clock, hurried())
    running = asyncio.create_task(adapter.run(ScriptedCore()))
    await discord.present()
    discord.gateway.token = discord.rest.token = "another"
    await discord.gateway.drop()
    discord.gateway.forget()
    with pytest.raises(TokenRefusedError, match="DISCORD_TOKEN"):
        async with asyncio.timeout(5):
            await running


class Day:
    """A day that passes as fast as the bot sleeps."""

    def __init__(self, clock: SetClock) -> None:
        self.clock, self.begun = clock, clock.now()
        self.over = asyncio.Event()

    @property
    def tempo(self) -> Tempo:
        return Tempo(now=lambda: self.clock.now().timestamp(), sleep=self.sleep)

    async def passes(self) -> None:
        """Wait until it is over."""
        async with asyncio.timeout(60):
            await self.over.wait()

    async def sleep(self, seconds: float) -> None:
        """Let the clock go on; after a day stand still."""
        await asyncio.sleep(0)
        if self.clock.now() - self.begun > timedelta(seconds=DAY):
            self.over.set()
            await asyncio.Event().wait()
        self.clock.move(timedelta(seconds=seconds))


def adapter_of(discord: Discord, clock: SetClock, tempo: Tempo) -> DiscordAdapter:
    """Return an adapter at the stand-in."""
    return DiscordAdapter(
        TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url, tempo=tempo
    )


@asynccontextmanager
async def serving(discord: Discord, clock: SetClock, tempo: Tempo) -> AsyncIterator[asyncio.Task[None]]:
    """Let the bot serve without waiting for it to be there."""
    running = asyncio.create_task(adapter_of(discord, clock, tempo).run(ScriptedCore({**ANSWERS})))
    try:
        yield running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_gateway_that_refuses_for_a_day_is_asked_patiently(discord: Discord, clock: SetClock) -> None:
    day = Day(clock)
    discord.gateway.refusing = True
    async with serving(discord, clock, day.tempo):
        await day.passes()
    assert discord.gateway.identified == 0
    assert 500 < discord.gateway.connected < 2000


@pytest.mark.parametrize("fault", ["invalidating", "ending"])
async def test_sessions_that_are_refused_or_ended_for_a_day_take_few_of_its_thousand(
    discord: Discord, clock: SetClock, fault: str
) -> None:
    day = Day(clock)
    setattr(discord.gateway, fault, True)
    async with serving(discord, clock, day.tempo):
        await day.passes()
    starts = discord.gateway.starts
    assert 90 < len(starts) < 200
    assert discord.gateway.hurried == 0
    waits = {round(later - earlier) for earlier, later in pairwise(starts)}
    assert len(waits) > 50, "each wait is drawn anew"
    assert max(waits) <= LONGEST_START + 5


async def test_no_session_is_begun_when_hardly_any_is_left_of_the_day(discord: Discord, clock: SetClock) -> None:
    discord.gateway.starts = [discord.world.clock() - 60.0] * (STARTS - 10)
    day = Day(clock)
    async with serving(discord, clock, day.tempo):
        await discord.present()
    assert clock.now() - day.begun > timedelta(hours=23)
    assert discord.gateway.identified == 1


def test_waits_double_to_their_limit_and_differ() -> None:
    drawn: list[tuple[float, float]] = []

    def middle(low: float, high: float) -> float:
        drawn.append((low, high))
        return (low + high) / 2

    tempo = Tempo(between=middle)
    assert [tempo.wait(failures, 1, 60) for failures in (0, 1, 2, 3, 50, 5000)] == [0, 0.75, 1.5, 3, 45, 45]
    assert set(drawn) == {(0.5, 1.0)}
