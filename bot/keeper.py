"""What happens by itself when its time comes: proposals lapse, posts expire, arrivals settle, answers are forgotten."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

import structlog

from bot.cards.arrivals import is_late
from bot.cards.commitments import SETTLED, both_posts, noted
from bot.command import Tools
from bot.dispatcher import Dispatcher
from bot.domain.commitment import SILENCE, due
from bot.domain.matching_traits import Traits
from bot.domain.post import WANTING
from bot.flows.drafting import forgotten
from bot.flows.exchange.moving import make
from bot.flows.exchange.noticing import announced
from bot.late import LateAnswers
from bot.notices import owe_amendments, owe_less, owe_moved, owe_news
from bot.store import Changed, PostFilter, Retry, Unavailable

EVERY_SECONDS = 20.0
FARTHEST = timedelta(hours=14)
"""How far the calendar of a place is ahead of UTC at most (UTC+14, Kiritimati)."""
FITS_FORGOTTEN = timedelta(days=30)
"""How long it is kept of a post that ended whom it fitted: one that stands again later is news again."""
TIDIED_EVERY = timedelta(hours=1)
FORGOTTEN = timedelta(days=14)
"""How long what was typed and never posted is kept, and a code for an arrival, which holds as long."""
READ_AT_ONCE = 100
"""Texts read anew at one time: about a millisecond each, a long one several; others have their turn between them."""
LOOKED_THROUGH = 500
"""Posts looked through at one time for texts that this edition of the reader has not read."""
REMEMBERED = timedelta(days=7)
"""How long an answer is remembered for an act that is delivered again (at least a day: expectations B3)."""
log = structlog.get_logger()


@dataclass(slots=True)
class Keeper:
    """Does what is due; every piece in a unit of work of its own, so that several processes may do it at once.

    `read_up_to`: the last post whose text was looked at since the program began; None when all were.
    """

    dispatcher: Dispatcher
    late: LateAnswers
    read_up_to: str | None = ""
    tidied_at: datetime | None = None

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
        changed = await self._lapse() + await self._expire() + await self._settle() + await self._overdue()
        changed += await self._announce() + await self.late.tell()
        if changed:
            self.dispatcher.wake()
        async with self.dispatcher.store.begin() as uow:
            await uow.inbox.forget(self.dispatcher.clock.now() - REMEMBERED)
            await uow.commit()
        await self._tidy()
        await self._read()
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

    async def _overdue(self) -> int:
        """Let the cards of what should have arrived say so, once; its day ends by the calendar of where it goes."""
        first = (self.dispatcher.clock.now() + FARTHEST).date()
        async with self.dispatcher.store.read() as view:
            tools = await self.dispatcher.clock_tools(view, None)
            found = await view.commitments.overdue(first)
            asked = {post.id: post for post in await view.posts.many([each.request_id for each in found])}
        late = [each.id for each in found if is_late(each, asked[each.request_id], tools.viewer)]
        return await self._each(late, overdue)

    async def _tidy(self) -> None:
        """Forget once an hour what nobody needs any more."""
        now = self.dispatcher.clock.now()
        if self.tidied_at and now - self.tidied_at < TIDIED_EVERY:
            return
        await self._forget_drafts(now - FORGOTTEN)
        async with self.dispatcher.store.begin() as uow:
            await uow.fit_news.forget(now - FITS_FORGOTTEN)
            await uow.commit()
        self.tidied_at = now

    async def _forget_drafts(self, before: datetime) -> None:
        """Forget what was typed long ago and never posted, unless it is still to be mentioned."""
        async with self.dispatcher.store.read() as view:
            old = await view.drafts.older(before)
        for draft in old:
            async with self.dispatcher.store.begin() as uow:
                await forgotten(draft.id, before, await self.dispatcher.clock_tools(uow, uow))
                await uow.commit()

    async def _read(self) -> None:
        """Read a few texts that no program of this edition has read, so that nobody waits for it who posts."""
        attributes = self.dispatcher.reader.attributes
        if self.read_up_to is None:
            return
        async with self.dispatcher.store.read() as view:
            unread, up_to = await view.traits.unread(attributes.edition, self.read_up_to, LOOKED_THROUGH, READ_AT_ONCE)
        read: dict[str, Traits] = {}
        for text in unread:
            read[text] = attributes.traits(text)
            await asyncio.sleep(0)
        if read:
            async with self.dispatcher.store.begin() as uow:
                await uow.traits.keep(read, attributes.edition)
                await uow.commit()
        self.read_up_to = up_to

    async def _announce(self) -> int:
        """Owe the owners of posts the news of what fits them, once the time to undo it is over."""
        async with self.dispatcher.store.read() as view:
            due = await view.fit_news.waiting(self.dispatcher.clock.now())
        return await self._each(due, announced)

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
    await make(commitment, "receive", noted(commitment.note, SETTLED), tools, "settle")
    return True


async def overdue(id: str, tools: Tools) -> bool:
    """Mark what should have arrived by the calendar of the place where it goes, and owe the cards that show it."""
    commitment = await tools.view.commitments.get(id)
    if commitment is None:
        return False
    request, _ = await both_posts(tools.view, commitment)
    day = due(commitment, request.ends)
    if commitment.missed == day or not is_late(commitment, request, tools.viewer):
        return False
    stamp = replace(commitment.stamp, updated_at=tools.now)
    after = await tools.uow.commitments.save(replace(commitment, missed=day, stamp=stamp), by="", what="late")
    await owe_moved(tools, after)
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
    await owe_less(tools, saved)
    return True
