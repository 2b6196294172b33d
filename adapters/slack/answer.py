"""Answers each act within Slack's three seconds: at once where the core is done, else with a word first."""

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine, Mapping
from typing import Any

import structlog

from adapters.slack.decode import Act, Decoder
from adapters.slack.modal import Carried, errors_of, modal
from adapters.slack.people import People
from adapters.slack.post import message_payload
from adapters.slack.render import ANSWER, MOST_VALUE, NOTICE, command_value, words_of
from adapters.slack.text import units
from adapters.slack.web import WebApi
from bot.chat import Button, Card, Form, Reply
from bot.ports import Clock, Core, Undeliverable

Ack = dict[str, Any]
Body = Mapping[str, Any]

PATIENCE = 1.8
"""Seconds the core gets before Slack is told that the answer takes longer."""
OPENING = 0.7
"""Seconds in which a modal must open; with the above it stays within three."""
MOST_REMEMBERED = 10_000
log = structlog.get_logger()


class Answers:
    """Takes Slack's requests to the core and brings the replies back. Every method returns what acknowledges."""

    def __init__(self, core: Core, web: WebApi, people: People, clock: Clock, patience: float = PATIENCE) -> None:
        self._core, self._web, self._people, self._clock, self._patience = core, web, people, clock, patience
        self._asked: dict[str, asyncio.Task[Reply]] = {}
        self._told: OrderedDict[str, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def command(self, body: Body) -> Ack:
        """Answer a slash command in the acknowledgement itself."""
        act = self._decoder().command(body)
        reply = await self._ask(act)
        if reply is None:
            return {"response_type": "ephemeral", "text": self._wait_sentence(act)}
        if isinstance(reply.answer, Form) and await self._open(act, reply.answer):
            return {}
        return self._payload(act, reply) | {"response_type": kind_of(reply)}

    async def press(self, body: Body) -> Ack:
        """Answer a pressed button: with a modal, else by the address that came with the press."""
        act = self._decoder().press(body)
        reply = await self._ask(act)
        if reply and not (isinstance(reply.answer, Form) and await self._open(act, reply.answer)):
            self._later(self._tell(act, reply))
        return {}

    async def submission(self, body: Body) -> Ack:
        """Answer a submitted modal: errors stand at their fields, an answer appears where it was asked for."""
        act = self._decoder().submission(body)
        reply = await self._ask(act)
        if reply is None:
            return {}
        if isinstance(reply.answer, Card):
            self._later(self._tell(act, reply))
            return {}
        errors = errors_of(reply.answer, act.view)
        if errors:
            return {"response_action": "errors", "errors": errors}
        return {"response_action": "update", "view": modal(reply.answer, carried_for(act, reply.answer))}

    async def message(self, body: Body) -> Ack:
        """Answer a mention or a direct message; one that Slack delivers again is not answered twice."""
        act = self._decoder().message(body)
        if act.invocation.id in self._told:
            return {}
        self._told[act.invocation.id] = None
        while len(self._told) > MOST_REMEMBERED:
            self._told.popitem(last=False)
        reply = await self._ask(act)
        if reply:
            self._later(self._tell(act, reply))
        return {}

    async def finish(self, seconds: float) -> None:
        """Let what was promised be told, for so long, and stop the rest."""
        tasks = {*self._tasks, *self._asked.values()}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _decoder(self) -> Decoder:
        return Decoder(self._core.typed, self._clock.now())

    async def _ask(self, act: Act) -> Reply | None:
        """Return the core's reply; None when it takes longer, and then it is told when it is there."""
        task = self._asking(act)
        await asyncio.wait({task}, timeout=self._patience)
        if task.done():
            return task.result()
        self._later(self._follow(act, task))
        return None

    def _asking(self, act: Act) -> asyncio.Task[Reply]:
        """Return the core at work on this act; one that is under way is not begun again."""
        key = act.invocation.id
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._dispatch(act))
            self._asked[key].add_done_callback(lambda _: self._asked.pop(key, None))
        return self._asked[key]

    async def _dispatch(self, act: Act) -> Reply:
        try:
            return await self._core.dispatch(await self._people.introduce(act.invocation))
        except Exception:
            log.exception("the core raised", id=act.invocation.id)
            say = words_of(self._people.remembered_locale(act.invocation.sender.id)).say
            return Reply(Card(say("Something went wrong here and nothing was saved. Please send it again.")))

    def _wait_sentence(self, act: Act) -> str:
        locale = self._people.remembered_locale(act.invocation.sender.id)
        return words_of(locale).say("This takes a moment. The answer follows here.")

    async def _follow(self, act: Act, task: asyncio.Task[Reply]) -> None:
        """Tell the answer when it is there; a modal cannot open any more by then."""
        await self._tell(act, await task)

    async def _open(self, act: Act, form: Form) -> bool:
        """Open the form's modal; False when Slack does not in time."""
        if not act.trigger:
            return False
        view = modal(form, carried_for(act, form))
        try:
            async with asyncio.timeout(OPENING):
                await self._web.call("views.open", trigger_id=act.trigger, view=view)
        except Exception as error:
            log.warning("no modal opened", reason=str(error))
            return False
        return True

    def _payload(self, act: Act, reply: Reply) -> Ack:
        answer = reply.answer
        card = fix_it(answer) if isinstance(answer, Form) else answer
        return message_payload(card, self._clock.now(), ANSWER if reply.private else NOTICE)

    async def _tell(self, act: Act, reply: Reply) -> None:
        """Bring the reply to where it was asked for: by the address that came along, else by a message."""
        payload = self._payload(act, reply)
        if act.response_url:
            replaces = act.replaces and reply.private
            kind = {"response_type": kind_of(reply), "replace_original": replaces}
            if await self._web.respond(act.response_url, payload | kind):
                return
        thread = {"thread_ts": act.invocation.place.thread} if act.invocation.place.thread else {}
        if act.closed or not reply.private:
            await self._web.post("chat.postMessage", act.channel, **payload, **thread)
        else:
            await self._whisper(act, payload | thread)

    async def _whisper(self, act: Act, payload: Ack) -> None:
        """Show it to the sender alone: here, and where the bot is no member, in their direct messages."""
        person = act.invocation.sender.id
        try:
            await self._web.post("chat.postEphemeral", act.channel, user=person, **payload)
        except Undeliverable:
            payload.pop("thread_ts", None)
            await self._web.post("chat.postMessage", person, **payload)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._safely(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _safely(self, work: Coroutine[Any, Any, None]) -> None:
        """Nothing raises after the acknowledgement: Bolt would lose that with it."""
        try:
            await work
        except Exception as error:
            log.error("an answer was not told", reason=f"{type(error).__name__}: {error}")


def kind_of(reply: Reply) -> str:
    """Return Slack's word for who sees the reply."""
    return "ephemeral" if reply.private else "in_channel"


def carried_for(act: Act, form: Form) -> Carried:
    """Return what the form's modal has to carry to be answered where this act was."""
    return Carried(form.command, form.options, act.channel, act.invocation.place, act.response_url)


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
