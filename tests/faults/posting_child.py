"""A bot that posts and says so but never delivers: the process that the kill drill kills."""

import asyncio
import sys

from bot.chat import Identity, Invocation, Place
from storage.store import open_store
from tests.chat import Chat
from tests.clock import SetClock

PLACE = Place("console", "Green Wave", "suzu")


async def main(address: str, count: int) -> None:
    """Dispatch so many requests to the database at an address; each answer is printed only after its commit."""
    clock = SetClock()
    chat = Chat(open_store(address), clock)
    for number in range(count):
        options = {"text": f"{number + 1} blankets in Wajima"}
        sender = Identity("console", "Green Wave", "aki")
        sent = Invocation(f"act-{number}", "request", options, sender, PLACE, clock.now(), "aki", "Green Wave")
        reply = await chat.core.dispatch(sent)
        sys.stdout.write(f"{chat.text(reply).splitlines()[0]}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
