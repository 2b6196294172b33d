"""Models are learnt the same way every time, read back as written, and fit the sentences they ship with."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.datafiles import read_text
from knowledge.learnt.features import ALARM, BUCKETS, KIND, Shape, counted, weighed
from knowledge.learnt.fit import fit
from knowledge.learnt.model import Model, loaded
from knowledge.learnt.samples import alarms, kinds
from knowledge.learnt.train import made_from

FRUIT = ["apples are red", "red apples for all", "an apple a day", "林檎は赤い", "赤い林檎を"]
BOATS = ["boats on the river", "a river boat", "the boat is late", "川の船", "船が川に"]


def likeliest(model: Model, text: str) -> str:
    scores = model.scores(text)
    return max(scores, key=lambda label: scores[label])


def test_a_model_parts_what_it_was_shown_and_what_is_like_it() -> None:
    model = loaded("made from\n" + fit([*FRUIT, *BOATS], ["fruit"] * 5 + ["boats"] * 5, ALARM), ALARM)
    assert [likeliest(model, text) for text in (*FRUIT, *BOATS)] == ["fruit"] * 5 + ["boats"] * 5
    assert likeliest(model, "three red apples") == "fruit"
    assert likeliest(model, "二そうの船") == "boats"


def test_learning_twice_gives_the_same_file() -> None:
    labels = ["fruit"] * 5 + ["boats"] * 5
    assert fit([*FRUIT, *BOATS], labels, ALARM) == fit([*FRUIT, *BOATS], labels, ALARM)


def test_the_shipped_model_was_learnt_from_the_sentences_that_lie_here() -> None:
    """Otherwise: python -m knowledge.learnt.train."""
    assert read_text("knowledge.learnt", "danger.txt").splitlines()[0] == made_from(alarms())
    assert read_text("knowledge.learnt", "kinds.txt").splitlines()[0] == made_from(kinds())


@given(st.text(max_size=300), st.sampled_from([ALARM, KIND]))
def test_any_text_has_features_of_length_one_or_none(text: str, shape: Shape) -> None:
    found = weighed(counted(text, shape), [1] * BUCKETS)
    assert all(0 <= bucket < BUCKETS for bucket in found)
    assert not found or abs(sum(weight * weight for weight in found.values()) - 1) < 1e-9
