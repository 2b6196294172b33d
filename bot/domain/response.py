"""Responses: one emergency each, from its proposal to its close."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.record import Stamp

ResponseState = Literal["proposed", "active", "paused", "closed", "merged"]
Move = Literal["open", "pause", "resume", "close"]

MOVES: dict[Move, tuple[tuple[ResponseState, ...], ResponseState]] = {
    "open": (("proposed",), "active"),
    "pause": (("active",), "paused"),
    "resume": (("paused",), "active"),
    "close": (("proposed", "active", "paused"), "closed"),
}


@dataclass(frozen=True, slots=True)
class Response:
    """D1. `hazard` is a GLIDE code, `areas` place codes (a named region stands as its set), `area_names` as typed.

    The drill status is in the stamp: actual, exercise (【訓練】) or test. `merged_into` is the twin it went up in.
    """

    id: str
    stamp: Stamp
    state: ResponseState
    title: str
    hazard: str = ""
    areas: tuple[str, ...] = ()
    area_names: tuple[str, ...] = ()
    glide: str = ""
    phase: str = "emergency"
    merged_into: str = ""
