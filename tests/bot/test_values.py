"""How times, days, places and people read as text in each language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat import Day, Fact, Moment, Where, Who
from bot.words.values import day_text, edge_of, fact_text, moment_text, value_text, who_text

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("style", "en", "ja"),
    [
        ("datetime", "Fri 27 Nov 09:30", "11月27日(金) 09:30"),
        ("date", "Fri 27 Nov", "11月27日(金)"),
        ("time", "09:30", "09:30"),
        ("about", "in 3 days", "3 日後"),
    ],
)
def test_a_moment_reads_in_the_readers_zone_and_language(style: str, en: str, ja: str) -> None:
    at = datetime(2026, 11, 27, 0, 30, tzinfo=UTC)
    value = Moment(at, "Asia/Tokyo", style)  # type: ignore[arg-type]  # the table's words are the styles
    assert moment_text(value, "en", NOW) == en
    assert moment_text(value, "ja", NOW) == ja


def test_a_day_of_ones_own_zone_needs_no_zone() -> None:
    day = Day(FRIDAY, "Asia/Tokyo", "Wajima", "Asia/Tokyo")
    assert day_text(day, "en") == "Fri 27 Nov"
    assert day_text(day, "ja") == "11月27日(金)"


def test_zones_with_the_same_clock_count_as_the_same() -> None:
    assert day_text(Day(FRIDAY, "Asia/Tokyo", "Wajima", "Asia/Seoul"), "en") == "Fri 27 Nov"


def test_a_deadline_abroad_names_its_zone_and_the_readers_time() -> None:
    day = Day(FRIDAY, "Asia/Tokyo", "Wajima", "America/New_York")
    assert day_text(day, "en") == "Fri 27 Nov, Wajima time (yours: Fri 10:00)"
    assert "輪島市" in day_text(Day(FRIDAY, "Asia/Tokyo", "輪島市", "America/New_York"), "ja")


def test_a_window_abroad_opens_at_the_start_of_its_day() -> None:
    day = Day(FRIDAY, "Asia/Tokyo", "Wajima", "America/New_York", "start")
    assert day_text(day, "en") == "Fri 27 Nov, Wajima time (yours: Thu 10:00)"


def test_a_day_without_a_place_names_its_zone_by_its_name() -> None:
    assert "Asia/Tokyo time" in day_text(Day(FRIDAY, "Asia/Tokyo", "", "America/New_York"), "en")


def test_a_day_on_which_clocks_change_ends_at_its_real_midnight() -> None:
    short = Day(date(2026, 3, 8), "America/New_York", "New York", "Asia/Tokyo")
    assert edge_of(short) == datetime(2026, 3, 9, 4, tzinfo=UTC)
    start = Day(date(2026, 3, 8), "America/New_York", "New York", "Asia/Tokyo", "start")
    assert edge_of(short) - edge_of(start) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("who", "en", "ja"),
    [
        (Who("Aki", "Green Wave"), "Aki (Green Wave)", "Aki（Green Wave）"),
        (Who("Green Wave", "Green Wave"), "Green Wave", "Green Wave"),
        (Who("Aki"), "Aki", "Aki"),
    ],
)
def test_people_are_shown_with_their_organisation(who: Who, en: str, ja: str) -> None:
    assert who_text(who, "en") == en
    assert who_text(who, "ja") == ja


def test_every_typed_value_of_a_fact_becomes_text() -> None:
    values = ("about", Where("JP17204", "Wajima"), Who("Aki"), Moment(NOW, "Asia/Tokyo", "date"))
    assert fact_text(Fact("Where", values), "en", NOW) == "about Wajima Aki Tue 24 Nov"
    assert value_text(Day(FRIDAY, "Asia/Tokyo", "", "Asia/Tokyo"), "en", NOW) == "Fri 27 Nov"
