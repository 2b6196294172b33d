"""The one shape of a room, whatever the platform, and the people who speak in it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.ports import ChatAdapter, Core
from tests.clock import SetClock

CHANNEL = "C1"
WORKSPACE = "Green Wave"
PEOPLE = {"Mori": "en", "Aki": "en", "Ken": "en", "Hana": "ja"}
"""Everybody in the room and the language of their client."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person reads as the answer to an act; `asks`: it is a form that waits for them."""

    text: str
    asks: bool = False


class Room(Protocol):
    """A channel with people in it."""

    @property
    def adapter(self) -> ChatAdapter:
        """Return what delivers cards into this room."""

    async def types(self, who: str, line: str, **options: str) -> Told:
        """Let somebody send a command, options in the way the platform has for them."""

    async def mentions(self, who: str, line: str) -> Told:
        """Let somebody address the bot in an ordinary message."""

    async def presses(self, who: str, label: str) -> Told:
        """Let somebody press the newest button of this label that they see."""

    async def fills(self, who: str, **answers: str) -> Told:
        """Let somebody answer what they are asked, fields that are not named as they stand."""


CoreFor = Callable[[str], Core]
"""Makes the core from who is a coordinator, as in KIZUNA_COORDINATORS."""

Opened = Callable[[CoreFor, SetClock], AbstractAsyncContextManager[Room]]
