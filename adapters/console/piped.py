"""Answers lines that come from a file or another program instead of a keyboard."""

import os
from asyncio import AbstractEventLoop, Queue, get_running_loop
from collections.abc import AsyncIterator
from contextlib import suppress
from threading import Thread

from adapters.console.adapter import ConsoleAdapter
from bot.ports import Core


async def answer_lines(core: Core, adapter: ConsoleAdapter, descriptor: int) -> None:
    """Answer each line of an open file (0 is standard input), in order, until it ends; blank lines are passed over."""
    async for line in read_lines(descriptor):
        if line.strip():
            await adapter.hear(core, line)


async def read_lines(descriptor: int) -> AsyncIterator[str]:
    """Yield the lines of an open file as they come, whatever kind of file it is; other tasks go on meanwhile."""
    lines: Queue[str | None] = Queue()
    # A daemon, so that a read that never returns does not keep the program from ending.
    Thread(target=_feed, args=(os.dup(descriptor), lines, get_running_loop()), daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _feed(descriptor: int, lines: Queue[str | None], loop: AbstractEventLoop) -> None:
    # The loop may be gone before the file ends; then nobody waits for its lines.
    with suppress(RuntimeError), open(descriptor, encoding="utf-8", errors="replace") as source:
        for line in source:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)
