"""Carries one act to its answer: shown at once when the core is quick, announced in time when it is not."""

import asyncio
from collections.abc import Awaitable
from typing import Protocol

import structlog

from adapters.discord.failures import sending
from adapters.discord.render import words_of
from bot.chat import Card, Invocation, Reply
from bot.ports import Core, Undeliverable
from bot.words.catalogue import N_

KEEPING = 0.6
"""Seconds after which an act counts as not kept; the core promises to know within half a second."""

FOLLOWS = N_("Received. The answer follows here.")
BROKEN = N_("Something went wrong here and nothing was saved. Please send it again.")
SEND_AGAIN = N_("This takes longer than usual. If nothing follows within a minute, send it again.")

log = structlog.get_logger()


class Screen(Protocol):
    """Where one answer is shown. Both raise Undeliverable or OSError, or what discord.py raises."""

    async def announce(self, *, kept: bool) -> None:
        """Tell that the answer comes later; unless it is `kept`, also what to do should it never come."""

    async def show(self, reply: Reply) -> None:
        """Show the answer."""


async def carry(
    core: Core,
    invocation: Invocation,
    working: Awaitable[Reply],
    screen: Screen,
    patience: float,
    *,
    whole: bool = True,
    overdue: bool = False,
) -> None:
    """Show what `working` returns. `whole`: the invocation says all that has to be kept when it takes long.

    `overdue`: the act arrived so late that its answer can hardly be shown, so it is kept before it is done.
    """
    kept = overdue and whole and await received(core, invocation)
    running = asyncio.ensure_future(working)
    await asyncio.wait({running}, timeout=patience)
    late = not running.done()
    if late:
        kept = kept or (whole and await received(core, invocation))
        await tried(screen.announce(kept=kept), invocation)
    reply = await running
    shown = await tried(screen.show(reply), invocation)
    if shown and (late or kept):
        await core.told(invocation.id)
    elif not shown and not kept and not late and whole:
        await received(core, invocation)  # so that the core tells the answer in another way


async def dispatched(core: Core, invocation: Invocation) -> Reply:
    """Return the core's answer; should it fail after all, a plain sentence."""
    try:
        return await core.dispatch(invocation)
    except Exception:
        log.exception("dispatch failed", command=invocation.command, id=invocation.id)
        return sentence(BROKEN, invocation.locale)


def sentence(msgid: str, locale: str | None) -> Reply:
    """Return one sentence as an answer for its asker alone."""
    words = words_of(locale)
    return Reply(Card(words.say(msgid), locale=words.locale))


async def received(core: Core, invocation: Invocation) -> bool:
    """Return whether the core has kept an act that takes long."""
    try:
        async with asyncio.timeout(KEEPING):
            return await core.receive(invocation)
    except Exception as error:  # an act that is not kept is answered all the same
        log.warning("an act was not kept", command=invocation.command, reason=f"{type(error).__name__}: {error}")
        return False


async def tried(showing: Awaitable[None], invocation: Invocation) -> bool:
    """Return whether Discord has taken what was to be shown."""
    try:
        async with sending():
            await showing
    except (Undeliverable, OSError) as error:
        log.warning("discord did not take an answer", command=invocation.command, reason=str(error))
        return False
    return True
