"""Brings requests to a bot as Slack does: signed over HTTP, to be acknowledged within three seconds."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.slack.verify import signature
from tests.platforms.slack.state import Payload, Workspace
from tests.platforms.slack.webapi import as_json

ACK_SECONDS = 3.0
SECRET = "an invented signing secret"


class NotAcknowledged(Exception):
    """The bot did not acknowledge in time, or not with 200: a person would see an error.

    `reason` is Slack's word for it. `final`: the bot asked not to be told again.
    """

    def __init__(self, kind: str, reason: str, *, final: bool = False) -> None:
        super().__init__(f"{kind}: {reason}")
        self.reason, self.final = reason, final


class Delivery(Protocol):
    """One way to a bot."""

    async def deliver(self, kind: str, payload: Payload, retry: int = 0, reason: str = "") -> Payload | str:
        """Bring a "slash_commands", "interactive" or "events_api" payload and return what acknowledges it."""


@dataclass(slots=True)
class HttpDelivery:
    """Posts to the bot's address; the time stamped on it is the workspace's."""

    url: str
    workspace: Workspace
    seconds: float = ACK_SECONDS

    async def deliver(self, kind: str, payload: Payload, retry: int = 0, reason: str = "") -> Payload | str:
        """Post it, signed."""
        body, content_type = encoded(kind, payload)
        timestamp = str(int(self.workspace.now()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(SECRET, timestamp, body.encode()),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason or "http_timeout"}
        try:
            async with (
                ClientSession(timeout=ClientTimeout(total=self.seconds)) as session,
                session.post(self.url, data=body.encode(), headers=headers) as answer,
            ):
                if answer.status != 200:
                    final = answer.headers.get("X-Slack-No-Retry") == "1"
                    raise NotAcknowledged(kind, "http_error", final=final)
                if answer.content_type == "application/json":
                    told: Payload = await answer.json()
                    return told
                return await answer.text()
        except TimeoutError as error:
            raise NotAcknowledged(kind, "http_timeout") from error
        except ClientError as error:
            raise NotAcknowledged(kind, "connection_failed") from error


def encoded(kind: str, payload: Payload) -> tuple[str, str]:
    """Return the body and content type of a request."""
    if kind == "events_api":
        return as_json(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": as_json(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"
