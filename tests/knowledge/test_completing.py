"""Categories are found by the beginning of their names, as somebody types them."""

import pytest

from bot.domain.vocabulary import Category
from knowledge.vocabulary.categories import Words, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Words:
    return load_vocabulary()


def ids(found: list[Category]) -> list[str]:
    return [category.id for category in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("毛", "nfi.bedding"),
        ("blan", "nfi.bedding"),
        ("ＢＬＡＮ", "nfi.bedding"),
        ("Drink", "wash.drinking_water"),
        ("jerry", "wash.water_storage"),
        ("ﾎﾟﾘﾀﾝｸ", "wash.water_storage"),
        ("ミネラル", "wash.drinking_water"),
    ],
)
def test_a_name_or_synonym_begins_with_what_is_typed(vocabulary: Words, typed: str, first: str) -> None:
    assert ids(list(vocabulary.complete(typed)))[0] == first


def test_names_come_before_synonyms_and_these_before_later_words(vocabulary: Words) -> None:
    found = ids(list(vocabulary.complete("water")))
    assert found[0] == "wash.water_trucking"
    assert "wash.drinking_water" in found
    assert found.index("wash.water_treatment") < found.index("wash.drinking_water")


def test_no_more_are_found_than_wanted_and_none_for_nothing(vocabulary: Words) -> None:
    assert len(vocabulary.complete("s", limit=5)) == 5
    assert list(vocabulary.complete(" ")) == list(vocabulary.complete("zzzz")) == []


def test_every_name_finds_its_category(vocabulary: Words) -> None:
    for category in vocabulary.categories():
        for name in (category.name.en, category.name.ja):
            assert category in vocabulary.complete(name)
