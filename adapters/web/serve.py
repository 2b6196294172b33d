"""Starts and stops the HTTP application on an address."""

from dataclasses import dataclass

from aiohttp import web

PARTING = 5.0
"""Seconds that requests in hand are given when the server stops."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs: `port` is the real one, also where any free one was asked for."""

    runner: web.AppRunner
    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the address of the board."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    async def stop(self) -> None:
        """Take no more requests, finish those in hand, close."""
        await self.runner.cleanup()


async def serve(app: web.Application, host: str, port: int) -> Serving:
    """Serve the application and return once it listens; port 0 takes any free one. Raises OSError when it cannot."""
    # No access log: it would keep the addresses of those who only look.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=PARTING)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return Serving(runner, host, runner.addresses[0][1])
