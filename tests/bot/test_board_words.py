"""What people typed reaches a public page only where it can hold nobody's name, number or address."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.board_words import LONGEST, headline_words, plain_words

TELEPHONE = re.compile(r"\(?0(\d[-). ]?\d{4}|\d{2}[-). ]?\d{3,4}|\d{3}[-). ]?\d{2})[-( ]?\d{4}", re.ASCII)
"""Ten or eleven digits, grouped as people in Japan group them."""


@pytest.mark.parametrize(
    "words",
    [
        "wool blankets",
        "仮設住宅",
        "自宅避難者向け食料",
        "様々な衣類",
        "Tarpaulins (blue)",
        "珠洲市役所",
        "ブルーシート",
    ],
)
def test_plain_names_of_things_and_bodies_are_shown(words: str) -> None:
    assert plain_words(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "call 090-1234-5678",
        "０９０の電話",
        "beds ①",
        "aki@example.org",
        "aki＠example",
        "https://example.org",
        "example.org",
        "田中さん宅",
        "田中様方",
        "山田様",
        "田中氏",
        "佐藤宅",
        "河井町一丁目",
        "Mr Otter",
        "blankets for Mrs. Otter",
        "Otter Street",
        "x" * (LONGEST + 1),
    ],
)
def test_numbers_addresses_and_persons_are_not_shown(words: str) -> None:
    assert plain_words(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "Water is back in 3 of 12 shelters",
        "輪島市内の住宅1,200棟が被災、自宅避難者は3,400人",
        "Road 249 open 2026-11-24 until 18:00",
        "10,000 households without power",
    ],
)
def test_headlines_keep_their_figures(words: str) -> None:
    assert headline_words(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "Call 090-1234-5678",
        "電話０７６８（２２）１２３４へ",
        "Call +81 768 22 1234",
        "Call 555-123-4567",
        "Write to aki@example.org",
        "See www.example",
        "河井町三丁目で断水",
        "田中さん宅が全壊",
    ],
)
def test_headlines_with_a_contact_or_an_address_are_not_shown(words: str) -> None:
    assert headline_words(words) == ""


@given(st.text(max_size=80))
def test_no_text_brings_a_digit_an_at_sign_or_a_hidden_sign_onto_the_page(text: str) -> None:
    shown = plain_words(text)
    assert not any(sign.isdigit() for sign in unicodedata.normalize("NFKC", shown))
    assert "@" not in unicodedata.normalize("NFKC", shown)
    assert not any(unicodedata.category(sign)[0] == "C" for sign in shown + headline_words(text))
    assert len(shown) <= LONGEST


@given(st.from_regex(TELEPHONE, fullmatch=True), st.text(max_size=20))
def test_no_japanese_telephone_number_stands_in_a_headline(number: str, around: str) -> None:
    assert headline_words(f"{around} {number}") == ""
