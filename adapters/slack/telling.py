"""Brings an answer to where it was asked for: by the address that came along, else by a message."""

from typing import Any

from adapters.slack.decode import Act
from adapters.slack.post import message_payload
from adapters.slack.render import ANSWER, MOST_VALUE, NOTICE, command_value, words_of
from adapters.slack.text import units
from adapters.slack.web import WebApi
from bot.chat import Button, Card, Form, Reply
from bot.ports import Clock, Undeliverable

Payload = dict[str, Any]


class Teller:
    """Tells replies. Every method raises Undeliverable or OSError when nothing was told."""

    def __init__(self, web: WebApi, clock: Clock) -> None:
        self._web, self._clock = web, clock

    def payload(self, reply: Reply) -> Payload:
        """Return the reply as a message: a form that cannot open any more becomes a button that opens it."""
        answer = reply.answer
        card = fix_it(answer) if isinstance(answer, Form) else answer
        return message_payload(card, self._clock.now(), ANSWER if reply.private else NOTICE)

    async def tell(self, act: Act, reply: Reply) -> None:
        """Show the reply; a private one takes the place of the private card that was pressed."""
        replaces = act.replaces and reply.private
        await self._bring(act, self.payload(reply), private=reply.private, replaces=replaces)

    async def say(self, act: Act, sentence: str) -> None:
        """Show the sender one sentence, beside what stands there."""
        await self._bring(act, {"text": sentence, "mrkdwn": False}, private=True, replaces=False)

    async def _bring(self, act: Act, payload: Payload, *, private: bool, replaces: bool) -> None:
        if act.response_url:
            kind = {"response_type": kind_of(private=private), "replace_original": replaces}
            if await self._web.respond(act.response_url, payload | kind):
                return
        thread = {"thread_ts": act.invocation.place.thread} if act.invocation.place.thread else {}
        if act.closed or not private:
            await self._web.post("chat.postMessage", act.channel, **payload, **thread)
        else:
            await self._whisper(act, payload | thread)

    async def _whisper(self, act: Act, payload: Payload) -> None:
        """Show it to the sender alone: here, and where the bot is no member, in their direct messages."""
        person = act.invocation.sender.id
        try:
            await self._web.post("chat.postEphemeral", act.channel, user=person, **payload)
        except Undeliverable:
            payload.pop("thread_ts", None)
            await self._web.post("chat.postMessage", person, **payload)


def kind_of(*, private: bool) -> str:
    """Return Slack's word for who sees an answer."""
    return "ephemeral" if private else "in_channel"


def fix_it(form: Form) -> Card:
    """Return a form as a message whose button opens it, for where no modal can open now; what was typed is kept."""
    say = words_of(form.locale).say
    typed = {field.name: field.value for field in form.fields if field.value}
    button = Button(say("Fix it"), form.command, {**form.options, **typed})
    lines = [f"{field.label}: {field.error}" for field in form.fields if field.error]
    if units(command_value(button)) <= MOST_VALUE:
        return Card(form.title, "\n".join(lines), buttons=(button,), note=form.note, locale=form.locale)
    # Longer than a button carries: it stands here to be copied.
    lines.append(say("Correct this and send it again:"))
    lines.append(f"/kizuna {form.command} {typed.get('text', '')}")
    return Card(form.title, "\n".join(lines), locale=form.locale)
