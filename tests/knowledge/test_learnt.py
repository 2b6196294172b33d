"""Models are learnt the same way every time, read back as written, and fit the sentences they ship with."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.datafiles import read_text
from knowledge.learnt.features import BUCKETS, counted, weighed
from knowledge.learnt.fit import fit
from knowledge.learnt.model import loaded
from knowledge.learnt.samples import alarms
from knowledge.learnt.train import made_from

FRUIT = ["apples are red", "red apples for all", "an apple a day", "林檎は赤い", "赤い林檎を"]
BOATS = ["boats on the river", "a river boat", "the boat is late", "川の船", "船が川に"]


def test_a_model_parts_what_it_was_shown_and_what_is_like_it() -> None:
    model = loaded("made from\n" + fit([*FRUIT, *BOATS], ["fruit"] * 5 + ["boats"] * 5))
    assert [model.label(text) for text in (*FRUIT, *BOATS)] == ["fruit"] * 5 + ["boats"] * 5
    assert model.label("three red apples") == "fruit"
    assert model.label("二そうの船") == "boats"


def test_learning_twice_gives_the_same_file() -> None:
    labels = ["fruit"] * 5 + ["boats"] * 5
    assert fit([*FRUIT, *BOATS], labels) == fit([*FRUIT, *BOATS], labels)


def test_the_shipped_model_was_learnt_from_the_sentences_that_lie_here() -> None:
    """Otherwise: python -m knowledge.learnt.train."""
    assert read_text("knowledge.learnt", "danger.txt").splitlines()[0] == made_from(alarms())


@given(st.text(max_size=300))
def test_any_text_has_features_of_length_one_or_none(text: str) -> None:
    found = weighed(counted(text), [1] * BUCKETS)
    assert all(0 <= bucket < BUCKETS for bucket in found)
    assert not found or abs(sum(weight * weight for weight in found.values()) - 1) < 1e-9
