"""Brings requests to a bot as Slack does: signed over HTTP or in envelopes over a socket, to be acknowledged in 3 s."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from aiohttp import ClientSession, ClientTimeout, WSMsgType, web

from adapters.slack.verify import signature
from tests.platforms.slack.state import Payload, Workspace
from tests.platforms.slack.webapi import as_json

ACK_SECONDS = 3.0
SECRET = "an invented signing secret"


class NotAcknowledged(Exception):
    """The bot did not acknowledge in time, or not with 200: a person would see an error."""


class Delivery(Protocol):
    """One way to a bot."""

    async def deliver(self, kind: str, payload: Payload, retry: int = 0) -> Payload | str:
        """Bring a "slash_commands", "interactive" or "events_api" payload and return what acknowledges it."""


@dataclass(slots=True)
class HttpDelivery:
    """Posts to the bot's address; the time stamped on it is the workspace's."""

    url: str
    workspace: Workspace

    async def deliver(self, kind: str, payload: Payload, retry: int = 0) -> Payload | str:
        """Post it, signed."""
        body, content_type = encoded(kind, payload)
        timestamp = str(int(self.workspace.now()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(SECRET, timestamp, body.encode()),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        try:
            async with (
                ClientSession(timeout=ClientTimeout(total=ACK_SECONDS)) as session,
                session.post(self.url, data=body.encode(), headers=headers) as answer,
            ):
                if answer.status != 200:
                    raise NotAcknowledged(f"{kind}: {answer.status}")
                if answer.content_type == "application/json":
                    told: Payload = await answer.json()
                    return told
                return await answer.text()
        except TimeoutError as error:
            raise NotAcknowledged(kind) from error


def encoded(kind: str, payload: Payload) -> tuple[str, str]:
    """Return the body and content type of a request."""
    if kind == "events_api":
        return as_json(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": as_json(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"


@dataclass(slots=True)
class SocketDelivery:
    """Serves a socket and sends envelopes over the newest connection. `deaf`: pings are not answered any more."""

    workspace: Workspace
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[Payload]] = field(default_factory=dict)
    connected: asyncio.Condition = field(default_factory=asyncio.Condition)
    opened: int = 0
    deaf: bool = False

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection."""
        deaf = self.deaf
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_str(as_json({"type": "hello", "num_connections": 1}))
        async with self.connected:
            self.connections.append(socket)
            self.opened += 1
            self.connected.notify_all()
        async for message in socket:
            if message.type is WSMsgType.PING and not (deaf or self.deaf):
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(message.json())
        self.connections.remove(socket)
        return socket

    def _acknowledged(self, told: Payload) -> None:
        waiting = self.waiting.pop(told["envelope_id"], None)
        if waiting and not waiting.done():
            waiting.set_result(told.get("payload") or {})

    async def wait_for(self, opened: int) -> None:
        """Wait until so many connections were opened in all."""
        async with self.connected:
            await self.connected.wait_for(lambda: self.opened >= opened)

    async def drop(self) -> None:
        """Break the connection as a server that fails."""
        await self.wait_for(1)
        await self.connections[-1].close(code=1011)

    async def refresh(self) -> None:
        """Ask for a new connection, as Slack does every few hours."""
        await self.wait_for(1)
        await self.connections[-1].send_str(as_json({"type": "disconnect", "reason": "refresh_requested"}))

    async def deliver(self, kind: str, payload: Payload, retry: int = 0) -> Payload | str:
        """Send it in an envelope and wait for that to be acknowledged."""
        await self.wait_for(1)
        envelope = f"envelope-{next(self.workspace.numbers)}"
        told = self.waiting[envelope] = asyncio.get_running_loop().create_future()
        sent = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        if kind == "events_api":
            sent |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        await self.connections[-1].send_str(as_json(sent))
        try:
            return await asyncio.wait_for(told, ACK_SECONDS)
        except TimeoutError as error:
            raise NotAcknowledged(kind) from error
