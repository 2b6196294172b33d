"""Reasons for and against a match, each with what it leaves of the match's worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as a code with a value; `word` is the code of a trait where the reason speaks of one.

    Thing: same_thing, same_category, similar, substitute, by_words. Place: same_place, delivers, anywhere, remote,
    near (km), far (km), elsewhere (km), pick_up (km), place_unknown. Time: in_time, part_of_time (days), late (days),
    early (days), other_days, time_unknown. Amount: enough, part (thousandths), amount_unknown. Traits: agrees (word),
    not_said (word), unlike (word), to_settle (word). Kind: kind_doubtful.
    """

    code: str
    value: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one concern leaves of a match: `worth` from 0 (nothing) to 1 (all of it), and why."""

    worth: float
    reason: Reason
