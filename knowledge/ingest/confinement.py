"""Keeps the process that reads a document within its limits, from the first moment on."""

import os
from contextlib import suppress
from pathlib import Path

from knowledge.ingest.found import Limits

NICE = 10
"""The bot that answers beside an import goes first."""

_FIRST_TO_GO = Path("/proc/self/oom_score_adj")
"""Where Linux is told that this process is the one to end when the machine has no memory left, and not the bot."""
GRACE = 5
"""Seconds after the limit until the system kills without a word; before that it says that the time was over."""


def confine(limits: Limits) -> None:
    """Limit this process's memory, time of the processor, files and core dumps, as far as the system can.

    Windows cannot, macOS keeps no limit of memory; the one who started this process watches the clock everywhere.
    """
    with suppress(OSError):
        _FIRST_TO_GO.write_text("1000")
    with suppress(AttributeError, ImportError, OSError, ValueError):
        os.nice(NICE)
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + GRACE))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
