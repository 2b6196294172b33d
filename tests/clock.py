"""The settable clock of the program, standing where every test begins."""

from datetime import datetime, timedelta, timezone

from bot import clock

START = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=9)))


class SetClock(clock.SetClock):
    """Stands at 2026-11-24 09:00 in Japan until it is moved."""

    def __init__(self, start: datetime = START) -> None:
        super().__init__(start)
