"""Calls Slack's Web API at our own pace and never twice by itself, and tells a refusal for good from one for now."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import structlog
from aiohttp import ClientError
from aiolimiter import AsyncLimiter
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.quiet import quiet_logger
from adapters.slack.reasons import GONE, NOT_ALLOWED, WAITING
from bot.ports import Clock, Undeliverable

SECONDS = 15
"""A request that takes longer is given up; the courier gives a send 20."""
UNTOLD = timedelta(seconds=30)
"""How long to wait when Slack says "later" and not when."""
LONGEST = timedelta(hours=1)
"""Slack names seconds; a longer wait than this is a mistake somewhere, and is told to the operator."""
SECONDS_TOLD = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)
Sleep = Callable[[float], Awaitable[None]]
log = structlog.get_logger()


class NotAllowed(OSError):
    """The token may not do this: a scope was not given."""


class Later(OSError):
    """Slack asked to be left alone until a time; nothing is sent before."""

    def __init__(self, method: str, until: datetime) -> None:
        super().__init__(f"Slack takes no {method} here before {until:%H:%M:%S} UTC")
        self.until = until


class WebApi:
    """Slack's Web API with one bot token. `pace`: seconds between two messages into one conversation."""

    def __init__(self, token: str, base_url: str, clock: Clock, pace: float) -> None:
        self.client = AsyncWebClient(
            token=token, base_url=base_url, timeout=SECONDS, logger=quiet_logger(), retry_handlers=[]
        )
        self._clock, self._pace = clock, pace
        self._limiters: dict[tuple[str, str], AsyncLimiter] = {}
        self._until: dict[tuple[str, str], datetime] = {}

    async def post(self, method: str, channel: str, **body: object) -> Mapping[str, Any]:
        """Send or replace a message in a conversation, each in its turn: a new one holds up no amendment.

        Raises Undeliverable or OSError.
        """
        limiter = self._limiters.setdefault((method, channel), AsyncLimiter(1, self._pace))
        async with limiter:
            return await self.call(method, channel, channel=channel, **body)

    async def call(self, method: str, about: str = "", **body: object) -> Mapping[str, Any]:
        """Make one call with a JSON body. `about` is the conversation whose turn it is. Raises as `post` does."""
        return await self._once(method, about, {"json": body})

    async def ask(self, method: str, about: str = "", **query: object) -> Mapping[str, Any]:
        """Make one call that only reads; such take no JSON. Raises as `post` does."""
        return await self._once(method, about, {"params": query})

    async def respond(self, url: str, body: dict[str, Any]) -> bool:
        """Answer an interaction by its own address; False when Slack takes no answer there any more."""
        client = AsyncWebhookClient(url, timeout=SECONDS, logger=quiet_logger(), retry_handlers=[])
        try:
            return (await client.send_dict(body)).status_code == 200
        except (ClientError, OSError):
            return False

    async def _once(self, method: str, about: str, request: dict[str, Any]) -> Mapping[str, Any]:
        until = self._until.get((method, about))
        if until and self._clock.now() < until:
            raise Later(method, until)
        try:
            answer = await self.client.api_call(method, **request)
        except SlackApiError as error:
            raise self._told(method, about, error) from error
        except (ClientError, SlackClientError, ValueError, AttributeError) as error:
            # slack_sdk reads a field of whatever JSON or text came, also where that is no object.
            raise OSError(f"{method}: {type(error).__name__} {error}") from error
        found: Mapping[str, Any] = answer.data if isinstance(answer.data, dict) else {}
        return found

    def _told(self, method: str, about: str, error: SlackApiError) -> Exception:
        """Return what Slack's answer means."""
        if not isinstance(error.response, AsyncSlackResponse):  # slack_sdk could not read it
            return OSError(f"{method}: an answer that is none of Slack's")
        status, reason = error.response.status_code, reason_of(error)
        if status == 429 or reason == "ratelimited":
            now = self._clock.now()
            until = now + retry_after(error.response.headers, now)
            self._until[method, about] = until
            return Later(method, until)
        if reason in GONE:
            return Undeliverable(f"{method}: {reason}")
        if reason in NOT_ALLOWED:
            return NotAllowed(f"{method}: {reason}")
        if status >= 500 or reason in WAITING or not reason:
            return OSError(f"{method}: {reason or f'status {status}'}")
        return error


def reason_of(error: SlackApiError) -> str:
    """Return Slack's name for what went wrong, or an empty text for an answer that is none of Slack's."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return how long Slack wants to be left alone: as told in seconds or as a date, an hour at most.

    Half a minute where it does not say, or says what lies behind us.
    """
    told = next((value.strip() for name, value in headers.items() if name.lower() == "retry-after"), "")
    wait = told_wait(told, now)
    if wait > LONGEST:
        log.error("slack asks to be left alone for longer than an hour", told=told)
    return min(wait, LONGEST) if wait > timedelta() else UNTOLD


def told_wait(told: str, now: datetime) -> timedelta:
    """Return the wait that a Retry-After header names; nothing, where it cannot be read."""
    if SECONDS_TOLD.fullmatch(told):
        return timedelta(seconds=min(float(told), 1e9))
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return timedelta()
    return (when if when.tzinfo else when.replace(tzinfo=UTC)) - now
