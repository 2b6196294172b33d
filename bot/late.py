"""Answers that took long and never reached their sender, because the program or the line broke off: told later."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.chat import Button, Card, Form, Invocation, Place, Reply
from bot.courier import SEND_SECONDS, last_channel
from bot.dispatcher import Dispatcher
from bot.notices import direct
from bot.ports import ChatAdapter, Undeliverable
from bot.refusals import typed_again
from bot.words.catalogue import words

PATIENCE = timedelta(minutes=1)
"""How long whoever received an act is given to answer it and to tell the answer."""
log = structlog.get_logger()


@dataclass(slots=True)
class LateAnswers:
    """Takes kept acts up again; an act that was done is not done twice: the core remembers its reply."""

    dispatcher: Dispatcher
    adapters: Mapping[str, ChatAdapter]

    async def tell(self) -> int:
        """Tell what is overdue and return how many were told. Raises Unavailable; what cannot be sent waits."""
        async with self.dispatcher.store.read() as view:
            kept = await view.inbox.untold(self.dispatcher.clock.now() - PATIENCE)
        told = 0
        for invocation in kept:
            adapter = self.adapters.get(invocation.sender.platform)
            if adapter is None:
                continue
            card = shown(await self.dispatcher.answer(invocation), invocation)
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    await self._send(adapter, invocation, card)
            except OSError as error:
                log.warning("a late answer waits", id=invocation.id, reason=str(error))
                continue
            await self.dispatcher.told(invocation.id)
            told += 1
        return told

    async def _send(self, adapter: ChatAdapter, invocation: Invocation, card: Card) -> None:
        """Tell the sender alone: in direct messages, else where they last wrote. Raises OSError.

        What nobody takes is logged: nothing is left to try.
        """
        try:
            await adapter.deliver(invocation.id, direct(invocation.sender), card)
            return
        except Undeliverable as error:
            log.info("direct messages are closed", id=invocation.id, reason=str(error))
        channel = await self._channel(invocation)
        ask = Button(words(card.locale).say("Show it"), "mine")
        try:
            if channel:
                await adapter.whisper(invocation.id, channel, invocation.sender, card, ask)
        except Undeliverable as error:
            log.warning("a late answer cannot be told", id=invocation.id, reason=str(error))

    async def _channel(self, invocation: Invocation) -> Place | None:
        """Return the channel in which the act was asked, else the one its sender last wrote in."""
        if not invocation.place.direct:
            return invocation.place
        async with self.dispatcher.store.read() as view:
            return await last_channel(view, invocation.sender)


def shown(reply: Reply, invocation: Invocation) -> Card:
    """Return the answer as a card that says that it is late; a form, which opens at once or not, as what was typed."""
    answer = reply.answer
    say = words(answer.locale).say
    late = say("This answer is late: the connection broke off.")
    if not isinstance(answer, Form):
        return replace(answer, note=f"{answer.note}\n{late}".strip())
    wrong = [f"{field.label}: {field.error}" for field in answer.fields if field.error]
    body = "\n".join([*wrong, say("Correct this and send it again:"), typed_again(invocation)])
    return Card(answer.title, body, note=late, locale=answer.locale)
