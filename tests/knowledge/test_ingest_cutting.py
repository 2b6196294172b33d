"""Passages are cut at headings, paragraphs and sentences, lose nothing, and none is too long to be read at once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.columns import role_of, year_in
from knowledge.ingest.cutting import LEAST, MOST, cut, weight
from knowledge.ingest.found import Block
from knowledge.ingest.lines import joined, paragraphs
from knowledge.language.detect import language_of

SENTENCES = ("Trucks waited half a day at the gate. ", "Nobody had asked for fuel, and so no one brought any. ")
BLOCKS = st.lists(
    st.builds(
        Block,
        text=st.one_of(
            st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip())),
            st.builds(lambda many, of: "".join((SENTENCES * 20)[:many]) + of, st.integers(1, 40), st.just("")),
            st.builds(lambda many: "毛布が足りず、二日目の夜に低体温の訴えが相次いだ。" * many, st.integers(1, 60)),
            st.builds(lambda many: "あ" * many, st.integers(1, 2000)),
        ),
        heading=st.sampled_from(["", "1. Fuel", "寒さ"]),
        page=st.one_of(st.none(), st.integers(1, 5)),
    ),
    max_size=12,
)


def solid(text: str) -> str:
    """Return a text without its spaces."""
    return re.sub(r"\s", "", text)


@given(BLOCKS)
def test_nothing_is_lost_and_the_order_stays(blocks: list[Block]) -> None:
    pieces = list(cut(blocks))
    assert solid("".join(piece.text for piece in pieces)) == solid("".join(block.text for block in blocks))


@given(BLOCKS)
def test_no_passage_is_too_long_or_goes_across_a_heading(blocks: list[Block]) -> None:
    pieces = list(cut(blocks))
    assert all(weight(piece.text) <= MOST + 1 for piece in pieces)
    assert all(piece.text.strip() for piece in pieces)
    headings = [block.heading for block in blocks]
    told = [piece.heading for piece in pieces]
    assert [each for at, each in enumerate(told) if at == 0 or told[at - 1] != each] == [
        each for at, each in enumerate(headings) if at == 0 or headings[at - 1] != each
    ]


def test_a_long_chapter_is_cut_at_its_sentences_into_parts_of_like_size() -> None:
    pieces = list(cut([Block("".join(SENTENCES * 30), "Fuel", 3)]))
    assert len(pieces) == 3
    assert all(piece.text.endswith(".") and LEAST <= weight(piece.text) <= MOST for piece in pieces)
    assert {(piece.heading, piece.page) for piece in pieces} == {("Fuel", 3)}


def test_a_long_japanese_paragraph_is_cut_at_its_sentences_too() -> None:
    pieces = list(cut([Block("「寒い」と言う人が多かった。毛布が足りず、二日目の夜に低体温の訴えが相次いだ。" * 40)]))
    assert all(piece.text.endswith("。") and 150 <= len(piece.text) <= 500 for piece in pieces)


def test_short_paragraphs_stay_together_until_they_are_a_passage() -> None:
    """Each weighs 8 words; the few that are left at the end join those before them."""
    for many, sizes in ((3, [24]), (20, [160]), (30, [120, 120]), (31, [120, 128])):
        pieces = cut([Block(SENTENCES[0].strip(), "Fuel", 1) for _ in range(many)])
        assert [weight(piece.text) for piece in pieces] == sizes


def test_a_passage_that_is_long_enough_ends_with_its_page() -> None:
    page = "".join(SENTENCES * 4).strip()
    assert [piece.page for piece in cut([Block(page, "", 1), Block(page, "", 2), Block("Then it closed.", "", 3)])] == [
        1,
        2,
    ]


def test_languages_part_where_each_says_enough_and_stay_together_where_one_says_little() -> None:
    english, japanese = "".join(SENTENCES * 2).strip(), "毛布が足りず、二日目の夜に低体温の訴えが相次いだ。" * 4
    apart = cut([Block(english), Block("12 – 34"), Block(japanese)])
    assert [(piece.language, piece.text) for piece in apart] == [("en", f"{english}\n12 – 34"), ("ja", japanese)]
    together = cut([Block("Cold nights."), Block(japanese), Block("See page 3.")])
    assert [piece.language for piece in together] == ["ja"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Blankets ran out.", "en"),
        ("毛布が足りない。", "ja"),
        ("WASH担当のNGOが、輪島市のShelterに毛布を届けた。", "ja"),
        ("Team 輪島 brought 200 blankets to the shelter in the harbour.", "en"),
        ("Ask first. まず尋ねる。", ""),
        ("Las mantas se acabaron la segunda noche. " * 3, ""),
        ("地震发生后第二天晚上毛毯不够了没有人要求卡车燃料在门口等候的时间很长", ""),
        ("12 – 34", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_told_only_where_it_is_clear(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("2011-03-11", 2011),
        ("令和6年1月", 2024),
        ("平成元年", 1989),
        ("R6.1.1", 2024),
        ("20240101", None),
        ("", None),
    ],
)
def test_years_are_read_in_either_reckoning(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize(
    ("column", "role"),
    [
        ("Title", "title"),
        ("lesson_title", "title"),
        ("Summary_JA", "summary"),
        ("要約（英語）", "summary"),
        ("発生年", "year"),
        ("Ｌｉｃｅｎｓｅ", "licence"),
        ("Recommendations", "implication"),
        ("Phone", ""),
        ("en", ""),
        ("", ""),
    ],
)
def test_columns_are_known_by_their_names(column: str, role: str) -> None:
    assert role_of(column) == role


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["no-", "body came"], "nobody came"),
        (["毛布が", "足りない"], "毛布が足りない"),
        (["WASH", "clusters"], "WASH clusters"),
        (["毛布。", "10枚"], "毛布。10枚"),
        (["Kizuna", "絆"], "Kizuna 絆"),
    ],
)
def test_lines_become_a_paragraph_again(lines: list[str], whole: str) -> None:
    assert joined(*lines) == whole


def test_paragraphs_end_at_empty_lines_items_and_short_last_lines() -> None:
    lines = [
        "The trucks waited at the only open station.",
        "It closed.",
        "Then the vans stood still for three days",
        "",
        "・毛布",
        "・水",
    ]
    assert list(paragraphs(lines)) == [
        "The trucks waited at the only open station. It closed.",
        "Then the vans stood still for three days",
        "・毛布",
        "・水",
    ]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_line_is_lost_on_the_way_to_paragraphs(lines: list[str]) -> None:
    kept = solid("".join(paragraphs(lines)))
    assert kept.replace("-", "").replace("\u00ad", "").replace("‐", "") == solid("".join(lines)).replace(
        "-", ""
    ).replace("\u00ad", "").replace("‐", "")
