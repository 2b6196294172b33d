"""Serves Discord: people's acts go to the core, cards go to channels and direct messages, and failures raise."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast

import aiohttp
import discord
import structlog

from adapters.discord.address import API, GATEWAY, point
from adapters.discord.answers import PATIENCE
from adapters.discord.client import Gateway
from adapters.discord.codes import mark_of
from adapters.discord.decode import PLATFORM
from adapters.discord.kit import parts
from adapters.discord.render import draw
from adapters.discord.tree import Registry, sync, tree
from bot.chat import Card, MessageRef, Place
from bot.command import Command
from bot.ports import Clock, Core, Refused, Undeliverable
from bot.words.catalogue import N_

SEND_SECONDS = 25.0
"""A send takes no longer, the library's own tries included."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds between tries to log in while Discord cannot be reached."""
AUTHENTICATION_FAILED = 4004
"""The gateway's code for a token it does not know."""
READ_BACK = 50
"""Messages of a place that are looked through for one that was sent."""

REFUSED = N_("Discord refuses the token. Copy it anew from the developer portal (Bot, Reset Token) to DISCORD_TOKEN.")

log = structlog.get_logger()


class TokenRefusedError(Refused):
    """Discord does not know the token: nothing to try again; `sentence` says what to do."""

    sentence = REFUSED


class DiscordAdapter:
    """Discord as a chat platform. The addresses are those of the library, set for the whole process."""

    platform = PLATFORM

    def __init__(
        self,
        token: str,
        clock: Clock,
        commands: Sequence[Command],
        *,
        api_base_url: str = API,
        gateway_url: str = GATEWAY,
        patience: float = PATIENCE,
    ) -> None:
        """Make it, not connected. `patience`: seconds until a late answer is announced. Raises AddressError."""
        point(api_base_url, gateway_url)
        self._token = token
        self._clock = clock
        self._commands = tuple(commands)
        self._patience = patience
        self._client: Gateway | None = None
        self._entering = asyncio.Lock()
        self._direct: dict[str, int] = {}

    async def run(self, core: Core) -> None:
        """Serve until cancelled. Raises TokenRefusedError."""
        try:
            client = await self._patiently_in()
            client.core = core
            await client.connect(reconnect=True)
        except discord.LoginFailure as error:
            raise TokenRefusedError(REFUSED) from error
        except discord.ConnectionClosed as error:
            if error.code == AUTHENTICATION_FAILED:
                raise TokenRefusedError(REFUSED) from error
            raise
        finally:
            await self.close()

    async def close(self) -> None:
        """Leave Discord; the next send logs in again."""
        client, self._client = self._client, None
        if client:
            await client.close()

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Send a card; Discord itself drops a repeat within minutes. Raises Undeliverable or OSError."""
        mark = mark_of(id)
        async with sending():
            channel = await self._channel(place)
            sent = await channel.send(**parts(draw(card, self._clock.now(), mark)), nonce=mark)
        return MessageRef(place, str(sent.id))

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return the message that bears this notice's mark at its foot. Raises Undeliverable or OSError."""
        mark = mark_of(id)
        async with sending():
            channel = await self._channel(place)
            async for message in channel.history(limit=READ_BACK):
                feet = {embed.footer.text for embed in message.embeds}
                if mark == message.nonce or mark in feet:
                    return MessageRef(place, str(message.id))
        return None

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Put the card in place of the one that stands. Raises Undeliverable or OSError."""
        async with sending():
            channel = await self._channel(ref.place)
            await channel.get_partial_message(int(ref.id)).edit(**parts(draw(card, self._clock.now())))

    async def _channel(self, place: Place) -> discord.PartialMessageable:
        client = await self._logged_in()
        if not place.direct:
            return client.get_partial_messageable(_number(place.thread or place.channel))
        known = self._direct.get(place.channel)
        if known is None:
            opened = await client.http.start_private_message(str(_number(place.channel)))
            known = self._direct[place.channel] = int(opened["id"])
        return client.get_partial_messageable(known)

    async def _logged_in(self) -> Gateway:
        async with self._entering:
            if self._client is None:
                client = Gateway(self._commands, self._clock, self._patience)
                try:
                    await client.login(self._token)
                    await self._register(client)
                except BaseException:
                    await client.close()
                    raise
                self._client = client
            return self._client

    async def _register(self, client: Gateway) -> None:
        assert client.application_id
        changed = await sync(cast("Registry", client.http), client.application_id, tree(self._commands))
        log.info("discord commands registered", changed=changed)

    async def _patiently_in(self) -> Gateway:
        wait = FIRST_WAIT
        while True:
            try:
                async with sending():
                    return await self._logged_in()
            except OSError as error:
                log.warning("discord cannot be reached", reason=str(error), again_in=wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)


@asynccontextmanager
async def sending() -> AsyncIterator[None]:
    """Turn what the library raises into what the courier knows: Undeliverable, or OSError for what may pass."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            yield
    except discord.LoginFailure:
        raise
    except (discord.Forbidden, discord.NotFound) as error:
        raise Undeliverable(str(error)) from error
    except (discord.DiscordException, aiohttp.ClientError) as error:
        if isinstance(error, OSError):
            raise
        raise OSError(str(error)) from error


def _number(id: str) -> int:
    try:
        return int(id)
    except ValueError as error:
        raise Undeliverable(f"{id} is no channel or person of Discord") from error
