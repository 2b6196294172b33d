"""Turns whatever discord.py raises into the two failures the core knows: no use in trying again, and later."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.ports import Undeliverable

SEND_SECONDS = 25.0
"""A request takes no longer, the library's own tries included."""
ALREADY_ANSWERED = 40060
CANNOT_MESSAGE, NO_SUCH_RECIPIENT, NO_SUCH_USER = 50007, 50033, 10013
UNREACHABLE = frozenset((CANNOT_MESSAGE, NO_SUCH_RECIPIENT, NO_SUCH_USER))
"""Codes that say a person takes no direct messages, whatever the HTTP status."""
UNREADABLE = (ValueError, TypeError, LookupError)
"""What the library raises over an answer that is cut off or is a web page."""


@asynccontextmanager
async def sending() -> AsyncIterator[None]:
    """Speak with Discord within. Raises Undeliverable, or OSError for what may pass."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            yield
    except OSError:
        raise
    except discord.HTTPException as error:
        if final(error):
            raise Undeliverable(str(error)) from error
        raise OSError(str(error)) from error
    except (discord.DiscordException, aiohttp.ClientError) as error:
        raise OSError(str(error)) from error
    except UNREADABLE as error:
        raise OSError(f"Discord's answer cannot be read: {type(error).__name__}: {error}") from error


def final(error: discord.HTTPException) -> bool:
    """Return whether trying again is of no use. A page of a proxy has no code, whatever its status says."""
    refused = isinstance(error, discord.Forbidden | discord.NotFound) and error.code != 0
    return refused or error.code in UNREACHABLE
