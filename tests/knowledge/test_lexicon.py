"""The lexicon that ships gives what its sources say, is looked up in place, and learning it is the same every time."""

from collections.abc import Callable
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.datafiles import read_text
from knowledge.language.alignment import learn
from knowledge.language.analysis import Analysis
from knowledge.language.japanese import JapaneseWords
from knowledge.language.lexicon import Lexicon, Translations, written
from knowledge.language.stopwords import load_stopwords

LEXICON = Lexicon()
ANALYSIS = Analysis(load_stopwords(), JapaneseWords())


def lines(name: str) -> list[str]:
    return files("knowledge.language").joinpath("data", name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("find", "word", "meant"),
    [
        (LEXICON.japanese, "blanket", "毛布"),
        (LEXICON.japanese, "flood", "洪水"),
        (LEXICON.english, "毛布", "blanket"),
        (LEXICON.english, "通訳", "interpret"),
        (LEXICON.english, "トム", "tom"),
    ],
)
def test_a_word_has_the_meaning_a_person_expects_first(
    find: Callable[[str], Translations], word: str, meant: str
) -> None:
    assert find(word)[0][0] == meant


def test_words_that_stand_in_no_source_have_no_translation() -> None:
    assert LEXICON.japanese("zzzz") == LEXICON.english("珍紛漢紛紛") == LEXICON.english("") == ()


@pytest.mark.parametrize(("name", "find"), [("en-ja.txt", LEXICON.japanese), ("ja-en.txt", LEXICON.english)])
def test_every_line_is_found_by_halving(name: str, find: Callable[[str], Translations]) -> None:
    told = lines(name)
    for line in (*told[:3], *told[:: len(told) // 500], *told[-3:]):
        word, _, rest = line.partition("\t")
        assert " ".join(f"{other} {round(share * 100)}" for other, share in find(word)) == rest


@pytest.mark.parametrize("name", ["en-ja.txt", "ja-en.txt"])
def test_the_files_are_sorted_and_small(name: str) -> None:
    data = files("knowledge.language").joinpath("data", name).read_bytes()
    assert len(data) < 8_000_000
    rows = data.splitlines()
    assert rows == sorted(rows)


def test_the_first_word_of_nearly_every_term_of_the_glossary_finds_its_japanese() -> None:
    """A term of several words shares its meaning out among them, so some words keep a share too small."""
    groups = yaml.safe_load(read_text("knowledge.language", "glossary.yaml"))
    terms = {english: japanese for group in groups for english, japanese in group["terms"].items()}
    lost = []
    for english, japanese in terms.items():
        found = {other for stem in ANALYSIS.terms(english).told for other, _ in LEXICON.japanese(stem)}
        if not found & {form for text in japanese for form in ANALYSIS.terms(text).japanese}:
            lost.append(english)
    assert len(terms) >= 350
    assert len(lost) <= len(terms) // 50, lost


def test_what_always_stands_together_is_learnt_to_mean_the_same() -> None:
    pairs = [(["red", "house"], ["赤い", "家"], 1.0), (["house"], ["家"], 1.0), (["red", "car"], ["赤い", "車"], 1.0)]
    table = learn(pairs, least=0.1, most=3)
    assert [table[word][0][0] for word in ("red", "house", "car")] == ["赤い", "家", "車"]


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("abc"), min_size=1),
            st.lists(st.sampled_from("xyz"), min_size=1),
            st.floats(0.1, 5),
        )
    )
)
def test_learning_gives_shares_that_add_up_to_one_at_most_and_the_same_every_time(
    pairs: list[tuple[list[str], list[str], float]],
) -> None:
    table = learn(pairs, least=0.0, most=10)
    assert table == learn(pairs, least=0.0, most=10)
    for shares in table.values():
        assert sum(share for _, share in shares) <= 1 + 1e-6
        assert shares == sorted(shares, key=lambda one: (-one[1], one[0]))


@given(
    st.dictionaries(st.text("abcあ亜", min_size=1), st.lists(st.tuples(st.text("xyz", min_size=1), st.floats(0.01, 1))))
)
def test_a_file_is_written_in_the_order_it_is_looked_up(words: dict[str, list[tuple[str, float]]]) -> None:
    rows = written(words).splitlines()
    assert rows == sorted(rows)
    assert {row.split(b"\t")[0].decode() for row in rows} == set(words)
