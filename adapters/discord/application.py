"""Says whether the application behind a bot's token is set up in Discord's developer portal as Kizuna needs it."""

from collections.abc import Mapping
from typing import Any

from discord import ApplicationFlags as Flags

from bot.finding import Finding
from bot.words.catalogue import N_

APPLICATION, INTENTS = N_("Discord application"), N_("Discord intents")

OTHER_PROXY = N_("Look what DISCORD_API_BASE_URL leads to: Discord itself never mixes two bots up.")
NO_ENDPOINT = N_(
    "At https://discord.com/developers/applications, General Information: empty the field Interactions Endpoint URL."
)
TURN_OFF = N_("At https://discord.com/developers/applications, Bot, Privileged Gateway Intents: turn off {intents}.")

PRIVILEGED: Mapping[str, int] = {
    "Presence Intent": Flags.gateway_presence.flag | Flags.gateway_presence_limited.flag,
    "Server Members Intent": Flags.gateway_guild_members.flag | Flags.gateway_guild_members_limited.flag,
    "Message Content Intent": Flags.gateway_message_content.flag | Flags.gateway_message_content_limited.flag,
}
"""The portal's name of each intent that must be given, and the application's flags when it is; Kizuna asks for none."""


def application_finding(application: Mapping[str, Any], bot: str) -> Finding:
    """Return whether the application is the bot's, and whether what people do there comes over the gateway."""
    values = {"name": application["name"], "application": application["id"]}
    if str((application.get("bot") or {}).get("id", bot)) != bot:
        other = N_("Discord names {name} ({application}), which is the application of another bot.")
        return Finding(APPLICATION, "wrong", other, OTHER_PROXY, values)
    if application.get("interactions_endpoint_url"):
        elsewhere = N_("Commands and buttons of {name} go to a web address instead of Kizuna.")
        return Finding(APPLICATION, "wrong", elsewhere, NO_ENDPOINT, values)
    return Finding(APPLICATION, "ok", N_("{name} ({application}) is the bot's."), values=values)


def intent_finding(flags: int) -> Finding:
    """Return whether the application was given intents with which it would hear more than it should."""
    given = ", ".join(name for name, bits in PRIVILEGED.items() if flags & bits)
    if given:
        return Finding(INTENTS, "warning", N_("Given and not needed: {intents}."), TURN_OFF, {"intents": given})
    return Finding(INTENTS, "ok", N_("No privileged one is needed, and none is given."))
