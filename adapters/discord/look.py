"""Looks for a message of ours that may stand in a channel after all."""

from datetime import datetime, timedelta

import discord
import structlog

from adapters.discord.failures import final

BACK = timedelta(hours=25)
"""How far back is looked: a card is tried for 24 hours, and clocks differ."""

log = structlog.get_logger()


class Looker:
    """Reads channels back; where that is not permitted it says so in the log once."""

    def __init__(self) -> None:
        self._closed: set[int] = set()

    async def find(self, channel: discord.PartialMessageable, mark: str, now: datetime) -> str | None:
        """Return the id of the message that bears this mark, newest first. Raises what discord.py raises.

        None where it is not there, and where Read Message History is not given: Discord then answers with no messages
        at all, or with 403 where the whole channel is hidden.
        """
        try:
            async for message in channel.history(limit=None, after=now - BACK, oldest_first=False):
                feet = {embed.footer.text for embed in message.embeds}
                if mark == message.nonce or mark in feet:
                    return str(message.id)
        except discord.HTTPException as error:
            if not final(error):
                raise
            self._tell(channel.id, str(error))
        return None

    def _tell(self, channel: int, reason: str) -> None:
        if channel not in self._closed:
            self._closed.add(channel)
            log.warning("discord channel cannot be read back", channel=channel, reason=reason)
