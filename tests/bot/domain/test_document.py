"""How much of an imported document may be shown: all of a passage under a free licence, else a short quotation."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.document import QUOTED, Document, Passage, described, may_be_shown, quotation
from bot.domain.record import Stamp

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
REPORT = Document("B1", Stamp("", None, None, "public", "actual", NOON, NOON), "Cold nights", "cold.pdf", "aa" * 32)
LONG = "Blankets ran out on the second night. " * 30


@pytest.mark.parametrize(
    "licence",
    [
        "CC BY 4.0",
        "cc-by-sa 3.0",
        "CC0 1.0",
        "ＣＣ ＢＹ ４．０",
        "Public domain",
        "公共データ利用規約（第1.0版）",
        "own work",
        "自団体",
    ],
)
def test_a_free_licence_lets_a_passage_be_shown_whole(licence: str) -> None:
    assert may_be_shown(licence)
    assert quotation(Passage("B1.1", "B1", 1, LONG), replace(REPORT, licence=licence)) == LONG


@pytest.mark.parametrize(
    "licence", ["", "All rights reserved", "© Example Relief", "無断転載を禁ず", "downtown", "unknown"]
)
def test_any_other_allows_some_two_sentences(licence: str) -> None:
    shown = quotation(Passage("B1.1", "B1", 1, LONG, language="en"), replace(REPORT, licence=licence))
    assert shown == ("Blankets ran out on the second night. " * 7).strip() + " …"
    japanese = quotation(Passage("B1.1", "B1", 1, "毛布が足りなくなった。" * 50, language="ja"), REPORT)
    assert japanese == "毛布が足りなくなった。" * 12 + "…"


def test_a_row_that_names_a_licence_of_its_own_goes_before_the_document() -> None:
    row = Passage("B1.1", "B1", 1, LONG, licence="CC0")
    assert quotation(row, REPORT) == LONG
    assert quotation(replace(row, licence="All rights reserved"), replace(REPORT, licence="CC0")).endswith("…")


@given(st.text(), st.sampled_from(["en", "ja", ""]))
def test_a_quotation_is_never_longer_than_allowed_and_begins_the_passage(text: str, language: str) -> None:
    shown = quotation(Passage("B1.1", "B1", 1, text, language=language), REPORT)
    most = QUOTED[language == "ja"]
    assert shown == text if len(text) <= most else len(shown) <= most + 2
    assert text.startswith(shown.removesuffix("…").rstrip() if len(text) > most else shown)


def test_what_a_row_says_of_itself_goes_before_what_its_document_says() -> None:
    row = Passage("B1.1", "B1", 1, LONG, source="Invented report", year=2011, country="JPN")
    table = replace(REPORT, year=2024, hazard="EQ")
    assert described(row, table) == replace(table, source="Invented report", year=2011, country="JPN")
