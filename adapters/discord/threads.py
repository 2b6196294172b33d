"""Puts cards into the thread beneath a message: begins it when the first one comes, wakes it when it sleeps."""

import re
from collections.abc import Awaitable, Callable
from typing import Literal, TypeVar

import discord
from discord.http import HTTPClient

from adapters.discord.clean import BREAK, clip
from adapters.discord.failures import final

NAME = 100
"""A thread's name may be so long."""
ASLEEP_AFTER: Literal[10080] = 10080
"""Minutes without a word (a week, the longest) after which Discord takes a thread out of the list of channels."""
NO_CHANNEL, NO_MESSAGE = 10003, 10008
MADE_ALREADY, LOCKED, TOO_MANY_THREADS = 160004, 160005, 160006
NOT_HERE, ASLEEP = 50024, 50083
"""The kind of channel has no threads; a message in a thread that sleeps cannot be changed."""
NO_ROOM = frozenset((NO_CHANNEL, NO_MESSAGE, LOCKED, TOO_MANY_THREADS, NOT_HERE))

T = TypeVar("T")


async def within(send: Callable[[], Awaitable[T]], http: HTTPClient, channel: int, message: int, otherwise: str) -> T:
    """Send into the thread beneath a message, which begins where there is none yet.

    Discord gives a thread the id of its message, so a second try finds the first one's thread. It is named after the
    message, or `otherwise` where that may not be read. Raises what discord.py raises.
    """
    try:
        return await send()
    except discord.NotFound as error:
        if error.code != NO_CHANNEL:
            raise
    name = await _name(http, channel, message) or name_of(otherwise) or str(message)
    try:
        await http.start_thread_with_message(channel, message, name=name, auto_archive_duration=ASLEEP_AFTER)
    except discord.HTTPException as error:
        if error.code != MADE_ALREADY:
            raise
    return await send()


async def awake(change: Callable[[], Awaitable[T]], http: HTTPClient, thread: int) -> T:
    """Change a message, waking its thread where that sleeps. Raises what discord.py raises."""
    try:
        return await change()
    except discord.HTTPException as error:
        if error.code != ASLEEP:
            raise
    await http.edit_channel(thread, archived=False)
    return await change()


def no_room(error: discord.HTTPException) -> bool:
    """Return whether a thread takes no message, so that the channel itself has to."""
    return error.code in NO_ROOM or (isinstance(error, discord.Forbidden) and final(error))


async def _name(http: HTTPClient, channel: int, message: int) -> str:
    """Return what the first line of our own message says; nothing where it may not be read."""
    try:
        told = await http.get_message(channel, message)
    except discord.Forbidden:
        return ""
    return name_of(told["content"])


def name_of(content: str) -> str:
    """Return the first line of a message as a thread's name, in which no sign formats anything."""
    line = next(iter(content.splitlines()), "").removeprefix("**").removesuffix("**")
    return clip(re.sub(r"\\([\W_])", r"\1", line.replace(BREAK, "")), NAME)
