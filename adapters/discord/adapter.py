"""Serves Discord: people's acts go to the core, cards go to channels and direct messages, and failures raise."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import cast

import discord
import structlog

from adapters.discord.address import API, GATEWAY, point
from adapters.discord.client import Gateway
from adapters.discord.codes import mark_of
from adapters.discord.decode import PLATFORM
from adapters.discord.failures import sending
from adapters.discord.guard import Guard
from adapters.discord.kit import Parts, parts
from adapters.discord.line import AUTHENTICATION_FAILED
from adapters.discord.look import Looker
from adapters.discord.missed import Conversations
from adapters.discord.render import draw, draw_call
from adapters.discord.tempo import Tempo
from adapters.discord.threads import awake, no_room, within
from adapters.discord.tree import Registry, sync, tree
from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.command import Command
from bot.ports import Clock, Core, Refused, Undeliverable
from bot.words.catalogue import N_

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds between tries to log in, or to register the commands, while Discord cannot be reached."""
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
        tempo: Tempo | None = None,
    ) -> None:
        """Make it, not connected. Raises AddressError."""
        point(api_base_url, gateway_url)
        self._token = token
        self._clock = clock
        self._commands = tuple(commands)
        self._tempo = tempo or Tempo()
        self._guard = Guard(self._tempo.now)
        self._looker = Looker()
        self._conversations = Conversations()
        self._client: Gateway | None = None
        self._entering = asyncio.Lock()
        self._direct: dict[str, int] = {}
        self._doubtful: set[str] = set()  # calls whose end is not known

    async def run(self, core: Core) -> None:
        """Serve until cancelled. Raises TokenRefusedError."""
        work: list[asyncio.Task[object]] = []
        try:
            client = await self._patiently_in()
            client.core = core
            registering = asyncio.create_task(self._register(client))
            ending = [asyncio.create_task(self._stay(client)), asyncio.create_task(self._refusal())]
            work = [registering, *ending]
            ended, _ = await asyncio.wait(ending, return_when=asyncio.FIRST_COMPLETED)
            await ended.pop()
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await self.close()

    async def close(self) -> None:
        """Leave Discord; the next send logs in again."""
        client, self._client = self._client, None
        if client:
            await client.close()

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Send a card; Discord itself drops a repeat within minutes. Raises Undeliverable or OSError."""
        mark = mark_of(id)
        drawn = parts(draw(card, self._clock.now(), mark))
        if place.thread:
            return await self._beneath(place, drawn, mark)
        sent = await self._send(place, drawn, mark)
        return MessageRef(place, str(sent.id))

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return the message that bears this notice's mark; one for a thread may be in its channel. Raises OSError."""
        for where in dict.fromkeys((place, replace(place, thread=""))):
            found = await self._found(where, mark_of(id))
            if found:
                return MessageRef(where, found)
        return None

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Put the card in place of the one that stands. Raises Undeliverable or OSError."""
        drawn = parts(draw(card, self._clock.now()))
        async with sending():
            channel = await self._channel(ref.place)
            message = channel.get_partial_message(_number(ref.id))
            client = await self._logged_in()
            await awake(partial(message.edit, **drawn), client.http, channel.id)

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Call a person to a button that shows them the card: Discord shows nothing private unasked.

        Nothing of the card itself is told. Raises Undeliverable or OSError.
        """
        mark = mark_of(f"{id} whisper")  # a name of its own: what found it would put the card in its place
        if mark in self._doubtful and await self._found(place, mark):
            return
        self._doubtful.add(mark)
        await self._send(place, parts(draw_call(_number(to.id), ask, card.locale, self._clock.now(), mark)), mark)
        self._doubtful.discard(mark)

    async def _beneath(self, place: Place, drawn: Parts, mark: str) -> MessageRef:
        """Send into the thread beneath a message; into its channel where there is none the bot may write in."""
        async with sending():
            try:
                channel, client = await self._channel(place), await self._logged_in()
                send = partial(channel.send, **drawn, nonce=mark)
                sent = await within(send, client.http, _number(place.channel), _number(place.thread), drawn["content"])
            except discord.HTTPException as error:
                if not no_room(error):
                    raise
            else:
                self._conversations.spoke(channel.id, sent.id, direct=False)
                return MessageRef(place, str(sent.id))
        above = replace(place, thread="")
        return MessageRef(above, str((await self._send(above, drawn, mark)).id))

    async def _send(self, place: Place, drawn: Parts, mark: str) -> discord.Message:
        async with sending():
            channel = await self._channel(place)
            sent = await channel.send(**drawn, nonce=mark)
        self._conversations.spoke(channel.id, sent.id, direct=place.direct)
        return sent

    async def _found(self, place: Place, mark: str) -> str | None:
        """Return the id of the message that bears this mark. Raises OSError."""
        with suppress(Undeliverable):  # a place that is gone holds nothing
            async with sending():
                return await self._looker.find(await self._channel(place), mark, self._clock.now())
        return None

    async def _channel(self, place: Place) -> discord.PartialMessageable:
        client = await self._logged_in()
        self._guard.check()
        if not place.direct:
            return client.get_partial_messageable(_number(place.thread or place.channel))
        known = self._direct.get(place.channel)
        if known is None:
            opened = await client.http.start_private_message(str(_number(place.channel)))
            known = self._direct[place.channel] = int(opened["id"])
        return client.get_partial_messageable(known)

    async def _logged_in(self) -> Gateway:
        """Return the client that is logged in. Raises OSError where the token is refused."""
        async with self._entering:
            self._guard.check()
            if self._client is None:
                client = Gateway(self._commands, self._clock, self._tempo, self._guard, self._conversations)
                try:
                    await client.login(self._token)
                except BaseException as error:
                    await client.close()
                    if isinstance(error, discord.LoginFailure):
                        self._guard.refused.set()
                    raise
                self._client = client
            return self._client

    async def _patiently_in(self) -> Gateway:
        failures = 0
        while True:
            try:
                async with sending():
                    return await self._logged_in()
            except (OSError, Undeliverable) as error:
                if self._guard.refused.is_set():
                    raise TokenRefusedError(REFUSED) from error
                failures += 1
                await self._rest(failures, "discord cannot be reached", error)

    async def _register(self, client: Gateway) -> None:
        """Register the commands, again and again until Discord takes them; meanwhile those it knows are served."""
        assert client.application_id
        wanted, failures = tree(self._commands), 0
        while True:
            try:
                async with sending():
                    changed = await sync(cast("Registry", client.http), client.application_id, wanted)
            except (OSError, Undeliverable) as error:
                failures += 1
                await self._rest(failures, "discord does not take the commands", error)
            else:
                log.info("discord commands registered", changed=changed)
                return

    async def _rest(self, failures: int, what: str, error: Exception) -> None:
        wait = self._tempo.wait(failures, FIRST_WAIT, LONGEST_WAIT)
        log.warning(what, reason=str(error), again_in=round(wait, 1))
        await self._tempo.sleep(wait)

    async def _stay(self, client: Gateway) -> None:
        try:
            await client.stay()
        except discord.ConnectionClosed as error:
            if error.code == AUTHENTICATION_FAILED:
                raise TokenRefusedError(REFUSED) from error
            raise

    async def _refusal(self) -> None:
        """Wait until Discord does not know the token any more. Raises TokenRefusedError."""
        await self._guard.refused.wait()
        raise TokenRefusedError(REFUSED)


def _number(id: str) -> int:
    try:
        return int(id)
    except ValueError as error:
        raise Undeliverable(f"{id} is no channel or person of Discord") from error
