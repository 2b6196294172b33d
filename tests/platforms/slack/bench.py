"""Slack's adapter at its stand-in for tests that wait for nothing: the server runs in a thread of its own."""

import asyncio
import atexit
from functools import cache
from threading import Thread

from adapters.slack.adapter import SlackAdapter
from bot.chat import Place
from tests.adapters.slack.stage import adapter_at
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import TEAM, Workspace, shown


@cache
def server() -> Slack:
    """Return a server that runs until the program ends."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    slack = Slack(SetClock())
    running = slack.running()
    asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result()

    def stop() -> None:
        asyncio.run_coroutine_threadsafe(running.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)

    atexit.register(stop)
    return slack


class SlackBench:
    """The adapter, and an empty workspace on the one server."""

    def __init__(self) -> None:
        clock = SetClock()
        self._slack = server()
        self._slack.web.workspace = self._slack.workspace = Workspace(clock)
        self.adapter: SlackAdapter = adapter_at(self._slack, clock, "socket")

    def place(self, channel: str, *, direct: bool = False) -> Place:
        """Return a place that takes messages."""
        if direct:
            self._slack.workspace.person(f"U{channel}")
        else:
            self._slack.workspace.channels[f"C{channel}"] = True
        return Place(self.adapter.platform, TEAM, f"U{channel}" if direct else f"C{channel}", direct=direct)

    def seen(self, place: Place) -> list[str]:
        """Return what arrived in a place."""
        conversation = self._slack.workspace.conversation(place.channel)
        return [shown(payload) for channel, payload in self._slack.workspace.arrived if channel == conversation]

    def break_connection(self) -> None:
        """Take nothing any more."""
        self._slack.workspace.down = "broken on purpose"
