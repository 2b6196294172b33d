"""Looks a database over: is the file sound, and do the tallies of posts equal the sums of their commitments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Label, Subquery, and_, case, func, or_, select, union_all

from bot.domain.commitment import ACTIVE, CommitmentState
from bot.domain.quantity import plain
from bot.words.catalogue import N_
from storage import tables
from storage.upgrade import on_connection

BROKEN = N_("The database file is damaged: {what}. Restore it from a backup.")
ORPHAN = N_("A row of {table} points to a row of {other} that does not exist.")
UNEQUAL = {
    "promised": N_("{post} notes {counted} as promised, but its commitments add up to {summed}."),
    "sent": N_("{post} notes {counted} as sent, but its commitments add up to {summed}."),
    "arrived": N_("{post} notes {counted} as arrived, but its commitments add up to {summed}."),
    "received": N_("{post} notes {counted} as received, but its commitments add up to {summed}."),
}
"""What is said, by the stage that a tally counts."""

_STAGES: Mapping[str, tuple[CommitmentState, ...]] = {
    "promised": ACTIVE,
    "sent": ("in_transit", "delivered", "received"),
    "arrived": ("delivered", "received"),
    "received": ("received",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a sentence of the catalogue and the values to fill in."""

    sentence: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


async def check(url: str) -> Sequence[Finding]:
    """Return what is wrong with the database, nothing when all is well. Raises Unavailable."""
    return await on_connection(url, _findings)


def _findings(connection: Connection) -> Sequence[Finding]:
    file = _file_findings(connection) if connection.dialect.name == "sqlite" else []
    return [*file, *_tally_findings(connection)]


def _file_findings(connection: Connection) -> Sequence[Finding]:
    told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    broken = [Finding(BROKEN, {"what": what}) for what in told if what != "ok"]
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [*broken, *(Finding(ORPHAN, {"table": row[0], "other": row[2]}) for row in orphans)]


def _sums() -> Subquery:
    """Return, per post, what its commitments add up to at every stage."""
    columns = tables.commitments.c
    sides = union_all(
        select(columns.request_id.label("post_id"), columns.asked.label("amount"), columns.state),
        select(columns.offer_id, columns.given, columns.state),
    ).subquery()
    reached = partial(_reached, sides)
    return select(sides.c.post_id, *map(reached, _STAGES)).group_by(sides.c.post_id).subquery()


def _reached(sides: Subquery, stage: str) -> Label[Any]:
    return func.sum(case((sides.c.state.in_(_STAGES[stage]), sides.c.amount), else_=0)).label(stage)


def _tally_findings(connection: Connection) -> Sequence[Finding]:
    sums, posts = _sums(), tables.posts
    pairs = [(posts.c[stage], func.coalesce(sums.c[stage], 0)) for stage in _STAGES]
    unequal = or_(*(counted != summed for counted, summed in pairs))
    columns = [column for counted, summed in pairs for column in (counted, summed.label(f"sum_{counted.name}"))]
    query = select(posts.c.id, *columns).outerjoin(sums, and_(sums.c.post_id == posts.c.id)).where(unequal)
    rows = connection.execute(query.order_by(posts.c.kind, posts.c.serial)).mappings()
    return [
        Finding(sentence, {"post": row["id"], "counted": plain(row[stage]), "summed": plain(int(row[f"sum_{stage}"]))})
        for row in rows
        for stage, sentence in UNEQUAL.items()
        if row[stage] != row[f"sum_{stage}"]
    ]
