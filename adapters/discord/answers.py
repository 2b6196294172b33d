"""Answers an interaction in whatever way is still open: a form, a card, or one that replaces what told of the wait."""

from dataclasses import dataclass
from datetime import datetime

import discord
import structlog

from adapters.discord.codes import Code, Kind, encode_short
from adapters.discord.decode import Interaction
from adapters.discord.failures import ALREADY_ANSWERED, sending
from adapters.discord.kit import modal_of, parts
from adapters.discord.late import SEND_AGAIN
from adapters.discord.modal import draw_form
from adapters.discord.render import Drawn, Key, draw, words_of
from bot.chat import Card, Fact, Form, Invocation, Reply
from bot.ports import Undeliverable
from bot.words.catalogue import N_

FIX, FILL, SHOW = N_("Fix it"), N_("Fill it in"), N_("Show it")

log = structlog.get_logger()


@dataclass(slots=True)
class InteractionScreen:
    """Where an interaction is answered. `private`: what its command declares, for an answer that is announced."""

    interaction: Interaction
    invocation: Invocation
    now: datetime
    private: bool
    announced: bool = False

    async def announce(self, *, kept: bool) -> None:
        """Tell Discord that the answer follows; in words where it may never come, for "thinking…" says nothing."""
        try:
            if not kept:
                words = words_of(self.interaction.locale.value)
                await self.interaction.response.send_message(words.say(SEND_AGAIN), ephemeral=self.private)
            elif self.private and _on_private_card(self.interaction):
                await self.interaction.response.defer()
            else:
                await self.interaction.response.defer(ephemeral=self.private, thinking=True)
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:  # an earlier try arrived, or the same event was told before
                raise
        self.announced = True

    async def show(self, reply: Reply) -> None:
        """Show the answer; what an earlier delivery of the same event has shown already is left as it is."""
        try:
            await self._show(reply)
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:
                raise

    async def _show(self, reply: Reply) -> None:
        if not isinstance(reply.answer, Form):
            await self._card(draw(reply.answer, self.now), private=reply.private)
        elif self.announced or self.interaction.type is discord.InteractionType.modal_submit:
            await self._card(asking(reply.answer, self.invocation, self.now), private=True)
        else:
            await self.interaction.response.send_modal(modal_of(draw_form(reply.answer, self.invocation.id)))

    async def _card(self, drawn: Drawn, *, private: bool) -> None:
        if self.announced:
            await self._late_card(drawn, private=private)
        elif private and _on_private_card(self.interaction):
            await self.interaction.response.edit_message(**parts(drawn))
        else:
            await self.interaction.response.send_message(**parts(drawn), ephemeral=private)

    async def _late_card(self, drawn: Drawn, *, private: bool) -> None:
        """Put a late answer where it was announced: it keeps that privacy, the other kind is a message of its own."""
        if private == self.private:
            await self.interaction.edit_original_response(**parts(drawn))
            return
        say = words_of(self.interaction.locale.value).say
        note = say("The answer is for you alone.") if private else say("Done. Everybody here sees the answer.")
        await self.interaction.edit_original_response(content=note)
        await self.interaction.followup.send(**parts(drawn), ephemeral=private)


def asking(form: Form, invocation: Invocation, now: datetime, code: Code | None = None) -> Drawn:
    """Return what stands where no form can be opened at once: what is wrong, and the button that opens it."""
    words = words_of(form.locale)
    wrong = [Fact(field.label, (field.error,)) for field in form.fields if field.error]
    known = [Fact(field.label, (field.value,)) for field in form.fields if field.value and not field.error]
    drawn = draw(Card(form.title, facts=(*wrong, *known), note=form.note, locale=form.locale), now)
    back = encode_short(code or Code(Kind.OPEN, invocation.command, invocation.options, invocation.id))
    return Drawn(drawn.content, drawn.panels, (Key(words.say(FIX if wrong else FILL), back),))


async def tell(interaction: Interaction, msgid: str) -> None:
    """Say one sentence to the person alone; where Discord does not take it, it is logged."""
    words = words_of(interaction.locale.value)
    try:
        async with sending():
            await interaction.response.send_message(words.say(msgid), ephemeral=True)
    except (Undeliverable, OSError) as error:
        log.warning("discord did not take a sentence", reason=str(error))


def _on_private_card(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
