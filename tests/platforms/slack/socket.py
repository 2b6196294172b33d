"""Brings requests to a bot in envelopes over a socket, and loses its connections in all the ways that Slack does."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.slack.delivery import ACK_SECONDS, NotAcknowledged
from tests.platforms.slack.state import Payload, Workspace
from tests.platforms.slack.webapi import as_json

MOST_CONNECTIONS = 10
Acknowledged = asyncio.Queue[Payload]


@dataclass(slots=True)
class SocketDelivery:
    """Serves a socket and sends envelopes over the newest connection. `refusing`, `silent`: none comes about."""

    workspace: Workspace
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    deaf: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, Acknowledged] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    opened: int = 0
    refusing: bool = False
    silent: bool = False
    seconds: float = ACK_SECONDS

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection, for who has a good ticket that was not used before."""
        if self.silent:
            await asyncio.Event().wait()
        until = self.workspace.tickets.pop(request.query.get("ticket", ""), 0)
        if self.refusing or self.workspace.down or self.workspace.now() > until:
            return web.Response(status=503 if self.refusing or self.workspace.down else 409)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_str(as_json({"type": "disconnect", "reason": "too_many_websockets"}))
            await socket.close()
            return socket
        await socket.send_str(as_json(hello(len(self.connections) + 1)))
        async with self.changed:
            self.connections.append(socket)
            self.opened += 1
            self.changed.notify_all()
        try:
            await self._hear(socket)
        finally:
            self.connections.remove(socket)
        return socket

    async def _hear(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if socket in self.deaf:
                continue
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                told = message.json()
                acknowledged = self.waiting.get(told["envelope_id"])
                if acknowledged:
                    acknowledged.put_nowait(told.get("payload") or {})

    async def wait_for(self, opened: int) -> None:
        """Wait until so many connections were opened in all."""
        async with self.changed:
            await self.changed.wait_for(lambda: self.opened >= opened)

    async def drop(self, code: int = 1011) -> None:
        """Break the newest connection as a server that fails."""
        await self.wait_for(1)
        await self.connections[-1].close(code=code)

    async def renew(self, reason: str = "refresh_requested") -> None:
        """Ask for a new connection, as Slack does every few hours; also "warning" and "link_disabled"."""
        await self.wait_for(1)
        debug = {"host": "applink-invented", "build_number": 1, "approximate_connection_time": 18060}
        await self.connections[-1].send_str(as_json({"type": "disconnect", "reason": reason, "debug_info": debug}))

    async def go_deaf(self) -> None:
        """Let the connections that stand hear and say nothing any more, without closing them."""
        await self.wait_for(1)
        self.deaf.extend(self.connections)

    async def deliver(self, kind: str, payload: Payload, retry: int = 0, reason: str = "") -> Payload | str:
        """Send it in an envelope and wait for that to be acknowledged."""
        [told] = await self.flood(kind, payload, 1, retry, reason)
        return told

    async def flood(self, kind: str, payload: Payload, times: int, retry: int = 0, reason: str = "") -> list[Payload]:
        """Send one envelope so many times, over all connections in turn; return every acknowledgement."""
        envelope = self._envelope(kind, payload, retry, reason)
        acknowledged = self.waiting[envelope["envelope_id"]] = Acknowledged()
        try:
            async with asyncio.timeout(self.seconds):
                async with self.changed:
                    await self.changed.wait_for(lambda: bool(self.connections))
                for number in range(times):
                    await self.connections[-1 - number % len(self.connections)].send_str(as_json(envelope))
                return [await acknowledged.get() for _ in range(times)]
        except TimeoutError as error:
            raise NotAcknowledged(kind, "timeout") from error
        finally:
            del self.waiting[envelope["envelope_id"]]

    def _envelope(self, kind: str, payload: Payload, retry: int, reason: str) -> dict[str, Any]:
        speaks = kind != "events_api"
        repeated = {} if speaks else {"retry_attempt": retry, "retry_reason": reason}
        envelope = f"envelope-{next(self.workspace.numbers)}"
        return {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": speaks,
            **repeated,
        }


def hello(connections: int) -> Payload:
    """Return what Slack says first on a connection."""
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": "A1"},
        "debug_info": {"host": "applink-invented", "build_number": 1, "approximate_connection_time": 18060},
    }
