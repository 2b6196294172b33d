"""As whom an account looks and in which response a channel is, kept for a while after it was looked up."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.callers import Callers
from bot.chat import Identity, Invocation, Place
from bot.domain.rules import Sight
from bot.store import View

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

FRESH = 60.0
"""Seconds for which a look-up holds: links between accounts and channels leave no trace in the audit trail."""
MOST = 5000
"""Accounts and channels that are kept: more than type at once in one exchange; some 2 MB."""
AT_ONCE = 50
"""Look-ups in one go; the others wait for the next, some hundred milliseconds later."""


@dataclass(frozen=True, slots=True)
class Known:
    """A sender's sight, and the language they chose or their platform told, "" where neither."""

    sight: Sight
    locale: str = ""


class Recent(Generic[K, V]):
    """Answers by key that hold for some time; what is asked for and not there is noted as wanted."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._kept: dict[K, tuple[float, V]] = {}
        self._wanted: dict[K, None] = {}

    def get(self, key: K) -> V | None:
        """Return a fresh answer; else None, and the key is wanted."""
        at, value = self._kept.get(key, (float("-inf"), None))
        if self._ticks() - at < FRESH:
            return value
        if len(self._wanted) < MOST:
            self._wanted[key] = None
        return None

    def put(self, key: K, value: V) -> None:
        """Keep an answer; of too many the oldest goes."""
        self._wanted.pop(key, None)
        self._kept.pop(key, None)
        self._kept[key] = self._ticks(), value
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]

    def doubt(self, doubtful: Callable[[V], bool]) -> None:
        """Forget the answers that may have changed, and want them anew."""
        changed = [key for key, (_, value) in self._kept.items() if doubtful(value)]
        for key in changed:
            del self._kept[key]
            self._wanted[key] = None

    def wanted(self) -> list[K]:
        """Return some of the keys that are wanted, the longest waiting first."""
        return list(self._wanted)[:AT_ONCE]

    @property
    def waiting(self) -> bool:
        """Return whether a look-up is due."""
        return bool(self._wanted)


class Senders:
    """The accounts that asked for suggestions or acted lately, and the channels in which they did."""

    def __init__(self, callers: Callers, ticks: Callable[[], float]) -> None:
        self._callers = callers
        self._people: Recent[Identity, Known] = Recent(ticks)
        self._channels: Recent[Place, str] = Recent(ticks)

    @property
    def waiting(self) -> bool:
        """Return whether a look-up is due."""
        return self._people.waiting or self._channels.waiting

    def known(self, sender: Identity) -> Known:
        """Return as whom an account looks; until it is looked up, as anybody there whom nobody vouches for."""
        stranger = Sight(platform=sender.platform, workspace=sender.workspace)
        return self._people.get(sender) or Known(stranger)

    def response_id(self, place: Place) -> str:
        """Return the response that a channel is linked to, "" where none or where it is not looked up yet."""
        return self._channels.get(channel_of(place)) or ""

    def doubt(self, people: Collection[str], organisations: Collection[str]) -> None:
        """Want the sights that hang on these persons and organisations anew, and those of everybody not known yet."""
        if people or organisations:
            self._people.doubt(
                lambda known: (
                    not known.sight.person_id
                    or known.sight.person_id in people
                    or known.sight.organisation_id in organisations
                )
            )

    async def expect(self, people: Sequence[str], view: View) -> None:
        """Want the accounts of the first of these persons, who just acted: they are the ones who ask next."""
        for person_id in people[:AT_ONCE]:
            for identity in await view.people.identities(person_id):
                self._people.get(identity)

    async def look_up(self, view: View, now: datetime) -> None:
        """Look up what is wanted."""
        for sender in self._people.wanted():
            place = Place(sender.platform, sender.workspace, "")
            me = await self._callers.known(view, Invocation("", "", {}, sender, place, now))
            self._people.put(sender, Known(me.sight, me.person.locale or me.person.heard_locale))
        for place in self._channels.wanted():
            channel = await view.places.channel(place)
            self._channels.put(place, await lasting(view, channel.response_id if channel else None))


def channel_of(place: Place) -> Place:
    """Return a place without its thread."""
    return Place(place.platform, place.workspace, place.channel)


async def lasting(view: View, response_id: str | None) -> str:
    """Return the response, or the one it was merged into; "" for none."""
    found = await view.responses.get(response_id) if response_id else None
    while found and found.merged_into:
        found = await view.responses.get(found.merged_into)
    return found.id if found else ""
