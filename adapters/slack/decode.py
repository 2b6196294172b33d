"""Turns what Slack sends into invocations: commands, pressed buttons, modals, entries of menus, mentions, messages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2s
from typing import Any

from adapters.slack.modal import carried_by, typed_in
from adapters.slack.render import ANSWER
from adapters.slack.written import addressed, written
from bot.chat import Identity, Invocation, MessageRef, Place

PLATFORM = "slack"
ROOT = "kizuna"
Body = Mapping[str, Any]
Typed = Callable[[str], tuple[str, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Act:
    """An invocation and where its answer goes.

    `channel` is the conversation as Slack calls it. `trigger` opens a modal, once, within 3 s. `replaces`: it was
    pressed on an answer, which the new answer replaces. `view` is the modal that was submitted.
    """

    invocation: Invocation
    channel: str
    response_url: str = ""
    trigger: str = ""
    replaces: bool = False
    view: Body = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        """Return whether only the sender and the bot read this conversation."""
        return self.invocation.place.direct


class NotOurs(Exception):
    """Something that is not meant for this program, or is not made by it: acknowledged and left alone."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """Decodes at one time, with the core's reading of a typed line. `me` is the bot's own user."""

    typed: Typed
    at: datetime
    me: str

    def command(self, body: Body) -> Act:
        """Return a slash command: `/kizuna request …`, `/request …` or, with a prefix, `/kz-request …`."""
        typed = body["command"].lstrip("/")
        own = "" if typed == ROOT else typed.rpartition("-")[2]
        line = f"/{own or ROOT} {written(body.get('text') or '')}"
        command, options = self.typed(line)
        sender = Identity(PLATFORM, body["team_id"], body["user_id"])
        place = place_of(sender, body["channel_id"])
        # A trigger names one typing of a command; a delivery that is repeated bears the same.
        act, name = f"slack:{body['trigger_id']}", body.get("user_name", "")
        invocation = self._invocation(act, command, options, sender, place, name=name)
        return Act(invocation, body["channel_id"], body.get("response_url", ""), body["trigger_id"])

    def press(self, body: Body) -> Act:
        """Return a pressed button. Two presses of it on the same state of a card by one person are one act."""
        action = body["actions"][0]
        container, sender = body["container"], identity(body)
        if container.get("type") != "message":
            raise NotOurs("a button outside a message")
        command, options = pressed(action)
        channel, message = container["channel_id"], container["message_ts"]
        thread = container.get("thread_ts") or ""
        place = place_of(sender, channel, thread)
        act = ":".join(
            ["slack", sender.workspace, channel, message, action["block_id"], action["action_id"], sender.id]
        )
        ref = MessageRef(place, f"{channel}:{message}")
        invocation = self._invocation(act, command, options, sender, place, ref)
        replaces = action["block_id"].startswith(f"{ANSWER}:")
        return Act(invocation, channel, body.get("response_url", ""), body.get("trigger_id", ""), replaces)

    def submission(self, body: Body) -> Act:
        """Return a submitted modal. One that shows errors keeps id and hash: what was typed tells the tries apart."""
        view, sender = body["view"], identity(body)
        try:
            carried = carried_by(view, PLATFORM)
        except ValueError as error:
            raise NotOurs(str(error)) from error
        given = typed_in(view)
        digest = blake2s(json.dumps(given, sort_keys=True).encode(), digest_size=8).hexdigest()
        options = {**carried.options, **given}
        act = f"slack:{view['id']}:{view.get('hash', '')}:{digest}"
        invocation = self._invocation(act, carried.command, options, sender, carried.place)
        return Act(invocation, carried.channel, carried.response_url, body.get("trigger_id", ""), view=view)

    def message(self, body: Body) -> Act:
        """Return a mention or a direct message, without the mention of the bot."""
        event = body["event"]
        if event.get("subtype") or event.get("bot_id") or not event.get("user"):
            raise NotOurs("no message that a person typed just now")
        sender = Identity(PLATFORM, event.get("team") or body["team_id"], event["user"])
        thread = event.get("thread_ts") or ""
        command, options = self.typed(addressed(event.get("text") or "", self.me))
        place = place_of(sender, event["channel"], thread)
        ref = MessageRef(place, f"{event['channel']}:{event['ts']}")
        invocation = self._invocation(f"slack:{body['event_id']}", command, options, sender, place, ref)
        return Act(invocation, event["channel"])

    def choice(self, body: Body) -> Act:
        """Return an entry chosen in a message's menu; chosen twice on the same words by one person it is one act."""
        message, sender, channel = body["message"], identity(body), body["channel"]["id"]
        entry, ts = body["callback_id"], message["ts"]
        command, _, action = entry.partition(":")
        thread = message.get("thread_ts") or ""
        place = place_of(sender, channel, "" if thread == ts else thread)
        options = {"from": "message", "text": written(message.get("text") or "")}
        version = (message.get("edited") or {}).get("ts", "")
        act = ":".join(["slack", sender.workspace, channel, ts, version, entry, sender.id])
        ref = MessageRef(place, f"{channel}:{ts}")
        invocation = self._invocation(
            act, command, {"action": action, **options} if action else options, sender, place, ref
        )
        # Two people's own conversation looks like one with the bot, where it cannot answer: their own with it can.
        answered_in = sender.id if place.direct else channel
        return Act(invocation, answered_in, body.get("response_url", ""), body.get("trigger_id", ""))

    def _invocation(
        self,
        id: str,
        command: str,
        options: Mapping[str, str],
        sender: Identity,
        place: Place,
        message: MessageRef | None = None,
        name: str = "",
    ) -> Invocation:
        return Invocation(
            id=id,
            command=command,
            options=options,
            sender=sender,
            place=place,
            at=self.at,
            name=name,
            message=message,
        )


def identity(body: Body) -> Identity:
    """Return who acted in an interaction."""
    user, team = body["user"], body.get("team") or {}
    return Identity(PLATFORM, user.get("team_id") or team["id"], user["id"])


def place_of(sender: Identity, channel: str, thread: str = "") -> Place:
    """Return the place of a conversation; a direct one (D…) is the person's own."""
    if channel.startswith("D"):
        return Place(PLATFORM, sender.workspace, sender.id, thread, direct=True)
    return Place(PLATFORM, sender.workspace, channel, thread)


def pressed(action: Body) -> tuple[str, dict[str, str]]:
    """Return the command that a button carries. Raises NotOurs for another program's."""
    try:
        carried = json.loads(action["value"])
        return carried["c"], {str(name): str(value) for name, value in carried["o"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotOurs("a button that was not made here") from error
