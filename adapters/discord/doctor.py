"""Asks Discord whether it takes the token, and says what the bot lacks there and how that is mended."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from adapters.discord.address import AddressError, checked
from adapters.discord.application import application_finding, intent_finding
from adapters.discord.servers import Server, server_findings
from bot.finding import Finding, clock_finding, http_date
from bot.ports import Clock
from bot.words.catalogue import N_

SECONDS = 10.0
"""A question that takes longer counts as not answered."""
PAGE = 200
"""Servers that Discord tells of at once."""
AGENT = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
"""What the bot itself will call itself, so that Discord treats both alike."""
TOKEN_FORM = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
SCARCE = 20
"""Connections are scarce when less than one in so many of a day's is left."""

DISCORD, TOKEN, CONNECTIONS = "Discord", "DISCORD_TOKEN", N_("Discord connections")

COPY = N_("At https://discord.com/developers/applications, Bot: Reset Token, and copy the new one to DISCORD_TOKEN.")
REACH = N_("Look whether this machine reaches {host} (name service, firewall, proxy) and whether {setting} is right.")
WAIT = N_("Run it again in a minute. If it stays so, look at https://discordstatus.com and at DISCORD_API_BASE_URL.")
SPARE = N_("Start the bot no more often than needed; look in the log why it starts again and again.")
STAY_AWAY = N_("Do not start the bot before then: Discord resets the token of one that goes on trying.")


class UnansweredError(Exception):
    """Discord answered with another status than 200."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__(f"{path}: {status}")
        self.path, self.status = path, status


class Questions:
    """Asks Discord's API. `answered`: whether it ever did; `told`: the time of its last answer, or None."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session, self._base = session, base
        self.told: datetime | None = None
        self.answered = False

    async def ask(self, path: str, **query: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return what a path answers. Raises UnansweredError, OSError, ClientError, ValueError."""
        # The token goes nowhere but to the address in the settings.
        async with self._session.get(f"{self._base}{path}", params=query, allow_redirects=False) as answer:
            self.answered, self.told = True, http_date(answer.headers.get("Date", ""))
            if answer.status != 200:
                raise UnansweredError(path, answer.status)
            return await answer.json()


@asynccontextmanager
async def questions(token: str, base: str) -> AsyncIterator[Questions]:
    """Give somebody to ask with this token."""
    headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
    async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
        yield Questions(session, base)


async def examine(token: str, api_base_url: str, clock: Clock) -> Sequence[Finding]:
    """Return what Discord says to these settings. Nothing is posted and no gateway connection opened."""
    token = token.strip()  # as discord.py does
    if not TOKEN_FORM.fullmatch(token):
        unlike = N_("It does not look like a bot's token: three parts with dots between them, without quotes.")
        return [Finding(TOKEN, "wrong", unlike, COPY)]
    try:
        base = checked("DISCORD_API_BASE_URL", api_base_url, "https")
    except AddressError as error:
        return [Finding(error.values["name"], "wrong", N_("No token may be sent there."), error.sentence, error.values)]
    found: list[Finding] = []
    async with questions(token, str(base).rstrip("/")) as asked:
        try:
            await look(asked, clock, found)
        except UnansweredError as error:
            found.append(refused(error))
        except (OSError, aiohttp.ClientError, ValueError, LookupError, TypeError) as error:  # or what is not Discord's
            found.append(silent(base.host or "", error))
        if asked.answered:
            found.append(clock_finding(DISCORD, asked.told, clock.now()))
    return found


async def look(asked: Questions, clock: Clock, found: list[Finding]) -> None:
    """Add one finding after the other, so that they stay when a later question fails. Raises as `ask` does."""
    me = await asked.ask("/users/@me")
    found.append(Finding(TOKEN, "ok", N_("It is the token of the bot {name}."), values={"name": me["username"]}))
    application = await asked.ask("/applications/@me")
    found += [application_finding(application, str(me["id"])), intent_finding(int(application.get("flags") or 0))]
    found += server_findings(await all_servers(asked), str(application["id"]))
    limit = (await asked.ask("/gateway/bot"))["session_start_limit"]
    found.append(connection_finding(limit, clock.now()))


async def all_servers(asked: Questions) -> Sequence[Server]:
    """Return every server the bot is in, page after page. Raises as `ask` does."""
    found: list[Server] = []
    after = "0"
    while True:
        page = await asked.ask("/users/@me/guilds", limit=str(PAGE), after=after)
        found += [Server(str(each["name"]), int(each["permissions"])) for each in page]
        if len(page) < PAGE:
            return found
        after = str(page[-1]["id"])


def connection_finding(limit: Mapping[str, int], now: datetime) -> Finding:
    """Return how often the gateway may still be entered before the count begins anew."""
    again = now + timedelta(milliseconds=limit["reset_after"])
    left = limit["remaining"]
    values = {"left": left, "total": limit["total"], "again": f"{again:%Y-%m-%d %H:%M} UTC"}
    if left == 0:
        return Finding(CONNECTIONS, "wrong", N_("None of {total} is left until {again}."), STAY_AWAY, values)
    said = N_("{left} of {total} are left until {again}.")
    if left * SCARCE < limit["total"]:
        return Finding(CONNECTIONS, "warning", said, SPARE, values)
    return Finding(CONNECTIONS, "ok", said, values=values)


def refused(error: UnansweredError) -> Finding:
    """Return what another status than 200 means."""
    if error.status == 401:
        return Finding(TOKEN, "wrong", N_("Discord does not take it."), COPY)
    passing = error.status == 429 or error.status >= 500
    values = {"path": error.path, "status": error.status}
    said = N_("Discord answers {path} with status {status}.")
    return Finding(DISCORD, "warning" if passing else "wrong", said, WAIT, values)


def silent(host: str, error: Exception) -> Finding:
    """Return that no answer came, or none that is Discord's."""
    values = {"host": host, "reason": str(error) or "timeout", "setting": "DISCORD_API_BASE_URL"}
    return Finding(DISCORD, "wrong", N_("{host} does not answer ({reason})."), REACH, values)
