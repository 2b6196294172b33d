"""Text in both languages is cut into the same terms whether it stands in a lesson or in a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.analysis import Analysis, neighbours
from knowledge.language.japanese import JapaneseWords
from knowledge.language.script import begins_with_kanji, is_japanese, is_kanji
from knowledge.language.stopwords import load_stopwords
from knowledge.language.words import Words, load_words

WORDS = load_words()


@pytest.fixture
def words() -> Words:
    return WORDS


def surfaces(words: Words, question: str) -> list[str]:
    return [word.surface for word in words.question(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("避難所の炊き出しについて教えて", ["避難所", "炊き出し"]),
        ("津波とボランティア", ["津波", "ボランティア"]),
        ("災害ボランティアセンター", ["災害", "ボランティアセンター"]),
        ("毛布がほしいです", ["毛布"]),
        ("被災地のこどもたち", ["被災地", "こども"]),
        ("がれきの撤去", ["がれき", "撤去"]),
        ("受け入れについて", ["受け入れ"]),
        ("水", ["水"]),
        ("ラーメン屋", ["ラーメン"]),
        ("JVOADの会議", ["JVOAD", "会議"]),
    ],
)
def test_a_japanese_question_is_cut_at_particles_and_where_the_script_changes(
    words: Words, question: str, expected: list[str]
) -> None:
    assert surfaces(words, question) == expected


def test_words_are_shown_as_they_were_typed(words: Words) -> None:
    assert surfaces(words, "ﾎﾞﾗﾝﾃｨｱ募集 ＮＧＯｓ Volunteers") == ["ﾎﾞﾗﾝﾃｨｱ", "募集", "ＮＧＯｓ", "Volunteers"]


@pytest.mark.parametrize(
    "question", ["", "  ", "the of about", "について教えて", "は", "!? — 、。", "🙂", "lessons", "教訓"]
)
def test_a_question_of_stop_words_and_signs_has_no_words(words: Words, question: str) -> None:
    assert words.question(question) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volunteers", "volunteer"),
        ("NGOs", "ngo"),
        ("Japan’s", "japan"),
        ("ＷＡＳＨ", "wash"),
        ("ﾎﾞﾗﾝﾃｨｱ", "ボランティア"),
        ("ＪＶＯＡＤ", "jvoad"),
        ("Straße", "STRASSE"),
    ],
)
def test_forms_of_one_word_share_their_terms(words: Words, one: str, other: str) -> None:
    assert [word.terms for word in words.question(one)] == [word.terms for word in words.question(other)] != []


def test_a_single_kanji_is_not_found_within_a_word_of_another_meaning(words: Words) -> None:
    assert "水" in words.singles("断水が続く")
    assert "水" not in words.singles("洪水と風水害")


def test_scripts_are_told_apart() -> None:
    assert is_japanese("NGOの")
    assert not is_japanese("NGO 1,000 한국어")
    assert is_kanji("避難所")
    assert not is_kanji("炊き出し")
    assert begins_with_kanji("届いた")
    assert not begins_with_kanji("お金")


def test_the_lists_hold_words_only_and_no_word_yaml_takes_for_a_truth_value() -> None:
    stop = load_stopwords()
    lists = (stop.en, stop.en_words, stop.ja_particles, stop.ja_words, stop.ja_kept, stop.ja_compounds)
    assert all(isinstance(word, str) for words in lists for word in words)
    assert {"on", "off", "yes", "no"} <= stop.en


@given(st.text())
def test_no_text_is_refused_and_every_word_stands_in_the_question(text: str) -> None:
    for word in WORDS.question(text):
        assert word.surface in text
        assert word.terms


ANALYSIS = Analysis(load_stopwords(), JapaneseWords())


@given(st.text(alphabet="避難所の炊き出しがボランティアー水毛布ともﾎﾞabc 12"))
def test_every_pair_of_a_questions_word_is_a_term_of_the_question_as_a_text(text: str) -> None:
    asked = {term for word in WORDS.question(text) if word.japanese for term in word.terms if len(term) > 1}
    assert asked <= set(ANALYSIS.terms(text).pairs)


@pytest.mark.parametrize(
    ("one", "other"),
    [("食べられなかった", "食べる"), ("引越し", "引っ越し"), ("ﾎﾞﾗﾝﾃｨｱ", "ボランティア"), ("附属", "付属")],
)
def test_forms_and_spellings_of_a_japanese_word_are_one_term(one: str, other: str) -> None:
    assert ANALYSIS.terms(one).japanese == ANALYSIS.terms(other).japanese


def test_a_line_is_analysed_in_its_own_language() -> None:
    terms = ANALYSIS.terms("The shelters in Wajima\n輪島市のNGOの支援")
    assert list(terms.told) == ["shelter", "wajima", "ngo"]
    assert list(terms.japanese) == ["輪島", "市", "ngo", "支援"]
    assert list(terms.names) == ["wajima"]
    assert {"輪島", "支援"} <= set(terms.pairs)
    assert ANALYSIS.terms("shelters in Wajima").pairs == []


def test_a_word_whose_stem_is_a_stop_word_is_not_that_word() -> None:
    assert list(ANALYSIS.terms("canned food can wait").english) == ["can", "food", "=can", "wait"]
    assert list(ANALYSIS.terms("canned food can wait").told) == ["can", "food", "wait"]


def test_words_that_stand_side_by_side_make_terms_of_their_own() -> None:
    assert list(neighbours(["cash", "work", "suzu"])) == ["cash_work", "work_suzu"]


@given(st.text())
def test_any_text_can_be_analysed_and_no_term_holds_a_blank(text: str) -> None:
    terms = ANALYSIS.terms(text)
    for term in (*terms.english, *terms.japanese, *terms.pairs, *terms.names):
        assert term.split() == [term]
