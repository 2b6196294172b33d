"""Puts each act to the core once, however often Slack brings it, and only so many at a time."""

import asyncio
from collections import OrderedDict

import structlog

from adapters.slack.decode import Act
from adapters.slack.people import People
from adapters.slack.render import words_of
from bot.chat import Card, Invocation, Reply
from bot.ports import Core

KEEPING = 0.6
"""Seconds the core gets to keep an act; it promises half a second."""
MOST_AT_ONCE = 64
"""Acts the core works on at one time; the others wait their turn, and are kept when that takes long."""
MOST_REMEMBERED = 10_000
log = structlog.get_logger()


class Asked:
    """An act that the core is at work on. `invocation` grows by what is known of the sender."""

    def __init__(self, invocation: Invocation) -> None:
        self.invocation = invocation
        self.reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.kept: asyncio.Task[bool] | None = None
        self.claimed = False


class Asking:
    """The acts under way. One that arrives again, while it runs or later, shares what the first one got."""

    def __init__(self, core: Core, people: People) -> None:
        self._core, self._people = core, people
        self._asked: dict[str, Asked] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._claims: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._turn = asyncio.Semaphore(MOST_AT_ONCE)

    @property
    def running(self) -> set[asyncio.Task[None]]:
        """Return the acts under way, to be waited for or cancelled."""
        return set(self._tasks)

    def begin(self, act: Act) -> Asked:
        """Return the core at work on this act; one that is under way is not begun again."""
        key = act.invocation.id
        if key not in self._asked:
            asked = self._asked[key] = Asked(act.invocation)
            task = asyncio.create_task(self._dispatch(asked))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(lambda _: self._asked.pop(key, None))
        return self._asked[key]

    def claim(self, act: Act, asked: Asked) -> bool:
        """Return True to the one who is to show the answer: once for each act under way and each place to answer."""
        key = (act.invocation.id, act.response_url)
        if asked.claimed or key in self._claims:
            return False
        asked.claimed = True
        self._claims[key] = None
        while len(self._claims) > MOST_REMEMBERED:
            self._claims.popitem(last=False)
        return True

    async def keep(self, asked: Asked) -> bool:
        """Return whether the core answers this act even after a crash; never raises."""
        if asked.kept is None:
            asked.kept = asyncio.create_task(self._keep(asked.invocation))
        await asyncio.wait({asked.kept})
        return asked.kept.result()

    async def _keep(self, invocation: Invocation) -> bool:
        try:
            async with asyncio.timeout(KEEPING):
                return await self._core.receive(invocation)
        except Exception as error:
            log.warning("an act that takes long is not kept", id=invocation.id, reason=repr(error))
            return False

    async def _dispatch(self, asked: Asked) -> None:
        try:
            asked.invocation = await self._people.introduce(asked.invocation)
            async with self._turn:
                reply = await self._core.dispatch(asked.invocation)
        except asyncio.CancelledError:
            asked.reply.cancel()
            raise
        except Exception:
            log.exception("the core raised", id=asked.invocation.id)
            say = words_of(asked.invocation.locale).say
            reply = Reply(Card(say("Something went wrong here and nothing was saved. Please send it again.")))
        if not asked.reply.done():  # who waited for it was cancelled
            asked.reply.set_result(reply)
