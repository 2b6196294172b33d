"""What people left on a lesson: that they were shown it unasked, had no use for it, endorse it, reviewed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MarkKind = Literal["told", "useless", "endorsed", "reviewed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of one person on one lesson; of each kind there is one at most. `organisation_id`: spoken for then."""

    lesson_id: str
    person_id: str
    kind: MarkKind
    at: datetime
    organisation_id: str | None = None
