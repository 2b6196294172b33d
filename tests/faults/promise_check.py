"""Replays an audit trail and the histories of those who raced: whether ever more was promised than there was."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.commitment import STEPS
from bot.trail import AuditEntry
from tests.faults.promise_racer import Done

Row = Mapping[str, Any]
STAGES = ("promised", "sent", "arrived", "received")
REACHED = {"proposed": 1, "accepted": 1, "in_transit": 2, "delivered": 3, "received": 4}
"""How many of the stages the goods of a commitment in this state have reached; none in any other."""
SIDES = (("request_id", "asked"), ("offer_id", "given"))
MOVED: Mapping[tuple[str, str], str] = {(step.move, source): step.target for step in STEPS for source in step.sources}


@dataclass(slots=True)
class Trail:
    """What the audit trail says of every moment, replayed entry by entry; AssertionError where it cannot be so.

    `versions` are all rows a record has had, the first first; `sums` what the commitments of each post amount to.
    The trail's numbers are in the order of the changes for each post: it stays locked until its change is committed.
    """

    versions: dict[str, list[Row]] = field(default_factory=dict)
    acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    sums: dict[str, Counter[str]] = field(default_factory=dict)

    def replay(self, entries: Iterable[AuditEntry]) -> None:
        """Take further entries in, in the order of their numbers."""
        for entry in entries:
            if entry.noun not in ("post", "commitment"):
                continue
            self._follows(entry)
            self.versions.setdefault(entry.record_id, []).append(entry.after)
            self.acts[entry.record_id, entry.what] += 1
            if entry.noun == "post":
                within_bounds(entry.after)
            else:
                self._counted(entry)

    def at(self, post_id: str, version: int) -> Row:
        """Return a record as it was in one of its versions."""
        return self.versions[post_id][version - 1]

    def _follows(self, entry: AuditEntry) -> None:
        """What an entry says was before is what the entry before it says came after."""
        known = self.versions.get(entry.record_id, [])
        assert entry.version == len(known) + 1, f"{entry.record_id} goes from {len(known)} to {entry.version}"
        assert (entry.before is None) == (not known), f"{entry.record_id} begins twice, or without a beginning"
        if entry.before is not None:
            differing = {column for column, value in entry.before.items() if known[-1][column] != value}
            assert not differing, f"{entry.record_id} version {entry.version}: {differing} changed unseen"

    def _counted(self, entry: AuditEntry) -> None:
        """Add what a commitment has come to, and compare both posts with the sums of their commitments."""
        before, after = entry.before, entry.after
        if before is None:
            assert (entry.what, after["state"]) == ("propose", "proposed"), entry
        else:
            assert MOVED.get((entry.what, before["state"])) == after["state"], entry
        for post, amount in SIDES:
            total = self.sums.setdefault(after[post], Counter())
            total.update(reached(after, amount))
            total.subtract(reached(before, amount) if before else {})
            self.agrees(after[post])

    def agrees(self, post: str) -> None:
        """A post's figures are the sums of its commitments."""
        said = {stage: self.versions[post][-1][stage] for stage in STAGES}
        total = self.sums.get(post, Counter())
        assert said == {stage: total[stage] for stage in STAGES}, f"{post} says {said}, not {total}"


def reached(commitment: Row, amount: str) -> dict[str, int]:
    """Return what a commitment counts for in each stage."""
    moved: int = commitment[amount]
    return dict.fromkeys(STAGES[: REACHED.get(commitment["state"], 0)], moved)


def within_bounds(post: Row) -> None:
    """No stage holds more than the one before it, and none more than there is; the state says so."""
    stages = [post["quantity"], *(post[stage] for stage in STAGES), 0]
    assert stages == sorted(stages, reverse=True), f"{post['id']} version {post['version']}: {stages}"
    if post["state"] not in ("closed", "cancelled", "withdrawn"):
        assert post["state"] == state_of(post), f"{post['id']} is {post['state']} with {stages}"


def state_of(post: Row) -> str:
    """Return the state that the figures of a live post ask for."""
    whole = post["quantity"]
    if post["kind"] == "offer":
        return "available" if post["promised"] < whole else "reserved" if post["sent"] < whole else "used_up"
    if post["received"] == whole:
        return "met"
    return "covered" if post["promised"] == whole else "partly_covered" if post["promised"] else "open"


def answers_hold(done: Sequence[Done], trail: Trail) -> None:
    """Every answer is borne out by the trail, and everything in the trail was somebody's answer."""
    unsure = sum(each.answer == "unsure" for each in done)
    given = Counter(each.record for each in done if each.answer == "yours")
    made = {record for record in trail.versions if record[0] == "C"}
    assert set(given.values()) <= {1}, "one promise was given to two"
    assert set(given) <= made, f"promised and not kept: {set(given) - made}"
    assert len(made - set(given)) <= unsure, f"kept and never promised: {made - set(given)}"
    for each in done:
        if each.answer == "yours":
            first = trail.at(each.record, 1)
            assert (first["author"], first["asked"], first["given"]) == (each.by, each.wanted, each.wanted), each
        elif each.answer == "too little":
            left = (trail.at(post, version) for post, version in each.seen.items())
            assert min(row["quantity"] - row["promised"] for row in left) < each.wanted, each
    said = Counter((each.record, each.move) for each in done if each.answer == "moved")
    assert said <= trail.acts, f"said to be moved and was not: {said - trail.acts}"


def in_order(done: Sequence[Done], trail: Trail) -> None:
    """Whoever began after somebody was answered saw at least what that answer had left."""
    kept = ("yours", "moved", "changed")
    events = sorted([(each.began, 1, n) for n, each in enumerate(done)] + [(e.ended, 0, n) for n, e in enumerate(done)])
    newest: Counter[str] = Counter()
    for _, begins, n in events:
        each = done[n]
        if begins:
            assert all(version >= newest[post] for post, version in each.seen.items()), f"{each} came after {newest}"
        else:
            newest |= Counter(each.left if each.answer in kept else each.seen)
    for each in done:
        if each.answer in kept:
            assert all(version <= len(trail.versions[post]) for post, version in each.left.items()), each
