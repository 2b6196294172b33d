"""What is owed to people, as data and Protocols: acts that were answered, notices to deliver, the cards of an hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.chat import Invocation, MessageRef, Place, Reply

NoticeKind = Literal["card", "news"]
NoticeState = Literal["due", "delivered", "parked", "dropped"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What is owed to a place about a record; no card is in it.

    "card" is the record's live card there (amended ever after), "news" tells somebody of a change. `id` names the
    debt: adding it twice is harmless, and a waiting notice of the same place, record and kind takes its place.
    `silent`: messages that stand there are brought up to date, and nothing is sent anew.
    """

    id: str
    place: Place
    kind: NoticeKind
    about: str
    not_before: datetime
    urgent: bool = False
    attempts: int = 0
    created_at: datetime | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A message about a record that stands in a place: where, when it was new, when last amended.

    `place` is where it was owed, `ref` where it stands: a platform may put into the channel what was owed to a thread.
    `digest` is a fingerprint of the card that stands there, so that nothing is amended into itself.
    """

    place: Place
    ref: MessageRef
    about: str
    kind: NoticeKind
    sent_at: datetime
    amended_at: datetime | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FitPair:
    """A post that fits a record, and when the record's owner was told of it; None when not yet."""

    other_id: str
    told_at: datetime | None


class Inbox(Protocol):
    """Which acts were answered, and how."""

    async def seen(self, id: str) -> Reply | None:
        """Return the reply that this act was given, waiting for one that is being answered elsewhere; None when new.

        A new id is claimed by this transaction.
        """

    async def answered(self, id: str, reply: Reply, at: datetime) -> None:
        """Remember the reply beside the change."""

    async def receive(self, invocation: Invocation) -> None:
        """Note an act that takes long as received, with its invocation, to be taken up again after a crash.

        One that is answered already keeps its reply, which is told once more.
        """

    async def told(self, id: str) -> None:
        """Erase the invocation of an act that was received: its answer has reached the sender."""

    async def untold(self, before: datetime) -> Sequence[Invocation]:
        """Return the acts that came before this, were received, and whose answer was not told; oldest first."""

    async def forget(self, before: datetime) -> int:
        """Forget answers older than this; return how many."""


class Outbox(Protocol):
    """Notices owed, and the messages that stand."""

    async def owe(self, notice: Notice) -> None:
        """Owe a notice. Known ids change nothing; a waiting one of the same place, record and kind is replaced."""

    async def drop(self, about: str) -> int:
        """Let the waiting notices about an undone record fall away where no message stands yet; return how many."""

    async def take(self, now: datetime, lease: float, limit: int = 20) -> Sequence[Notice]:
        """Lease the due notices: per place only the oldest, urgent ones first among places; `lease` in seconds.

        A lease that ran out, because its holder died while it was sending, counts as an attempt.
        """

    async def delivered(self, notice: Notice, ref: MessageRef | None, now: datetime, digest: str = "") -> None:
        """Mark a notice delivered; `ref` None when nothing had to be said, `digest` of the card that stands now."""

    async def amended(self, standing: Standing, now: datetime, digest: str) -> None:
        """Note which card stands in a message now."""

    async def put_off(self, notice: Notice, at: datetime) -> None:
        """Let it wait until `at`, untried; the place's later notices do not wait behind it."""

    async def again(self, notice: Notice, at: datetime, error: str) -> None:
        """Keep it waiting until `at`, with one more attempt; the place's later notices wait behind it."""

    async def park(self, notice: Notice, error: str) -> None:
        """Put a notice that cannot be delivered aside; the place's later notices go on."""

    async def standing(self, place: Place, about: str, kind: NoticeKind) -> Standing | None:
        """Return the newest message of this kind about the record in this place."""

    async def places_of(self, about: str) -> Sequence[Standing]:
        """Return every message that stands about a record, oldest first."""

    async def waits(self, about: str) -> bool:
        """Return whether a notice about something waits to be delivered."""

    async def next_due(self) -> datetime | None:
        """Return when the next waiting notice is due, leases included."""

    async def counts(self) -> Mapping[NoticeState, int]:
        """Return how many notices are in each state."""


class Digests(Protocol):
    """What the cards of an hour hold, by place and by the hour's name, under which the card is owed."""

    async def put(self, place: Place, about: str, record_id: str, ready_at: datetime) -> None:
        """Let a record stand in a digest from `ready_at` on; one that does already stays as it is."""

    async def records(self, place: Place, about: str, now: datetime) -> Sequence[str]:
        """Return the ids of the records that stand in a digest by now, newest first."""

    async def next_ready(self, place: Place, about: str, now: datetime) -> datetime | None:
        """Return when the next record comes to stand in it, or None."""

    async def holding(self, record_id: str) -> Sequence[tuple[Place, str]]:
        """Return the digests, as place and `about`, in which a record stands or will."""

    async def drop(self, record_id: str, now: datetime) -> None:
        """Take an undone record out of the digests in which it does not stand yet."""


class FitNews(Protocol):
    """What fits whose record, as pairs (record, post): each is told to the record's owner as new once."""

    async def found(self, pairs: Mapping[tuple[str, str], datetime]) -> None:
        """Note that posts fit records, as (record, post), and from when on that may be told; what is known stays."""

    async def known(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Count pairs as told that the record's owner knows from an answer or an act."""

    async def told(self, record_id: str, others: Sequence[str], at: datetime) -> None:
        """Note what a record's owner was told; what they knew before keeps its time."""

    async def again(self, pairs: Sequence[tuple[str, str]], at: datetime) -> None:
        """Let pairs be told as new once more, from then on, and count them as owed: a coordinator asked both sides."""

    async def of(self, record_id: str, now: datetime) -> Sequence[FitPair]:
        """Return what fits a record and may be told by now, the newest first."""

    async def waiting(self, now: datetime, limit: int = 100) -> Sequence[str]:
        """Return the records whose owners are owed news by now; those that wait longest first."""

    async def owed(self, record_id: str, now: datetime) -> bool:
        """Note that the news about a record that is ready by now is owed to its owner; False where it was already."""

    async def told_of(self, other_id: str) -> Sequence[str]:
        """Return the records whose owners were told in a message that this post fits."""

    async def drop(self, record_id: str) -> None:
        """Forget what was not told yet of an undone record, on either side."""

    async def forget(self, before: datetime) -> int:
        """Forget the pairs of records that ended before this; return how many."""
