"""Which notice of the outbox has its turn: the statements behind "first in, first out per place", built once."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from storage import tables
from storage.columns import Instant
from storage.places import PLACE, there

_OUTBOX = tables.outbox
_OWED = _OUTBOX.c
_MESSAGES = tables.messages
_PLACE = [_OWED[column] for column in PLACE]
_NOW = bindparam("now", type_=Instant)
_WAITS = _OWED.state == literal_column("'due'")
"""Written out, not a parameter: only so do both databases know that the index of waiting notices will do."""


def _heads() -> Subquery:
    """Return the first in line of every place that nothing is being sent to.

    One that was never tried and is not due yet (its author may still undo it) does not stand in line, so it holds
    nobody up; one in back-off does. One whose lease ran out may have arrived, so nothing overtakes it.
    """
    in_line = or_(_OWED.not_before <= _NOW, _OWED.attempts > 0, _OWED.leased_until > _NOW)
    last_lease = func.max(_OWED.leased_until)
    free = or_(last_lease.is_(None), last_lease <= _NOW)
    lost = func.min(case((_OWED.leased_until.is_not(None), _OWED.serial)))
    first = func.coalesce(lost, func.min(_OWED.serial)).label("serial")
    return select(first).where(_WAITS, in_line).group_by(*_PLACE).having(free).subquery("heads")


def _take() -> Select[Any]:
    heads = _heads()
    free = or_(_OWED.leased_until.is_(None), _OWED.leased_until <= _NOW)
    return (
        select(_OUTBOX)
        .join(heads, heads.c.serial == _OWED.serial)
        .where(_WAITS, _OWED.not_before <= _NOW, free)
        .order_by(_OWED.urgent.desc(), _OWED.serial)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, of=_OUTBOX)
    )


def _next_due() -> Select[Any]:
    """Return when the next notice can be taken: at the end of its place's lease, else at the earliest of their times.

    Of those behind one in back-off the time does not matter yet.
    """
    lease_ends = func.min(_OWED.leased_until).over(partition_by=_PLACE).label("lease_ends")
    tried = case((_OWED.attempts > 0, _OWED.serial))
    first_tried = func.min(tried).over(partition_by=_PLACE).label("first_tried")
    line = select(_OWED.serial, _OWED.not_before, lease_ends, first_tried).where(_WAITS).subquery("line").c
    counts = or_(line.lease_ends.is_not(None), line.first_tried.is_(None), line.serial <= line.first_tried)
    return select(func.min(func.coalesce(line.lease_ends, line.not_before))).where(counts)


TAKE = _take()
"""The notices that have their turn `now`, at most `most`, those skipped that another courier is taking."""

NEXT_DUE = _next_due()

_ATTEMPTS = _OWED.attempts + case((_OWED.leased_until.is_not(None), 1), else_=0)
LEASE = (
    update(_OUTBOX)
    .where(_OWED.serial.in_(bindparam("serials", type_=BigInteger, expanding=True)))
    .values(leased_until=bindparam("until", type_=Instant), attempts=_ATTEMPTS)
)

KNOWN = select(_OWED.serial).where(_OWED.id == bindparam("its_id"))

WAITS = select(_OWED.serial).where(_WAITS, _OWED.about == bindparam("its_record")).limit(1)
"""A notice about a record that waits, wherever."""

REPLACEABLE = (
    select(_OUTBOX)
    .where(*there(_OUTBOX), _OWED.about == bindparam("about"), _OWED.kind == bindparam("kind"))
    .where(_WAITS, _OWED.attempts == 0, _OWED.leased_until.is_(None))
    .order_by(_OWED.serial)
    .limit(1)
    .with_for_update()
)
"""The waiting notice of a place, record and kind that was never tried."""

REPLACE = update(_OUTBOX).where(_OWED.serial == bindparam("its_serial"))

SETTLE = update(_OUTBOX).where(_OWED.id == bindparam("its_id"), _WAITS)

_STANDS_THERE = exists().where(
    _MESSAGES.c.about == _OWED.about, *(_MESSAGES.c[column] == _OWED[column] for column in PLACE)
)
DROP = (
    update(_OUTBOX)
    .where(_WAITS, _OWED.leased_until.is_(None), _OWED.kind == "card", _OWED.about == bindparam("its_record"))
    .where(~_STANDS_THERE)
    .values(state="dropped")
)
"""The waiting cards about a record, where no message about it stands."""

AMEND = update(_MESSAGES).where(
    _MESSAGES.c.about == bindparam("its_record"),
    _MESSAGES.c.kind == bindparam("its_kind"),
    _MESSAGES.c.message_id == bindparam("its_message"),
)
"""Note what stands in one message about a record."""

STANDING = (
    select(_MESSAGES)
    .where(*there(_MESSAGES), _MESSAGES.c.about == bindparam("about"), _MESSAGES.c.kind == bindparam("kind"))
    .order_by(_MESSAGES.c.serial.desc())
    .limit(1)
)
