"""Words that no list has go by what they sound like, and what fits nowhere stays without a category."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.datafiles import read_text, read_words
from knowledge.learnt import fit_naming
from knowledge.learnt.names import labelled
from knowledge.learnt.naming import Naming, loaded
from knowledge.learnt.train import made_from
from knowledge.vocabulary.categories import load_vocabulary

OUTSIDE = Path(__file__).with_name("outside_things.txt")
"""Things of no category, none of which the model was shown."""
EXAM = Path(__file__).parent.parent / "benchmarks" / "posts" / "exam.jsonl"
"""Posts by another hand, which the model was not shown either."""
MEGABYTE = 1 << 20


@cache
def naming() -> Naming:
    return loaded(read_text("knowledge.learnt", "naming.txt"))


def right(found: Sequence[str | None], wanted: Sequence[str | None]) -> float:
    return sum(one == other for one, other in zip(found, wanted, strict=True)) / len(wanted)


def test_the_shipped_model_was_learnt_from_the_names_that_lie_here() -> None:
    """Otherwise: make train. Words added to the vocabulary need no new model."""
    assert read_text("knowledge.learnt", "naming.txt").splitlines()[0] == made_from(labelled())


def test_the_model_is_small() -> None:
    assert len(read_text("knowledge.learnt", "naming.txt")) < MEGABYTE


def test_learning_twice_gives_the_same_file_and_parts_what_it_was_shown() -> None:
    fruit = ["red apples", "apple juice", "林檎", "赤い林檎"]
    boats = ["river boat", "small boats", "川の船", "船二そう"]
    names, labels = [*fruit, *boats], ["fruit"] * 4 + ["boats"] * 4
    made = fit_naming.fit(names, labels)
    assert made == fit_naming.fit(names, labels)
    model = loaded(f"made from\n{made}")
    assert [model.meant(name) for name in names] == labels


def test_on_posts_it_never_saw_rules_and_model_together_are_right_more_often_than_either() -> None:
    posts = [json.loads(line)["gold"] for line in EXAM.read_text(encoding="utf-8").splitlines()]
    lines = [line for post in posts for line in post["lines"]]
    wanted = [line["category"] for line in lines]
    words, items = load_vocabulary(), [line["item"] for line in lines]
    both = [found.id if (found := words.find_category(item)) else None for item in items]
    words.guess = lambda _: None
    rules = [found.id if (found := words.find_category(item)) else None for item in items]
    alone = [naming().meant(item) for item in items]
    assert right(both, wanted) > max(right(rules, wanted), right(alone, wanted))
    assert right(both, wanted) > 0.96


def test_of_things_of_no_category_hardly_one_is_given_one() -> None:
    things = OUTSIDE.read_text(encoding="utf-8").splitlines()
    assert len(things) >= 60
    shown = {name.lower() for name in labelled()[0]}
    assert [thing for thing in things if thing.lower() in shown] == []
    words = load_vocabulary()
    assert sum(naming().meant(thing) is not None for thing in things) <= 6
    assert sum(words.find_category(thing) is not None for thing in things) <= 14


@pytest.mark.parametrize(
    "words", ["むつ市", "水曜日", "date", "mandate", "農薬", "wateriness", "", "   ", "evacuees", "駐車場"]
)
def test_what_means_nothing_here_is_not_guessed(words: str) -> None:
    assert load_vocabulary().find_category(words) is None


@given(st.text(max_size=80))
def test_any_words_are_answered_with_a_category_or_none(words: str) -> None:
    meant = naming().meant(words)
    assert meant is None or meant in naming().labels


def test_no_word_stands_under_two_categories() -> None:
    lists = [read_words("knowledge.vocabulary", f"{name}.txt") for name in ("synonyms", "alone")]
    listed = [(word.casefold(), leaf) for each in lists for leaf, words in each.items() for word in words]
    assert len(dict(listed)) == len(set(listed))
