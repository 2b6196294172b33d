"""Whether a post is bound to weekdays or weekends, or open on all days, is read alike in both languages."""

import pytest

from knowledge.reader.attributes import AttributeReader


@pytest.mark.parametrize(
    ("english", "japanese", "bound"),
    [
        ("two nurses on Saturdays and Sundays", "看護師2名、土曜と日曜", {"weekend"}),
        ("tutors, Sundays only", "家庭教師、日曜のみ", {"weekend"}),
        ("drivers at weekends", "週末に運転手", {"weekend"}),
        ("carers, Monday to Friday", "介護士、月曜から金曜", {"weekday"}),
        ("tutors on weeknights", "平日の夜に家庭教師", {"weekday"}),
        ("lawyers by phone, weekends included", "電話相談、土日も可", {"weekday", "weekend"}),
        ("a line open seven days a week", "年中無休の電話相談", {"weekday", "weekend"}),
        ("tutors, weekday evenings or weekends", "平日の夜か土日に家庭教師", {"weekday", "weekend"}),
        ("lawyers, weekends only", "司法書士2名、土日でしたらどちらへでも", {"weekend"}),
        ("open daily, closed on Sundays", "毎日営業", set()),
    ],
)
def test_the_days_a_post_is_bound_to(reader: AttributeReader, english: str, japanese: str, bound: set[str]) -> None:
    for text in (english, japanese):
        assert {value for name, value in reader.traits(text).marks if name == "days"} == bound
