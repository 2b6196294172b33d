"""The REST side: messages, commands and interactions, every request checked, faults as a test scripts them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.platforms.discord.answered import Buckets, Refused, answered
from tests.platforms.discord.checks import Body, checker
from tests.platforms.discord.faults import Faults
from tests.platforms.discord.interactions import Interactions
from tests.platforms.discord.threads import Threads
from tests.platforms.discord.world import BOT, Json, World, bare

Handler = Callable[[web.Request, Any], Awaitable[web.StreamResponse]]


class Rest:
    """Answers discord.py. `wrong` collects what a request breaks: a test expects it empty. `statuses`: of all answers.

    `starts` tells what is left of the day's sessions.
    """

    def __init__(self, world: World, token: str, starts: Callable[[], Json]) -> None:
        self.world, self.token = world, token
        self.wrong: list[str] = []
        self.requests: list[tuple[str, str, Any]] = []
        self.statuses: list[int] = []
        self.faults = Faults()
        self.buckets = Buckets(world.clock)
        self.served = asyncio.Event()
        self._starts = starts
        self._interactions = Interactions(world, self.wrong)
        self._threads = Threads(world)

    def routes(self, app: web.Application) -> None:
        """Add every route."""
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/users/@me", self._me),
            ("GET", "/users/@me/guilds", self._servers),
            ("GET", "/applications/@me", self._application),
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
            ("POST", "/channels/{channel}/messages/{message}/threads", self._threads.begin),
            ("PATCH", "/channels/{channel}", self._threads.change),
            ("GET", "/gateway/bot", self._gateway),
            ("POST", "/interactions/{id}/{token}/callback", self._interactions.callback),
            ("POST", "/webhooks/{app}/{token}", self._interactions.follow_up),
            ("PATCH", "/webhooks/{app}/{token}/messages/@original", self._interactions.edit_original),
        ]
        for method, path, handler in table:
            app.router.add_route(method, f"/api/v10{path}", self._guarded(handler))

    def _guarded(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix("/api/v10")
            body = await request.json() if request.can_read_body else None
            self.requests.append((request.method, path, body))
            try:
                answer = await self._answer(handler, request, path, body)
            finally:
                self.served.set()
            self.statuses.append(answer.status)
            return answer

        return guarded

    async def _answer(self, handler: Handler, request: web.Request, path: str, body: Body | None) -> web.StreamResponse:
        fault = self.faults.next(request.method, path)
        if fault and not fault.accepted:
            return fault.answer(request)
        bucket = bucket_of(request)
        refusal = self.buckets.refusal(bucket) if bucket else None
        if refusal:
            return refusal
        try:
            self._authorise(request, path)
            if body is not None:
                self._check(request.method, path, body)
            answer = await handler(request, body)
        except Refused as refused:
            answer = answered({"code": refused.code, "message": str(refused)}, refused.status)
        if bucket:
            self.buckets.tell(bucket, answer)
        return fault.answer(request) if fault else answer

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
                         "owner": self.world.bot(), "summary": "", "team": None, "bot": self.world.bot(),
                         **self.world.application})  # fmt: skip

    async def _servers(self, request: web.Request, body: Json) -> web.Response:
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 200))
        bare: Json = {"icon": None, "banner": None, "owner": False, "features": []}
        return answered([
            {"id": str(number), "name": name, "permissions": str(int(allowed)), **bare}
            for number, (name, allowed) in sorted(self.world.servers.items())
            if number > after
        ][:limit])  # fmt: skip

    async def _open_direct(self, request: web.Request, body: Json) -> web.Response:
        person = int(body["recipient_id"])
        if self.world.name(person) in self.world.strangers:
            raise Refused(403, 50007, "Cannot send messages to this user")
        return answered(self.world.direct(person))

    async def _commands(self, request: web.Request, body: Json) -> web.Response:
        return answered(self.world.commands)

    async def _put_commands(self, request: web.Request, body: list[Json]) -> web.Response:
        self.world.commands = [self._registered(command) for command in body]
        return answered(self.world.commands)

    async def _post_command(self, request: web.Request, body: Json) -> web.Response:
        key = body["type"], body["name"]
        kept = [command for command in self.world.commands if (command["type"], command["name"]) != key]
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
        await self._threads.writing(channel)
        return answered(bare(self.world.post(channel, body, self.world.bot())))

    def _allow(self, channel: int, *, writing: bool = True) -> None:
        thread = self.world.threads.get(channel)
        name = self.world.name(int(thread["parent_id"]) if thread else channel)
        if name.isdecimal():
            raise Refused(404, 10003, "Unknown Channel")
        if writing and name.startswith("@") and name[1:] in self.world.closed:
            raise Refused(403, 50007, "Cannot send messages to this user")
        if name in self.world.forbidden:
            raise Refused(403, 50001, "Missing Access")

    async def _history(self, request: web.Request, body: Json) -> web.Response:
        channel, query = int(request.match_info["channel"]), request.query
        self._allow(channel, writing=False)
        if self.world.name(channel) in self.world.unreadable:
            return answered([])  # so says the documentation, not with an error
        told = {name: int(query[name]) if name in query else None for name in ("before", "after")}
        found = self.world.history(channel, limit=int(query.get("limit", 50)), **told)
        # Whether history tells a nonce is not documented: it does not here. Words not meant for the bot it does not.
        return answered([{k: v for k, v in as_told(m).items() if k != "nonce"} for m in found])

    async def _gateway(self, request: web.Request, body: Json) -> web.Response:
        return answered({"url": "wss://gateway.invented.example", "shards": 1, "session_start_limit": self._starts()})

    async def _message(self, request: web.Request, body: Json) -> web.Response:
        return answered(bare(self._known(request)))

    async def _edit(self, request: web.Request, body: Json) -> web.Response:
        self._allow(int(request.match_info["channel"]))
        self._threads.editing(int(request.match_info["channel"]))
        return answered(bare(self.world.edit(int(self._known(request)["id"]), body)))

    def _known(self, request: web.Request) -> Json:
        message = self.world.messages.get(int(request.match_info["message"]))
        if message is None or message["channel_id"] != request.match_info["channel"] or message["_seen_by"]:
            raise Refused(404, 10008, "Unknown Message")
        return message


def bucket_of(request: web.Request) -> str:
    """Return what a request is limited with: its route and channel; nothing for interactions, which are not."""
    resource = request.match_info.route.resource
    name = resource.canonical if resource else request.path
    if "/interactions/" in name or "/webhooks/" in name:
        return ""
    return f"{request.method}{name.replace('/', '-')} {request.match_info.get('channel', '')}"


def as_told(message: Json) -> Json:
    """Return a message as one reads it who may not read what people say to each other (no privileged intent)."""
    ours = message["author"].get("bot") or any(user["id"] == str(BOT) for user in message["mentions"])
    return bare(message) if ours or message["_direct"] else {**bare(message), "content": ""}
