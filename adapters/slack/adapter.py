"""Serves one Slack workspace: its requests by Socket Mode or HTTP become acts, notices become messages."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError

from adapters.slack.answer import PATIENCE, Answers
from adapters.slack.decode import PLATFORM
from adapters.slack.history import History
from adapters.slack.listeners import bolt_app
from adapters.slack.people import People
from adapters.slack.post import EVENT, message_payload
from adapters.slack.reasons import NO_THREAD, REFUSED
from adapters.slack.render import ANSWER
from adapters.slack.socket import PING_SECONDS, PatientSocket
from adapters.slack.verify import refusal, verified_body
from adapters.slack.web import Sleep, WebApi, reason_of
from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.ports import Clock, Core, Refused, Undeliverable

Mode = Literal["socket", "http"]

BASE_URL = "https://slack.com/api/"
PATH = "/slack/events"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PARTING = 5.0
"""Seconds that answers under way are given when the program stops."""
FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
log = structlog.get_logger()


class SlackSettingsError(Refused):
    """A setting with which Slack cannot be served; the text names it and says what to do."""


class SlackAdapter:
    """Slack as a chat platform, with one workspace's bot token.

    `mode` "socket" needs `app_token`, "http" needs `signing_secret` and the `app` that gets the route /slack/events.
    `pace`: seconds between two messages into one conversation. `patience`: seconds the core gets before a person is
    told that the answer takes longer. `sleep` waits before another try. Raises SlackSettingsError.
    """

    platform = PLATFORM

    def __init__(
        self,
        bot_token: str,
        app_token: str | None,
        signing_secret: str | None,
        base_url: str,
        clock: Clock,
        mode: Mode,
        app: web.Application | None = None,
        *,
        pace: float = 1.0,
        patience: float = PATIENCE,
        ping_seconds: float = PING_SECONDS,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        check_address(base_url)
        if mode == "socket" and not app_token:
            raise SlackSettingsError("SLACK_APP_TOKEN is missing: Socket Mode needs the app-level token (xapp-…).")
        if mode == "http" and not (signing_secret and app is not None):
            raise SlackSettingsError("SLACK_SIGNING_SECRET is missing: HTTP mode needs it from the app's basic page.")
        self._app_token, self._secret = app_token or "", signing_secret or ""
        self._clock, self._mode = clock, mode
        self._patience, self._ping_seconds, self._sleep = patience, ping_seconds, sleep
        self._web = WebApi(bot_token, base_url, clock, pace)
        self._people = People(self._web, clock)
        self._history = History(self._web, clock)
        self._bolt: AsyncApp | None = None
        if app is not None and mode == "http":
            app.router.add_post(PATH, self.receive)

    @property
    def serving(self) -> bool:
        """Return whether requests are answered now."""
        return self._bolt is not None

    async def run(self, core: Core) -> None:
        """Serve until cancelled. Raises SlackSettingsError when Slack refuses the token."""
        await self._sign_in()
        answers = Answers(core, self._web, self._people, self._clock, self._patience, self._sleep)
        self._bolt = bolt_app(self._web.client, answers)
        try:
            async with self._connected(self._bolt):
                log.info("slack is served", team=self._people.team_name, mode=self._mode)
                await asyncio.Event().wait()
        finally:
            self._bolt = None
            await answers.finish(PARTING)

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Post a card, once; its notice's id goes along unseen. Raises Undeliverable or OSError.

        Where a thread takes none it goes into the channel itself.
        """
        metadata = {"event_type": EVENT, "event_payload": {"notice": id}}
        thread = {"thread_ts": place.thread} if place.thread else {}
        payload = message_payload(card, self._clock.now())
        try:
            sent = await self._web.post("chat.postMessage", place.channel, **payload, **thread, metadata=metadata)
        except Undeliverable as error:
            if place.thread and str(error).endswith(NO_THREAD):
                return await self.deliver(id, replace(place, thread=""), card)
            raise
        return MessageRef(place, f"{sent['channel']}:{sent['ts']}")

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Put the card in place of the one that stands. Raises Undeliverable or OSError."""
        channel, ts = ref.id.split(":")
        payload = message_payload(card, self._clock.now())
        # chat.update reads links and names out of a text unless it is told not to; posting does not.
        await self._web.post("chat.update", channel, ts=ts, **payload, parse="none", link_names=False)

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return the message of this notice; None where it is not there, or nothing may be read. Raises OSError."""
        found = await self._history.find(id, place)
        return await self._history.find(id, replace(place, thread="")) if place.thread and not found else found

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Show a card in a channel to one person alone, buttons and all. Raises Undeliverable or OSError.

        Slack keeps no such message and gives it no name: neither can `id` be found again nor is `ask` needed.
        """
        payload = message_payload(card, self._clock.now(), ANSWER)
        thread = {"thread_ts": place.thread} if place.thread else {}
        await self._web.post("chat.postEphemeral", place.channel, user=to.id, **payload, **thread)

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one HTTP request: 401 unless Slack signed it, 503 while the bot is not up."""
        body = await verified_body(request, self._secret, self._clock)
        if body is None:
            return refusal()
        if self._bolt is None:
            return web.Response(status=503)
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        answered = await self._bolt.async_dispatch(AsyncBoltRequest(body=body, headers=headers))
        return await to_aiohttp_response(answered)

    async def _sign_in(self) -> None:
        """Learn whose token this is; wait for a Slack that does not answer."""
        wait = FIRST_WAIT
        while True:
            try:
                told = await self._web.call("auth.test")
                self._people.team, self._people.team_name = told["team_id"], told["team"]
                self._people.me, self._people.my_bot = told["user_id"], told.get("bot_id") or ""
                return
            except (OSError, Undeliverable) as error:
                if any(reason in str(error) for reason in REFUSED):
                    raise SlackSettingsError(
                        f"Slack refuses SLACK_BOT_TOKEN ({error}). Copy the bot token (xoxb-…) from the app's page."
                    ) from error
                log.warning("slack does not answer yet", reason=str(error))
            await self._sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    @asynccontextmanager
    async def _connected(self, bolt: AsyncApp) -> AsyncIterator[None]:
        if self._mode == "http":
            yield
            return
        socket = PatientSocket(self._app_token, bolt, self._clock, self._ping_seconds, self._sleep)
        try:
            await connected(socket)
            yield
        finally:
            await socket.settle(PARTING)
            await socket.close()  # type: ignore[no-untyped-call]  # slack_sdk gives it no types


def check_address(base_url: str) -> None:
    """Raise SlackSettingsError for an address to which a token would travel unprotected."""
    address = urlsplit(base_url)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise SlackSettingsError(f"SLACK_API_BASE_URL is {base_url}: use https://… or a loopback address.")


async def connected(socket: PatientSocket) -> None:
    """Connect a socket. Raises SlackSettingsError when Slack refuses the token."""
    try:
        await socket.connect()
    except SlackApiError as error:
        raise SlackSettingsError(
            f"Slack refuses SLACK_APP_TOKEN ({reason_of(error)}). "
            "Copy an app-level token (xapp-…) with connections:write from the app's basic page."
        ) from error
