"""What the stand-in knows: people, channels, messages, commands and interactions, as Discord's JSON."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic
from typing import Any

from adapters.discord.invite import PERMISSIONS
from tests.clock import SetClock

Json = dict[str, Any]  # Any: JSON
Tell = Callable[[str, Json], Awaitable[None]]

EPOCH_MS = 1420070400000
BOT = 900000000000000001
GUILD = 700000000000000001
NONCE_SECONDS = 300.0
EPHEMERAL = 64


@dataclass
class Interaction:
    """One interaction and how far its answer is."""

    id: int
    token: str
    kind: int
    user: str
    channel: str
    at: float
    message: int | None = None
    acknowledged: int | None = None
    refused: int = 0  # further first answers
    modal: Json | None = None
    choices: list[Json] | None = None
    original: int | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class World:
    """One server with its people. Names as tests write them ("U1", "C1") have a snowflake each.

    Time is that of the clock, which a test sets, and goes on between, so that a bot that dawdles is too late.
    """

    def __init__(self, clock: SetClock | None = None) -> None:
        self._clock, self._born = clock or SetClock(), monotonic()
        self.guild_name = "Green Wave"
        self.servers: dict[int, tuple[str, int]] = {GUILD: (self.guild_name, PERMISSIONS)}  # what the bot may do there
        self.application: Json = {}  # what its page in the developer portal says beside the usual
        self.locales: dict[str, str] = {}
        self.closed: set[str] = set()  # people whose direct messages are closed
        self.strangers: set[str] = set()  # people with whom no direct messages can even be opened
        self.forbidden: set[str] = set()  # channels the bot may not see
        self.unreadable: set[str] = set()  # channels whose history it may not read
        self.messages: dict[int, Json] = {}
        self.threads: dict[int, Json] = {}  # by the id of the message they begin at
        self.shown: list[Json] = []  # every state in which a message of the bot ever stood
        self.commands: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self.pings: list[str] = []
        self.tell: Tell = untold
        self._ids: dict[str, int] = {}
        self._nonces: dict[tuple[int, str], tuple[float, int]] = {}
        self._numbers = count(1)

    def clock(self) -> float:
        """Return the present moment as a UNIX time."""
        return self._clock.now().timestamp() + monotonic() - self._born

    def pass_time(self, seconds: float) -> None:
        """Let time go on, for the bot too where it has the same clock."""
        self._clock.move(timedelta(seconds=seconds))

    def id(self, name: str) -> int:
        """Return the snowflake of a person or channel; digits are one already."""
        return int(name) if name.isdecimal() else self._ids.setdefault(name, self.snowflake())

    def name(self, id: int) -> str:
        """Return the name a test gave to a snowflake."""
        return next((name for name, known in self._ids.items() if known == id), str(id))

    def snowflake(self) -> int:
        """Return a new id that carries the time."""
        ms = int(self.clock() * 1000) - EPOCH_MS
        return (ms << 22) + next(self._numbers)

    def user(self, name: str) -> Json:
        """Return a person's account."""
        return {
            "id": str(self.id(name)),
            "username": name.lower(),
            "discriminator": "0",
            "global_name": name,
            "avatar": None,
        }

    def bot(self) -> Json:
        """Return the bot's account."""
        return {
            "id": str(BOT),
            "username": "kizuna",
            "discriminator": "0",
            "global_name": None,
            "avatar": None,
            "bot": True,
        }

    def member(self, name: str) -> Json:
        """Return a person in the server."""
        return {
            "user": self.user(name),
            "roles": [],
            "joined_at": self.time(),
            "deaf": False,
            "mute": False,
            "flags": 0,
        }

    def guild(self) -> Json:
        """Return the server as GUILD_CREATE tells it."""
        channels = [self.channel(name) for name in self._ids if name.startswith("C")]
        empty: Json = {name: [] for name in ("emojis", "stickers", "features", "voice_states", "presences")}
        awake = [each for each in self.threads.values() if not each["thread_metadata"]["archived"]]
        return {"id": str(GUILD), "name": self.guild_name, "owner_id": "1", "roles": [], "members": [], **empty,
                "threads": awake, "channels": channels, "verification_level": 0, "default_message_notifications": 0,
                "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0,
                "preferred_locale": "en-US", "member_count": 3, "afk_timeout": 60, "system_channel_flags": 0,
                "unavailable": False}  # fmt: skip

    def channel(self, name: str) -> Json:
        """Return a text channel, or a thread by its number."""
        if name.isdecimal() and int(name) in self.threads:
            return self.threads[int(name)]
        return {"id": str(self.id(name)), "type": 0, "name": name.lower(), "guild_id": str(GUILD), "position": 0,
                "permission_overwrites": [], "nsfw": False, "parent_id": None}  # fmt: skip

    def direct(self, user_id: int) -> Json:
        """Return the channel of direct messages with a person."""
        name = f"@{self.name(user_id)}"
        return {"id": str(self.id(name)), "type": 1, "last_message_id": None, "recipients": [self.user(name[1:])]}

    def time(self) -> str:
        """Return the present moment as Discord writes it."""
        return datetime.fromtimestamp(self.clock(), UTC).isoformat()

    def post(self, channel_id: int, body: Json, author: Json, *, seen_by: str = "") -> Json:
        """Keep a message and return it; a nonce seen in this channel minutes ago returns the earlier message."""
        nonce = body.get("nonce")
        earlier = self._nonces.get((channel_id, str(nonce))) if body.get("enforce_nonce") else None
        if earlier and self.clock() - earlier[0] < NONCE_SECONDS:
            return self.messages[earlier[1]]
        number = self.snowflake()
        content = body.get("content") or ""
        message = {
            "id": str(number), "channel_id": str(channel_id), "author": author, "content": content, "tts": False,
            "timestamp": self.time(), "edited_timestamp": None, "mention_everyone": False, "mentions": [],
            "mention_roles": [], "attachments": [], "embeds": rich(body), "pinned": False, "type": 0,
            "flags": EPHEMERAL if seen_by else 0, "components": body.get("components") or [],
            **({"nonce": nonce} if nonce else {}),
        }  # fmt: skip
        self.messages[number] = message
        if nonce:
            self._nonces[channel_id, str(nonce)] = (self.clock(), number)
        if author.get("bot"):
            self._note_pings(content, body.get("allowed_mentions"))
            self.shown.append(dict(message))
        message["_seen_by"], message["_direct"] = seen_by, self.name(channel_id).startswith("@")
        return message

    def history(self, channel_id: int, *, limit: int, before: int | None, after: int | None) -> list[Json]:
        """Return what stands in a channel, newest first: the newest ones, or those next to `before` or `after`."""
        numbers = [
            number
            for number, message in sorted(self.messages.items())
            if message["channel_id"] == str(channel_id) and not message["_seen_by"]
            if (before is None or number < before) and (after is None or number > after)
        ]
        wanted = numbers[:limit] if after is not None else numbers[-limit:]
        return [self.messages[number] for number in reversed(wanted)]

    def edit(self, id: int, body: Json) -> Json:
        """Change a message and return it."""
        message = self.messages[id]
        if "content" in body:
            message["content"] = body["content"] or ""
        if "embeds" in body:
            message["embeds"] = rich(body)
        if "components" in body:
            message["components"] = body["components"] or []
        message["edited_timestamp"] = self.time()
        self._note_pings(message["content"], body.get("allowed_mentions"))
        self.shown.append(dict(message))
        return message

    def _note_pings(self, content: str, allowed: Json | None) -> None:
        """Keep whom a message of the bot would have pinged: a bot's message pings everybody unless told not to."""
        parse = (allowed or {}).get("parse", ["everyone", "users", "roles"])
        kinds = {"everyone": r"@(?:everyone|here)", "users": r"<@!?\d+>", "roles": r"<@&\d+>"}
        self.pings += [found for kind in parse for found in re.findall(kinds[kind], content)]


async def untold(name: str, event: Json) -> None:
    """Tell nobody: no bot is on a gateway."""


def account(id: int, name: str, shown: str | None) -> Json:
    """Return an account."""
    return {"id": str(id), "username": name, "discriminator": "0", "global_name": shown, "avatar": None}


def rich(body: Json) -> list[Json]:
    """Return embeds as Discord gives them back."""
    return [{"type": "rich", **embed} for embed in body.get("embeds") or []]


def bare(message: Json) -> Json:
    """Return a message without what only the stand-in knows."""
    return {name: value for name, value in message.items() if not name.startswith("_")}
