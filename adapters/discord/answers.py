"""Answers an interaction in time: at once when the core is quick, else with a sign that the answer follows."""

import asyncio
from datetime import datetime

import discord
import structlog

from adapters.discord.codes import Code, Kind, encode_short
from adapters.discord.decode import Interaction
from adapters.discord.kit import modal_of, parts
from adapters.discord.modal import draw_form
from adapters.discord.render import Drawn, Key, draw, words_of
from bot.chat import Card, Fact, Form, Invocation, Reply
from bot.ports import Core
from bot.words.catalogue import N_

PATIENCE = 1.5
"""Seconds after which Discord is told that the answer comes later: it waits for three."""

FIX, FILL, SHOW = N_("Fix it"), N_("Fill it in"), N_("Show it")

log = structlog.get_logger()


async def answer(
    interaction: Interaction, core: Core, invocation: Invocation, now: datetime, *, private: bool, patience: float
) -> None:
    """Let the core answer and show it. `private`: what the command declares, for an answer that is late."""
    working = asyncio.ensure_future(dispatched(core, invocation))
    await asyncio.wait({working}, timeout=patience)
    try:
        if not working.done():
            await _defer(interaction, private=private)
        await show(interaction, await working, invocation, now)
    except (discord.DiscordException, OSError) as error:
        await working
        log.warning("discord did not take an answer", command=invocation.command, reason=str(error))


async def dispatched(core: Core, invocation: Invocation) -> Reply:
    """Return the core's answer; should it fail after all, a plain sentence."""
    try:
        return await core.dispatch(invocation)
    except Exception:
        log.exception("dispatch failed", command=invocation.command, id=invocation.id)
        words = words_of(invocation.locale)
        sentence = words.say("Something went wrong here and nothing was saved. Please send it again.")
        return Reply(Card(sentence, locale=words.locale))


async def show(interaction: Interaction, reply: Reply, invocation: Invocation, now: datetime) -> None:
    """Show an answer in the way that is still open. Raises DiscordException or OSError."""
    if isinstance(reply.answer, Form):
        if not interaction.response.is_done() and interaction.type is not discord.InteractionType.modal_submit:
            await interaction.response.send_modal(modal_of(draw_form(reply.answer, invocation.id)))
            return
        await _show_card(interaction, asking(reply.answer, invocation, now), private=True)
    else:
        await _show_card(interaction, draw(reply.answer, now), private=reply.private)


def asking(form: Form, invocation: Invocation, now: datetime, code: Code | None = None) -> Drawn:
    """Return what stands where no form can be opened at once: what is wrong, and the button that opens it."""
    words = words_of(form.locale)
    wrong = [Fact(field.label, (field.error,)) for field in form.fields if field.error]
    known = [Fact(field.label, (field.value,)) for field in form.fields if field.value and not field.error]
    drawn = draw(Card(form.title, facts=(*wrong, *known), note=form.note, locale=form.locale), now)
    back = encode_short(code or Code(Kind.OPEN, invocation.command, invocation.options, invocation.id))
    return Drawn(drawn.content, drawn.panels, (Key(words.say(FIX if wrong else FILL), back),))


async def tell(interaction: Interaction, sentence: str) -> None:
    """Say one sentence to the person alone. Raises DiscordException or OSError."""
    words = words_of(interaction.locale.value)
    await interaction.response.send_message(words.say(sentence), ephemeral=True)


async def _show_card(interaction: Interaction, drawn: Drawn, *, private: bool) -> None:
    if not interaction.response.is_done():
        if private and _on_private_card(interaction):
            await interaction.response.edit_message(**parts(drawn))
        else:
            await interaction.response.send_message(**parts(drawn), ephemeral=private)
        return
    promised_privacy = interaction.extras.get("private", True)
    if private == promised_privacy:
        await interaction.edit_original_response(**parts(drawn))
        return
    # A late answer keeps the privacy it was announced with: the other kind is a message of its own.
    words = words_of(interaction.locale.value)
    note = words.say("The answer is for you alone.") if private else words.say("Done. Everybody here sees the answer.")
    await interaction.edit_original_response(content=note)
    await interaction.followup.send(**parts(drawn), ephemeral=private)


async def _defer(interaction: Interaction, *, private: bool) -> None:
    if private and _on_private_card(interaction):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=private, thinking=True)
    interaction.extras["private"] = private


def _on_private_card(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
