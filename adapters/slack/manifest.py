"""Makes the manifest from which an operator creates the app in Slack, out of the declared commands."""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from bot.command import Command
from bot.words.catalogue import N_, words

ROOT = "kizuna"
SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read")
OPTIONAL_SCOPES = ("channels:history", "files:write")
"""Reading back whether a send arrived after all; handing out exports."""
PREFIX = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-", re.ASCII)
EVENTS = ("app_mention", "message.im")
FROM_MESSAGE = N_("Kizuna reads this message and answers you alone")
KEPT = frozenset(
    re.findall(
        "[a-z]+",
        "active add apps archive away call canvas close collapse dm dnd expand feed feedback help huddle invite join "
        "keys kick leave me msg mute open part people prefs remind remove rename schedule search shortcuts shrug star "
        "status todo topic unarchive who workflow",
    )
)
"""Names that Slack keeps for itself; one of them voids the whole manifest."""


class ManifestError(ValueError):
    """A manifest that Slack would refuse; the text says why."""


def manifest(commands: Sequence[Command], prefix: str = "", *, root_only: bool = False) -> dict[str, Any]:
    """Return the manifest: `/kizuna` and the commands marked as `own`, each behind `prefix`, or `/kizuna` alone.

    Names that Slack keeps are left out: they still work behind `/kizuna`. Raises ManifestError.
    """
    if prefix and not PREFIX.fullmatch(prefix):
        raise ManifestError("a prefix is small letters and digits and ends in a hyphen, such as kz-")
    own = [] if root_only else [command for command in commands if command.own]
    named = {f"{prefix}{command.name}": command for command in own}
    slash = [root(commands), *(slash_command(name, command) for name, command in named.items() if name not in KEPT)]
    return {
        "display_information": {
            "name": "Kizuna",
            "description": "Relief organisations find each other, exchange needs and offers, and learn",
        },
        "features": {
            "app_home": {"messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Kizuna", "always_online": True},
            "slash_commands": slash,
            "shortcuts": [shortcut(command) for command in commands if command.menu],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def as_yaml(made: dict[str, Any]) -> str:
    """Return a manifest as text to paste."""
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=100)


def root(commands: Sequence[Command]) -> dict[str, Any]:
    """Return the command under which all others stand."""
    names = " | ".join(command.name for command in commands)
    return {
        "command": f"/{ROOT}",
        "description": "Everything Kizuna does; /kizuna help shows examples",
        "usage_hint": f"[{names}]",
        "should_escape": False,
    }


def slash_command(name: str, command: Command) -> dict[str, Any]:
    """Return one command of its own."""
    example = command.examples[0].partition(" ")[2] if command.examples else ""
    summary = command.summary[:1].upper() + command.summary[1:]
    made = {"command": f"/{name}", "description": summary, "should_escape": False}
    return made | ({"usage_hint": example} if example else {})


def shortcut(command: Command) -> dict[str, Any]:
    """Return a command's entry in the menu of every message: 24 characters in both languages, for Slack takes one."""
    return {
        "name": in_both(command.menu),
        "type": "message",
        "callback_id": f"{command.name}:{command.menu_action}".rstrip(":"),
        "description": in_both(FROM_MESSAGE),
    }


def in_both(msgid: str) -> str:
    """Return a sentence in English and Japanese."""
    return f"{msgid} / {words('ja').say(msgid)}"
