"""The gateway: sessions over websockets, with heartbeats, resuming, and events kept for a session that comes back."""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.discord.world import Json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
UNKNOWN_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED, ALREADY_AUTHENTICATED = 4000, 4003, 4004, 4005
MOST = 4096
STARTS, DAY, BETWEEN = 1000, 86400.0, 5.0
KEPT = 90.0
"""Seconds that a session without a connection is kept (about what serenity#2932 and discord-api-docs#1619 tell)."""


@dataclass
class Session:
    """One session: its events in order, and the socket it is on, if any, or since when it has none."""

    id: str
    events: list[Json] = field(default_factory=list)
    line: "Line | None" = None
    alone_since: float = 0.0


class Line:
    """One websocket; frames are one zlib stream when the client asked for that."""

    def __init__(self, socket: web.WebSocketResponse, compression: str) -> None:
        assert compression in ("", "zlib-stream"), f"{compression} is not spoken here"
        self.socket = socket
        self._zlib = zlib.compressobj() if compression else None

    async def send(self, payload: Json) -> None:
        """Send one payload whole."""
        text = json.dumps(payload)
        if self._zlib:
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)
        else:
            await self.socket.send_str(text)

    async def tell(self, op: int, data: object = None) -> None:
        """Send an operation that is no event."""
        await self.send({"op": op, "d": data, "s": None, "t": None})


class GatewayServer:
    """Speaks with every client that connects; `token` is the only one it knows.

    `refusing`: no connection is made. `invalidating`: no session is granted. `ending`: each is ended as soon as it has
    begun. `deaf`: nothing is said or answered.
    """

    def __init__(
        self, token: str, now: Callable[[], float], ready: Callable[[str], tuple[Json, list[tuple[str, Json]]]]
    ) -> None:
        self.token = token
        self.heartbeat_ms = 41250
        self.refusing = self.invalidating = self.ending = self.deaf = False
        self.connected = 0
        self.identified = 0
        self.starts: list[float] = []  # when each IDENTIFY came
        self.resumed = 0
        self.heartbeats = 0
        self.intents = 0
        self.sessions: dict[str, Session] = {}
        self.present, self.left = asyncio.Event(), asyncio.Event()
        self._now = now
        self._ready = ready

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket until it closes."""
        self.connected += 1
        if self.refusing:
            return web.Response(status=503, text="no gateway")
        assert (request.query["v"], request.query["encoding"]) == ("10", "json")
        socket = web.WebSocketResponse(max_msg_size=MOST)
        await socket.prepare(request)
        line = Line(socket, request.query.get("compress", ""))
        await line.tell(HELLO, {"heartbeat_interval": self.heartbeat_ms})
        self.left.clear()
        async for message in socket:
            if message.type is WSMsgType.TEXT and not self.deaf:
                await self._take(line, json.loads(message.data))
        self._gone(line)
        return socket

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event to the newest session, or keep it for when that resumes."""
        session = list(self.sessions.values())[-1]
        event = {"op": DISPATCH, "t": name, "s": len(session.events) + 1, "d": data}
        session.events.append(event)
        if session.line and not self.deaf:
            await session.line.send(event)

    async def say(self, op: int, d: object = None) -> None:
        """Send an operation to the client: 7 asks it to come back, 9 ends its session."""
        for session in self.sessions.values():
            if session.line:
                await session.line.tell(op, d)

    async def drop(self, code: int = UNKNOWN_ERROR) -> None:
        """Close every socket."""
        for line in [session.line for session in self.sessions.values() if session.line]:
            self._gone(line)
            await line.socket.close(code=code)

    def forget(self) -> None:
        """Let no session be resumed any more."""
        self.sessions = {f"gone-{name}": session for name, session in self.sessions.items()}

    def start_limit(self) -> Json:
        """Return what GET /gateway/bot tells of the day's sessions."""
        recent = [at for at in self.starts if self._now() - at < DAY]
        after = int((recent[0] + DAY - self._now()) * 1000) if recent else 0
        return {"total": STARTS, "remaining": max(0, STARTS - len(recent)), "reset_after": after, "max_concurrency": 1}

    @property
    def hurried(self) -> int:
        """Return how many IDENTIFYs came within five seconds of another."""
        return sum(later - earlier < BETWEEN for earlier, later in pairwise(self.starts))

    def _gone(self, line: Line) -> None:
        for session in self.sessions.values():
            if session.line is line:
                session.line, session.alone_since = None, self._now()
                self.present.clear()
                self.left.set()

    async def _take(self, line: Line, payload: Json) -> None:
        op: int = payload["op"]
        data: Any = payload.get("d")  # Any: JSON
        known = any(session.line is line for session in self.sessions.values())
        if op == HEARTBEAT:
            self.heartbeats += 1
            await line.tell(ACK)
        elif op in (IDENTIFY, RESUME) and known:
            await line.socket.close(code=ALREADY_AUTHENTICATED)
        elif op == IDENTIFY:
            await self._identify(line, data)
        elif op == RESUME:
            await self._resume(line, data)
        elif not known:
            await line.socket.close(code=NOT_AUTHENTICATED)

    async def _identify(self, line: Line, data: Json) -> None:
        if data["token"] != self.token or self.start_limit()["remaining"] == 0:
            await line.socket.close(code=AUTHENTICATION_FAILED)  # after the last start Discord resets the token
            return
        self.identified += 1
        self.starts.append(self._now())
        if self.invalidating:
            await line.tell(INVALID, data=False)
            return
        self.intents = data["intents"]
        session = Session(f"session{len(self.sessions) + 1}", line=line)
        self.sessions[session.id] = session
        ready, after = self._ready(session.id)
        for name, event in [("READY", ready), *after]:
            await self.dispatch(name, event)
        if self.ending:
            self.forget()
            await line.tell(INVALID, data=False)
            return
        self.present.set()

    async def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        late = session and not session.line and self._now() - session.alone_since > KEPT
        if session is None or late or data["token"] != self.token:
            await line.tell(INVALID, data=False)
            return
        self.resumed += 1
        session.line = line
        for event in session.events[data["seq"] :]:
            await line.send(event)
        await self.dispatch("RESUMED", {})
        self.present.set()
