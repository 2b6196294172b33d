"""Imitates Slack's Web API: its methods, its names for what is wrong, its limits, and failures on demand."""

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.platforms.slack.failing import failed
from tests.platforms.slack.history import page_of
from tests.platforms.slack.limits import Refused, check_message
from tests.platforms.slack.modals import Modals
from tests.platforms.slack.state import (
    BOT,
    BOT_ID,
    TEAM,
    TEAM_NAME,
    Fault,
    Message,
    Payload,
    ResponseUrl,
    Workspace,
)

BOT_TOKEN, APP_TOKEN = "xoxb-invented", "xapp-invented"
READS_FORMS = ("users.info", "conversations.history", "conversations.replies")
"""Methods that take no JSON."""


class ApiError(Exception):
    """Slack's name for why a call is refused."""


class WebApiServer:
    """Answers `/api/METHOD` and `/respond/ID`. `socket_url` is told to who opens a Socket Mode connection."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.socket_url = ""
        self.modals = Modals(lambda: self.workspace)
        self._methods: dict[str, Callable[[Payload], Payload]] = {
            "auth.test": self._auth_test,
            "apps.connections.open": self._connections_open,
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "views.open": self.modals.open,
            "views.push": self.modals.push,
            "views.update": self.modals.update,
            "users.info": self._user,
            "conversations.open": self._open_conversation,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the server."""
        return [web.post("/api/{method}", self.answer), web.post("/respond/{id}", self.respond)]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or fail as scripted."""
        method = request.match_info["method"]
        self.workspace.calls.append(method)
        fault = self._rationed(method) or self.workspace.fault(method)
        if fault and not fault.accepted:
            return await failed(request, fault)
        try:
            answer = {"ok": True, **self._methods[method](await self._arguments(request, method))}
        except ApiError as error:
            answer = {"ok": False, "error": str(error)}
        except Refused as error:
            answer = {"ok": False, "error": error.args[0], "response_metadata": {"messages": [str(error)]}}
        if fault:
            return await failed(request, fault)
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(sorted(self.workspace.scopes))})

    def _rationed(self, method: str) -> Fault | None:
        """Return the refusal of a call that comes too often."""
        if method != "apps.connections.open" or self.workspace.connections.take(self.workspace.now()):
            return None
        self.workspace.limited += 1
        return Fault(method, 429, "ratelimited", {"Retry-After": "60"})

    async def _arguments(self, request: web.Request, method: str) -> Payload:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != wanted:
            raise ApiError("invalid_auth")
        if request.content_type == "application/json":
            if method in READS_FORMS:
                raise ApiError("invalid_arguments")
            body: Payload = await request.json()
            return body
        return {**dict(request.query), **dict(await request.post())}

    def _auth_test(self, given: Payload) -> Payload:
        return {"team": TEAM_NAME, "team_id": TEAM, "user_id": BOT, "bot_id": BOT_ID, "url": "https://x.slack.com/"}

    def _connections_open(self, given: Payload) -> Payload:
        return {"url": f"{self.socket_url}?ticket={self.workspace.ticket()}"}

    def _channel(self, given: Payload) -> str:
        channel = self.workspace.conversation(given["channel"])
        if channel is None:
            raise ApiError("channel_not_found")
        if channel in self.workspace.archived:
            raise ApiError("is_archived")
        if self.workspace.channels.get(channel) is False:
            raise ApiError("not_in_channel")
        if channel.removeprefix("D") in self.workspace.closed:
            raise ApiError(self.workspace.closed[channel.removeprefix("D")])
        return channel

    def _post(self, given: Payload) -> Payload:
        channel = self._channel(given)
        check_message(given)
        return self.keep(Message(channel, self.workspace.ts(), given, thread=given.get("thread_ts", "")))

    def _post_ephemeral(self, given: Payload) -> Payload:
        channel = self._channel(given)
        check_message(given)
        if given["user"] not in self.workspace.people:
            raise ApiError("user_not_in_channel")
        thread = given.get("thread_ts", "")
        kept = self.keep(Message(channel, self.workspace.ts(), given, only_for=given["user"], thread=thread))
        return {"message_ts": kept["ts"]}

    def keep(self, message: Message) -> Payload:
        """Let a message stand."""
        self.workspace.messages.append(message)
        self.workspace.arrived.append((message.channel, message.payload))
        return {"channel": message.channel, "ts": message.ts}

    def _update(self, given: Payload) -> Payload:
        channel = self._channel(given)
        check_message(given)
        if len(given["text"]) > 4000:
            raise ApiError("msg_too_long")
        for message in self.workspace.messages:
            if (message.channel, message.ts, message.only_for) == (channel, given["ts"], ""):
                message.payload = message.payload | given
                self.workspace.arrived.append((channel, given))
                return {"channel": channel, "ts": message.ts}
        raise ApiError("message_not_found")

    def _user(self, given: Payload) -> Payload:
        user = self.workspace.people.get(given["user"])
        if user is None:
            raise ApiError("user_not_found")
        told = {name: value for name, value in user.items() if name != "locale" or given.get("include_locale")}
        return {"user": told}

    def _open_conversation(self, given: Payload) -> Payload:
        if given["users"] not in self.workspace.people:
            raise ApiError("users_not_found")
        if given["users"] in self.workspace.closed:
            raise ApiError(self.workspace.closed[given["users"]])
        return {"channel": {"id": f"D{given['users']}"}}

    def _history(self, given: Payload) -> Payload:
        channel = self._readable(given)
        newest = [each for each in reversed(self.workspace.standing(channel)) if not each.thread]
        return page_of(newest, given)

    def _replies(self, given: Payload) -> Payload:
        channel, root = self._readable(given), given["ts"]
        thread = [each for each in self.workspace.standing(channel) if root in (each.ts, each.thread)]
        if not thread:
            raise ApiError("thread_not_found")
        return page_of(thread, given)

    def _readable(self, given: Payload) -> str:
        channel = self._channel(given)
        needed = "im:history" if channel.startswith("D") else "channels:history"
        if needed not in self.workspace.scopes:
            raise ApiError("missing_scope")
        return channel

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Take an answer to an interaction, five times in half an hour; its faults are those of "respond"."""
        fault = self.workspace.fault("respond")
        if fault:
            return await failed(request, fault)
        found = self.workspace.responses.get(request.match_info["id"])
        if found is None or found.left == 0 or self.workspace.now() > found.until:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        found.left -= 1
        try:
            self.take_answer(found, await request.json())
        except Refused as error:
            return web.Response(status=400, text=str(error.args[0]))
        return web.Response(text="ok")

    def take_answer(self, url: ResponseUrl, given: Payload) -> None:
        """Let an answer stand: in place of the message it belongs to, for its person alone, or for everybody."""
        check_message(given)
        if given.get("replace_original") and url.message:
            url.message.payload = given
            return
        only_for = "" if given.get("response_type") == "in_channel" else url.user
        self.keep(Message(url.channel, self.workspace.ts(), given, only_for=only_for))


def as_json(payload: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return a payload as it travels."""
    return json.dumps(payload, ensure_ascii=False)
