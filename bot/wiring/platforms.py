"""Whatever has a token runs: the chat platforms of the settings, each library imported only where it is wanted."""

from collections.abc import Sequence

from aiohttp import web

from bot.command import Command
from bot.ports import ChatAdapter, Clock
from bot.settings import Settings, SettingsError


def platforms(
    settings: Settings, clock: Clock, commands: Sequence[Command], app: web.Application
) -> dict[str, ChatAdapter]:
    """Return the adapters by platform; one in HTTP mode adds its route to the app. Raises SettingsError, Refused."""
    found: dict[str, ChatAdapter] = {}
    if settings.slack_bot_token.get_secret_value():
        found["slack"] = slack(settings, clock, app)
    if settings.discord_token.get_secret_value():
        found["discord"] = discord(settings, clock, commands)
    return found


def slack(settings: Settings, clock: Clock, app: web.Application) -> ChatAdapter:
    """Return Slack. Raises Refused."""
    from adapters.slack.adapter import SlackAdapter

    return SlackAdapter(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_app_token.get_secret_value() or None,
        settings.slack_signing_secret.get_secret_value() or None,
        settings.slack_api_base_url,
        clock,
        settings.slack_mode,
        app,
    )


def discord(settings: Settings, clock: Clock, commands: Sequence[Command]) -> ChatAdapter:
    """Return Discord. Raises SettingsError."""
    from adapters.discord.adapter import DiscordAdapter
    from adapters.discord.address import AddressError

    try:
        return DiscordAdapter(
            settings.discord_token.get_secret_value(),
            clock,
            commands,
            api_base_url=settings.discord_api_base_url,
            gateway_url=settings.discord_gateway_url,
        )
    except AddressError as error:
        raise SettingsError(str(error)) from error
