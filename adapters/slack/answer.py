"""Answers each act within Slack's three seconds: at once where the core is done, else with a word first."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

import structlog

from adapters.slack.asking import Asked, Asking
from adapters.slack.decode import Act, Decoder
from adapters.slack.modal import Carried, errors_of, modal
from adapters.slack.people import People
from adapters.slack.render import words_of
from adapters.slack.telling import Teller, kind_of
from adapters.slack.web import Sleep, WebApi
from bot.chat import Card, Form, Reply
from bot.ports import Clock, Core
from bot.words.catalogue import N_

Ack = dict[str, Any]
Body = Mapping[str, Any]

PATIENCE = 1.8
"""Seconds the core gets before Slack is told that the answer takes longer; keeping the act takes 0.6 more at most."""
OPENING = 0.7
"""Seconds in which a modal must open. Only an answer that came in time opens one: this is added, or the 0.6."""
WAITS = (2.0, 8.0, 30.0)
"""Seconds before an answer that Slack did not take is told again."""
OWN_CARD = N_("This is a card of mine. Choose this on a message that somebody wrote.")
log = structlog.get_logger()


class Answers:
    """Takes Slack's requests to the core and brings the replies back. Every method returns what acknowledges."""

    def __init__(
        self,
        core: Core,
        web: WebApi,
        people: People,
        clock: Clock,
        patience: float = PATIENCE,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._core, self._web, self._clock, self._patience, self._sleep = core, web, clock, patience, sleep
        self._people = people
        self._asking = Asking(core, people)
        self._teller = Teller(web, clock)
        self._tasks: set[asyncio.Task[None]] = set()

    async def command(self, body: Body) -> Ack:
        """Answer a slash command in the acknowledgement itself."""
        act = self._decoder().command(body)
        asked = self._asking.begin(act)
        reply = await self._in_time(asked)
        if reply is None:
            sentence = await self._kept(asked)
            if self._asking.claim(act, asked):
                self._later(self._follow(act, asked))
            return {"response_type": "ephemeral", "text": sentence}
        if isinstance(reply.answer, Form) and (
            not self._asking.claim(act, asked) or await self._open(act, reply.answer)
        ):
            return {}
        return self._teller.payload(reply) | {"response_type": kind_of(private=reply.private)}

    async def press(self, body: Body) -> Ack:
        """Answer a pressed button: with a modal, else by the address that came with the press."""
        return await self._reacted(self._decoder().press(body))

    async def choice(self, body: Body) -> Ack:
        """Answer an entry chosen in a message's menu, unless the message is the bot's own."""
        act = self._decoder().choice(body)
        message = body["message"]
        if self._people.me == message.get("user") or self._people.my_bot == message.get("bot_id"):
            self._later(self._refuse(act))
            return {}
        return await self._reacted(act)

    async def _reacted(self, act: Act) -> Ack:
        asked, reply = await self._ask(act)
        if (
            reply
            and self._asking.claim(act, asked)
            and not (isinstance(reply.answer, Form) and await self._open(act, reply.answer))
        ):
            self._later(self._insist(act, reply))
        return {}

    async def submission(self, body: Body) -> Ack:
        """Answer a submitted modal: errors stand at their fields, an answer appears where it was asked for."""
        act = self._decoder().submission(body)
        asked, reply = await self._ask(act)
        if reply is None:
            return {}
        if isinstance(reply.answer, Card):
            if self._asking.claim(act, asked):
                self._later(self._insist(act, reply))
            return {}
        errors = errors_of(reply.answer, act.view)
        if errors:
            return {"response_action": "errors", "errors": errors}
        return {"response_action": "update", "view": modal(reply.answer, carried_for(act, reply.answer))}

    async def message(self, body: Body) -> Ack:
        """Answer a mention or a direct message; one that Slack delivers again is not answered twice."""
        act = self._decoder().message(body)
        asked, reply = await self._ask(act)
        if reply and self._asking.claim(act, asked):
            self._later(self._insist(act, reply))
        return {}

    async def finish(self, seconds: float) -> None:
        """Let what was promised be told, for so long, and stop the rest."""
        tasks = {*self._tasks, *self._asking.running}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _decoder(self) -> Decoder:
        return Decoder(self._core.typed, self._clock.now(), self._people.me)

    async def _ask(self, act: Act) -> tuple[Asked, Reply | None]:
        """Return the core's reply; None when it takes longer: that is said, and the answer told when it is there."""
        asked = self._asking.begin(act)
        reply = await self._in_time(asked)
        if reply is None:
            sentence = await self._kept(asked)
            if self._asking.claim(act, asked):
                self._later(self._follow(act, asked, sentence))
        return asked, reply

    async def _in_time(self, asked: Asked) -> Reply | None:
        await asyncio.wait({asked.reply}, timeout=self._patience)
        return asked.reply.result() if asked.reply.done() else None

    async def _kept(self, asked: Asked) -> str:
        """Let the core keep an act that takes long; return what its sender is told meanwhile."""
        kept = await self._asking.keep(asked)
        say = words_of(asked.invocation.locale).say
        waits = say("This takes a moment. The answer follows here.")
        again = say("If nothing follows within a minute, send it again.")
        return waits if kept else f"{waits}\n{again}"

    async def _follow(self, act: Act, asked: Asked, sentence: str = "") -> None:
        """Say that it takes a moment where that is not said yet, then tell the answer when it is there.

        An answer that cannot be told now is not noted as told: the core tells it in another way.
        """
        if sentence:
            await self._safely(self._teller.say(act, sentence))
        reply = await asked.reply
        if await self._asking.keep(asked):
            await self._teller.tell(act, reply)
        else:
            await self._insist(act, reply)
        await self._core.told(act.invocation.id)

    async def _insist(self, act: Act, reply: Reply) -> None:
        """Tell a reply that nobody else would tell, again where Slack takes it not for now. Raises the last refusal."""
        for wait in WAITS:
            try:
                return await self._teller.tell(act, reply)
            except OSError as error:
                log.warning("an answer is told again in a moment", seconds=wait, reason=repr(error))
            await self._sleep(wait)
        return await self._teller.tell(act, reply)

    async def _refuse(self, act: Act) -> None:
        """Say that there is nothing to make of one of our own cards."""
        asker = await self._people.introduce(act.invocation)
        await self._teller.say(act, words_of(asker.locale).say(OWN_CARD))

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


def carried_for(act: Act, form: Form) -> Carried:
    """Return what the form's modal has to carry to be answered where this act was."""
    return Carried(form.command, form.options, act.channel, act.invocation.place, act.response_url)
