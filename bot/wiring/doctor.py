"""Looks over everything that `kizuna run` needs: settings, database, web address, time zones, chat platforms."""

import asyncio
import errno
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp

from bot.finding import Finding
from bot.ports import Clock
from bot.settings import Settings
from bot.words.catalogue import N_
from storage.doctor import examine

HTTP_PORT, HTTP_HOST = "KIZUNA_HTTP_PORT", "KIZUNA_HTTP_HOST"
SETTINGS, ZONES, PLATFORMS = N_("Settings"), N_("Time zones"), N_("Chat platforms")
PROBE_SECONDS = 5.0
"""How long a program on our port may take to say whether it is Kizuna; its own look at the database takes up to 3."""
EVERY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - it is looked up, not listened on
"""Where a server that listens everywhere is asked."""

READ_ON = N_('README, "In Slack and in Discord", says how to get one.')


async def examined(settings: Settings, clock: Clock) -> Sequence[Finding]:
    """Return what is found, in the order in which an operator would set things up. It takes seconds, not minutes."""
    database, port, slack, discord = await asyncio.gather(
        examine(settings.database_url, clock),
        port_finding(settings.http_host, settings.http_port),
        slack_findings(settings, clock),
        discord_findings(settings, clock),
    )
    read = Finding(SETTINGS, "ok", N_("Every setting can be used."))
    return [read, zone_finding(settings.zone), *database, port, *token_findings(settings), *slack, *discord]


def zone_finding(zone: str) -> Finding:
    """Return whether the data of time zones are there."""
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        fix = N_("Install them: .venv/bin/python -m pip install tzdata")
        return Finding(ZONES, "wrong", N_("The data of time zones are missing on this machine."), fix)
    return Finding(ZONES, "ok", N_("The data are there ({zone})."), values={"zone": zone})


async def port_finding(host: str, port: int) -> Finding:
    """Return whether the board could be served there, or is served there now by Kizuna."""
    values = {"host": host, "port": port}
    try:
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    except OSError as error:
        return await taken(host, port, error)
    server.close()
    await server.wait_closed()
    if port == 0:
        return Finding(HTTP_PORT, "ok", N_("Any free port is used, another one at each start."))
    return Finding(HTTP_PORT, "ok", N_("{host}:{port} is free."), values=values)


async def taken(host: str, port: int, error: OSError) -> Finding:
    """Return what an address that cannot be listened on means."""
    values = {"host": host, "port": port, "reason": error.strerror or str(error)}
    if error.errno == errno.EADDRINUSE:
        if await is_kizuna(host, port):
            return Finding(HTTP_PORT, "ok", N_("Kizuna itself is running on {host}:{port}."), values=values)
        fix = N_("Stop that program, or set KIZUNA_HTTP_PORT to another number.")
        return Finding(HTTP_PORT, "wrong", N_("Another program listens on {host}:{port}."), fix, values)
    if error.errno == errno.EACCES:
        fix = N_("Set KIZUNA_HTTP_PORT to a number from 1024 on.")
        return Finding(HTTP_PORT, "wrong", N_("This user may not listen on {host}:{port}."), fix, values)
    fix = N_("Set KIZUNA_HTTP_HOST to an address of this machine, such as 127.0.0.1.")
    return Finding(HTTP_HOST, "wrong", N_("Nothing can listen on {host} ({reason})."), fix, values)


async def is_kizuna(host: str, port: int) -> bool:
    """Return whether what listens there says of itself whether it is ready, in Kizuna's form."""
    asked = EVERY_HOST.get(host, host)
    url = f"http://{f'[{asked}]' if ':' in asked else asked}:{port}/readyz"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PROBE_SECONDS)) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            told = await answer.json()
    except (aiohttp.ClientError, OSError, ValueError):
        return False
    return isinstance(told, dict) and told.keys() == {"ready", "troubles"}


def token_findings(settings: Settings) -> Sequence[Finding]:
    """Return which platforms stay off, where that may not be meant."""
    if settings.slack_bot_token.get_secret_value():
        return []
    beside = {"SLACK_APP_TOKEN": settings.slack_app_token, "SLACK_SIGNING_SECRET": settings.slack_signing_secret}
    for other, value in beside.items():
        if value.get_secret_value():
            off = N_("It is missing, so Slack stays off, though {other} is set.")
            return [Finding("SLACK_BOT_TOKEN", "warning", off, READ_ON, {"other": other})]
    if settings.discord_token.get_secret_value():
        return []
    none = N_("Neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set: only the board and the terminal would run.")
    return [Finding(PLATFORMS, "warning", none, READ_ON)]


async def slack_findings(settings: Settings, clock: Clock) -> Sequence[Finding]:
    """Return what Slack says, nothing when it is off."""
    if not settings.slack_bot_token.get_secret_value():
        return []
    from adapters.slack import doctor

    return await doctor.examine(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_app_token.get_secret_value(),
        settings.slack_signing_secret.get_secret_value(),
        settings.slack_api_base_url,
        clock,
        settings.slack_mode,
    )


async def discord_findings(settings: Settings, clock: Clock) -> Sequence[Finding]:
    """Return what Discord says, nothing when it is off."""
    if not settings.discord_token.get_secret_value():
        return []
    from adapters.discord import doctor

    return await doctor.examine(settings.discord_token.get_secret_value(), settings.discord_api_base_url, clock)
