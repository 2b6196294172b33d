"""The gateway: sessions over websockets, with heartbeats, resuming, and events kept for a session that comes back."""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]  # Any: JSON

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
AUTHENTICATION_FAILED, UNKNOWN_ERROR = 4004, 4000
MOST = 4096


@dataclass
class Session:
    """One session: its events in order, and the socket it is on, if any."""

    id: str
    events: list[Json] = field(default_factory=list)
    line: "Line | None" = None


class Line:
    """One websocket; frames are one zlib stream when the client asked for that."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._zlib = zlib.compressobj() if compressed else None

    async def send(self, payload: Json) -> None:
        text = json.dumps(payload)
        if self._zlib:
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)
        else:
            await self.socket.send_str(text)


class GatewayServer:
    """Speaks with every client that connects; `token` is the only one it knows."""

    def __init__(self, token: str, ready: Callable[[str], tuple[Json, list[tuple[str, Json]]]]) -> None:
        self.token = token
        self.heartbeat_ms = 41250
        self.identified = 0
        self.resumed = 0
        self.intents = 0
        self.sessions: dict[str, Session] = {}
        self.present = asyncio.Event()
        self._ready = ready

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket until it closes."""
        socket = web.WebSocketResponse(max_msg_size=MOST)
        await socket.prepare(request)
        line = Line(socket, compressed="compress" in request.query)
        await line.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(line, json.loads(message.data))
        for session in self.sessions.values():
            if session.line is line:
                session.line = None
                self.present.clear()
        return socket

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event to the newest session, or keep it for when that resumes."""
        session = list(self.sessions.values())[-1]
        event = {"op": DISPATCH, "t": name, "s": len(session.events) + 1, "d": data}
        session.events.append(event)
        if session.line:
            await session.line.send(event)

    async def say(self, op: int, d: object = None) -> None:
        """Send an operation to the client: 7 asks it to come back, 9 ends its session."""
        for session in self.sessions.values():
            if session.line:
                await session.line.send({"op": op, "d": d, "s": None, "t": None})

    async def drop(self, code: int = UNKNOWN_ERROR) -> None:
        """Close every socket."""
        for session in self.sessions.values():
            if session.line:
                line, session.line = session.line, None
                self.present.clear()
                await line.socket.close(code=code)

    def forget(self) -> None:
        """Let no session be resumed any more."""
        self.sessions = {f"gone-{name}": session for name, session in self.sessions.items()}

    async def _take(self, line: Line, payload: Json) -> None:
        op: int = payload["op"]
        data: Any = payload.get("d")  # Any: JSON
        if op == HEARTBEAT:
            await line.send({"op": ACK, "d": None, "s": None, "t": None})
        elif op == IDENTIFY:
            await self._identify(line, data)
        elif op == RESUME:
            await self._resume(line, data)

    async def _identify(self, line: Line, data: Json) -> None:
        if data["token"] != self.token:
            await line.socket.close(code=AUTHENTICATION_FAILED)
            return
        self.identified += 1
        self.intents = data["intents"]
        session = Session(f"session{len(self.sessions) + 1}", line=line)
        self.sessions[session.id] = session
        ready, after = self._ready(session.id)
        for name, event in [("READY", ready), *after]:
            await self.dispatch(name, event)
        self.present.set()

    async def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            await line.send({"op": INVALID, "d": False, "s": None, "t": None})
            return
        self.resumed += 1
        session.line = line
        for event in session.events[data["seq"] :]:
            await line.send(event)
        await self.dispatch("RESUMED", {})
        self.present.set()
