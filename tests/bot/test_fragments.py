"""A text too long for one field of a form comes back whole from several."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.fragments import fragments, joined


def twice(text: str) -> int:
    """Count as a platform that takes every sign for two."""
    return 2 * len(text)


@given(st.text(max_size=60), st.integers(2, 20), st.sampled_from((len, twice)))
def test_parts_fit_and_give_the_text_back(text: str, most: int, units: Callable[[str], int]) -> None:
    found = fragments("text", text, most, units)
    assert joined(reversed(found)) == {"text": text}
    assert all(units(part) <= most for _, part in found)


def test_a_text_that_fits_stays_in_its_own_field() -> None:
    assert fragments("text", "200 blankets", 12) == (("text", "200 blankets"),)
    assert fragments("text", "", 12) == (("text", ""),)


def test_a_cut_is_made_within_a_word_since_spaces_at_the_ends_may_be_trimmed() -> None:
    parts = [part for _, part in fragments("text", "the road is narrow and the bridge is out", 12)]
    assert parts == [part.strip() for part in parts]
    assert "".join(parts) == "the road is narrow and the bridge is out"


@given(st.permutations((("text", "a"), ("text+2", "b"), ("place", "Suzu"), ("text+10", "c"))))
def test_parts_are_joined_in_their_own_order_whatever_order_they_come_in(order: list[tuple[str, str]]) -> None:
    assert joined(order) == {"text": "abc", "place": "Suzu"}


def test_a_part_that_was_emptied_is_left_out() -> None:
    assert joined([("text", "a"), ("text+3", "c")]) == {"text": "ac"}
