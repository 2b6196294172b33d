"""Delivers what the outbox owes, per conversation in order, and keeps trying."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2s
from typing import NoReturn

import structlog

from bot.callers import Callers
from bot.cards.digest import draw_digest, is_digest
from bot.cards.draw import draw
from bot.cards.fits import is_fits, none_left, record_of
from bot.chat import Button, Card, Identity, MessageRef, Place
from bot.flows.exchange.fitting import ground_of
from bot.flows.exchange.noticing import QUIET, fits_drawn
from bot.flows.exchange.talking import due_beneath
from bot.owed import Notice, Standing
from bot.ports import ChatAdapter, Clock, Reader, Undeliverable
from bot.store import Retry, Store, Unavailable, UnitOfWork, View
from bot.viewer import Viewer

SEND_SECONDS = 20.0
LEASE_SECONDS = 60.0
"""A send gives up well before its lease ends, so that no other process takes the same notice."""
PARTING_SECONDS = 3.0
"""What sends under way get to end in when the program stops."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=2)
GIVE_UP = timedelta(hours=24)
POISON_ATTEMPTS = 3
WRITE_ATTEMPTS = 5
LATE = timedelta(minutes=5)
BETWEEN = timedelta(minutes=1)
"""The card of an hour, and what fits a record, are amended no more often, unless something in them is urgent."""
IDLE_SECONDS = 5.0
MOST_AT_ONCE = 20
"""Sends on their way at one time, each to a place of its own."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a notice says now, to whom, and whether that `amends` what stands; `told`: posts that are news in it."""

    viewer: Viewer
    card: Card | None
    standing: Standing | None
    amends: bool
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class Courier:
    """`adapters` by platform; `reader` reads what posts say, for matches. `sending` are all sends on their way.

    Holds no transaction while it sends.
    """

    store: Store
    adapters: Mapping[str, ChatAdapter]
    callers: Callers
    clock: Clock
    reader: Reader
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    sending: set[asyncio.Task[None]] = field(default_factory=set)

    def wake(self) -> None:
        """Look again now: something is owed."""
        self.woken.set()

    async def run(self) -> NoReturn:
        """Deliver until cancelled; a platform that hangs holds up nobody but itself."""
        async with self._started() as started:
            while True:
                self.woken.clear()
                try:
                    await self._send_due(started)
                    await self._rest()
                except (Unavailable, Retry) as error:
                    log.warning("courier waits for the database", reason=str(error))
                    await asyncio.sleep(IDLE_SECONDS)

    async def drain(self) -> int:
        """Deliver everything that is due now; return how many notices were settled or put off."""
        done = 0
        async with self._started() as started:
            while True:
                running = bool(started)  # one on its way may hide what waits behind it
                more = await self._send_due(started)
                done += more
                if not more and not running:
                    return done
                if started:
                    await asyncio.wait(set(started), return_when=asyncio.FIRST_COMPLETED)

    @asynccontextmanager
    async def _started(self) -> AsyncIterator[set[asyncio.Task[None]]]:
        """Keep the sends that are started here; at the end they get a moment, then their leases run out."""
        started: set[asyncio.Task[None]] = set()
        try:
            yield started
        finally:
            if started:
                await asyncio.wait(started, timeout=PARTING_SECONDS)
            for task in started:
                task.cancel()
            await asyncio.gather(*started, return_exceptions=True)

    async def _send_due(self, started: set[asyncio.Task[None]]) -> int:
        """Start a send for every place that has one due, as far as there is room; return how many were started."""
        room = MOST_AT_ONCE - len(started)
        taken = await self._take(room) if room > 0 else []
        for notice in taken:
            task = asyncio.create_task(self._settle(notice))
            for sends in (started, self.sending):
                sends.add(task)
                task.add_done_callback(sends.discard)
            task.add_done_callback(lambda _: self.wake())
        return len(taken)

    async def _rest(self) -> None:
        """Wait until woken (also by a send that ended) or something is due."""
        async with self.store.read() as view:
            when = await view.outbox.next_due()
        seconds = IDLE_SECONDS if when is None else (when - self.clock.now()).total_seconds()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(max(seconds, 0.01), IDLE_SECONDS)):
                await self.woken.wait()

    async def _take(self, most: int) -> list[Notice]:
        """Lease the due notices of the platforms that run here."""
        async with self.store.begin() as uow:
            taken = await uow.outbox.take(self.clock.now(), LEASE_SECONDS, most)
            await uow.commit()
        return list(taken)

    async def _settle(self, notice: Notice) -> None:
        """Deliver one notice; when the database is away its lease runs out, and it is tried again later."""
        try:
            await self._deliver(notice)
        except (Unavailable, Retry) as error:
            log.warning("courier waits for the database", notice=notice.id, reason=str(error))

    async def _deliver(self, notice: Notice) -> None:
        """Deliver one notice and write down what became of it."""
        rested = await self._rested(notice)
        if rested:
            await self._write(lambda uow: uow.outbox.put_off(notice, rested))
            return
        try:
            ref, drawn = await self._send(notice)
        except Undeliverable as error:
            await self._park(notice, str(error))
        except (OSError, TimeoutError) as error:
            await self._later(notice, error, self.clock.now() - due(notice) > GIVE_UP)
        except Unavailable:
            raise
        except Exception as error:
            log.exception("notice failed", notice=notice.id)
            await self._later(notice, error, notice.attempts + 1 >= POISON_ATTEMPTS)
        else:
            await self._write(lambda uow: self._delivered(notice, ref, drawn, uow))

    async def _rested(self, notice: Notice) -> datetime | None:
        """Return until when what lists several records is left alone, because it was touched a moment ago."""
        if notice.urgent or not (is_digest(notice.about) or is_fits(notice.about)):
            return None
        async with self.store.read() as view:
            standing = await view.outbox.standing(notice.place, notice.about, notice.kind)
        until = (standing.amended_at or standing.sent_at) + BETWEEN if standing else self.clock.now()
        return until if until > self.clock.now() else None

    async def _delivered(self, notice: Notice, ref: MessageRef | None, sent: Drawn, uow: UnitOfWork) -> None:
        """Note what stands there now; a record that changed while its card was on the way is owed an amendment."""
        now = self.clock.now()
        await uow.outbox.delivered(notice, ref, now, fingerprint(sent.card))
        if ref and sent.standing is None and notice.kind == "card":
            for owed in await due_beneath(uow, notice.about, ref, now):
                await uow.outbox.owe(owed)
        if sent.told:
            await uow.fit_news.told(record_of(notice.about), sent.told, now)
        drawn = await self._drawn(notice, uow)
        again = now if drawn.card != sent.card else await uow.digests.next_ready(notice.place, notice.about, now)
        urgent = notice.urgent and not is_digest(notice.about)
        if again:
            await uow.outbox.owe(replace(notice, id=f"{notice.id}+", not_before=again, urgent=urgent, attempts=0))
        if not settles(notice) and not notice.silent and await superseded(notice, uow, drawn.viewer):
            await uow.outbox.owe(replace(notice, id=f"{notice.id}-", not_before=now, attempts=0, silent=True))

    async def _write(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        """Make one change in a unit of work of its own, again where another one got in its way."""
        for _ in range(WRITE_ATTEMPTS - 1):
            try:
                return await self._written(change)
            except Retry:
                continue
        return await self._written(change)

    async def _written(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        async with self.store.begin() as uow:
            await change(uow)
            await uow.commit()

    async def _send(self, notice: Notice) -> tuple[MessageRef | None, Drawn]:
        """Draw the card as the record stands and send or amend it; None when nothing has to be said."""
        adapter = self.adapters.get(notice.place.platform)
        if adapter is None:
            raise OSError(f"{notice.place.platform} is not running here")
        async with self.store.read() as view:
            drawn = await self._drawn(notice, view)
            older = await superseded(notice, view, drawn.viewer) if notice.silent else []
        card, standing = drawn.card, drawn.standing
        async with asyncio.timeout(SEND_SECONDS):
            if notice.silent:
                await self._point_down(adapter, older, drawn.viewer)
                return await self._brought_up(adapter, notice, drawn), drawn
            if standing and drawn.amends:
                if standing.digest != fingerprint(card) or not settles(notice):
                    await adapter.amend(standing.ref, card or gone(notice.about, drawn.viewer))
                return standing.ref, drawn
            if card is None:
                return None, drawn
            late = self._late(card, notice, drawn.viewer)
            try:
                return await self._anew(adapter, notice, late), drawn
            except Undeliverable as refusal:
                await self._aside(adapter, notice, late, drawn.viewer, refusal)
                return None, drawn

    async def _brought_up(self, adapter: ChatAdapter, notice: Notice, drawn: Drawn) -> MessageRef | None:
        """Let the newest message about the record show it as it is now; nothing is sent where none stands."""
        standing = drawn.standing
        if standing is None:
            return None
        if standing.digest != fingerprint(drawn.card):
            await adapter.amend(standing.ref, drawn.card or gone(notice.about, drawn.viewer))
        return standing.ref

    async def _point_down(self, adapter: ChatAdapter, older: Sequence[Standing], viewer: Viewer) -> None:
        """Let older messages point to the newest, without buttons; one that is gone needs none."""
        for standing in older:
            card = newer_below(standing.about, viewer)
            with suppress(Undeliverable):
                await adapter.amend(standing.ref, card)
            await self._write(partial(_amended, standing, self.clock.now(), fingerprint(card)))

    async def _aside(
        self, adapter: ChatAdapter, notice: Notice, card: Card, viewer: Viewer, refusal: Undeliverable
    ) -> None:
        """Show what was meant for closed direct messages privately in the channel the person last spoke in.

        Raises the refusal where there is no such channel.
        """
        who = Identity(notice.place.platform, notice.place.workspace, notice.place.channel)
        async with self.store.read() as view:
            channel = await last_channel(view, who) if notice.place.direct else None
        if channel is None:
            raise refusal
        ask = Button(viewer.say("Show it"), "mine", {"action": "show", "record": record_of(notice.about)})
        await adapter.whisper(notice.id, channel, who, card, ask)

    async def _anew(self, adapter: ChatAdapter, notice: Notice, card: Card) -> MessageRef:
        """Send a card, unless an earlier try that seemed to fail arrived after all: then amend what stands there."""
        arrived = await adapter.find(notice.id, notice.place) if notice.attempts else None
        if arrived is None:
            return await adapter.deliver(notice.id, notice.place, card)
        await adapter.amend(arrived, card)
        return arrived

    async def _drawn(self, notice: Notice, view: View) -> Drawn:
        channel = await view.places.channel(notice.place)
        response = await view.responses.get(channel.response_id) if channel and channel.response_id else None
        viewer = await self.callers.place_viewer(view, notice.place, response, self.clock.now())
        standing = await view.outbox.standing(notice.place, notice.about, notice.kind)
        if is_fits(notice.about):
            world = ground_of(self.callers.vocabulary, self.callers.gazetteer, self.reader)
            fits = await fits_drawn(view, record_of(notice.about), viewer, world, standing, notice.urgent)
            return Drawn(viewer, fits.card, standing, fits.amends, fits.told)
        if is_digest(notice.about):
            card = await draw_digest(view, notice.place, notice.about, viewer)
        else:
            card = await draw(view, notice.about, viewer)
        amends = standing is not None and (card is None or notice.kind == "card" or self._recent(standing))
        return Drawn(viewer, card, standing, amends)

    def _recent(self, standing: Standing) -> bool:
        return self.clock.now() - standing.sent_at < QUIET

    def _late(self, card: Card, notice: Notice, viewer: Viewer) -> Card:
        """Say how late a message is."""
        delay = self.clock.now() - due(notice)
        if delay < LATE:
            return card
        minutes = int(delay.total_seconds() // 60)
        late = viewer.plural("Delayed by {n} minute.", "Delayed by {n} minutes.", minutes)
        return replace(card, note=f"{card.note}\n{late}".strip())

    async def _later(self, notice: Notice, error: Exception, enough: bool) -> None:
        """Try again after a growing wait, or park what will not go."""
        reason = f"{type(error).__name__}: {error}"
        if enough:
            await self._park(notice, reason)
            return
        await self._write(lambda uow: uow.outbox.again(notice, next_try(self.clock.now(), notice.attempts), reason))

    async def _park(self, notice: Notice, reason: str) -> None:
        log.error("notice parked", notice=notice.id, reason=reason)
        await self._write(lambda uow: uow.outbox.park(notice, reason))


async def last_channel(view: View, who: Identity) -> Place | None:
    """Return the channel in which somebody last spoke on a platform, under this identity or another there."""
    person = await view.people.by_identity(who)
    others = await view.people.identities(person.id) if person else ()
    for identity in (who, *(each for each in others if each.platform == who.platform)):
        place = await view.people.last_place(identity)
        if place:
            return place
    return None


def due(notice: Notice) -> datetime:
    """Return since when the notice has been owed: a back-off moves `not_before` of one that was tried."""
    return notice.created_at if notice.attempts and notice.created_at else notice.not_before


def next_try(now: datetime, attempts: int) -> datetime:
    """Return when to try again: doubling from two seconds to two minutes, spread by a fifth so that waits differ."""
    wait = min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT)
    spread = random.uniform(0.8, 1.2)  # noqa: S311 - spreading retries is no secret
    return now + timedelta(seconds=wait.total_seconds() * spread)


def fingerprint(card: Card | None) -> str:
    """Return a short text that is the same for equal cards: what stands already is not amended into itself."""
    return blake2s(repr(card).encode(), digest_size=16).hexdigest()


async def superseded(notice: Notice, view: View, viewer: Viewer) -> list[Standing]:
    """Return the messages about the record above the newest of this kind in the place that do not point to it yet."""
    pointing = fingerprint(newer_below(notice.about, viewer))
    found = await view.outbox.places_of(notice.about)
    here = [each for each in found if (each.place, each.kind) == (notice.place, notice.kind)]
    return [each for each in here[:-1] if each.digest != pointing]


async def _amended(standing: Standing, now: datetime, digest: str, uow: UnitOfWork) -> None:
    await uow.outbox.amended(standing, now, digest)


def newer_below(about: str, viewer: Viewer) -> Card:
    """Return what stands in place of news that is older than the newest about the same record."""
    return Card(viewer.say("{id}: there is newer news of it below.", id=record_of(about)), locale=viewer.locale)


def settles(notice: Notice) -> bool:
    """Return whether a card that stands already as it is drawn need not be put there again."""
    return notice.kind == "card" or is_fits(notice.about)


def gone(about: str, viewer: Viewer) -> Card:
    """Return what stands in place of a record that is not shown any more."""
    if is_fits(about):
        return none_left(about, viewer)
    if is_digest(about):
        return Card(viewer.say("All that was new in this hour has ended. What is open: /list"), locale=viewer.locale)
    return Card(viewer.say("{id} is no longer shown.", id=about), locale=viewer.locale)
