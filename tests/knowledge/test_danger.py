"""A message of somebody in danger, or of one who looks for somebody, is recognised; an ordinary post is not."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reader.danger import LONGEST, DangerSense

SENTENCES = yaml.safe_load(Path(__file__).with_name("danger_sentences.yaml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "ja")
LEAST = 50
"""Sentences of each kind in each language, so that "none missed" means something."""


@cache
def sense() -> DangerSense:
    """Return the rules, loaded once."""
    return DangerSense()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_of_a_person_in_danger_is_missed(language: str) -> None:
    said = SENTENCES["danger"][language]
    assert len(said) >= LEAST
    assert [text for text in said if sense().of(text) != "danger"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_of_one_who_looks_for_somebody_is_missed(language: str) -> None:
    assert [text for text in SENTENCES["searching"][language] if sense().of(text) != "searching"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_posts_that_look_near_to_danger_raise_no_alarm(language: str) -> None:
    said = SENTENCES["ordinary"][language]
    assert len(said) >= LEAST
    assert [text for text in said if sense().of(text)] == []


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("My sister was rescued but my father is still trapped", "danger"),
        ("妹は救助されましたが、父がまだ閉じ込められています", "danger"),
        ("【訓練】家の下敷きになっています。助けてください", None),
        ("This is a drill: we are trapped in the basement", None),
        ("ＨＥＬＰ！", "danger"),
        ("", None),
    ],
)
def test_what_stands_beside_the_words_of_danger_decides(text: str, danger: str | None) -> None:
    assert sense().of(text) == danger


def test_a_cry_for_help_in_a_request_for_goods_is_an_ordinary_request() -> None:
    assert sense().of("助けてください") == "danger"
    assert sense().of("毛布が足りません。助けてください") is None


@settings(max_examples=60, deadline=5000)
@given(st.text(max_size=LONGEST) | st.text("助けてhelpmy mother. 動けない", min_size=500, max_size=LONGEST))
def test_any_text_is_judged_in_bounded_time(text: str) -> None:
    assert sense().of(text) in ("danger", "searching", None)
