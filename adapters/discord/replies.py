"""Answers a mention or direct message with one message, which first tells of the wait where there is one."""

import re
from dataclasses import dataclass, field
from datetime import datetime

import discord

from adapters.discord.answers import SHOW, asking
from adapters.discord.codes import Code, Kind, encode_short, mark_of
from adapters.discord.kit import parts
from adapters.discord.late import FOLLOWS, SEND_AGAIN
from adapters.discord.render import Drawn, Key, draw, words_of
from bot.chat import Form, Invocation, Reply

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@dataclass(slots=True)
class MessageScreen:
    """Where a message is answered: a reply to it. In a channel an answer for its writer alone waits behind a button."""

    message: discord.Message
    invocation: Invocation
    now: datetime
    _note: discord.Message | None = field(default=None, init=False)

    async def announce(self, *, kept: bool) -> None:
        """Tell that the answer follows, or what to do should it not."""
        japanese = JAPANESE.search(self.message.content)  # nothing else tells the language of a message
        words = words_of("ja" if japanese else self.invocation.locale)
        self._note = await self._send(Drawn(words.say(FOLLOWS if kept else SEND_AGAIN)))

    async def show(self, reply: Reply) -> None:
        """Show the answer, in place of what told of the wait."""
        drawn = self._drawn(reply)
        if self._note:
            await self._note.edit(**parts(drawn))
        else:
            await self._send(drawn)

    async def _send(self, drawn: Drawn) -> discord.Message:
        reference = self.message.to_reference(fail_if_not_exists=False)
        # The same message again gets the same reply; an answer told later in its stead bears the name of the act.
        nonce = mark_of(f"{self.invocation.id} reply")
        return await self.message.channel.send(**parts(drawn), nonce=nonce, reference=reference, mention_author=False)

    def _drawn(self, reply: Reply) -> Drawn:
        again = Code(Kind.ASK_AGAIN, act=str(self.message.id))
        if self.message.guild is not None and (reply.private or isinstance(reply.answer, Form)):
            words = words_of(reply.answer.locale)
            text = words.say("I have an answer for you alone. Press the button to see it.")
            return Drawn(text, keys=(Key(words.say(SHOW), encode_short(again)),))
        if isinstance(reply.answer, Form):
            return asking(reply.answer, self.invocation, self.now, again)
        return draw(reply.answer, self.now)
