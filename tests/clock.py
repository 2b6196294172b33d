"""A clock that tests set."""

from datetime import UTC, datetime, timedelta, timezone

START = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=9)))


class SetClock:
    """Tells the same time until it is moved."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time that was set, in UTC."""
        return self._now

    def move(self, by: timedelta) -> datetime:
        """Let this much time pass and return the new time."""
        self._now += by
        return self._now
