"""How far back somebody wants to look: 24h, 3d, 3日."""

import re
import unicodedata
from datetime import timedelta

UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
NAMES = {
    "h": ("h", "hour", "hours", "時間"),
    "d": ("d", "day", "days", "日", "日間"),
    "w": ("w", "week", "weeks", "週", "週間"),
}
SPAN = re.compile(r"(\d{1,3})\s*([a-z]+|[日時間週]+)")
LONGEST = timedelta(days=60)


def span_of(typed: str) -> timedelta | None:
    """Return the span that was typed, at most 60 days; None where it is none."""
    found = SPAN.fullmatch(unicodedata.normalize("NFKC", typed).casefold().strip())
    unit = next((unit for unit, names in NAMES.items() if found and found[2] in names), None)
    if found is None or unit is None or not int(found[1]):
        return None
    return min(int(found[1]) * UNITS[unit], LONGEST)
