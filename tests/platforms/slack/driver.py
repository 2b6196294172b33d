"""A Slack workspace with people in it, for tests that read like a chat."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import web

from tests.clock import SetClock
from tests.platforms.slack.delivery import Delivery
from tests.platforms.slack.events import Events
from tests.platforms.slack.socket import SocketDelivery
from tests.platforms.slack.state import RESPONSE_SECONDS, TEAM, Fault, Message, Payload, ResponseUrl, Workspace
from tests.platforms.slack.webapi import WebApiServer

PATIENCE = 5.0
"""Seconds a test waits for something that should be there at once."""


class Slack:
    """The server and its people. `base_url` is for the bot; `delivery` is how requests reach it."""

    def __init__(self, clock: SetClock) -> None:
        self.workspace = Workspace(clock)
        self.web = WebApiServer(self.workspace)
        self.socket = SocketDelivery(self.workspace)
        self.delivery: Delivery = self.socket
        self.events = Events(self, clock)
        self.url = ""
        self._clock = clock
        self._typed: dict[str, Payload] = {}
        self._kept: dict[str, dict[str, str]] = {}

    @property
    def base_url(self) -> str:
        """Return the address of the Web API."""
        return f"{self.url}/api/"

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Slack"]:
        """Serve on loopback while the context lasts."""
        app = web.Application()
        app.add_routes([*self.web.routes(), web.get("/socket", self.socket.serve)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self.web.socket_url = f"ws{self.url.removeprefix('http')}/socket"
        try:
            yield self
        finally:
            await runner.cleanup()

    def fails(self, method: str, times: int = 1, **how: Any) -> None:  # noqa: ANN401 - the fields of a Fault
        """Let the next calls of a method fail; "respond" is the answering of interactions by their own address."""
        self.workspace.faults.extend([Fault(method, **how)] * times)

    async def passes(self, time: timedelta) -> None:
        """Let time pass, and Slack bring again what is due by then."""
        self._clock.move(time)
        await self.events.pass_on()

    async def types(self, who: str, where: str, line: str, trigger: str = "") -> str:
        """Let somebody type a slash command; return its trigger, which names it when it is delivered again."""
        trigger = trigger or self.workspace.trigger(who)
        body = self._typed.setdefault(trigger, self.typed(who, where, line, trigger))
        told = await self.delivery.deliver("slash_commands", body)
        if isinstance(told, dict) and told:
            self.web.take_answer(ResponseUrl(where, who, 0), told)
        elif isinstance(told, str) and told:
            self.web.take_answer(ResponseUrl(where, who, 0), {"text": told})
        return trigger

    def typed(self, who: str, where: str, line: str, trigger: str) -> Payload:
        """Return the body of a slash command."""
        command, _, text = line.partition(" ")
        return {
            "command": command,
            "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "team_id": TEAM,
            "team_domain": "green-wave",
            "channel_id": where,
            "channel_name": "directmessage" if where.startswith("D") else where.lower(),
            "user_id": who,
            "user_name": who.lower(),
            "api_app_id": "A1",
            "trigger_id": trigger,
            "response_url": self.response_url(who, where),
        }

    async def presses(self, who: str, where: str, label: str) -> None:
        """Let somebody press the newest button of this label that they see."""
        message, button, row = self._button(who, where, label)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": where,
            "is_ephemeral": bool(message.only_for),
        }
        if message.thread:
            container["thread_ts"] = message.thread
        action = {**button, "block_id": row["block_id"], "action_ts": self.workspace.ts()}
        body = self.interaction("block_actions", who) | {
            "container": container,
            "channel": {"id": where},
            "actions": [action],
            "response_url": self.response_url(who, where, message),
        }
        await self.delivery.deliver("interactive", body)

    async def submits(self, who: str, **answers: str) -> dict[str, str]:
        """Let somebody send their modal, fields that are not named as they stand; return the errors it shows."""
        view = self.workspace.views[who]
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        unknown = set(answers) - {block["block_id"] for block in inputs}
        assert not unknown, f"the modal does not ask for {unknown}"
        # A modal that shows errors keeps what was typed into it.
        answers = self._kept.pop(view["id"], {}) | answers
        values = {block["block_id"]: {"answer": filled(block, answers)} for block in inputs}
        body = self.interaction("view_submission", who) | {"view": {**view, "state": {"values": values}}}
        told = await self.delivery.deliver("interactive", body)
        errors = self.web.modals.acknowledged(who, view, told if isinstance(told, dict) else {})
        if errors:
            self._kept[view["id"]] = answers
        return errors

    async def says(self, who: str, where: str, text: str, thread: str = "", event_id: str = "", retry: int = 0) -> str:
        """Let somebody write to the bot, by a mention or directly; return the event's id."""
        event_id = event_id or f"Ev{next(self.workspace.numbers)}"
        direct = where.startswith("D")
        event = {
            "type": "message" if direct else "app_mention",
            "user": who,
            "team": TEAM,
            "channel": where,
            "text": text,
            "ts": self.workspace.ts(),
        }
        event |= {"channel_type": "im"} if direct else {}
        event |= {"thread_ts": thread} if thread else {}
        body = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": event_id, "event": event}
        await self.events.bring(body, retry)
        return event_id

    async def sees(self, where: str, text: str = "", who: str = "") -> str:
        """Return the newest message with this text in a conversation, as `who` or anybody sees it; wait for it."""
        await self.until(lambda: any(text in each.text for each in self.workspace.standing(where, who)))
        return next(each.text for each in reversed(self.workspace.standing(where, who)) if text in each.text)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so, for as long as a test may take at most. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - whoever makes it so is a real program that tells nobody
                await asyncio.sleep(0.005)

    def _button(self, who: str, where: str, label: str) -> tuple[Message, Payload, Payload]:
        seen = [
            (message, button, row)
            for message in reversed(self.workspace.standing(where, who))
            for button, row in message.buttons()
        ]
        found = next((each for each in seen if each[1]["text"]["text"] == label), None)
        assert found, f"{who} sees no button {label!r}, only {[each[1]['text']['text'] for each in seen]}"
        return found

    def interaction(self, kind: str, who: str) -> Payload:
        """Return what every interaction begins with."""
        user = {"id": who, "username": who.lower(), "name": who.lower(), "team_id": TEAM}
        team = {"id": TEAM, "domain": "green-wave"}
        return {"type": kind, "user": user, "team": team, "api_app_id": "A1", "trigger_id": self.workspace.trigger(who)}

    def response_url(self, who: str, where: str, message: Message | None = None) -> str:
        """Return an address at which an interaction may be answered."""
        name = f"r{next(self.workspace.numbers)}"
        until = self.workspace.now() + RESPONSE_SECONDS
        self.workspace.responses[name] = ResponseUrl(where, who, until, message)
        return f"{self.url}/respond/{name}"


def filled(block: Payload, answers: dict[str, str]) -> Payload:
    """Return the state of one field of a modal."""
    element, name = block["element"], block["block_id"]
    if element["type"] == "static_select":
        wanted = answers.get(name)
        options = [option for option in element["options"] if option["value"] == wanted]
        return {"type": "static_select", "selected_option": options[0] if options else element.get("initial_option")}
    return {"type": element["type"], "value": answers.get(name, element.get("initial_value"))}
