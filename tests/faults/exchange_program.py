"""`kizuna run` as a process of its own on a clock that runs ahead: what the kill drill kills."""

import asyncio
import signal
import sys
from datetime import timedelta

from bot.clock import SystemClock
from bot.settings import load_settings
from bot.wiring.logs import service_logs
from bot.wiring.serving import ready


async def main(ahead: timedelta) -> None:
    """Serve what the environment sets up until told to stop."""
    service_logs()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with ready(load_settings(), SystemClock(ahead)) as bot:
        await bot.serve(stop)


if __name__ == "__main__":
    asyncio.run(main(timedelta(minutes=int(sys.argv[1]))))
