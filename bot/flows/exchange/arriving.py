"""Arrival marked with a code: in chat by anybody, on the small page by a driver or a shelter without an account."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.cards.parcels import Parcel, facts, parcel
from bot.chat import Card, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.flows.exchange.arrival_codes import BY_CODE, commitment_of
from bot.flows.exchange.moving import make
from bot.flows.plain import plain
from bot.store import Changed, Retry, Store, UnitOfWork, View
from bot.viewer import Viewer

ATTEMPTS = 5


async def arrive(invocation: Invocation, tools: Tools) -> Reply:
    """Mark as arrived what the typed code stands for, and say what it was; again it changes nothing."""
    say = tools.viewer.say
    typed = invocation.options.get("record", "") or invocation.options.get("text", "")
    commitment = await mark(typed, tools)
    if commitment is None:
        body = say("Look at the code again, or ask the side that sent it for a new one.")
        return plain(tools, say("This code does not hold, or no longer."), body)
    shown = await parcel(tools.view, commitment, tools.viewer)
    title = say("Noted as arrived: {what}", what=shown.what)
    if shown.state != "arrived":
        title = say("This is no longer on its way. Ask the side that sent it.")
    return Reply(Card(f"{shown.mark}{title}", facts=facts(shown, tools.viewer), locale=tools.viewer.locale))


async def mark(code: str, tools: Tools) -> Commitment | None:
    """Mark what is on its way as arrived and return it as it stands then; None where the code does not hold."""
    commitment = await commitment_of(code, tools.view, tools.now)
    if commitment is None or commitment.state != "in_transit":
        return commitment
    return await make(commitment, "arrive", "", tools, BY_CODE)


@dataclass(frozen=True, slots=True)
class ArrivalDesk:
    """What a page does with a code, in transactions of its own; the history names nobody but the code.

    `tools` are those with which things happen by themselves; `wake` tells the courier that something is owed.
    """

    store: Store
    tools: Callable[[View, UnitOfWork | None], Awaitable[Tools]]
    wake: Callable[[], None]

    async def shown(self, code: str, viewer: Viewer) -> Parcel | None:
        """Return what the code stands for, None where it does not hold. Raises Unavailable."""
        async with self.store.read() as view:
            commitment = await commitment_of(code, view, viewer.now)
            return await parcel(view, commitment, viewer) if commitment else None

    async def marked(self, code: str, viewer: Viewer) -> Parcel | None:
        """Mark it as arrived and return how it stands then. Raises Unavailable; Changed or Retry after many races."""
        for attempt in range(ATTEMPTS):
            try:
                async with self.store.begin() as uow:
                    commitment = await mark(code, await self.tools(uow, uow))
                    shown = await parcel(uow, commitment, viewer) if commitment else None
                    await uow.commit()
                self.wake()
                return shown
            except (Changed, Retry):
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")
