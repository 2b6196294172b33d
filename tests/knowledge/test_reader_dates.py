"""Windows are read as the contract says, seen from the day of posting: Wednesday 25 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.folding import fold
from knowledge.reader.windows import Windows

TODAY = date(2026, 11, 25)
WINDOWS = Windows()


def window(text: str, today: date = TODAY) -> tuple[str | None, str | None] | None:
    """Return the first window of a text as (from, until), or None."""
    found, _ = WINDOWS.find(fold(text), text, today)
    real = [each for each in found if each.first or each.last]
    if not real:
        return None
    first, last = real[0].first, real[0].last
    return first.isoformat() if first else None, last.isoformat() if last else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("by Friday", None, "2026-11-27"),
        ("by Wednesday", None, "2026-11-25"),
        ("before Sunday", None, "2026-11-28"),
        ("until 30 Nov", None, "2026-11-30"),
        ("no later than December 3", None, "2026-12-03"),
        ("from Monday", "2026-11-30", None),
        ("starting tomorrow", "2026-11-26", None),
        ("tomorrow", "2026-11-26", "2026-11-26"),
        ("today", "2026-11-25", "2026-11-25"),
        ("by today", None, "2026-11-25"),
        ("by tonight", None, "2026-11-25"),
        ("on Friday", "2026-11-27", "2026-11-27"),
        ("the day after tomorrow", "2026-11-27", "2026-11-27"),
        ("this week", None, "2026-11-29"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("from next week", "2026-11-30", None),
        ("by next week", None, "2026-12-06"),
        ("Thursday next week", "2026-12-03", "2026-12-03"),
        ("next Tuesday", "2026-12-01", "2026-12-01"),
        ("this weekend", "2026-11-28", "2026-11-29"),
        ("end of the month", None, "2026-11-30"),
        ("by the end of January", None, "2027-01-31"),
        ("by year-end", None, "2026-12-31"),
        ("for a week from 1 Dec", "2026-12-01", "2026-12-07"),
        ("from Dec 14 for two weeks", "2026-12-14", "2026-12-27"),
        ("for 3 months from 1 January", "2027-01-01", "2027-03-31"),
        ("20 tents, 3 days", "2026-11-25", "2026-11-27"),
        ("within 3 days", None, "2026-11-28"),
        ("within 24 hours", None, "2026-11-26"),
        ("28 Nov to 3 Dec", "2026-11-28", "2026-12-03"),
        ("5-9 Dec", "2026-12-05", "2026-12-09"),
        ("Dec 21-25", "2026-12-21", "2026-12-25"),
        ("January 5 through March 31", "2027-01-05", "2027-03-31"),
        ("from 1 Dec to 20 Dec", "2026-12-01", "2026-12-20"),
        ("Saturday to Monday", "2026-11-28", "2026-11-30"),
        ("from tomorrow until Friday", "2026-11-26", "2026-11-27"),
        ("Friday 4 December", "2026-12-04", "2026-12-04"),
        ("2026-12-01", "2026-12-01", "2026-12-01"),
        ("until 2026-12-24", None, "2026-12-24"),
        ("12/5", "2026-12-05", "2026-12-05"),
        ("12/16 to 12/19", "2026-12-16", "2026-12-19"),
        ("3rd of December", "2026-12-03", "2026-12-03"),
        ("金曜日まで", None, "2026-11-27"),
        ("金曜までに", None, "2026-11-27"),
        ("11月30日まで", None, "2026-11-30"),
        ("１２月５日", "2026-12-05", "2026-12-05"),
        ("十二月十日まで", None, "2026-12-10"),
        ("5月1日", "2027-05-01", "2027-05-01"),
        ("12/5（土）〜12/6（日）", "2026-12-05", "2026-12-06"),
        ("12月1日〜1月10日", "2026-12-01", "2027-01-10"),
        ("12月21日から25日", "2026-12-21", "2026-12-25"),
        ("28日〜30日の三日間", "2026-11-28", "2026-11-30"),
        ("月曜から", "2026-11-30", None),
        ("来週の火曜", "2026-12-01", "2026-12-01"),
        ("来週月曜から", "2026-11-30", None),
        ("来週", "2026-11-30", "2026-12-06"),
        ("来週いっぱい", "2026-11-30", "2026-12-06"),
        ("今週中", None, "2026-11-29"),
        ("今日中に", None, "2026-11-25"),
        ("明日", "2026-11-26", "2026-11-26"),
        ("明日まで", None, "2026-11-26"),
        ("あさってまでに", None, "2026-11-27"),
        ("月末まで", None, "2026-11-30"),
        ("3月末まで", None, "2027-03-31"),
        ("年内に", None, "2026-12-31"),
        ("来月5日必着", None, "2026-12-05"),
        ("締切は12月18日", None, "2026-12-18"),
        ("今日から3日間", "2026-11-25", "2026-11-27"),
        ("12月1日から1週間", "2026-12-01", "2026-12-07"),
        ("3日以内に", None, "2026-11-28"),
        ("水曜から金曜", "2026-11-25", "2026-11-27"),
        ("週末", "2026-11-28", "2026-11-29"),
    ],
)
def test_a_window_is_read(text: str, first: str | None, last: str | None) -> None:
    """The words give the days between which the thing is needed or can be had."""
    assert (first, last) == window(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 5, 6 and 7 December", "2026-12-05", "2026-12-07"),
        ("weekends of 5-6 and 12-13 Dec", "2026-12-05", "2026-12-13"),
        ("Dec 5-6 and 12-13", "2026-12-05", "2026-12-13"),
        ("the 28th, 29th and 30th", "2026-11-28", "2026-11-30"),
        ("from 10 to 20 December", "2026-12-10", "2026-12-20"),
        ("28 November to the 30th", "2026-11-28", "2026-11-30"),
        ("until Friday the 4th", None, "2026-12-04"),
        ("28〜30日", "2026-11-28", "2026-11-30"),
        ("28・29日", "2026-11-28", "2026-11-29"),
        ("12月9〜11日", "2026-12-09", "2026-12-11"),
        ("12月1日〜31日", "2026-12-01", "2026-12-31"),
        ("12月28日〜3日", "2026-12-28", "2027-01-03"),
        ("11/28(土)、29(日)", "2026-11-28", "2026-11-29"),
        ("月曜でも火曜でも", "2026-11-30", "2026-12-01"),
        ("本日夕方か明日の朝", "2026-11-25", "2026-11-26"),
        ("今日明日で", "2026-11-25", "2026-11-26"),
    ],
)
def test_days_in_a_row_are_one_window_from_the_first_to_the_last(text: str, first: str, last: str) -> None:
    assert (first, last) == window(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the week of 7 December", "2026-12-07", "2026-12-13"),
        ("w/c Monday 7 December", "2026-12-07", "2026-12-13"),
        ("the first week of December", "2026-12-01", "2026-12-07"),
        ("early next week", "2026-11-30", "2026-12-01"),
        ("later next week", "2026-12-03", "2026-12-06"),
        ("in the coming week", "2026-11-25", "2026-12-02"),
        ("early next month", "2026-12-01", "2026-12-10"),
        ("all December", "2026-12-01", "2026-12-31"),
        ("from 1 December for about a month", "2026-12-01", "2026-12-31"),
        ("for a fortnight from 1 December", "2026-12-01", "2026-12-14"),
        ("until about 5 December", None, "2026-12-05"),
        ("until Christmas", None, "2026-12-25"),
        ("we can ship tomorrow", "2026-11-26", None),
        ("明日発送できます", "2026-11-26", None),
        ("本日中に出荷できます", "2026-11-25", None),
        ("今日中に発送してください", None, "2026-11-25"),
        ("12月4日の始業式までに", None, "2026-12-04"),
        ("any time before Christmas", None, "2026-12-24"),
        ("7日の週に", "2026-12-07", "2026-12-13"),
        ("7日からの週に", "2026-12-07", "2026-12-13"),
        ("12月第1週", "2026-12-01", "2026-12-07"),
        ("週明けに", "2026-11-30", "2026-12-01"),
        ("来週後半", "2026-12-03", "2026-12-06"),
        ("来月上旬", "2026-12-01", "2026-12-10"),
        ("来週末まで", None, "2026-12-06"),
        ("今後1週間", "2026-11-25", "2026-12-02"),
        ("20日過ぎから", "2026-12-20", None),
        ("正月まで", None, "2027-01-03"),
        ("お盆まで", None, "2027-08-16"),
    ],
)
def test_weeks_parts_of_months_and_feasts_are_times(text: str, first: str | None, last: str | None) -> None:
    assert (first, last) == window(text)


@pytest.mark.parametrize(
    "text",
    [
        "12月5日返却",
        "返却は12月5日",
        "12月5日にお返しください",
        "お貸しします。12月5日に引き取りに伺います",
        "back with us by 5 December",
        "to be returned on 5 December",
        "due back 5 December",
        "we lend them and pick them up again on 5 December",
    ],
)
def test_the_day_on_which_something_comes_back_ends_its_time(text: str) -> None:
    assert window(text) == (None, "2026-12-05")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("締切は12月10日、結果は月末にお知らせします", (None, "2026-12-10")),
        ("結果は12月20日に発表", None),
        ("20日までに結果をお知らせします", None),
        ("apply by 10 December, decisions on 20 December", (None, "2026-12-10")),
        ("deadline for applications: 10 December", (None, "2026-12-10")),
        ("results announced 20 December", None),
    ],
)
def test_the_day_of_a_result_is_no_time_of_a_grant(text: str, expected: tuple[str | None, str] | None) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "宅配便で翌日着",
        "2日以内に発送できます",
        "ご連絡から3日以内にお届け",
        "車で1時間以内なら伺います",
        "2〜3日で届きます",
        "arrives in two days",
        "shipped nationwide within two days",
        "we can be there within 2 days",
        "anywhere within two hours by car",
        "within 2 hours of Kochi",
    ],
)
def test_how_long_the_way_takes_is_no_window(text: str) -> None:
    assert window(text) is None


@pytest.mark.parametrize("text", ["2日以内に届けてください", "50 cots needed, delivered within 2 days"])
def test_how_soon_somebody_asks_for_something_is_a_window(text: str) -> None:
    assert window(text) == (None, "2026-11-27")


@pytest.mark.parametrize(
    "text",
    [
        "毎週土曜と日曜",
        "毎週月・水・金曜",
        "平日の夜か土日",
        "土日祝のみ",
        "every Saturday and Sunday",
        "weekday evenings or the weekend",
        "seven days a week",
        "no ferry since the 3rd",
        "the aftershock on the 5th",
        "5日の余震で",
        "地震（22日）で屋根が壊れました",
        "three days by road",
        "48時間以内に配送も可能です",
        "3日から断水が続いています",
    ],
)
def test_what_comes_again_every_week_and_what_happened_are_no_windows(text: str) -> None:
    assert window(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leaving Osaka on Thursday 3 December, reaching Shinjo on Friday", "2026-12-04"),
        ("leaves Kobe on Monday and arrives on Tuesday", "2026-12-01"),
        ("月曜に神戸を出発、火曜に到着", "2026-12-01"),
        ("3日に大阪を出て4日に着きます", "2026-12-04"),
    ],
)
def test_of_a_load_on_its_way_the_day_of_arrival_counts(text: str, expected: str) -> None:
    assert window(text) == (expected, expected)


@pytest.mark.parametrize(
    "text",
    ["27日の雨の前に", "台風が来る27日より前に", "before the rain on the 27th", "before the typhoon arrives on Friday"],
)
def test_before_some_weather_is_before_its_day(text: str) -> None:
    assert window(text) == (None, "2026-11-26")


def test_the_hour_at_which_a_meeting_begins_leaves_it_on_its_one_day() -> None:
    text = "12月5日(土)\x1f\x1f\x1fから公民館で相談会を開きます"
    assert window(text) == ("2026-12-05", "2026-12-05")
    assert window("12月5日から相談を受けます") == ("2026-12-05", None)


@pytest.mark.parametrize(
    "text",
    [
        "It may help",
        "they sat in the hall",
        "the sun is out",
        "賞味期限 12月1日の水",
        "best before 3 Dec",
        "since Monday",
        "food for 3 days",
        "45 meals a day",
        "水を20箱",
        "火の元に注意",
        "毎日配っています",
        "木材10本",
        "土のう袋",
    ],
)
def test_words_that_look_like_days_give_no_window(text: str) -> None:
    """Common words, expiry dates, the past and counts of days are no time at which something is needed."""
    assert window(text) is None


@pytest.mark.parametrize(
    ("text", "example"),
    [("2月30日まで", "02-28"), ("by 31 November", "11-30"), ("2026-02-30", "02-28"), ("4/31", "04-30")],
)
def test_a_date_no_calendar_has_is_told_with_the_nearest_one(text: str, example: str) -> None:
    """The impossible date gives no window but a trouble that says what can be typed."""
    found, troubles = WINDOWS.find(fold(text), text, TODAY)

    assert ([], [("date", (example,))]) == (
        [each for each in found if each.first or each.last],
        [(each.field, each.suggestions) for each in troubles],
    )


def test_an_end_that_has_gone_by_is_told() -> None:
    """A year written out is not moved on: an end in the past is a trouble, not a window."""
    found, troubles = WINDOWS.find("until 2026-11-01", "until 2026-11-01", TODAY)

    assert [(each.first, each.last) for each in found] == [(None, None)]
    assert [(each.field, each.suggestions, each.why) for each in troubles] == [("date", ("11-26",), "past")]


@pytest.mark.parametrize(
    "text",
    [
        "from 5 December until 1 December",
        "5 Dec - 1 Dec",
        "2026-12-05 to 2026-12-01",
        "12月5日から12月1日まで",
        "12月5日〜12月1日",
    ],
)
def test_an_end_before_its_beginning_is_told_and_the_beginning_stands(text: str) -> None:
    found, troubles = WINDOWS.find(fold(text), text, TODAY)

    assert [(each.first, each.last) for each in found] == [(date(2026, 12, 5), None)]
    assert [(each.field, each.suggestions, each.why) for each in troubles] == [("date", ("12-06",), "turned")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 20 December to 10 January", ("2026-12-20", "2027-01-10")),
        ("4月1日から3月31日まで", ("2027-04-01", "2028-03-31")),
        ("金曜から水曜まで", ("2026-11-27", "2026-12-02")),
    ],
)
def test_a_time_over_the_turn_of_a_year_or_week_is_none_of_these(text: str, expected: tuple[str, str]) -> None:
    assert window(text) == expected


@given(st.dates(date(2026, 11, 25), date(2027, 11, 24)))
def test_a_day_without_its_year_is_the_next_such_day(day: date) -> None:
    """Month and day come back as the first such day on or after posting, in both languages."""
    iso = day.isoformat()

    assert [(iso, iso)] * 2 == [window(f"{day.month}月{day.day}日"), window(f"{day.day} {day:%B}")]


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from("月火水木金土日"))
def test_a_weekday_lies_within_the_coming_seven_days(today: date, weekday: str) -> None:
    """The first such weekday on or after the day of posting is at most six days off."""
    found = window(f"{weekday}曜日まで", today)

    assert found
    assert found[1]
    assert 0 <= (date.fromisoformat(found[1]) - today).days <= 6
