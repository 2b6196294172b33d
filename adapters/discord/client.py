"""Listens to the gateway and passes what people do to the core."""

import asyncio
from collections.abc import Awaitable, Coroutine, Iterable, Sequence
from datetime import datetime, timedelta

import discord
import structlog
from discord.http import HTTPClient

from adapters.discord.answers import InteractionScreen, tell
from adapters.discord.codes import Code, Kind, decode
from adapters.discord.decode import (
    Interaction,
    choice,
    earlier,
    press,
    said,
    slash,
    submit,
    target,
    told,
)
from adapters.discord.failures import sending
from adapters.discord.guard import Guard
from adapters.discord.kit import Press
from adapters.discord.late import carry, dispatched, sentence
from adapters.discord.line import Line
from adapters.discord.missed import Conversation, Conversations, read_back
from adapters.discord.modal import carried
from adapters.discord.replies import MessageScreen
from adapters.discord.suggest import suggest
from adapters.discord.tempo import Tempo
from adapters.discord.tree import MESSAGE
from bot.chat import Form, Invocation, Reply
from bot.command import Command
from bot.ports import Clock, Core, Undeliverable
from bot.words.catalogue import N_

PARTING_SECONDS = 3.0
"""What acts in hand get to end in when the bot leaves."""

OVERDUE = timedelta(seconds=2)
"""What arrives later than this, after a connection broke off, finds Discord waiting no longer."""

OLD_BUTTON = N_("This button is from an older version of Kizuna. Type the command instead, or /help.")
NOT_YOURS = N_("This answer is for the person who asked. Ask me yourself: type /help.")
GONE = N_("The message that asked is gone. Please ask again.")
OWN_CARD = N_("This is a card of mine. Choose this on a message that somebody wrote.")
SILENT = N_("Discord does not let me look just now. Press the button again in a minute.")

log = structlog.get_logger()


def intents() -> discord.Intents:
    """Return what the gateway is asked for: servers, their messages, direct messages; nothing privileged."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Gateway(discord.Client):
    """One connection to Discord. `core` is None until the adapter runs."""

    http: HTTPClient

    def __init__(
        self, commands: Sequence[Command], clock: Clock, tempo: Tempo, guard: Guard, conversations: Conversations
    ) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=tempo.limit,
            heartbeat_timeout=tempo.deaf,
            http_trace=guard.trace(self._globally_limited),
        )
        self.core: Core | None = None
        self._private = {command.name: command.private for command in commands}
        self._menu = {command.menu: command for command in commands if command.menu}
        self._clock = clock
        self._tempo = tempo
        self._line = Line(self, tempo)
        self._conversations = conversations
        self._acts: set[asyncio.Task[object]] = set()
        self.add_dynamic_items(Press)

    async def close(self) -> None:
        """Leave; acts in hand get a moment to be answered in."""
        acts = {act for act in self._acts if act is not asyncio.current_task()}
        if acts:
            await asyncio.wait(acts, timeout=PARTING_SECONDS)
        for act in acts:
            act.cancel()
        await asyncio.gather(*acts, return_exceptions=True)
        await super().close()

    async def stay(self) -> None:
        """Stay on the gateway until cancelled. Raises ConnectionClosed where Discord forbids to come back."""
        await self._line.stay()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Count a session that begins anew; the line has waited, so the library need not."""
        self._line.starting()
        self._conversations.break_off()

    async def on_connect(self) -> None:
        """Note that a session has begun; read what people wrote between the last one and this one."""
        self._line.granted()
        missed = self._conversations.missed()
        if missed:
            await self._finishing(self._catch_up(missed))

    async def on_resumed(self) -> None:
        """Note that a session goes on."""
        self._line.granted()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a command, a suggestion or a form; buttons come through `pressed`."""
        if self.core is None:
            return
        if interaction.type is discord.InteractionType.application_command:
            await self._commanded(interaction)
        elif interaction.type is discord.InteractionType.autocomplete:
            await suggest(interaction, self.core)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._submitted(self.core, interaction)

    async def _commanded(self, interaction: Interaction) -> None:
        """Do a slash command, or an entry of a message's menu unless the message is the bot's own."""
        data, now = told(interaction), self._clock.now()
        chosen = self._menu.get(data["name"]) if data.get("type") == MESSAGE else None
        if chosen is None:
            await self._answer(interaction, slash(interaction, now))
        elif self.user and target(interaction)["author"]["id"] == str(self.user.id):
            await tell(interaction, OWN_CARD)
        else:
            await self._answer(interaction, choice(interaction, chosen, now))

    async def pressed(self, interaction: Interaction, code: Code | None) -> None:
        """Do what a button says."""
        if self.core is None:
            return
        now = self._clock.now()
        if code is None or code.kind not in (Kind.PRESS, Kind.OPEN, Kind.ASK_AGAIN):
            await tell(interaction, OLD_BUTTON)
        elif code.kind is Kind.PRESS:
            await self._answer(interaction, press(interaction, code, now))
        elif code.kind is Kind.OPEN:
            await self._answer(interaction, earlier(interaction, code, now))
        else:
            asked = earlier(interaction, code, now)
            await self._answer(interaction, asked, self._asked_again(self.core, interaction, code))

    async def on_message(self, message: discord.Message) -> None:
        """Take a direct message or a mention; other people's talk is not ours, and arrives without its words."""
        self._conversations.heard(message, to_us=self._to_us(message))
        await self._hear(message, self._clock.now())

    async def _hear(self, message: discord.Message, at: datetime) -> None:
        if self.core is None or self.user is None or not self._to_us(message):
            return
        invocation = said(self.core, message, self.user.id, at)
        screen = MessageScreen(message, invocation, self._clock.now())
        await self._finishing(
            carry(self.core, invocation, dispatched(self.core, invocation), screen, self._tempo.patience)
        )

    async def _catch_up(self, conversations: Iterable[Conversation]) -> None:
        await self._tempo.sleep(self._tempo.servers)
        for conversation in conversations:
            try:
                async with sending():
                    missed = await read_back(self, conversation, self._clock.now())
            except (Undeliverable, OSError) as error:
                log.warning("discord does not tell what was missed", channel=conversation.channel, reason=str(error))
                continue
            for message in missed:
                await self._hear(message, message.created_at)

    def _to_us(self, message: discord.Message) -> bool:
        me = self.user
        if me is None or message.author.bot:
            return False
        return message.guild is None or me.id in message.raw_mentions

    async def _asked_again(self, core: Core, interaction: Interaction, code: Code) -> Reply:
        """Answer a message once more, for its writer: the core remembers, or answers a mere question anew."""
        here, locale = interaction.channel, interaction.locale.value
        known = here if isinstance(here, discord.abc.Messageable) else None
        where = known or self.get_partial_messageable(interaction.channel_id or 0)
        try:
            async with sending():
                asked = await where.fetch_message(int(code.act) if code.act.isdecimal() else 0)
        except Undeliverable:
            return sentence(GONE, locale)
        except OSError:
            return sentence(SILENT, locale)
        if asked.author.id != interaction.user.id:
            return sentence(NOT_YOURS, locale)
        return await dispatched(core, said(core, asked, interaction.application_id, self._clock.now()))

    async def _submitted(self, core: Core, interaction: Interaction) -> None:
        code = decode(told(interaction)["custom_id"])
        if code is None or code.kind not in (Kind.SUBMIT, Kind.RESUME):
            await tell(interaction, OLD_BUTTON)
            return
        sent = submit(interaction, code.command, code.options, self._clock.now())
        await self._answer(
            interaction, sent, self._resumed(core, interaction, code) if code.kind is Kind.RESUME else None
        )

    async def _resumed(self, core: Core, interaction: Interaction, code: Code) -> Reply:
        """Answer a form whose options the core remembers, because they are too long to be carried."""
        now = self._clock.now()
        remembered = await dispatched(core, earlier(interaction, code, now))
        known = carried(remembered.answer) if isinstance(remembered.answer, Form) else {}
        return await dispatched(core, submit(interaction, code.command, {**known, **code.options}, now))

    async def _answer(
        self, interaction: Interaction, invocation: Invocation, working: Coroutine[None, None, Reply] | None = None
    ) -> None:
        """Answer with what `working` returns, or with the core's answer to the act as it stands."""
        assert self.core
        now = self._clock.now()
        screen = InteractionScreen(interaction, invocation, now, self._private.get(invocation.command, True))
        act = carry(
            self.core,
            invocation,
            working or dispatched(self.core, invocation),
            screen,
            self._tempo.patience,
            whole=working is None,
            overdue=now - interaction.created_at > OVERDUE,
        )
        await self._finishing(act)

    async def _finishing(self, act: Awaitable[None]) -> None:
        """Do it as one of the acts that are let end before the bot leaves."""
        task = asyncio.current_task()
        assert task, "discord.py handles each event in a task"
        self._acts.add(task)
        try:
            await act
        finally:
            self._acts.discard(task)

    def _globally_limited(self) -> None:
        """See that a limit for all requests ends: the library forgets to end it where the waiting send is given up."""
        asyncio.get_running_loop().call_later(self._tempo.limit, self.http._global_over.set)
