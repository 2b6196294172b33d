"""Which words name a site, and which names mean the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.site import SiteKind, kind_of
from bot.domain.site_names import site_key, site_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("飯田小避難所", "飯田小避難所"),
        ("の飯田小学校", "飯田小学校"),
        ("ひばりが丘小学校", "ひばりが丘小学校"),
        ("はまなす保育園", "はまなす保育園"),
        ("森小学校", "森小学校"),
        ("市役所", "市役所"),
        ("at the Iida shelter", "Iida shelter"),
        ("The Iida Elementary School", "Iida Elementary School"),
        ("Hibari elementry school", "Hibari elementry school"),
        ("City hall", "City hall"),
    ],
)
def test_a_name_is_taken_without_the_words_around_it(words: str, name: str) -> None:
    assert site_name(words) == name


@pytest.mark.parametrize(
    "words",
    [
        *("避難所", "の避難所", "小避難所", "近くの体育館", "皆さんの避難所", "に届けたい避難所"),
        *("福祉避難所", "お寺", "駅", "【氏名】保育園", "[name] school", "warehouse", "the Warehouse"),
        *("for the elementary school", "the elementry school", "needs a new school", "Community center", "", " "),
    ],
)
def test_words_that_name_no_site_of_their_own_make_none(words: str) -> None:
    assert site_name(words) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("飯田小避難所", "飯田小"),
        ("飯田小避難所", "市立飯田小学校"),
        ("桜ヶ丘中学校", "桜ケ丘中"),
        ("市役所", "役場"),
        ("Iida shelter", "the IIDA Ｓhelter"),
        ("Iida elementary school", "Iida Elementary School shelter"),
        ("Iida community centre", "Iida Community Center"),
        ("Iida elementry school", "Iida elementary"),
    ],
)
def test_the_same_site_in_other_words_has_the_same_key(one: str, other: str) -> None:
    assert site_key(one) == site_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("飯田小学校", "飯田中学校"),
        ("第一体育館", "第二体育館"),
        ("上町公民館", "下町公民館"),
        ("Iida elementary school", "Iida junior high school"),
        ("Iida shelter", "Iida school"),
    ],
)
def test_other_sites_have_other_keys(one: str, other: str) -> None:
    assert site_key(one) != site_key(other)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("飯田小避難所", "shelter"),
        ("飯田小学校", "school"),
        ("Iida Elementary School", "school"),
        ("Iida Elementary School shelter", "shelter"),
        ("総合病院", "clinic"),
        ("West Warehouse", "warehouse"),
        ("City Hall", "office"),
        ("東支所", "office"),
        ("文化会館", "unknown"),
    ],
)
def test_the_kind_is_told_by_the_words(name: str, kind: SiteKind) -> None:
    assert kind_of(name) == kind


@given(st.text("飯田小中学校避難所のにで【】 iIdaSchoolshelteratTh-'１1", max_size=30))
def test_a_name_is_its_own_name_and_never_bare_of_a_key(words: str) -> None:
    name = site_name(words)
    assert site_name(name) == name
    assert bool(site_key(name)) == bool(name)
