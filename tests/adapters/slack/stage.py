"""The Slack adapter at its stand-in, with the real core or a scripted one behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from adapters.slack.adapter import PATH, Mode, SlackAdapter
from adapters.slack.web import Sleep
from bot.ports import Core
from tests.clock import SetClock
from tests.platforms.slack.delivery import SECRET, HttpDelivery
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.webapi import APP_TOKEN, BOT_TOKEN

PING_SECONDS = 5.0
"""A busy machine answers in that time; the tests of deaf connections ask for less."""


@asynccontextmanager
async def served(
    core: Core,
    clock: SetClock,
    mode: Mode = "http",
    patience: float = 2.0,
    sleep: Sleep | None = None,
    ping_seconds: float = PING_SECONDS,
) -> AsyncIterator[Slack]:
    """Run the adapter with a core; people are U1 (English) and U2 (Japanese), channels C1 and C2."""
    async with Slack(clock).running() as slack:
        slack.workspace.person("U1", "Aki")
        slack.workspace.person("U2", "健", "ja-JP")
        slack.workspace.channels |= {"C1": True, "C2": True}
        app = web.Application(client_max_size=256 * 1024)
        adapter = adapter_at(slack, clock, mode, app, patience, sleep, ping_seconds)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        running = asyncio.create_task(adapter.run(core))
        try:
            if mode == "http":
                slack.delivery = HttpDelivery(f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}", slack.workspace)
            await ready(slack, adapter, running)
            yield slack
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await runner.cleanup()


def adapter_at(
    slack: Slack,
    clock: SetClock,
    mode: Mode,
    app: web.Application | None = None,
    patience: float = 2.0,
    sleep: Sleep | None = None,
    ping_seconds: float = PING_SECONDS,
) -> SlackAdapter:
    """Return an adapter that speaks to the stand-in, without its pauses between messages."""
    return SlackAdapter(
        BOT_TOKEN,
        APP_TOKEN,
        SECRET,
        slack.base_url,
        clock,
        mode,
        app or web.Application(),
        pace=0.001,
        patience=patience,
        ping_seconds=ping_seconds,
        sleep=sleep or hurried,
    )


async def hurried(seconds: float) -> None:
    """Wait a thousandth of the time."""
    await asyncio.sleep(seconds / 1000)


async def ready(slack: Slack, adapter: SlackAdapter, running: asyncio.Task[None]) -> None:
    """Wait until requests are taken."""
    await slack.until(lambda: adapter.serving or running.done())
    if running.done():
        running.result()
