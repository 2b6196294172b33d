"""People at Discord, as a test writes them: they type, press, fill in, and see."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.clock import SetClock
from tests.platforms.discord.checks import leaves
from tests.platforms.discord.faults import Fault, Kind, Scope
from tests.platforms.discord.gateway import INVALID, RECONNECT, GatewayServer
from tests.platforms.discord.rest import Rest
from tests.platforms.discord.world import BOT, GUILD, Interaction, Json, World, bare

TOKEN = "invented.token.for-tests"
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
ANSWER_SECONDS = 5.0


@dataclass(frozen=True)
class Seen:
    """What a person sees of an answer."""

    text: str
    private: bool = False
    buttons: tuple[str, ...] = ()
    modal: Json | None = None

    @property
    def fields(self) -> dict[str, str]:
        """Return the form's questions with what stands in them."""
        asked = [each["component"] for each in (self.modal or {}).get("components", ()) if "component" in each]
        return {each["custom_id"]: each.get("value") or "" for each in asked}


class Discord:
    """The whole stand-in. `wrong` is what the bot sent against Discord's rules."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World()
        self.gateway = GatewayServer(TOKEN, self.world.clock, self._ready)
        self.rest = Rest(self.world, TOKEN, self.gateway.start_limit)
        self.told: list[tuple[str, Json]] = []  # every event that ever was
        self.world.tell = self._tell
        self.api_url = self.gateway_url = ""
        self._modals: dict[str, Interaction] = {}
        self._runner: web.AppRunner | None = None

    @property
    def wrong(self) -> list[str]:
        return self.rest.wrong

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        app = web.Application()
        self.rest.routes(app)
        app.router.add_get("/gateway/", self.gateway.serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.api_url, self.gateway_url = f"http://{host}:{port}/api/v10", f"ws://{host}:{port}/gateway/"

    async def stop(self) -> None:
        """Close every connection."""
        await self.gateway.drop()
        if self._runner:
            await self._runner.cleanup()

    def pass_time(self, seconds: float) -> None:
        """Let Discord's clock go on."""
        self.world.pass_time(seconds)

    def fails(
        self,
        method: str,
        path: str,
        status: int,
        *,
        accepted: bool = False,
        times: int = 1,
        retry_after: float = 0.01,
        kind: Kind = "json",
        scope: Scope = "user",
        code: int = 0,
    ) -> None:
        """Let the next requests to a route fail: with a status (and Discord's code), or 0 for a reset connection."""
        fault = Fault(method, re.compile(path), status, accepted, times, retry_after, kind, scope, code)
        self.rest.faults.add(fault)

    async def goes_down(self) -> None:
        """Be away: no connection is taken, every request is refused and what is open is closed."""
        self.gateway.refusing = True
        self.rest.faults.add(Fault("*", re.compile(""), 503, times=1_000_000))
        await self.gateway.drop()

    def comes_back(self) -> None:
        """Be there again."""
        self.gateway.refusing = self.gateway.deaf = self.gateway.invalidating = self.gateway.ending = False
        self.rest.faults.end()

    async def present(self) -> None:
        """Wait until the bot is on the gateway."""
        async with asyncio.timeout(ANSWER_SECONDS):
            await self.gateway.present.wait()

    async def types(self, user: str, channel: str, command: str, **options: str) -> Seen:
        """Let somebody send a slash command with these options."""
        data = {"id": "1", "type": 1, "name": command, "options": as_options(options)}
        return self._seen(await self._interact(COMMAND, user, channel, data))

    async def asks(self, user: str, channel: str, command: str, **options: str) -> None:
        """Let somebody send a slash command and wait for no answer."""
        data = {"id": "1", "type": 1, "name": command, "options": as_options(options)}
        await self._begin(COMMAND, user, channel, data)

    async def suggestions(self, user: str, channel: str, command: str, option: str, typed: str) -> list[str]:
        """Return the labels that are offered while somebody types an option."""
        told = [{"name": option, "type": 3, "value": typed, "focused": True}]
        data = {"id": "1", "type": 1, "name": command, "options": told}
        interaction = await self._interact(AUTOCOMPLETE, user, channel, data)
        return [choice["name"] for choice in interaction.choices or ()]

    async def chooses(self, user: str, channel: str, entry: str, *, on: Json | None = None) -> Seen:
        """Let somebody choose an entry of the menu of a message, or of a person (their own)."""
        data = self._chosen(user, channel, entry, on)
        return self._seen(await self._interact(COMMAND, user, channel, data))

    def _chosen(self, user: str, channel: str, entry: str, on: Json | None) -> Json:
        """Return the data of an entry of a menu; a message comes whole, also without the privileged intent."""
        target = on or self.world.user(user)
        resolved: Json = {"messages" if on else "users": {target["id"]: bare(target)}}
        if on is None and not channel.startswith("@"):
            resolved["members"] = {target["id"]: self._as_member(user)}
        within: Json = {} if channel.startswith("@") else {"guild_id": str(GUILD)}
        kind = 3 if on else 2
        return {"id": "2", "type": kind, "name": entry, "target_id": target["id"], "resolved": resolved, **within}

    async def presses(self, user: str, channel: str, label: str, *, on: Json | None = None) -> Seen:
        """Let somebody press the newest button of this label that they see in a channel."""
        message, code = (on, label) if on else self._button(user, channel, label)
        if on:
            code = next(each["custom_id"] for each in leaves(on["components"]) if each.get("label") == label)
        data = {"custom_id": code, "component_type": 2}
        return self._seen(await self._interact(COMPONENT, user, channel, data, message))

    async def submits(self, user: str, **answers: str) -> Seen:
        """Let somebody send the form they were last shown; fields that are not named keep what stands in them."""
        opened = self._modals.pop(user)
        assert opened.modal
        components = [filled(component, answers) for component in opened.modal["components"]]
        data = {"custom_id": opened.modal["custom_id"], "components": components}
        message = self.world.messages.get(opened.message) if opened.message else None
        return self._seen(await self._interact(MODAL, user, opened.channel, data, message))

    async def says(self, user: str, channel: str, text: str, *, again: Json | None = None) -> Json:
        """Let somebody write a message ("@" and their own name as channel: to the bot alone); return it."""
        direct = channel.startswith("@")
        body = {"content": text}
        message = again or self.world.post(self.world.id(channel), body, self.world.user(user))
        mentioned = f"<@{BOT}>" in text
        message["mentions"] = [self.world.bot()] if mentioned else []
        seen = {**bare(message), **({} if direct else {"guild_id": str(GUILD), "member": self._as_member(user)})}
        # Without the privileged intent the words arrive with mentions and direct messages alone.
        await self._tell("MESSAGE_CREATE", seen if direct or mentioned else {**seen, "content": ""})
        return message

    async def tells_again(self) -> None:
        """Tell the last event once more, as it was."""
        await self.gateway.dispatch(*self.told[-1])

    async def _tell(self, name: str, event: Json) -> None:
        self.told.append((name, event))
        if self.gateway.sessions:
            await self.gateway.dispatch(name, event)

    async def reply_in(self, channel: str, *, beyond: int = 0) -> str:
        """Wait for the bot's next message in a channel and return its text; `beyond`: how many stand there already."""
        await self.until(lambda: len(self.sees(channel)) > beyond)
        return self.sees(channel)[-1]

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until the bot's requests have made something so."""
        async with asyncio.timeout(ANSWER_SECONDS):
            while not done():
                self.rest.served.clear()
                await self.rest.served.wait()

    def sees(self, channel: str, user: str = "") -> list[str]:
        """Return what the bot has put in a channel, as everybody (or this person too) sees it."""
        return [text_of(message) for message in self.standing(channel, user)]

    def standing(self, channel: str, user: str = "") -> list[Json]:
        """Return the bot's messages in a channel that everybody (or this person too) sees."""
        place = str(self.world.id(channel))
        messages = (m for m in self.world.messages.values() if m["channel_id"] == place and m["author"].get("bot"))
        return [message for message in messages if message["_seen_by"] in ("", user)]

    async def drops_connection(self, *, resume: bool = True) -> None:
        """Break the gateway's connection; without `resume` the session is forgotten."""
        if not resume:
            self.gateway.forget()
        await self.gateway.drop()

    async def asks_to_reconnect(self) -> None:
        """Send op 7."""
        self.gateway.present.clear()
        await self.gateway.say(RECONNECT)

    async def ends_session(self, *, resume: bool) -> None:
        """Send op 9: the session is over, unless it may be resumed."""
        self.gateway.present.clear()
        if not resume:
            self.gateway.forget()
        await self.gateway.say(INVALID, resume)

    async def _begin(self, kind: int, user: str, channel: str, data: Json, on: Json | None = None) -> Interaction:
        number = self.world.snowflake()
        message = int(on["id"]) if on else None
        interaction = Interaction(number, f"token{number}", kind, user, channel, self.world.clock(), message)
        self.world.interactions[interaction.token] = interaction
        await self._tell("INTERACTION_CREATE", self._event(interaction, data, on))
        return interaction

    async def _interact(self, kind: int, user: str, channel: str, data: Json, on: Json | None = None) -> Interaction:
        interaction = await self._begin(kind, user, channel, data, on)
        async with asyncio.timeout(ANSWER_SECONDS):
            await interaction.settled.wait()
        if interaction.modal:
            self._modals[user] = interaction
        return interaction

    def _event(self, interaction: Interaction, data: Json, on: Json | None) -> Json:
        user, direct = interaction.user, interaction.channel.startswith("@")
        if direct:
            where: Json = {"user": self.world.user(user), "channel": self.world.direct(self.world.id(user))}
        else:
            where = {"guild_id": str(GUILD), "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
                     "channel": self.world.channel(interaction.channel), "guild_locale": "en-US",
                     "member": {**self.world.member(user), "permissions": "2048"}}  # fmt: skip
        return {
            "id": str(interaction.id), "application_id": str(BOT), "type": interaction.kind, "data": data,
            "token": interaction.token, "version": 1, "locale": self.world.locales.get(user, "en-US"),
            "app_permissions": "0", "entitlements": [], "authorizing_integration_owners": {},
            "attachment_size_limit": 10485760, "context": 1 if direct else 0,
            "channel_id": where["channel"]["id"], **where, **({"message": bare(on)} if on else {}),
        }  # fmt: skip

    def _seen(self, interaction: Interaction) -> Seen:
        if interaction.modal:
            asked = [each.get("label") or "" for each in leaves(interaction.modal["components"])]
            return Seen(" ".join([interaction.modal["title"], *asked]), private=True, modal=interaction.modal)
        message = self.standing(interaction.channel, interaction.user)[-1]
        if interaction.original:
            message = self.world.messages[interaction.original]
        return Seen(text_of(message), bool(message["_seen_by"]), tuple(labels(message)))

    def _button(self, user: str, channel: str, label: str) -> tuple[Json, str]:
        for message in reversed(self.standing(channel, user)):
            for each in leaves(message["components"]):
                if each.get("label") == label:
                    return message, each["custom_id"]
        seen = [label for message in self.standing(channel, user) for label in labels(message)]
        raise AssertionError(f"{user} sees no button {label!r}, only {seen}")

    def _as_member(self, user: str) -> Json:
        return {name: value for name, value in self.world.member(user).items() if name != "user"}

    def _ready(self, session: str) -> tuple[Json, list[tuple[str, Json]]]:
        ready = {"v": 10, "user": self.world.bot(), "guilds": [{"id": str(GUILD), "unavailable": True}],
                 "session_id": session, "resume_gateway_url": self.gateway_url,
                 "application": {"id": str(BOT), "flags": 0}}  # fmt: skip
        return ready, [("GUILD_CREATE", self.world.guild())]


@asynccontextmanager
async def discord_server(clock: SetClock | None = None) -> AsyncIterator[Discord]:
    """Run the stand-in while the context lasts, on this clock."""
    server = Discord(World(clock))
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def as_options(options: Mapping[str, str]) -> list[Json]:
    """Return a slash command's options as Discord sends them."""
    return [{"name": name.rstrip("_"), "type": 3, "value": value} for name, value in options.items()]


def filled(component: Json, answers: Mapping[str, str]) -> Json:
    """Return one component of a form as it comes back."""
    inner = component.get("component")
    if inner is None:
        return {"type": component["type"], "id": 1}
    name = inner["custom_id"]
    if "options" in inner:
        standing = [option["value"] for option in inner["options"] if option.get("default")]
        return {"type": 18, "id": 1, "component": {"type": inner["type"], "id": 2, "custom_id": name,
                "values": [answers[name]] if name in answers else standing}}  # fmt: skip
    value = answers.get(name, inner.get("value") or "")
    assert value or not inner.get("required"), f"the form does not let {name} be empty"
    return {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": name, "value": value}}


def labels(message: Json) -> list[str]:
    """Return the labels of a message's buttons."""
    return [each["label"] for each in leaves(message["components"]) if "label" in each]


def text_of(message: Json) -> str:
    """Return a message as a person reads it: signs that only mark formatting are gone, times are in Tokyo."""
    embeds = message["embeds"]
    told = [(e.get("title"), e.get("description"), (e.get("footer") or {}).get("text")) for e in embeds]
    lines = [message["content"], *(text for texts in told for text in texts if text)]
    lines += [f"[{label}]" for label in labels(message)]
    return read("\n".join(lines))


def read(text: str) -> str:
    """Return Markdown as a client shows it."""

    def moment(match: re.Match[str]) -> str:
        return datetime.fromtimestamp(int(match[1]), ZoneInfo("Asia/Tokyo")).strftime("%a %d %b %H:%M")

    shown = re.sub(r"(?<!\\)<t:(\d+):\w>", moment, text)
    shown = re.sub(r"(?m)^-# ", "", shown)
    shown = re.sub(r"(?<!\\)\*\*", "", shown)
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown).replace("\u200b", "")
