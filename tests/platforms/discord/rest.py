"""The REST side: messages, commands and interactions, every request checked, faults as a test scripts them."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.platforms.discord.checks import Body, checker
from tests.platforms.discord.world import BOT, EPHEMERAL, Interaction, Json, World, bare

DEADLINE, TOKEN_SECONDS = 3.0, 900.0
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9

Handler = Callable[[web.Request, Any], Awaitable[web.StreamResponse]]


@dataclass
class Fault:
    """How the next requests to a route end. `accepted`: they are done first, and only the answer is lost."""

    method: str
    path: re.Pattern[str]
    status: int  # 0: the connection is reset
    accepted: bool = False
    times: int = 1
    retry_after: float = 0.01


class Refused(Exception):
    """An error of Discord's: HTTP status and code."""

    def __init__(self, status: int, code: int, text: str = "") -> None:
        super().__init__(text or str(code))
        self.status, self.code = status, code


def answered(data: object, status: int = 200) -> web.Response:
    """Return JSON as discord.py takes it: the content type exactly, and the headers of a rate limit with room."""
    limits = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1.0"}
    headers = {**limits, "Content-Type": "application/json", "X-RateLimit-Reset": "1.0"}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=headers)


class Rest:
    """Answers discord.py. `wrong` collects what a request breaks: a test expects it empty."""

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token = world, token
        self.wrong: list[str] = []
        self.requests: list[tuple[str, str, Any]] = []
        self.faults: list[Fault] = []
        self.served = asyncio.Event()

    def routes(self, app: web.Application) -> None:
        """Add every route."""
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._application),
            ("POST", "/users/@me/channels", self._open_direct),
            ("GET", "/applications/{app}/commands", self._commands),
            ("PUT", "/applications/{app}/commands", self._put_commands),
            ("POST", "/applications/{app}/commands", self._post_command),
            ("DELETE", "/applications/{app}/commands/{command}", self._delete_command),
            ("POST", "/channels/{channel}/messages", self._post),
            ("GET", "/channels/{channel}/messages", self._history),
            ("GET", "/channels/{channel}/messages/{message}", self._message),
            ("PATCH", "/channels/{channel}/messages/{message}", self._edit),
            ("POST", "/interactions/{id}/{token}/callback", self._callback),
            ("POST", "/webhooks/{app}/{token}", self._follow_up),
            ("PATCH", "/webhooks/{app}/{token}/messages/@original", self._edit_original),
        ]
        for method, path, handler in table:
            app.router.add_route(method, f"/api/v10{path}", self._guarded(handler))

    def _guarded(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix("/api/v10")
            body = await request.json() if request.can_read_body else None
            self.requests.append((request.method, path, body))
            fault = self._fault(request.method, path)
            if fault and not fault.accepted:
                return self._fail(request, fault)
            try:
                self._authorise(request, path)
                if body is not None:
                    self._check(request.method, path, body)
                answer = await handler(request, body)
            except Refused as refused:
                return answered({"code": refused.code, "message": str(refused)}, refused.status)
            finally:
                self.served.set()
            return self._fail(request, fault) if fault else answer

        return guarded

    def _fault(self, method: str, path: str) -> Fault | None:
        fault = next((f for f in self.faults if f.times and f.method == method and f.path.search(path)), None)
        if fault:
            fault.times -= 1
        return fault

    def _fail(self, request: web.Request, fault: Fault) -> web.Response:
        if not fault.status:
            assert request.transport
            request.transport.abort()
        answer = answered(
            {"message": "broken on purpose", "retry_after": fault.retry_after, "global": False}, fault.status or 500
        )
        answer.headers["Via"] = "1.1 stand-in"
        return answer

    def _authorise(self, request: web.Request, path: str) -> None:
        open_to_all = path.startswith(("/interactions/", "/webhooks/"))  # their token is in the path
        if not open_to_all and request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refused(401, 0, "401: Unauthorized")

    def _check(self, method: str, path: str, body: Body) -> None:
        problems = checker().problems(method, path, body)
        if problems:
            self.wrong += [f"{method} {path} {problem}" for problem in problems]
            raise Refused(400, 50035, f"Invalid Form Body: {problems[0]}")

    async def _me(self, request: web.Request, body: Json) -> web.Response:
        return answered(self.world.bot())

    async def _application(self, request: web.Request, body: Json) -> web.Response:
        return answered({"id": str(BOT), "name": "Kizuna", "icon": None, "description": "", "bot_public": True,
                         "bot_require_code_grant": False, "verify_key": "", "flags": 0, "rpc_origins": [],
                         "owner": self.world.bot(), "summary": "", "team": None})  # fmt: skip

    async def _open_direct(self, request: web.Request, body: Json) -> web.Response:
        return answered(self.world.direct(int(body["recipient_id"])))

    async def _commands(self, request: web.Request, body: Json) -> web.Response:
        return answered(self.world.commands)

    async def _put_commands(self, request: web.Request, body: list[Json]) -> web.Response:
        self.world.commands = [self._registered(command) for command in body]
        return answered(self.world.commands)

    async def _post_command(self, request: web.Request, body: Json) -> web.Response:
        kept = [command for command in self.world.commands if command["name"] != body["name"]]
        self.world.commands = [*kept, self._registered(body)]
        return answered(self.world.commands[-1], 201)

    async def _delete_command(self, request: web.Request, body: Json) -> web.Response:
        gone = request.match_info["command"]
        self.world.commands = [command for command in self.world.commands if command["id"] != gone]
        return web.Response(status=204)

    def _registered(self, command: Json) -> Json:
        """Return a command with what Discord adds to it."""
        return {"id": str(self.world.snowflake()), "application_id": str(BOT), "version": "1", "nsfw": False,
                "default_member_permissions": None, "dm_permission": True, **command}  # fmt: skip

    async def _post(self, request: web.Request, body: Json) -> web.Response:
        channel = int(request.match_info["channel"])
        self._allow(channel)
        return answered(bare(self.world.post(channel, body, self.world.bot())))

    def _allow(self, channel: int) -> None:
        name = self.world.name(channel)
        if name.isdecimal():
            raise Refused(404, 10003, "Unknown Channel")
        if name[1:] in self.world.closed and name.startswith("@"):
            raise Refused(403, 50007, "Cannot send messages to this user")
        if name in self.world.forbidden:
            raise Refused(403, 50001, "Missing Access")

    async def _history(self, request: web.Request, body: Json) -> web.Response:
        channel, limit = request.match_info["channel"], int(request.query.get("limit", 50))
        found = [m for m in self.world.messages.values() if m["channel_id"] == channel and not m["_seen_by"]]
        # Whether history tells a nonce is not documented: it does not here.
        return answered([{k: v for k, v in bare(m).items() if k != "nonce"} for m in reversed(found)][:limit])

    async def _message(self, request: web.Request, body: Json) -> web.Response:
        return answered(bare(self._known(request)))

    async def _edit(self, request: web.Request, body: Json) -> web.Response:
        self._allow(int(request.match_info["channel"]))
        return answered(bare(self.world.edit(int(self._known(request)["id"]), body)))

    def _known(self, request: web.Request) -> Json:
        message = self.world.messages.get(int(request.match_info["message"]))
        if message is None or message["channel_id"] != request.match_info["channel"] or message["_seen_by"]:
            raise Refused(404, 10008, "Unknown Message")
        return message

    async def _callback(self, request: web.Request, body: Json) -> web.Response:
        interaction = self.world.interactions.get(request.match_info["token"])
        if interaction is None or self.world.clock() - interaction.at > DEADLINE:
            raise Refused(404, 10062, "Unknown interaction")
        if interaction.acknowledged is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        self._fitting(interaction, kind)
        interaction.acknowledged = kind
        resource = self._respond(interaction, kind, data)
        about = {"id": str(interaction.id), "type": interaction.kind, "response_message_loading": kind == DEFER,
                 "response_message_ephemeral": bool(data.get("flags", 0) & EPHEMERAL)}  # fmt: skip
        return answered({"interaction": about, "resource": resource} if resource else {"interaction": about})

    def _fitting(self, interaction: Interaction, kind: int) -> None:
        """Refuse what this kind of interaction may not be answered with."""
        wrong = (
            (kind == MODAL and interaction.kind == 5)
            or (kind in (UPDATE, DEFER_UPDATE) and interaction.message is None)
            or ((kind == CHOICES) != (interaction.kind == 4))
        )
        if wrong:
            self.wrong.append(f"callback type {kind} for an interaction of type {interaction.kind}")
            raise Refused(400, 50035, "Invalid Form Body")

    def _respond(self, interaction: Interaction, kind: int, data: Json) -> Json | None:
        if kind == MODAL:
            interaction.modal = data
        elif kind == CHOICES:
            interaction.choices = data["choices"]
        elif kind == UPDATE and interaction.message:
            self.world.edit(interaction.message, data)
            interaction.original = interaction.message
        elif kind == DEFER_UPDATE:
            interaction.original = interaction.message
        else:
            interaction.original = int(self._show(interaction, data, loading=kind == DEFER)["id"])
        if kind not in (DEFER, DEFER_UPDATE):
            interaction.settled.set()
        if interaction.original is None:
            return None
        return {"type": kind, "message": bare(self.world.messages[interaction.original])}

    def _show(self, interaction: Interaction, data: Json, *, loading: bool = False) -> Json:
        alone = interaction.user if data.get("flags", 0) & EPHEMERAL else ""
        told = {**data, "content": "…"} if loading else data
        return self.world.post(self.world.id(interaction.channel), told, self.world.bot(), seen_by=alone)

    def _living(self, request: web.Request) -> Interaction:
        interaction = self.world.interactions.get(request.match_info["token"])
        if interaction is None or interaction.acknowledged is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if self.world.clock() - interaction.at > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return interaction

    async def _follow_up(self, request: web.Request, body: Json) -> web.Response:
        interaction = self._living(request)
        message = self._show(interaction, body)
        interaction.settled.set()
        return answered(bare(message))

    async def _edit_original(self, request: web.Request, body: Json) -> web.Response:
        interaction = self._living(request)
        if interaction.original is None:
            raise Refused(404, 10008, "Unknown Message")
        message = self.world.edit(interaction.original, body)
        interaction.settled.set()
        return answered(bare(message))
