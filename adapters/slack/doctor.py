"""Asks Slack whether it takes the tokens of the settings, and says what they lack and how that is mended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.quiet import quiet_logger
from adapters.slack.scopes import scope_findings
from bot.finding import Finding, clock_finding, http_date
from bot.ports import Clock
from bot.words.catalogue import N_

SECONDS = 10
"""A question that takes longer counts as not answered."""
SLACK, BOT, APP, SECRET = "Slack", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"

BOT_TOKEN = re.compile(r"xoxb-[\w-]+", re.ASCII)
APP_TOKEN = re.compile(r"xapp-[\w-]+", re.ASCII)
SIGNING_SECRET = re.compile(r"[0-9a-f]{32}", re.ASCII)
EXPIRED = ("account_inactive", "token_expired", "token_revoked", "user_removed_from_team")
BUSY = ("fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable")

OTHER_TOKENS = {
    "xoxb-": N_("This is a bot token (xoxb-…): it belongs in SLACK_BOT_TOKEN."),
    "xapp-": N_("This is an app-level token (xapp-…): it belongs in SLACK_APP_TOKEN."),
    "xoxp-": N_("This is a person's token (xoxp-…), not the bot's."),
    "xoxe": N_("This token runs out after hours (xoxe…): the app was made with token rotation."),
}
"""What was put in a variable instead of its own kind, by how it begins."""

COPY_BOT = N_(
    "At https://api.slack.com/apps, OAuth & Permissions: copy the Bot User OAuth Token (xoxb-…) to SLACK_BOT_TOKEN."
)
REINSTALL = N_(
    "At https://api.slack.com/apps, OAuth & Permissions: reinstall the app, then copy the Bot User OAuth Token (xoxb-…)"
    " to SLACK_BOT_TOKEN."
)
MAKE_APP = N_(
    "At https://api.slack.com/apps, Basic Information, App-Level Tokens: make one with the scope connections:write and"
    " copy it (xapp-…) to SLACK_APP_TOKEN."
)
COPY_SECRET = N_(
    "At https://api.slack.com/apps, Basic Information: copy the Signing Secret (32 characters) to SLACK_SIGNING_SECRET."
)
SOCKET_OFF = N_("At https://api.slack.com/apps, Socket Mode: turn it on. If it is on, make a new app-level token.")
REACH = N_("Look whether this machine reaches {host} (name service, firewall, proxy) and whether {setting} is right.")
WAIT = N_("Run it again in a minute. If it stays so, look at https://slack-status.com")
SIGNED_BY_TIME = N_(
    "Let the clock be set by NTP: sudo timedatectl set-ntp true. Over 300 s apart, Slack's requests are refused."
)


@dataclass(frozen=True, slots=True)
class Told:
    """Slack's answer: `reason` is its name for what is wrong, empty when nothing is. Header names are small."""

    reason: str
    answer: Mapping[str, Any]
    headers: Mapping[str, str]


async def examine(
    bot_token: str,
    app_token: str,
    signing_secret: str,
    base_url: str,
    clock: Clock,
    mode: Literal["socket", "http"],
) -> Sequence[Finding]:
    """Return what Slack says to these settings, asking twice at most. Nothing is posted and no connection opened."""
    found: list[Finding] = []
    try:
        found += await bot_findings(bot_token, base_url, clock)
        if mode == "socket":
            found.append(await app_finding(app_token, base_url))
    except OSError as error:
        found.append(silent(base_url, error))
    return found if mode == "socket" else [*found, secret_finding(signing_secret)]


async def ask(token: str, base_url: str, method: str) -> Told:
    """Call a method that takes nothing but its token. Raises OSError when no answer comes."""
    client = AsyncWebClient(token=token, base_url=base_url, timeout=SECONDS, logger=quiet_logger(), retry_handlers=[])
    try:
        response = await client.api_call(method)
    except SlackApiError as error:
        # Of JSON that ends in the middle the library hands on the bare answer.
        if not isinstance(error.response, AsyncSlackResponse):
            raise OSError("broken JSON") from error
        response = error.response
    except (ClientError, SlackClientError, TimeoutError, ValueError) as error:
        raise OSError(str(error) or "timeout") from error
    answer = response.data if isinstance(response.data, dict) else {}
    reason = "" if answer.get("ok") else str(answer.get("error") or f"status {response.status_code}")
    return Told(reason, answer, {name.lower(): value for name, value in response.headers.items()})


async def bot_findings(token: str, base_url: str, clock: Clock) -> Sequence[Finding]:
    """Return whose token it is, what it may do, and how far the clocks are apart. Raises OSError."""
    if not BOT_TOKEN.fullmatch(token):
        unlike = N_("It does not look like a bot token (xoxb-…). Quotes, spaces or a part may be too much or missing.")
        return [Finding(BOT, "wrong", kind_of(token, BOT) or unlike, COPY_BOT)]
    told = await ask(token, base_url, "auth.test")
    clocks = clock_finding(SLACK, http_date(told.headers.get("date", "")), clock.now(), SIGNED_BY_TIME)
    if told.reason:
        return [refused(told.reason), clocks]
    if not told.answer.get("bot_id"):
        return [Finding(BOT, "wrong", N_("Slack knows it, but not as a bot's."), COPY_BOT), clocks]
    known = N_("It is the bot of the workspace {team}.")
    mine = Finding(BOT, "ok", known, values={"team": told.answer.get("team", "")})
    return [mine, *scope_findings(told.headers.get("x-oauth-scopes")), clocks]


def refused(reason: str) -> Finding:
    """Return what Slack's refusal of the bot token means."""
    values = {"reason": reason}
    if reason in BUSY or reason.startswith("status"):
        return Finding(SLACK, "warning", N_("Slack cannot answer now ({reason})."), WAIT, values)
    if reason in EXPIRED:
        return Finding(BOT, "wrong", N_("It was revoked, or the app was removed ({reason})."), REINSTALL, values)
    return Finding(BOT, "wrong", N_("Slack does not take it ({reason})."), COPY_BOT, values)


async def app_finding(token: str, base_url: str) -> Finding:
    """Return whether Slack would open a Socket Mode connection; its address alone uses none up. Raises OSError."""
    if not token:
        return Finding(APP, "wrong", N_("It is missing, and Socket Mode needs it."), MAKE_APP)
    if not APP_TOKEN.fullmatch(token):
        unlike = N_("It does not look like an app-level token (xapp-…).")
        return Finding(APP, "wrong", kind_of(token, APP) or unlike, MAKE_APP)
    told = await ask(token, base_url, "apps.connections.open")
    values = {"reason": told.reason}
    if not told.reason:
        return Finding(APP, "ok", N_("Slack opens a Socket Mode connection with it."))
    if told.reason in BUSY or told.reason.startswith("status"):
        return Finding(SLACK, "warning", N_("Slack cannot answer now ({reason})."), WAIT, values)
    if told.reason in (*EXPIRED, "invalid_auth", "missing_scope", "not_allowed_token_type", "not_authed"):
        return Finding(APP, "wrong", N_("Slack does not take it ({reason})."), MAKE_APP, values)
    return Finding(APP, "wrong", N_("Slack opens no Socket Mode connection with it ({reason})."), SOCKET_OFF, values)


def secret_finding(secret: str) -> Finding:
    """Return whether the secret of HTTP mode can be one; only a signed request shows whether it is the right one."""
    if not secret:
        return Finding(SECRET, "wrong", N_("It is missing, and SLACK_MODE=http needs it."), COPY_SECRET)
    if not SIGNING_SECRET.fullmatch(secret):
        unlike = N_("It is not of the form that signing secrets have: 32 characters of 0-9 and a-f.")
        return Finding(SECRET, "wrong", unlike, COPY_SECRET)
    return Finding(SECRET, "ok", N_("It has the right form."))


def kind_of(token: str, variable: str) -> str | None:
    """Return what a token in the wrong variable is, None where that cannot be told."""
    own = {BOT: "xoxb-", APP: "xapp-"}[variable]
    return next((said for start, said in OTHER_TOKENS.items() if token.startswith(start) and start != own), None)


def silent(base_url: str, error: OSError) -> Finding:
    """Return that no answer came."""
    values = {"host": urlsplit(base_url).hostname, "reason": str(error), "setting": "SLACK_API_BASE_URL"}
    return Finding(SLACK, "wrong", N_("{host} does not answer ({reason})."), REACH, values)
