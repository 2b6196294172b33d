"""Quantities are exact thousandths, written and read without surprises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quantity import MOST, parse, plain


@given(st.integers(1, MOST * 1000))
def test_what_is_written_is_read_back(thousandths: int) -> None:
    assert parse(plain(thousandths)) == thousandths


@pytest.mark.parametrize(
    ("thousandths", "written"),
    [(200_000, "200"), (2_500, "2.5"), (1_200_000, "1,200"), (1, "0.001"), (MOST * 1000, "10,000,000,000")],
)
def test_numbers_are_written_as_people_write_them(thousandths: int, written: str) -> None:
    assert plain(thousandths) == written


@pytest.mark.parametrize(
    ("typed", "thousandths"), [("２．５", 2_500), (" 1,200 ", 1_200_000), ("１，２００", 1_200_000)]
)
def test_full_width_digits_and_thousands_are_read(typed: str, thousandths: int) -> None:
    assert parse(typed) == thousandths


@pytest.mark.parametrize(
    "typed", ["", "0", "-5", "2,5", "1,20,0", "1.2345", "1e3", "٣", "many", "10000000001", "99999999999", "20 boxes"]
)
def test_what_is_no_plain_amount_within_reason_is_none(typed: str) -> None:
    assert parse(typed) is None


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_without_an_error(typed: str) -> None:
    read = parse(typed)
    assert read is None or 0 < read <= MOST * 1000
