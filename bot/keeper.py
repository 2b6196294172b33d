"""What happens by itself when its time comes: proposals lapse, posts expire, arrivals settle, answers are forgotten."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

import structlog

from bot.cards.commitments import SETTLED
from bot.command import Tools
from bot.dispatcher import Dispatcher
from bot.domain.commitment import SILENCE
from bot.domain.post import WANTING
from bot.flows.exchange.moving import make
from bot.late import LateAnswers
from bot.notices import owe_amendments, owe_news
from bot.store import Changed, PostFilter, Retry, Unavailable

EVERY_SECONDS = 20.0
REMEMBERED = timedelta(days=7)
"""How long an answer is remembered for an act that is delivered again (at least a day: expectations B3)."""
log = structlog.get_logger()


@dataclass(slots=True)
class Keeper:
    """Does what is due; every piece in a unit of work of its own, so that several processes may do it at once."""

    dispatcher: Dispatcher
    late: LateAnswers

    async def run(self) -> NoReturn:
        """Look every few seconds until cancelled."""
        while True:
            try:
                await self.tend()
            except (Unavailable, Changed, Retry) as error:
                log.info("keeper tries again later", reason=str(error))
            await asyncio.sleep(EVERY_SECONDS)

    async def tend(self) -> int:
        """Do everything that is due now; return how many records changed."""
        changed = await self._lapse() + await self._expire() + await self._settle() + await self.late.tell()
        if changed:
            self.dispatcher.wake()
        async with self.dispatcher.store.begin() as uow:
            await uow.inbox.forget(self.dispatcher.clock.now() - REMEMBERED)
            await uow.commit()
        return changed

    async def _each(self, due: Sequence[str], change: Callable[[str, Tools], Awaitable[bool]]) -> int:
        """Change each of these records in a unit of work of its own, where it is still due; return how many were."""
        done = 0
        for name in due:
            async with self.dispatcher.store.begin() as uow:
                if await change(name, await self.dispatcher.clock_tools(uow, uow)):
                    await uow.commit()
                    done += 1
        return done

    async def _lapse(self) -> int:
        """Let proposals that nobody answered in time go; both sides are told."""
        async with self.dispatcher.store.read() as view:
            due = await view.commitments.lapsing(self.dispatcher.clock.now())
        return await self._each([found.id for found in due], lapsed)

    async def _settle(self) -> int:
        """Let what arrived and of which the asker said nothing since count as received; both sides are told."""
        before = self.dispatcher.clock.now() - SILENCE
        async with self.dispatcher.store.read() as view:
            due = await view.commitments.arrived(before)
        return await self._each([found.id for found in due], partial(settled, before))

    async def _expire(self) -> int:
        """Take posts whose last day is over out of the lists and tell their owners, who can keep them alive."""
        async with self.dispatcher.store.read() as view:
            tools = await self.dispatcher.clock_tools(view, None)
            wanted = PostFilter(states=WANTING, ends_before=tools.viewer.today())
            due = await view.posts.listing(wanted)
        return await self._each([found.id for found in due], expired)


async def lapsed(id: str, tools: Tools) -> bool:
    """Let a proposal go that is one still."""
    commitment = await tools.view.commitments.get(id)
    if commitment is None or commitment.state != "proposed":
        return False
    await make(commitment, "lapse", "", tools)
    return True


async def settled(before: datetime, id: str, tools: Tools) -> bool:
    """Count as received what arrived before a time and is spoken of no more."""
    commitment = await tools.view.commitments.get(id)
    if commitment is None or commitment.state != "delivered" or commitment.stamp.updated_at > before:
        return False
    note = "\n".join(filter(None, (commitment.note, SETTLED)))
    await make(commitment, "receive", note, tools, "settle")
    return True


async def expired(id: str, tools: Tools) -> bool:
    """Let a post end that still wants something and of which nothing is promised."""
    post = await tools.view.posts.get(id)
    if post is None or post.state not in WANTING or post.tally.promised:
        return False
    stamp = replace(post.stamp, updated_at=tools.now)
    saved = await tools.uow.posts.save(replace(post, state="expired", stamp=stamp), by="", what="expire")
    await owe_amendments(tools, saved.id, saved.stamp.version)
    await owe_news(tools, saved.stamp.author_id, saved.id, saved.stamp.version)
    return True
