"""Holds Slack's Socket Mode connection open, in the library's way but within Slack's limit on new connections."""

import asyncio
import random
from time import time

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.quiet import quiet_logger

PING_SECONDS = 10
"""A connection that answers no ping for four of these is given up and made anew."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before another try; apps.connections.open takes about one a minute when it goes on."""


class PatientSocket(SocketModeClient):
    """Leads envelopes to a Bolt application. A connection that fails is asked for again after waits that double."""

    def __init__(self, app_token: str, app: AsyncApp, ping_seconds: float = PING_SECONDS) -> None:
        super().__init__(app_token, quiet_logger(), app.client, ping_interval=ping_seconds)
        self._app = app
        self._failures = 0
        self.socket_mode_request_listeners.append(self.handle)

    async def issue_new_wss_url(self) -> str:
        """Return the address of the next connection. Raises SlackApiError."""
        if self._failures:
            wait = min(FIRST_WAIT * 2 ** (self._failures - 1), LONGEST_WAIT)
            await asyncio.sleep(wait * random.uniform(0.8, 1.2))  # noqa: S311 - spreading tries is no secret
        self._failures += 1
        url = await super().issue_new_wss_url()
        self._failures = 0
        return url

    async def handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Let Bolt answer one envelope and acknowledge it with that."""
        began = time()
        answered = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, answered, began)
