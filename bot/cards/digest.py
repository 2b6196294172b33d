"""The card of an hour: what others posted in it, newest first, in one message that is amended as things change."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards import overdue, posts, responses, updates
from bot.cards.shown import Names, names_of
from bot.chat import Card, Place
from bot.domain.intake import Shared
from bot.domain.post import Post
from bot.domain.rules import may_see
from bot.store import View
from bot.viewer import Viewer

MOST = 10
"""Records shown; the rest are counted."""
_HOUR = "%Y-%m-%dT%H%z"


def digest_name(response_id: str, at: datetime) -> str:
    """Return under which name a place is owed the card of the hour (UTC) in which something comes to stand there."""
    return f"H:{response_id}:{at.astimezone(UTC).strftime(_HOUR)}"


def is_digest(about: str) -> bool:
    """Return whether a notice is about the card of an hour, not about one record."""
    return about.startswith("H:")


async def draw_digest(view: View, place: Place, about: str, viewer: Viewer) -> Card | None:
    """Return the card of an hour as it stands now; None when there is nothing (any more) that this place may see."""
    _, response_id, hour = about.split(":")
    response = await view.responses.get(response_id)
    found = await _records(view, await view.digests.records(place, about, viewer.now), viewer)
    if response is None or not found:
        return None
    start = datetime.strptime(hour, _HOUR).astimezone(ZoneInfo(viewer.zone))
    title = viewer.say(
        "{response}: new from {start} to {end}",
        response=responses.title(response, viewer),
        start=f"{start:%H:%M}",
        end=f"{start + timedelta(hours=1):%H:%M}",
    )
    shown = found[:MOST]
    names = await names_of(view, viewer.locale, *(record.stamp for record in shown))
    more = len(found) - len(shown)
    note = viewer.plural("and {n} more: /list", "and {n} more: /list", more) if more else ""
    items = tuple([await _line(view, record, names, viewer) for record in shown])
    return Card(title, items=items, note=note, locale=viewer.locale)


async def _records(view: View, ids: Sequence[str], viewer: Viewer) -> list[Shared]:
    """Return the records that stand and that this reader may see, in the order of their ids."""
    found: dict[str, Shared] = {}
    for post in await view.posts.many([each for each in ids if each[0] in "RO"]):
        if post.live and may_see(viewer.sight, post.stamp):
            found[post.id] = post
    for update in await view.updates.many([each for each in ids if each[0] == "U"]):
        if may_see(viewer.sight, update.stamp):
            found[update.id] = update
    return [found[each] for each in ids if each in found]


async def _line(view: View, record: Shared, names: Names, viewer: Viewer) -> Card:
    if isinstance(record, Post):
        return posts.line(record, names, viewer, late=await overdue.late_facts(view, record, viewer))
    return updates.line(record, names, viewer)
