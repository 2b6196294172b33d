"""Offers values while an option is typed; Discord waits three seconds and takes 25 choices of 100 signs."""

import discord
import structlog

from adapters.discord.clean import clip
from adapters.discord.decode import Interaction, focused, identity, interaction_place, told
from adapters.discord.failures import sending
from adapters.discord.limits import CHOICE, CHOICES, units
from bot.ports import Core, Undeliverable

log = structlog.get_logger()


async def suggest(interaction: Interaction, core: Core) -> None:
    """Show what the core offers; suggestions that come too late are only logged."""
    data = told(interaction)
    option, typed = focused(data)
    who = identity(interaction.user.id, interaction.guild_id)
    found = core.suggest(data["name"], option, typed, who, interaction_place(interaction))
    choices = [
        discord.app_commands.Choice(name=clip(choice.label, CHOICE) or choice.value, value=choice.value)
        for choice in found[:CHOICES]
        if 0 < units(choice.value) <= CHOICE
    ]
    try:
        async with sending():
            await interaction.response.autocomplete(choices)
    except (Undeliverable, OSError) as error:
        log.info("suggestions came too late", command=data["name"], reason=str(error))
