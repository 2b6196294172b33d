"""Calls Slack's Web API at our own pace and never twice by itself, and tells a refusal for good from one for now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError
from aiolimiter import AsyncLimiter
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.quiet import quiet_logger
from bot.ports import Clock, Undeliverable

SECONDS = 15
"""A request that takes longer is given up; the courier gives a send 20."""
UNTOLD = timedelta(seconds=30)
"""How long to wait when Slack says "later" and not when."""
GONE = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "is_archived",
        "message_not_found",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "users_not_found",
    }
)
"""Slack's reasons that no later try will change."""
WAITING = frozenset(
    {
        "fatal_error",
        "internal_error",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "token_expired",
        "token_revoked",
    }
)
"""Reasons that pass, or that the operator can mend."""


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
        self._limiters: dict[str, AsyncLimiter] = {}
        self._until: dict[tuple[str, str], datetime] = {}

    async def post(self, method: str, channel: str, **body: object) -> Mapping[str, Any]:
        """Send or replace a message in a conversation, in its turn. Raises Undeliverable or OSError."""
        limiter = self._limiters.setdefault(channel, AsyncLimiter(1, self._pace))
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
        except (ClientError, SlackClientError, ValueError) as error:
            raise OSError(f"{method}: {error}") from error
        found: Mapping[str, Any] = answer.data if isinstance(answer.data, dict) else {}
        return found

    def _told(self, method: str, about: str, error: SlackApiError) -> Exception:
        """Return what Slack's answer means."""
        status, reason = error.response.status_code, reason_of(error)
        if status == 429 or reason == "ratelimited":
            until = self._clock.now() + retry_after(error.response.headers)
            self._until[method, about] = until
            return Later(method, until)
        if reason in GONE:
            return Undeliverable(f"{method}: {reason}")
        if status >= 500 or reason in WAITING or not reason:
            return OSError(f"{method}: {reason or f'status {status}'}")
        return error


def reason_of(error: SlackApiError) -> str:
    """Return Slack's name for what went wrong, or an empty text for an answer that is none of Slack's."""
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def retry_after(headers: Mapping[str, str]) -> timedelta:
    """Return how long Slack wants to be left alone: whole seconds as told, else half a minute."""
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=int(told)) if told.isascii() and told.isdigit() and len(told) < 7 else UNTOLD
