"""The link with which a server's administrator invites the bot, asking for exactly what it needs."""

from enum import IntFlag
from urllib.parse import urlencode

AUTHORIZE = "https://discord.com/oauth2/authorize"
SCOPES = "bot applications.commands"


class Permission(IntFlag):
    """What the bot may do in a server. No mention of everyone, nothing to manage, no administration."""

    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


PERMISSIONS = sum(Permission)


def invite(application_id: str) -> str:
    """Return the link for the application of this id (a number, on its page in the developer portal)."""
    asked = {"client_id": application_id, "scope": SCOPES, "permissions": str(int(PERMISSIONS))}
    return f"{AUTHORIZE}?{urlencode(asked)}"
