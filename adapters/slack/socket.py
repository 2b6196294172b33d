"""Holds Slack's Socket Mode connection open, with the library's receiving and our own way of connecting anew.

slack_sdk 3.47 asks again and again with one address when a connection does not come about. Slack's addresses are good
once and for a short time, so it would never come back (slackapi/bolt-python 1529 shows such silence).
"""

import asyncio
import random
from datetime import datetime, timedelta
from time import time

import structlog
from aiohttp import ClientWebSocketResponse
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.quiet import quiet_logger
from adapters.slack.reasons import NOT_ALLOWED, REFUSED
from adapters.slack.web import Sleep, reason_of, retry_after
from bot.ports import Clock

PING_SECONDS = 10
"""A connection that does not answer a ping within half of these is given up, one that does not open within twice."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(seconds=75)
"""Before another try; it triples. apps.connections.open takes about one a minute when it goes on."""
STANDS = timedelta(minutes=1)
"""A connection that stood so long was a good one: the next is asked for at once."""
log = structlog.get_logger()


class PatientSocket(SocketModeClient):
    """Leads envelopes to a Bolt application, and comes back from every kind of lost connection.

    `sleep` takes seconds, by `clock`. The new connection stands before the old one is closed, so that nothing is lost
    between them when Slack only wants to renew it.
    """

    def __init__(
        self,
        app_token: str,
        app: AsyncApp,
        clock: Clock,
        ping_seconds: float = PING_SECONDS,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        super().__init__(app_token, quiet_logger(), app.client, ping_interval=ping_seconds)
        self._app, self._clock, self._sleep = app, clock, sleep
        self._tries = 0
        self._since: datetime | None = None
        self._known_good = False
        self._parting: asyncio.Future[bool] | None = None
        self._handling: set[asyncio.Task[None]] = set()
        self.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Let Bolt answer one envelope and acknowledge it with that."""
        handling = asyncio.create_task(self._answer(client, request))
        self._handling.add(handling)
        handling.add_done_callback(self._handling.discard)
        await handling

    async def settle(self, seconds: float) -> None:
        """Wait until every envelope that came is acknowledged, for so long at most."""
        if self._handling:
            await asyncio.wait(self._handling, timeout=seconds)

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        began = time()
        answered = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, answered, began)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Make a new connection where the one that stands is lost, or, by force, where Slack wants it renewed."""
        asked_of = self.current_session
        async with self.connect_operation_lock:
            renewed = self.current_session is not asked_of
            if (force and not renewed) or not await self.is_connected():
                await self.connect()

    async def connect(self) -> None:
        """Connect, however long it takes. Raises SlackApiError when the first try shows that the token is no good."""
        old = self.current_session
        while not self.closed:
            try:
                url = await self.issue_new_wss_url()
                async with asyncio.timeout(2 * self.ping_interval):
                    session = await self.aiohttp_client_session.ws_connect(
                        url, autoping=False, heartbeat=self.ping_interval, proxy=self.proxy
                    )
            except SlackApiError as error:
                if not self._known_good and reason_of(error) in (*REFUSED, *NOT_ALLOWED):
                    raise
                log.warning("slack gives no connection", reason=reason_of(error) or "an answer that is none of Slack's")
            except Exception as error:
                log.warning("slack is not connected", reason=f"{type(error).__name__}: {error}")
            else:
                self._stand(session)
                self._parting = asyncio.ensure_future(old.close()) if old is not None else None
                return

    async def issue_new_wss_url(self) -> str:
        """Return the address of the next connection, in its time. Raises SlackApiError or what aiohttp raises."""
        await self._rest()
        try:
            told = await self.web_client.apps_connections_open(app_token=self.app_token)
        except SlackApiError as error:
            if reason_of(error) == "ratelimited" or getattr(error.response, "status_code", 0) == 429:
                await self._sleep(retry_after(error.response.headers, self._clock.now()).total_seconds())
            raise
        return str(told["url"])

    async def _rest(self) -> None:
        """Wait before this try, longer each time, unless the connection before it stood for a while."""
        if self._since and self._clock.now() - self._since >= STANDS:
            self._tries = 0
        self._since = None
        if self._tries:
            wait = min(FIRST_WAIT * 3 ** min(self._tries - 1, 5), LONGEST_WAIT)
            spread = random.uniform(0.8, 1.2)  # noqa: S311 - spreading tries is no secret
            await self._sleep(wait.total_seconds() * spread)
        self._tries += 1

    def _stand(self, session: ClientWebSocketResponse) -> None:
        """Take a connection into use, with the library's tasks that watch it and read from it."""
        self.current_session, self.stale, self.last_ping_pong_time = session, False, None
        self._since, self._known_good = self._clock.now(), True
        for task in (self.current_session_monitor, self.message_receiver):
            if task is not None:
                task.cancel()
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
