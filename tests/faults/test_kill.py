"""kill -9 between commit and delivery: whatever was called saved is there after a restart, and is delivered once."""

import asyncio
import re
import signal
import sys
from pathlib import Path

import pytest

from bot.store import PostFilter
from storage.store import open_store
from tests.chat import Chat
from tests.clock import SetClock
from tests.faults.posting_child import PLACE

ROOT = Path(__file__).parents[2]
COUNT = 200


async def killed_after(address: str, lines: int) -> list[str]:
    """Start the bot, kill it without warning after so many answers, and return the ids it had called saved."""
    command = (sys.executable, "-m", "tests.faults.posting_child", address, str(COUNT))
    child = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    answers = [(await child.stdout.readline()).decode() for _ in range(lines)]
    child.send_signal(signal.SIGKILL)
    rest = (await child.stdout.read()).decode().splitlines()
    await child.wait()
    return [found[1] for line in (*answers, *rest) if (found := re.search(r"Saved as (R\d+)", line))]


@pytest.mark.parametrize("lines", [1, 7, 40])
async def test_nothing_that_was_called_saved_is_lost_and_every_notice_is_delivered_once(
    address: str, lines: int
) -> None:
    saved = await killed_after(address, lines)
    assert len(saved) >= lines
    store = open_store(address)
    try:
        chat = Chat(store, SetClock())
        async with store.read() as view:
            stored = {post.id for post in await view.posts.listing(PostFilter())}
        assert set(saved) <= stored
        delivered = [each.card.title.split()[0] for each in await chat.deliver() if each.place == PLACE]
        assert sorted(delivered) == sorted(stored)
        assert await chat.deliver() == []
    finally:
        await store.close()
