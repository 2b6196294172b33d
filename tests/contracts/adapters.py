"""Every adapter at its own stand-in of a platform, in the one shape the contracts of adapters look at."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from adapters.console.adapter import ConsoleAdapter
from adapters.console.line import Speaker
from adapters.console.render import card_lines, paint, place_label
from bot.chat import Place
from bot.ports import ChatAdapter
from tests.platforms.discord.bench import DiscordBench
from tests.platforms.recording import RecordingAdapter
from tests.platforms.slack.bench import SlackBench

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Bench(Protocol):
    """An adapter and its platform, as a test sees them."""

    @property
    def adapter(self) -> ChatAdapter:
        """Return the adapter under test."""

    def place(self, channel: str, *, direct: bool = False) -> Place:
        """Return a place of this platform that takes messages."""

    def seen(self, place: Place) -> list[str]:
        """Return what was shown in a place, one text for each send that arrived, in order."""

    def break_connection(self) -> None:
        """Let no send arrive any more."""


class RecordingBench:
    """The recording stand-in, so that it keeps the same contract as what it stands in for."""

    def __init__(self) -> None:
        self.adapter = RecordingAdapter()

    def place(self, channel: str, *, direct: bool = False) -> Place:
        return Place(self.adapter.platform, "W1", channel, direct=direct)

    def seen(self, place: Place) -> list[str]:
        return [paint(card_lines(sent.card, NOW, lambda _: 1), colour=False) for sent in self.adapter.sends(place)]

    def break_connection(self) -> None:
        self.adapter.fail(ConnectionResetError("broken on purpose"), times=1000)


class ConsoleBench:
    """The terminal, with what was written to it told apart by the name each message stands behind."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.broken = False
        self.adapter = ConsoleAdapter(self, self.write, Speaker("aki"))

    def now(self) -> datetime:
        return NOW

    def write(self, text: str) -> None:
        if self.broken:
            raise BrokenPipeError("broken on purpose")
        self.written.append(text)

    def place(self, channel: str, *, direct: bool = False) -> Place:
        return Place(self.adapter.platform, "", channel, direct=direct)

    def seen(self, place: Place) -> list[str]:
        return [text for text in self.written if text.startswith(f"{place_label(place)} │ ")]

    def break_connection(self) -> None:
        self.broken = True


BENCHES: dict[str, Callable[[], Bench]] = {"console": ConsoleBench, "recording": RecordingBench}
BENCHES["discord"] = lambda: DiscordBench(NOW)
BENCHES["slack"] = SlackBench
