"""What stands in the imitated workspace: people, conversations, messages, modals, and what is yet to go wrong."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from adapters.slack.manifest import OPTIONAL_SCOPES, SCOPES
from tests.clock import SetClock
from tests.platforms.slack.limits import parts_of

TEAM, TEAM_NAME, BOT, BOT_ID = "T1", "Green Wave", "UBOT", "B1"
RESPONSES, RESPONSE_SECONDS = 5, 30 * 60
TRIGGER_SECONDS, TICKET_SECONDS = 3, 30

Payload = dict[str, Any]


@dataclass(slots=True)
class Message:
    """One message that stands, or that one person alone sees."""

    channel: str
    ts: str
    payload: Payload
    user: str = BOT
    only_for: str = ""
    thread: str = ""
    deleted: bool = False

    @property
    def text(self) -> str:
        """Return what a person sees: every text in its blocks, a date as its fallback."""
        return shown(self.payload)

    def buttons(self) -> Iterator[tuple[Payload, Payload]]:
        """Yield each button with its row."""
        for block in self.payload.get("blocks", []):
            if block["type"] == "actions":
                yield from ((button, block) for button in block["elements"])


@dataclass(slots=True)
class Fault:
    """What happens to the next call of a method.

    `status` and `error` are answered, or `page` (HTML), or `broken`: JSON that ends in the middle. `cut`: the
    connection is reset instead; `torn`: in the middle of the answer; `hangs`: no answer comes. `accepted`: the call did
    its work all the same.
    """

    method: str
    status: int = 200
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""
    broken: bool = False
    cut: bool = False
    torn: bool = False
    hangs: bool = False
    accepted: bool = False


@dataclass(slots=True)
class Allowance:
    """So many calls at once, then one a minute: how a method of Slack's first tier is rationed."""

    left: float = 5.0
    most: float = 5.0
    seen: float = 0.0

    def take(self, now: float) -> bool:
        """Return whether one more call is allowed; `now` in seconds."""
        self.left = min(self.most, self.left + (now - (self.seen or now)) / 60)
        self.seen = now
        allowed = self.left >= 1
        self.left -= allowed
        return allowed


@dataclass(slots=True)
class Trigger:
    """A right to open one modal within three seconds."""

    user: str
    until: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an interaction may be answered: five times in half an hour."""

    channel: str
    user: str
    until: float
    message: Message | None = None
    left: int = RESPONSES


@dataclass(slots=True)
class Workspace:
    """The whole state. Times are those of `clock`.

    `arrived`: every message and every amendment by its conversation, in order. `down`: why nothing is taken any more.
    `closed`: Slack's reason why people take no direct messages. `stacks`: the modals before each person, newest last.
    `tickets`: addresses of connections, and until when each is good, once. `limited`: calls that came too often.
    """

    clock: SetClock
    people: dict[str, Payload] = field(default_factory=dict)
    channels: dict[str, bool] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=lambda: {*SCOPES, *OPTIONAL_SCOPES})
    messages: list[Message] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    stacks: dict[str, list[Payload]] = field(default_factory=dict)
    connections: Allowance = field(default_factory=Allowance)
    tickets: dict[str, float] = field(default_factory=dict)
    limited: int = 0
    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    arrived: list[tuple[str, Payload]] = field(default_factory=list)
    down: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def views(self) -> dict[str, Payload]:
        """Return the modal that each person sees."""
        return {user: stack[-1] for user, stack in self.stacks.items() if stack}

    def now(self) -> float:
        """Return the time in seconds."""
        return self.clock.now().timestamp()

    def ts(self) -> str:
        """Return a new message's name."""
        return f"{int(self.now())}.{next(self.numbers):06d}"

    def person(self, id: str, name: str = "", locale: str = "en-US", zone: str = "Asia/Tokyo") -> None:
        """Let somebody join."""
        profile = {"display_name": name or id}
        self.people[id] = {"id": id, "name": id.lower(), "tz": zone, "locale": locale, "profile": profile}

    def conversation(self, channel: str) -> str | None:
        """Return a conversation's id: a channel's own, a person's direct one; None where there is none."""
        if channel in self.people:
            return f"D{channel}"
        known = channel in self.channels or (channel.startswith("D") and channel[1:] in self.people)
        return channel if known else None

    def trigger(self, user: str) -> str:
        """Return a new trigger."""
        name = f"trigger.{next(self.numbers)}"
        self.triggers[name] = Trigger(user, self.now() + TRIGGER_SECONDS)
        return name

    def ticket(self) -> str:
        """Return a right to open one connection."""
        name = f"ticket-{next(self.numbers)}"
        self.tickets[name] = self.now() + TICKET_SECONDS
        return name

    def fault(self, method: str) -> Fault | None:
        """Return what is to go wrong with this call, once."""
        if self.down:
            return Fault(method, 503, self.down)
        found = next((fault for fault in self.faults if fault.method == method), None)
        if found:
            self.faults.remove(found)
        return found

    def standing(self, channel: str, person: str = "") -> list[Message]:
        """Return the messages of a conversation in order; what one person alone sees only for that person."""
        return [
            each
            for each in self.messages
            if each.channel == channel and not each.deleted and each.only_for in ("", person)
        ]


def shown(payload: Payload) -> str:
    """Return every text of a payload as a person sees it."""
    if not payload.get("blocks"):
        return unescaped(payload.get("text", ""))
    found: list[str] = []
    for part in parts_of(payload["blocks"]):
        if part.get("type") == "rich_text_section":
            found.append("".join(each.get("text", each.get("fallback", "")) for each in part["elements"]))
        elif part.get("type") == "plain_text":
            found.append(unescaped(part["text"]))
    return "\n".join(found)


def unescaped(text: str) -> str:
    """Return a text as Slack shows it: the three signs taken back, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
