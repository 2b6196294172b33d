"""How readings are romanised, and which spellings of one name are taken for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vocabulary.romaji import fold_romaji, romanise


@pytest.mark.parametrize(
    ("kana", "romaji"),
    [
        ("おおさか", "osaka"),
        ("こうち", "kochi"),
        ("おうめ", "ome"),
        ("とうおん", "toon"),
        ("ちゅうおう", "chuo"),
        ("よっかいち", "yokkaichi"),
        ("にいがた", "niigata"),
        ("りゅうがさき", "ryugasaki"),
        ("なんぶ", "nanbu"),
        ("みなみうおぬま", "minamiuonuma"),
        ("おおづ", "ozu"),
        ("そうじゃ", "soja"),
        ("えびの", "ebino"),
        ("みっちゃん", "mitchan"),
        ("わじまA", "wajimaA"),
    ],
)
def test_long_vowels_are_plain_and_n_stays_n(kana: str, romaji: str) -> None:
    assert romanise(kana) == romaji


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ōtsuki", "Ohtsuki"),
        ("Ootsuki", "Otsuki"),
        ("Namba", "Nanba"),
        ("San'yo-Onoda", "Sanyoonoda"),
        ("Minami Awaji", "minami-awaji"),
        ("Kōchi", "Kouchi"),
        ("Ryūgasaki", "Ryuugasaki"),
    ],
)
def test_usual_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert fold_romaji(one) == fold_romaji(other)


@pytest.mark.parametrize(("one", "other"), [("Ohara", "Oara"), ("Kobe", "Kofu"), ("Tono", "Tonno")])
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert fold_romaji(one) != fold_romaji(other)


@given(st.text())
def test_any_text_is_folded_once_and_for_all(text: str) -> None:
    romanise(text)
    key = fold_romaji(text)
    assert key == "" or (key.isascii() and key.islower())
