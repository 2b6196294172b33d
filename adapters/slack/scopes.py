"""Compares the scopes that Slack gave the bot with those its manifest asks for, and says what is lost without each."""

from collections.abc import Sequence

from adapters.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.finding import Finding
from bot.words.catalogue import N_

ALL, SCOPE = N_("Slack scopes"), N_("Slack scope {scope}")
ADD_SCOPE = N_("At https://api.slack.com/apps: add {scope} under OAuth & Permissions, then reinstall the app.")
DROP_SCOPE = N_("At https://api.slack.com/apps: remove {scope} under OAuth & Permissions, then reinstall the app.")
LOOK = N_("Run it again. The scopes also stand at https://api.slack.com/apps under OAuth & Permissions.")

LOST = {
    "app_mentions:read": N_("It is missing: nobody can mention Kizuna, which is how threads reach it."),
    "chat:write": N_("It is missing: no card can be posted."),
    "commands": N_("It is missing: there are no slash commands."),
    "im:history": N_("It is missing: what people write to Kizuna directly does not arrive."),
    "im:write": N_("It is missing: nobody can be told anything directly."),
    "users:read": N_("It is missing: a person's language and time zone are not known."),
    "channels:history": N_("It is not given: a send of unknown end may be repeated in a channel."),
    "files:write": N_("It is not given: nothing can be handed out as a file."),
}
"""What does not work without a scope."""


def scope_findings(header: str | None) -> Sequence[Finding]:
    """Return what the token may not do though it should, and what it may do without need (header x-oauth-scopes)."""
    if header is None:
        untold = N_("Slack did not tell which scopes the bot has.")
        return [Finding(ALL, "warning", untold, LOOK)]
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    lacking = [scope for scope in (*SCOPES, *OPTIONAL_SCOPES) if scope not in granted]
    found = [
        Finding(SCOPE, "wrong" if scope in SCOPES else "warning", LOST[scope], ADD_SCOPE, {"scope": scope})
        for scope in lacking
    ]
    if granted.issuperset(SCOPES):
        found.insert(0, Finding(ALL, "ok", N_("The bot has all it cannot do without.")))
    more = N_("The bot has it and does not need it.")
    unneeded = sorted(granted - {*SCOPES, *OPTIONAL_SCOPES})
    return [*found, *(Finding(SCOPE, "warning", more, DROP_SCOPE, {"scope": scope}) for scope in unneeded)]
