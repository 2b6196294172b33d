"""Listens to the gateway and passes what people do to the core."""

from collections.abc import Sequence

import discord
import structlog
from discord.http import HTTPClient

from adapters.discord.answers import SHOW, answer, asking, dispatched, tell
from adapters.discord.clean import clip
from adapters.discord.codes import Code, Kind, decode, encode_short, mark_of
from adapters.discord.decode import (
    Interaction,
    earlier,
    focused,
    identity,
    interaction_place,
    press,
    said,
    slash,
    submit,
    told,
)
from adapters.discord.kit import Press, parts
from adapters.discord.limits import CHOICE, CHOICES, units
from adapters.discord.render import Drawn, Key, draw, words_of
from bot.chat import Form, Invocation, Reply
from bot.command import Command
from bot.ports import Clock, Core
from bot.words.catalogue import N_

LONGEST_WAIT = 30.0
"""Seconds the library itself waits out a rate limit; what takes longer is the courier's to try again."""

OLD_BUTTON = N_("This button is from an older version of Kizuna. Type the command instead, or /help.")
NOT_YOURS = N_("This answer is for the person who asked. Ask me yourself: type /help.")
GONE = N_("The message that asked is gone. Please ask again.")

log = structlog.get_logger()


def intents() -> discord.Intents:
    """Return what the gateway is asked for: servers, their messages, direct messages; nothing privileged."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Gateway(discord.Client):
    """One connection to Discord. `core` is None until the adapter runs."""

    http: HTTPClient

    def __init__(self, commands: Sequence[Command], clock: Clock, patience: float) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
        )
        self.core: Core | None = None
        self._private = {command.name: command.private for command in commands}
        self._clock = clock
        self._patience = patience
        self.add_dynamic_items(Press)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a slash command, a suggestion or a form; buttons come through `pressed`."""
        if self.core is None:
            return
        if interaction.type is discord.InteractionType.application_command:
            await self._answer(interaction, slash(interaction, self._clock.now()))
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._suggest(self.core, interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._submitted(self.core, interaction)

    async def pressed(self, interaction: Interaction, code: Code | None) -> None:
        """Do what a button says."""
        now = self._clock.now()
        if code is None or code.kind not in (Kind.PRESS, Kind.OPEN, Kind.ASK_AGAIN):
            await tell(interaction, OLD_BUTTON)
        elif code.kind is Kind.PRESS:
            await self._answer(interaction, press(interaction, code, now))
        elif code.kind is Kind.OPEN:
            await self._answer(interaction, earlier(interaction, code, now))
        else:
            await self._ask_again(interaction, code)

    async def on_message(self, message: discord.Message) -> None:
        """Take a direct message or a mention; other people's talk is not ours, and arrives without its words."""
        me = self.user
        if self.core is None or me is None or message.author.bot:
            return
        if message.guild is not None and me.id not in message.raw_mentions:
            return
        invocation = said(self.core, message, me.id, self._clock.now())
        reply = await dispatched(self.core, invocation)
        try:
            await self._reply(message, invocation, reply)
        except (discord.DiscordException, OSError) as error:
            log.warning("discord did not take a reply", command=invocation.command, reason=str(error))

    async def _reply(self, message: discord.Message, invocation: Invocation, reply: Reply) -> None:
        nonce, now = mark_of(invocation.id), self._clock.now()
        again = Code(Kind.ASK_AGAIN, act=str(message.id))
        if message.guild is not None and (reply.private or isinstance(reply.answer, Form)):
            words = words_of(reply.answer.locale)
            text = words.say("I have an answer for you alone. Press the button to see it.")
            drawn = Drawn(text, keys=(Key(words.say(SHOW), encode_short(again)),))
        elif isinstance(reply.answer, Form):
            drawn = asking(reply.answer, invocation, now, again)
        else:
            drawn = draw(reply.answer, now)
        await message.channel.send(
            **parts(drawn), nonce=nonce, reference=message.to_reference(fail_if_not_exists=False), mention_author=False
        )

    async def _ask_again(self, interaction: Interaction, code: Code) -> None:
        """Show privately what answered a message: the core remembers, or answers a mere question once more."""
        assert self.core
        channel = self.get_partial_messageable(interaction.channel_id or 0)
        try:
            asked = await channel.fetch_message(int(code.act))
        except (discord.NotFound, ValueError):
            await tell(interaction, GONE)
            return
        if asked.author.id != interaction.user.id:
            await tell(interaction, NOT_YOURS)
            return
        invocation = said(self.core, asked, interaction.application_id, self._clock.now())
        await self._answer(interaction, invocation)

    async def _submitted(self, core: Core, interaction: Interaction) -> None:
        code = decode(told(interaction)["custom_id"])
        now = self._clock.now()
        if code is None or code.kind not in (Kind.SUBMIT, Kind.RESUME):
            await tell(interaction, OLD_BUTTON)
            return
        options = code.options
        if code.kind is Kind.RESUME:
            remembered = await dispatched(core, earlier(interaction, code, now))
            if isinstance(remembered.answer, Form):
                options = {**remembered.answer.options, **options}
        await self._answer(interaction, submit(interaction, code.command, options, now))

    async def _suggest(self, core: Core, interaction: Interaction) -> None:
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
            await interaction.response.autocomplete(choices)
        except (discord.DiscordException, OSError) as error:
            log.info("suggestions came too late", command=data["name"], reason=str(error))

    async def _answer(self, interaction: Interaction, invocation: Invocation) -> None:
        assert self.core
        private = self._private.get(invocation.command, True)
        now = self._clock.now()
        await answer(interaction, self.core, invocation, now, private=private, patience=self._patience)
