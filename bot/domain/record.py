"""What every record bears: who wrote it, for whom, in which response, who may see it, which version it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Audience = Literal["own", "verified", "response", "public"]
Drill = Literal["actual", "exercise", "test"]

AUDIENCES: tuple[Audience, ...] = ("own", "verified", "response", "public")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Author, organisation, audience, drill status, version and times of one record.

    `organisation_id` is the organisation spoken for, None for a person who belongs to none. `response_id` is None for a
    record that waits for a response, or belongs to none. Times are aware, UTC.
    """

    author_id: str
    organisation_id: str | None
    response_id: str | None
    audience: Audience
    drill: Drill
    created_at: datetime
    updated_at: datetime
    version: int = 1
