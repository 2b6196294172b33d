"""A message of somebody in danger, or of one who looks for somebody, is recognised; an ordinary post is not."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.learnt.samples import lines
from knowledge.reader.danger import LONGEST, DangerSense

EXAM = Path(__file__).parents[1] / "benchmarks/posts/danger-exam.jsonl"
LANGUAGES = ("en", "ja")


@cache
def sense() -> DangerSense:
    """Return the sense, loaded once."""
    return DangerSense()


def learnt(language: str, danger: str | None) -> Sequence[str]:
    """Return the messages of one kind from which it learnt and whose every one it has to know."""
    return [each["text"] for each in lines("danger-more.jsonl") if (each["lang"], each["danger"]) == (language, danger)]


@pytest.mark.parametrize("danger", ["danger", "searching"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_that_was_learnt_is_missed(language: str, danger: str) -> None:
    said = learnt(language, danger)
    assert len(said) >= 50
    assert [text for text in said if not sense().of(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_posts_that_were_learnt_raise_hardly_an_alarm(language: str) -> None:
    said = learnt(language, None)
    assert len(said) >= 200
    assert len([text for text in said if sense().of(text)]) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_unseen_messages_of_danger_hardly_one_is_missed(language: str) -> None:
    """The limits are what was reached; a change that falls behind has to say so here."""
    messages = [json.loads(line) for line in EXAM.read_text(encoding="utf-8").splitlines()]
    told = [(each["danger"], sense().of(each["text"]) is not None) for each in messages if each["lang"] == language]
    missed, in_vain = told.count((True, False)), told.count((False, True))
    assert missed <= 1
    assert in_vain <= 8


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("My sister was rescued but my father is still trapped under the house", "danger"),
        ("妹は救助されましたが、父がまだ家の下に閉じ込められています", "danger"),
        ("【訓練】家の下敷きになっています。助けてください", None),
        ("This is a drill: we are trapped in the basement", None),
        ("ＨＥＬＰ！", "danger"),
        ("助けてください", "danger"),
        ("毛布が足りません。助けてください", None),
        ("🆘 Oak Street 12", "danger"),
        ("", None),
    ],
)
def test_what_stands_beside_the_words_of_danger_decides(text: str, danger: str | None) -> None:
    assert sense().of(text) == danger


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("25 sleeping bags for Takojima Junior High School, Suzu", None),
        ("Hot meals for 80 at Machino Middle School, Wajima", None),
        ("町野中学校で80食の炊き出しをお願いします", None),
        ("Please, my son is 13 and did not come home from Takojima Junior High School", "searching"),
        ("町野中学校で教えている姉と連絡がつきません、誰か見ませんでしたか", "searching"),
    ],
)
def test_a_school_that_is_named_is_no_missing_pupil(text: str, danger: str | None) -> None:
    assert sense().of(text) == danger


def test_a_cry_in_the_middle_of_a_long_message_is_heard() -> None:
    news = "The road to the harbour is open again and the post office works from nine. " * 6
    assert (
        sense().of(f"{news} My wife is trapped under the roof and cannot breathe, please send help. {news}") == "danger"
    )
    assert sense().of(news * 2) is None


@settings(max_examples=60, deadline=5000)
@given(st.text(max_size=LONGEST) | st.text("助けてhelpmy mother. 動けない", min_size=500, max_size=LONGEST))
def test_any_text_is_judged_in_bounded_time(text: str) -> None:
    assert sense().of(text) in ("danger", "searching", None)
