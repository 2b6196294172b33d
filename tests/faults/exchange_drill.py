"""An exchange across Slack and Discord whose program is killed without warning at any of its calls to a platform.

Run all of it with `python -m tests.faults.exchange_drill`, which counts up until no call is left to be killed at.
"""

import asyncio
import os
import re
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.chat import Identity
from bot.store import PostFilter
from storage.store import open_store
from storage.upgrade import upgrade
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord, discord_server
from tests.platforms.discord.world import GUILD
from tests.platforms.slack.delivery import NotAcknowledged
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import TEAM
from tests.platforms.slack.webapi import APP_TOKEN, BOT_TOKEN
from tests.scenarios.exchange import AKI, FIELD, HANA, KEN, OPS

ROOT = Path(__file__).parents[2]
AHEAD_MINUTES = 3
"""How far the clock of each new start is ahead of the last: what the killed one had leased is free again."""
PATIENCE, TRIES = 6.0, 6


@dataclass(slots=True)
class Killed:
    """One run of the drill. `armed` counts the calls from which on the program is killed at the `at`-th."""

    address: str
    at: int
    slack: Slack
    discord: Discord
    program: Process | None = None
    starts: int = 0
    armed: int | None = None
    kills: int = 0
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def calls(self) -> int:
        """Return how many calls the platforms have seen."""
        return len(self.slack.workspace.calls) + len(self.discord.rest.requests)

    async def start(self) -> None:
        """Start the program and wait until both platforms lead to it."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KIZUNA_")}
        environment |= {
            "DATABASE_URL": self.address,
            "KIZUNA_HTTP_PORT": "0",
            "KIZUNA_UNDO_SECONDS": "0",
            "KIZUNA_COORDINATORS": f"slack:{TEAM}/{AKI},discord:{self.discord.world.id(HANA)}",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_BASE_URL": self.slack.base_url,
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_BASE_URL": self.discord.api_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway_url,
        }
        self.discord.gateway.present.clear()
        before = self.slack.socket.opened
        command = (sys.executable, "-m", "tests.faults.exchange_program", str(self.starts * AHEAD_MINUTES))
        self.program = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stderr=DEVNULL)
        self.starts += 1
        async with asyncio.timeout(30):
            await self.discord.gateway.present.wait()
            await self.slack.socket.wait_for(before + 1)

    async def watch(self) -> None:
        """Kill the program at its call, and start it anew."""
        while self.armed is None or self.calls() - self.armed < self.at:  # noqa: ASYNC110 - the call comes from outside
            await asyncio.sleep(0.001)
        assert self.program
        self.program.kill()
        await self.program.wait()
        self.kills += 1
        await self.start()

    async def stop(self) -> None:
        """End it as an operator does."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        if self.program and self.program.returncode is None:
            self.program.terminate()
            await self.program.wait()

    async def step(self, act: Callable[[], Awaitable[object]], done: Callable[[], bool]) -> None:
        """Do something as a person does: look whether it happened, and else do it again."""
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(PATIENCE):
                    await act()
            except (NotAcknowledged, IndexError, TimeoutError, OSError, AssertionError):
                pass  # nobody answered; whether it was done after all is seen below
            if await self.seen(done):
                return
        raise AssertionError(f"never happened: {self.standing()}")

    async def seen(self, done: Callable[[], bool]) -> bool:
        """Return whether something comes to be so while one would look at the screen."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not done():  # noqa: ASYNC110 - the program is another process
                    await asyncio.sleep(0.02)
        except TimeoutError:
            return False
        return True

    def standing(self) -> dict[str, list[str]]:
        """Return what stands in each channel and in the direct messages."""
        return {
            "slack": [each.text for each in self.slack.workspace.standing(OPS, "")],
            "discord": self.discord.sees(FIELD),
            "to Aki": [each.text for each in self.slack.workspace.standing(f"D{AKI}", AKI)],
            "to Ken": self.discord.sees(f"@{KEN}"),
        }

    def both(self, text: str) -> bool:
        """Return whether a text stands on both sides."""
        standing = self.standing()
        return all(any(text in each for each in standing[side]) for side in ("slack", "discord"))


async def drill(address: str, at: int) -> Killed:
    """Let a need be asked in Slack, given on Discord, accepted and sent, with a kill at the `at`-th call."""
    clock = SetClock(datetime.now(UTC))
    async with Slack(clock).running() as slack, discord_server(clock) as discord:
        slack.workspace.person(AKI, "Aki")
        slack.workspace.channels[OPS] = True
        run = Killed(address, at, slack, discord)
        try:
            await run.start()
            await opened(run)
            run.tasks.append(asyncio.create_task(run.watch()))
            run.armed = run.calls()
            await exchanged(run)
            await check(run)
        finally:
            await run.stop()
        assert discord.wrong == []
        return run


async def opened(run: Killed) -> None:
    """Let the coordinators open and link the response and vouch for Ken."""
    for line in ("propose Noto earthquake, Ishikawa", "open D1", "link D1"):
        await run.slack.types(AKI, OPS, f"/kizuna response {line}")
    await run.discord.types(HANA, FIELD, "response", text="link D1")
    await run.discord.types(KEN, FIELD, "profile", text="name Ken (invented)")
    store = open_store(run.address)
    async with store.read() as view:
        person = await view.people.by_identity(Identity("discord", str(GUILD), str(run.discord.world.id(KEN))))
    await store.close()
    assert person
    await run.discord.types(HANA, FIELD, "profile", text=f"trust {person.id} vouched")
    assert await run.seen(lambda: run.both("D1 Noto earthquake"))


async def exchanged(run: Killed) -> None:
    """Ask, give, accept, send; each is tried again by its person until it is seen."""
    slack, discord = run.slack, run.discord
    await run.step(
        lambda: slack.types(AKI, OPS, "/request URGENT 200 blankets in Wajima"),
        lambda: any("Please look" in each.text for each in slack.workspace.standing(OPS, AKI)),
    )
    await run.step(lambda: slack.presses(AKI, OPS, "Post"), lambda: run.both("R1 Request"))
    await run.step(lambda: discord.presses(KEN, FIELD, "I can give this"), lambda: run.both("secured 200"))
    await run.step(
        lambda: slack.presses(AKI, f"D{AKI}", "Accept (C1)"),
        lambda: any("State: agreed" in text for text in run.standing()["to Ken"]),
    )
    await run.step(lambda: discord.presses(KEN, f"@{KEN}", "On its way (C1)"), lambda: run.both("on the way 200"))


async def check(run: Killed) -> None:
    """Every request stands once on each side, in the state in which it is stored; nothing is told twice."""
    store = open_store(run.address)
    async with store.read() as view:
        stored = {post.id: post for post in await view.posts.listing(PostFilter(kind="request"))}
    await store.close()
    standing = run.standing()
    for name in stored:
        title = f"{name} Request"
        lines = [progress(text) for side in ("slack", "discord") for text in standing[side] if title in text]
        assert len(lines) == 2, f"{name} stands {len(lines)} times: {standing}"
        assert lines[0] == lines[1], standing
    for side in ("to Aki", "to Ken"):
        assert sum(text.startswith("URGENT: C1") for text in standing[side]) <= 1, standing


def progress(text: str) -> str:
    """Return what a card says of how far a request is."""
    found = re.search(r"Progress:.*", text)
    return found[0] if found else ""


async def main() -> None:
    """Kill at the first call, the second and so on, until there is no such call; on SQLite."""
    at = 1
    while True:
        with tempfile.TemporaryDirectory() as folder:
            address = f"sqlite:///{folder}/drill.db"
            await upgrade(address)
            run = await drill(address, at)
        sys.stdout.write(f"killed at call {at}: {'sound' if run.kills else 'no such call'}\n")
        if not run.kills:
            return
        at += 1


if __name__ == "__main__":
    asyncio.run(main())
