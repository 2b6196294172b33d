"""How times, days, places and people read as text, for platforms that show no typed values of their own."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta

from bot.chat import Day, Fact, Moment, Value, Where, Who
from bot.words.catalogue import words

DAY = {"en": "EEE d MMM", "ja": "M月d日(EEE)"}
MINUTE = {"en": "EEE d MMM HH:mm", "ja": "M月d日(EEE) HH:mm"}
SHORT = {"en": "EEE HH:mm", "ja": "M月d日(EEE) HH:mm"}


def moment_text(value: Moment, locale: str, now: datetime) -> str:
    """Return "Fri 27 Nov 09:30", 11月27日(金) 09:30, or the distance for the style "about"."""
    zone = ZoneInfo(value.zone)
    if value.style == "about":
        return format_timedelta(value.at - now, add_direction=True, locale=locale)
    if value.style == "date":
        return format_date(value.at.astimezone(zone), DAY[locale], locale=locale)
    if value.style == "time":
        return format_time(value.at, "HH:mm", tzinfo=zone, locale=locale)
    return format_datetime(value.at, MINUTE[locale], tzinfo=zone, locale=locale)


def edge_of(day: Day) -> datetime:
    """Return the moment at which the day begins or is over where it is meant, in UTC."""
    start = datetime.combine(day.date, time(), ZoneInfo(day.zone))
    return (start if day.edge == "start" else start + timedelta(days=1)).astimezone(UTC)


def day_text(value: Day, locale: str) -> str:
    """Return "Fri 27 Nov", and in another zone "Fri 27 Nov, Wajima time (yours: Fri 10:00)"."""
    text = format_date(value.date, DAY[locale], locale=locale)
    edge = edge_of(value)
    reader = ZoneInfo(value.reader_zone)
    if edge.astimezone(ZoneInfo(value.zone)).utcoffset() == edge.astimezone(reader).utcoffset():
        return text
    yours = format_datetime(edge, SHORT[locale], tzinfo=reader, locale=locale)
    place = value.zone_name or value.zone
    return words(locale).say("{day}, {place} time (yours: {yours})", day=text, place=place, yours=yours)


def value_text(value: Value, locale: str, now: datetime) -> str:
    """Return any typed value as text in the language."""
    if isinstance(value, Moment):
        return moment_text(value, locale, now)
    if isinstance(value, Day):
        return day_text(value, locale)
    if isinstance(value, Where):
        return value.name
    if isinstance(value, Who):
        return who_text(value, locale)
    return value


def who_text(value: Who, locale: str) -> str:
    """Return "Aki (Green Wave)" or 「亜紀（みどりの波）」 without quotes."""
    if not value.organisation or value.organisation == value.name:
        return value.name
    return f"{value.name}（{value.organisation}）" if locale == "ja" else f"{value.name} ({value.organisation})"


def fact_text(fact: Fact, locale: str, now: datetime) -> str:
    """Return a fact's values as one text."""
    return " ".join(value_text(value, locale, now) for value in fact.values)
