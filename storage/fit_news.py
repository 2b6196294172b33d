"""What fits whose record, and what of it they were told: pairs of posts, told as new once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Integer, Table, bindparam, delete, func, or_, select, update

from bot.domain.post import REVIVABLE
from bot.owed import FitPair
from storage import tables
from storage.columns import Instant
from storage.session import Insert, Session

_NEWS = tables.fit_news
_PAIR = _NEWS.c
_KEY = ("post_id", "other_id")
ELSEWHERE = datetime(1970, 1, 1, tzinfo=UTC)
"""When a pair counts as told that its owner knows from elsewhere: before any message."""
_NOW = bindparam("now", type_=Instant)
_OF = (
    select(_PAIR.other_id, _PAIR.told_at)
    .where(_PAIR.post_id == bindparam("its_post"), _PAIR.ready_at <= _NOW)
    .order_by(_PAIR.ready_at.desc(), _PAIR.other_id)
)
_WAITING = (
    select(_PAIR.post_id)
    .where(_PAIR.owed.is_(False), _PAIR.ready_at <= _NOW)
    .group_by(_PAIR.post_id)
    .order_by(func.min(_PAIR.ready_at), _PAIR.post_id)
    .limit(bindparam("most", type_=Integer))
)
_OWED = (
    update(_NEWS)
    .where(_PAIR.post_id == bindparam("its_post"), _PAIR.owed.is_(False), _PAIR.ready_at <= _NOW)
    .values(owed=True)
)
_TOLD_OF = (
    select(_PAIR.post_id)
    .where(_PAIR.other_id == bindparam("its_other"), _PAIR.told_at > ELSEWHERE)
    .order_by(_PAIR.post_id)
)
_EITHER = or_(_PAIR.post_id == bindparam("its_post"), _PAIR.other_id == bindparam("its_post"))
_DROP = delete(_NEWS).where(_EITHER, _PAIR.told_at.is_(None))

_ENDED = select(tables.posts.c.id).where(
    tables.posts.c.state.in_(REVIVABLE), tables.posts.c.updated_at < bindparam("its_end", type_=Instant)
)
_FORGET = delete(_NEWS).where(or_(_PAIR.post_id.in_(_ENDED), _PAIR.other_id.in_(_ENDED)))


@cache
def _new(insert: Callable[[Table], Insert]) -> Insert:
    return insert(_NEWS).on_conflict_do_nothing()


@cache
def _tell(insert: Callable[[Table], Insert]) -> Insert:
    telling = insert(_NEWS)
    over = {"told_at": telling.excluded.told_at, "owed": True}
    return telling.on_conflict_do_update(index_elements=_KEY, set_=over, where=_PAIR.told_at.is_(None))


@cache
def _renew(insert: Callable[[Table], Insert]) -> Insert:
    renewing = insert(_NEWS)
    over = {column: renewing.excluded[column] for column in ("ready_at", "owed", "told_at")}
    return renewing.on_conflict_do_update(index_elements=_KEY, set_=over)


class FitNews:
    """Pairs of a record and another post that fits it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def found(self, pairs: Mapping[tuple[str, str], datetime]) -> None:
        """Note that posts fit records, as (record, post), and from when on that may be told; what is known stays."""
        rows = [
            {"post_id": record, "other_id": other, "ready_at": ready_at, "owed": False, "told_at": None}
            for (record, other), ready_at in pairs.items()
        ]
        if rows:
            await self._session.execute(_new(type(self._session).insert), rows)

    async def known(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Count pairs as told that the record's owner knows from an answer or an act."""
        await self._tell(pairs, ELSEWHERE)

    async def told(self, record_id: str, others: Sequence[str], at: datetime) -> None:
        """Note what a record's owner was told; what they knew before keeps its time."""
        await self._tell([(record_id, other) for other in others], at)

    async def _tell(self, pairs: Sequence[tuple[str, str]], at: datetime) -> None:
        rows = [
            {"post_id": record, "other_id": other, "ready_at": at, "owed": True, "told_at": at}
            for record, other in pairs
        ]
        if rows:
            await self._session.execute(_tell(type(self._session).insert), rows)

    async def again(self, pairs: Sequence[tuple[str, str]], at: datetime) -> None:
        """Let pairs be told as new once more, and count them as owed."""
        rows = [
            {"post_id": record, "other_id": other, "ready_at": at, "owed": True, "told_at": None}
            for record, other in pairs
        ]
        if rows:
            await self._session.execute(_renew(type(self._session).insert), rows)

    async def of(self, record_id: str, now: datetime) -> Sequence[FitPair]:
        """Return what fits a record and may be told by now, the newest first."""
        rows = await self._session.every(_OF, {"its_post": record_id, "now": now})
        return [FitPair(row["other_id"], row["told_at"]) for row in rows]

    async def waiting(self, now: datetime, limit: int = 100) -> Sequence[str]:
        """Return the records whose owners are owed news by now; those that wait longest first."""
        rows = await self._session.every(_WAITING, {"now": now, "most": limit})
        return [row["post_id"] for row in rows]

    async def owed(self, record_id: str, now: datetime) -> bool:
        """Note that the news about a record that is ready by now is owed to its owner; False where it was already."""
        return bool(await self._session.changed(_OWED, {"its_post": record_id, "now": now}))

    async def told_of(self, other_id: str) -> Sequence[str]:
        """Return the records whose owners were told in a message that this post fits."""
        rows = await self._session.every(_TOLD_OF, {"its_other": other_id})
        return [row["post_id"] for row in rows]

    async def drop(self, record_id: str) -> None:
        """Forget what was not told yet of an undone record, on either side."""
        await self._session.execute(_DROP, {"its_post": record_id})

    async def forget(self, before: datetime) -> int:
        """Forget the pairs of records that ended before this; return how many."""
        return await self._session.changed(_FORGET, {"its_end": before})
