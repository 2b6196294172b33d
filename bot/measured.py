"""Counts and times what passes the core's door, for `/metrics`; no word anybody typed becomes a label."""

from collections.abc import Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Histogram

from bot.chat import Choice, Identity, Invocation, Place, Reply
from bot.ports import Core


@dataclass(slots=True)
class MeasuredCore:
    """A core that is timed by command; unknown commands count together."""

    core: Core
    known: frozenset[str]
    seconds: Histogram

    async def dispatch(self, invocation: Invocation) -> Reply:
        """Answer one invocation."""
        command = invocation.command if invocation.command in self.known else "unknown"
        with self.seconds.labels(command).time():
            return await self.core.dispatch(invocation)

    async def receive(self, invocation: Invocation) -> bool:
        """Keep an act that takes long."""
        return await self.core.receive(invocation)

    async def told(self, id: str) -> None:
        """Note that its answer was told."""
        await self.core.told(id)

    def suggest(self, command: str, option: str, typed: str, sender: Identity, place: Place) -> Sequence[Choice]:
        """Return choices for an option."""
        return self.core.suggest(command, option, typed, sender, place)

    def typed(self, line: str) -> tuple[str, dict[str, str]]:
        """Return the command and options of a typed line."""
        return self.core.typed(line)


def measured(core: Core, known: frozenset[str], registry: CollectorRegistry) -> MeasuredCore:
    """Return the core with its times kept in the registry."""
    seconds = Histogram("kizuna_invocation_seconds", "Time to answer one invocation", ["command"], registry=registry)
    return MeasuredCore(core, known, seconds)
