"""How long Discord is waited for, in one place, so that a test can let time pass by itself."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

PATIENCE = 1.5
"""Seconds after which Discord is told that the answer comes later: it waits for three, and the core may take half a
second to keep the act."""
DEAF = 55.0
"""Seconds without a word from the gateway after which it is taken for lost; it speaks every 41 (its heartbeat)."""
SERVERS = 2.0
"""Seconds that Discord gets to tell of its servers when a session has begun."""

LIMIT = 30.0
"""Seconds of a rate limit that the library itself waits out; what takes longer is the courier's to try again."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Waits in seconds, a clock that only goes forward, and how to sleep and to draw a number between two."""

    patience: float = PATIENCE
    deaf: float = DEAF
    servers: float = SERVERS
    limit: float = LIMIT
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    between: Callable[[float, float], float] = random.uniform

    def wait(self, failures: int, first: float, longest: float) -> float:
        """Return a wait that doubles with each failure, drawn from its upper half so that bots do not come at once."""
        if not failures:
            return 0.0
        return self.between(0.5, 1.0) * min(first * 2.0 ** min(failures - 1, 30), longest)
