"""A process that races others for one offer: it takes what it can get and tells how much that was."""

import asyncio
import random
import sys

from bot.domain.post import Tally
from bot.store import Retry, Unavailable
from storage.store import Store, open_store
from tests.contracts.records import NOON

MOST = 5


async def take(store: Store, amount: int) -> int:
    """Take that much of O1 and return it; 0 when so much is not left."""
    while True:
        try:
            async with store.begin() as unit:
                got = await unit.posts.move("O1", Tally(promised=amount), "P1", "promise", NOON)
                await unit.commit()
            return amount if got else 0
        except (Retry, Unavailable):
            continue


async def race(url: str, attempts: int, seed: int) -> int:
    """Make the attempts, eight at a time, and return how much was granted in all."""
    chance = random.Random(seed)
    store = open_store(url)
    granted = 0
    for _ in range(attempts // 8):
        granted += sum(await asyncio.gather(*(take(store, chance.randint(1, MOST)) for _ in range(8))))
    await store.close()
    return granted


if __name__ == "__main__":
    url, attempts, seed = sys.argv[1:]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write(f"{asyncio.run(race(url, int(attempts), int(seed)))}\n")
