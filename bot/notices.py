"""What a change owes to whom: the live card where it was posted, copies in linked channels, news to those concerned."""

from datetime import datetime, timedelta

from bot.cards.digest import digest_name
from bot.cards.fits import fits_name
from bot.chat import Identity, Place
from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.domain.intake import Shared, form, subject
from bot.domain.people import Channel, Trust, higher
from bot.domain.post import Post
from bot.domain.record import Stamp
from bot.owed import Notice, NoticeKind
from bot.store import UnitOfWork, View


def place_of(channel: Channel) -> Place:
    """Return the place of a linked channel."""
    return Place(channel.platform, channel.workspace, channel.channel)


def direct(identity: Identity) -> Place:
    """Return the place where words reach one person alone."""
    return Place(identity.platform, identity.workspace, identity.id, direct=True)


async def owe(
    tools: Tools,
    place: Place,
    kind: NoticeKind,
    about: str,
    version: int | str,
    urgent: bool,
    wait: int,
    silent: bool = False,
) -> None:
    """Owe one notice; `version` makes each change of the record a debt of its own, `wait` is in seconds."""
    debt = f"{debt_name(place, kind, about, version)}{':silent' if silent else ''}"
    due = tools.now + timedelta(seconds=wait)
    await tools.uow.outbox.owe(Notice(debt, place, kind, about, due, urgent, created_at=tools.now, silent=silent))


def debt_name(place: Place, kind: NoticeKind, about: str, version: int | str) -> str:
    """Return the id of the notice that a version of a record owes to a place."""
    name = f"{place.platform}/{place.workspace}/{place.channel}/{place.thread}/{int(place.direct)}"
    return f"{kind}:{about}:{version}:{name}"


async def owe_cards(tools: Tools, record: Shared, origin: Place | None = None, before: Shared | None = None) -> None:
    """Owe a record's card: at once in its `origin`, where it is new; after the undo time in channels that take it in.

    An urgent one reaches those at once too. A held record stays in its own workspace; one for the own organisation
    stays with it. With `before`, what an edited record was, only channels are told into which it comes otherwise now.
    """
    stamp, urgent = record.stamp, is_urgent(record)
    if origin and not origin.direct:
        await owe(tools, origin, "card", record.id, stamp.version, urgent, 0)
    if stamp.response_id is None or (isinstance(record, Post) and record.state == "held"):
        return
    linked = await tools.view.places.linked(stamp.response_id)
    if not linked:
        return
    trust, covers = await trust_behind(tools.view, stamp), tools.gazetteer.covers
    for channel in linked:
        wanted = form(channel, subject(record, trust), covers)
        if wanted is None or (before and form(channel, subject(before, trust), covers) == wanted):
            continue
        if _posted_in(record, channel) or (stamp.audience == "own" and not await _theirs(tools.uow, channel, stamp)):
            continue
        wait = 0 if urgent else tools.undo
        if wanted == "card":
            await owe(tools, place_of(channel), "card", record.id, stamp.version, urgent, wait)
        else:
            await _owe_in_digest(tools, place_of(channel), record, tools.now + timedelta(seconds=wait))


async def _owe_in_digest(tools: Tools, place: Place, record: Shared, ready_at: datetime) -> None:
    """Let a record stand in the place's card of the hour; where it has a card of its own that one is amended."""
    response_id = record.stamp.response_id
    if response_id is None or await tools.view.outbox.standing(place, record.id, "card"):
        return
    digest = digest_name(response_id, ready_at)
    await tools.uow.digests.put(place, digest, record.id, ready_at)
    wait = int((ready_at - tools.now).total_seconds())
    await owe(tools, place, "card", digest, f"{record.id}.{record.stamp.version}", is_urgent(record), wait)


def is_urgent(record: Shared) -> bool:
    """Return whether a record waits for nothing."""
    return isinstance(record, Post) and record.urgency == "critical"


async def trust_behind(view: View, stamp: Stamp) -> Trust:
    """Return how far the author, or the organisation spoken for, is trusted."""
    person = await view.people.get(stamp.author_id)
    organisation = await view.organisations.get(stamp.organisation_id) if stamp.organisation_id else None
    found = person.trust if person else "unverified"
    return higher(found, organisation.trust) if organisation else found


def _posted_in(record: Shared, channel: Channel) -> bool:
    origin = (record.origin_platform, record.origin_workspace, record.origin_channel)
    return origin == (channel.platform, channel.workspace, channel.channel)


async def _theirs(uow: UnitOfWork, channel: Channel, stamp: Stamp) -> bool:
    workspace = await uow.places.workspace(channel.platform, channel.workspace)
    return workspace is not None and workspace.organisation_id == stamp.organisation_id is not None


async def owe_amendments(tools: Tools, about: str, version: int | str) -> None:
    """Owe an amendment wherever a card about the record stands already, or lists it among others.

    What stands as news is amended without a sound, so that it shows no button that leads nowhere any more.
    """
    for standing in await tools.view.outbox.places_of(about):
        silent = standing.kind != "card"
        await owe(tools, standing.place, standing.kind, about, version, urgent=False, wait=0, silent=silent)
    for place, digest in await tools.view.digests.holding(about):
        await owe(tools, place, "card", digest, f"{about}.{version}", urgent=False, wait=0)


async def owe_moved(tools: Tools, commitment: Commitment) -> None:
    """Owe an amendment wherever a commitment, its request or its offer is shown."""
    for about in (commitment.id, commitment.request_id, commitment.offer_id):
        await owe_amendments(tools, about, f"{commitment.id}.{commitment.stamp.version}")


async def drop_unsent(tools: Tools, about: str) -> None:
    """Let what is owed about an undone record fall away where nobody has seen it yet."""
    await tools.uow.outbox.drop(about)
    await tools.uow.digests.drop(about, tools.now)
    await tools.uow.fit_news.drop(about)


async def owe_fits(tools: Tools, post: Post, version: str, urgent: bool = False) -> None:
    """Tell the owner of a post what is new that fits it; where nothing is, what they were told is brought up to date.

    Whether it is for the sender of this act is asked where what is new is noted.
    """
    await _owe_person(tools, post.stamp.author_id, fits_name(post.id), version, urgent)


async def owe_less(tools: Tools, post: Post) -> None:
    """Let those who were told that this post fits theirs see that it is wanted or to be had no more."""
    for other in await tools.view.posts.many(await tools.view.fit_news.told_of(post.id)):
        await owe_fits(tools, other, f"{post.id}.{post.stamp.version}")


async def owe_news(tools: Tools, person_id: str, about: str, version: int | str, urgent: bool = False) -> None:
    """Tell one person of a change, never the one who made it."""
    if person_id and person_id != tools.me.person.id:
        await _owe_person(tools, person_id, about, version, urgent)


async def _owe_person(tools: Tools, person_id: str, about: str, version: int | str, urgent: bool) -> None:
    """Owe news to a person, on the identity they wrote from first."""
    identities = await tools.view.people.identities(person_id)
    if identities:
        await owe(tools, direct(identities[0]), "news", about, version, urgent, 0)
