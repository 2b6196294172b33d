"""The time: the machine's, one that runs on from another moment, and one that goes on only when it is told to."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock, or one that runs on from another moment (`--now`)."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> None:
        """Skip a span."""
        self._ahead += by

    def set(self, to: datetime) -> None:
        """Run on from a time (aware)."""
        self._ahead = to - datetime.now(UTC)


class SetClock:
    """Tells the same time until it is moved or set."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time that was set, in UTC."""
        return self._now

    def move(self, by: timedelta) -> None:
        """Go on by a span."""
        self._now += by

    def set(self, to: datetime) -> None:
        """Go on to a time (aware)."""
        self._now = to.astimezone(UTC)


def starting_at(moment: datetime | None) -> SystemClock:
    """Return a running clock that begins at a moment, or the machine's."""
    return SystemClock(moment - datetime.now(UTC) if moment else timedelta())
