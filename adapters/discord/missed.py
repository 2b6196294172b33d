"""Remembers where people speak to the bot, so that what they wrote while a session was lost is read afterwards."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

MOST_CONVERSATIONS, MOST_MESSAGES = 100, 500
"""Conversations that are remembered, the latest ones, and messages that are read in each."""
OLDEST = timedelta(hours=24)
"""What was written longer ago is not answered any more."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, `direct` when it is one of direct messages, and the newest message the gateway told of."""

    channel: int
    direct: bool
    newest: int


class Conversations:
    """Conversations by channel, and those that were open when the last session was lost."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Conversation] = OrderedDict()
        self._broken_off: tuple[Conversation, ...] = ()

    def heard(self, message: discord.Message, *, to_us: bool) -> None:
        """Take note of a message from the gateway; one that is not meant for us matters only where others were."""
        channel = message.channel.id
        if to_us or channel in self._known:
            self._note(Conversation(channel, message.guild is None, message.id))

    def spoke(self, channel: int, message: int, *, direct: bool) -> None:
        """Take note of a card that was sent: people answer where they were spoken to."""
        if channel not in self._known:
            self._note(Conversation(channel, direct, message))

    def break_off(self) -> None:
        """Take note that a session is lost: what the next one tells is newer than what was missed."""
        self._broken_off = self._broken_off or tuple(self._known.values())

    def missed(self) -> tuple[Conversation, ...]:
        """Return the conversations to be read from where they broke off, once."""
        broken_off, self._broken_off = self._broken_off, ()
        return broken_off

    def _note(self, conversation: Conversation) -> None:
        self._known[conversation.channel] = conversation
        self._known.move_to_end(conversation.channel)
        while len(self._known) > MOST_CONVERSATIONS:
            self._known.popitem(last=False)


def since(conversation: Conversation, now: datetime) -> discord.Object:
    """Return the message after which to read: the newest known, or the first of the last 24 hours."""
    return discord.Object(max(conversation.newest, discord.utils.time_snowflake(now - OLDEST)))


async def read_back(client: discord.Client, conversation: Conversation, now: datetime) -> list[discord.Message]:
    """Return what was written since, oldest first; nothing where the channel is gone. Raises what discord.py raises."""
    channel: object = client.get_channel(conversation.channel)
    if conversation.direct:
        channel = client.get_partial_messageable(conversation.channel)
    if not isinstance(channel, discord.abc.Messageable):
        return []
    after = since(conversation, now)
    return [message async for message in channel.history(limit=MOST_MESSAGES, after=after, oldest_first=True)]
