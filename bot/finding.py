"""What a look at one part of the set-up found, in the same form for every part: what is, and how it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from bot.words.catalogue import N_

State = Literal["ok", "warning", "wrong"]

NTP = N_("Let the clock be set by NTP: sudo timedatectl set-ntp true")
SKEW_WARNING, SKEW_WRONG = 60, 300
"""Seconds. Slack's signatures are refused beyond five minutes; a minute is far more than NTP leaves."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject`, `sentence` and `fix` are sentences of the catalogue; the `values` fill in all three.

    A subject that is no sentence (the name of a setting) stands for itself. "warning": it runs, but not as it should.
    "wrong": it does not run, or not for long. `fix` is empty where nothing has to be done.
    """

    subject: str
    state: State
    sentence: str
    fix: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def http_date(header: str) -> datetime | None:
    """Return the time that a `Date` header tells (RFC 9110, 5.6.7), to the second, in UTC; None for any other text."""
    try:
        told = parsedate_to_datetime(header)
    except ValueError:
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)


def clock_finding(whose: str, told: datetime | None, now: datetime, fix: str = NTP) -> Finding:
    """Return how far this machine's clock is from the one of `whose` (a name); `told` None: it tells no time."""
    subject = N_("Clock, compared with {whose}")
    if told is None:
        return Finding(subject, "warning", N_("{whose} did not tell its time."), N_("Run it again."), {"whose": whose})
    ahead = round((now - told).total_seconds())
    values = {"whose": whose, "seconds": abs(ahead)}
    if abs(ahead) <= SKEW_WARNING:
        return Finding(subject, "ok", N_("They differ by {seconds} s."), values=values)
    fast, slow = N_("This machine is {seconds} s ahead."), N_("This machine is {seconds} s behind.")
    return Finding(subject, "wrong" if abs(ahead) > SKEW_WRONG else "warning", fast if ahead > 0 else slow, fix, values)
