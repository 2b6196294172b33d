"""One program that serves Slack and Discord at once, at their stand-ins, with a response open in both."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Literal

from bot.chat import Identity
from bot.settings import Settings
from bot.wiring.serving import Ready, ready
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord, discord_server
from tests.platforms.discord.world import GUILD
from tests.platforms.slack.delivery import SECRET, HttpDelivery
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import TEAM
from tests.platforms.slack.webapi import APP_TOKEN, BOT_TOKEN

Mode = Literal["socket", "http"]
PATIENCE = 8.0
"""Seconds a test waits for what a real program on a busy machine should do at once."""
STEP = timedelta(seconds=20)
AKI, OPS = "U1", "C1"
"""A coordinator in Slack and the channel in which she works."""
HANA, KEN, FIELD = "Hana", "Ken", "field"
"""A coordinator and a vouched volunteer on Discord, and the channel in which both write."""


@dataclass(slots=True)
class Exchange:
    """Both platforms and the program between them, on one clock that a test sets."""

    slack: Slack
    discord: Discord
    bot: Ready
    clock: SetClock

    async def later(self, span: timedelta, steps: timedelta = STEP) -> None:
        """Let time pass for everybody and what is due happen, in steps in which no lease runs out under a send."""
        courier = self.bot.kizuna.courier
        for _ in range(ceil(span / steps)):
            await self.until(lambda: not courier.sending and not courier.woken.is_set())
            step = min(steps, span)
            span -= step
            self.clock.move(step)
            await self.bot.kizuna.keeper.tend()
            courier.wake()

    async def slack_posts(self, line: str) -> None:
        """Let Aki type a line in Slack and, where she is shown first what would be posted, post it."""
        await self.slack.types(AKI, OPS, line)
        await self.until(lambda: bool(self.slack.workspace.standing(OPS, AKI)))
        if "Please look" in self.slack.workspace.standing(OPS, AKI)[-1].text:
            await self.slack.presses(AKI, OPS, "Post")

    async def discord_posts(self, command: str, text: str) -> None:
        """Let Ken use a command on Discord and, where he is shown first what would be posted, post it."""
        seen = await self.discord.types(KEN, FIELD, command, text=text)
        if "Post" in seen.buttons:
            await self.discord.presses(KEN, FIELD, "Post")

    async def until(self, condition: Callable[[], bool]) -> float:
        """Wait until something is so; return how many seconds it took. Raises TimeoutError."""
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - whoever makes it so is a real program that tells nobody
                await asyncio.sleep(0.005)
        return time.perf_counter() - began

    def in_slack(self, text: str, channel: str = OPS) -> bool:
        """Return whether some message with this text stands in a Slack channel for everybody."""
        return any(text in each.text for each in self.slack.workspace.standing(channel, ""))

    def in_discord(self, text: str, channel: str = FIELD) -> bool:
        """Return whether some message with this text stands in a Discord channel for everybody."""
        return any(text in each for each in self.discord.sees(channel))


def settings(address: str, mode: Mode, slack: Slack, discord: Discord) -> Settings:
    """Return an operator's settings for the two stand-ins."""
    coordinators = f"slack:{TEAM}/{AKI},discord:{discord.world.id(HANA)}"
    return Settings(
        database_url=address,
        http_port=0,
        coordinators=coordinators,
        slack_bot_token=BOT_TOKEN,
        slack_app_token=APP_TOKEN,
        slack_signing_secret=SECRET,
        slack_mode=mode,
        slack_api_base_url=slack.base_url,
        discord_token=TOKEN,
        discord_api_base_url=discord.api_url,
        discord_gateway_url=discord.gateway_url,
    )


@asynccontextmanager
async def serving(address: str, mode: Mode, slack: Slack, discord: Discord, clock: SetClock) -> AsyncIterator[Exchange]:
    """Let one program serve both while the context lasts; it is stopped as an operator stops it."""
    stop = asyncio.Event()
    async with ready(settings(address, mode, slack, discord), clock) as bot:
        if mode == "http":
            slack.delivery = HttpDelivery(f"{bot.board.url}slack/events", slack.workspace)
        running = asyncio.create_task(bot.serve(stop))
        exchange = Exchange(slack, discord, bot, clock)
        try:
            await exchange.until(lambda: running.done() or exchange_is_up(exchange))
            if running.done():
                running.result()
            yield exchange
        finally:
            stop.set()
            await running


def exchange_is_up(exchange: Exchange) -> bool:
    """Return whether both platforms lead to the program."""
    adapter = exchange.bot.adapters["slack"]
    return bool(getattr(adapter, "serving", False)) and exchange.discord.gateway.present.is_set()


@asynccontextmanager
async def exchange(address: str, mode: Mode = "socket") -> AsyncIterator[Exchange]:
    """Open the response D1, linked in Slack's #ops and in Discord's #field, where Ken is vouched for."""
    clock = SetClock()
    async with Slack(clock).running() as slack, discord_server(clock) as discord:
        slack.workspace.person(AKI, "Aki")
        slack.workspace.channels[OPS] = True
        async with serving(address, mode, slack, discord, clock) as both:
            await open_response(both)
            yield both
        assert discord.wrong == []
        assert discord.world.pings == []


async def open_response(both: Exchange) -> None:
    """Let the coordinators open and link the response, and vouch for Ken once he has written."""
    for line in ("propose Noto earthquake, Ishikawa", "open D1", "link D1"):
        await both.slack.types(AKI, OPS, f"/kizuna response {line}")
    await both.discord.types(HANA, FIELD, "response", text="link D1")
    await both.discord.types(KEN, FIELD, "profile", text="name Ken (invented)")
    ken = Identity("discord", str(GUILD), str(both.discord.world.id(KEN)))
    async with both.bot.kizuna.store.read() as view:
        person = await view.people.by_identity(ken)
    assert person
    await both.discord.types(HANA, FIELD, "profile", text=f"trust {person.id} vouched")
