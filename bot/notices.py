"""What a change owes to whom: the live card where it was posted, copies in linked channels, news to those concerned."""

from datetime import timedelta

from bot.chat import Identity, Place
from bot.command import Tools
from bot.domain.people import Channel
from bot.domain.record import Stamp
from bot.store import Notice, NoticeKind, UnitOfWork


def place_of(channel: Channel) -> Place:
    """Return the place of a linked channel."""
    return Place(channel.platform, channel.workspace, channel.channel)


def direct(identity: Identity) -> Place:
    """Return the place where words reach one person alone."""
    return Place(identity.platform, identity.workspace, identity.id, direct=True)


async def owe(tools: Tools, place: Place, kind: NoticeKind, about: str, version: int, urgent: bool, wait: int) -> None:
    """Owe one notice; `version` makes each change of the record a debt of its own, `wait` is in seconds."""
    name = f"{place.platform}/{place.workspace}/{place.channel}/{place.thread}/{int(place.direct)}"
    due = tools.now + timedelta(seconds=wait)
    await tools.uow.outbox.owe(
        Notice(f"{kind}:{about}:{version}:{name}", place, kind, about, due, urgent, created_at=tools.now)
    )


async def owe_cards(tools: Tools, about: str, stamp: Stamp, origin: Place | None, held: bool, urgent: bool) -> None:
    """Owe the record's live card: at once where it was posted, after the undo time in linked channels.

    A critical one reaches those at once too. A held record stays in its own workspace; one for the own organisation
    stays with it.
    """
    wait = 0 if urgent else tools.undo
    if origin and not origin.direct:
        await owe(tools, origin, "card", about, stamp.version, urgent, 0)
    if held or stamp.response_id is None:
        return
    for channel in await tools.view.places.linked(stamp.response_id):
        place = place_of(channel)
        if origin and (place.platform, place.workspace, place.channel) == (
            origin.platform,
            origin.workspace,
            origin.channel,
        ):
            continue
        if stamp.audience == "own" and not await _same_organisation(tools.uow, place, stamp):
            continue
        await owe(tools, place, "card", about, stamp.version, urgent, wait)


async def _same_organisation(uow: UnitOfWork, place: Place, stamp: Stamp) -> bool:
    workspace = await uow.places.workspace(place.platform, place.workspace)
    return workspace is not None and workspace.organisation_id == stamp.organisation_id is not None


async def owe_amendments(tools: Tools, about: str, version: int) -> None:
    """Owe an amendment wherever a card about the record stands already."""
    for standing in await tools.view.outbox.places_of(about):
        if standing.kind == "card":
            await owe(tools, standing.ref.place, "card", about, version, urgent=False, wait=0)


async def owe_news(tools: Tools, person_id: str, about: str, version: int, urgent: bool = False) -> None:
    """Tell one person of a change, never the one who made it; on the identity they wrote from first."""
    if not person_id or person_id == tools.me.person.id:
        return
    identities = await tools.view.people.identities(person_id)
    if identities:
        await owe(tools, direct(identities[0]), "news", about, version, urgent, 0)
