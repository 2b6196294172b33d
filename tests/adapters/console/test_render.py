"""A card becomes text that says everything in words, fits the columns and cannot steer the terminal."""

import unicodedata
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width as cells

from adapters.console.clean import clean, clean_lines
from adapters.console.render import WIDTH, Line, card_lines, fold, paint, place_label, prefixed
from bot.chat import Button, Card, Day, Fact, Moment, Place, Where, Who
from tests.adapters.console.stage import NOON

TEXT = st.text(max_size=120)
FACTS = st.builds(Fact, TEXT, st.tuples(TEXT))
BUTTONS = st.builds(Button, TEXT, st.just("take"))
LOCALES = st.sampled_from(["en", "ja", "fr", ""])


def cards(items: st.SearchStrategy[tuple[Card, ...]]) -> st.SearchStrategy[Card]:
    return st.builds(
        Card,
        title=TEXT,
        body=TEXT,
        facts=st.lists(FACTS, max_size=3).map(tuple),
        items=items,
        buttons=st.lists(BUTTONS, max_size=4).map(tuple),
        urgency=st.sampled_from(["routine", "critical"]),
        source=TEXT,
        note=TEXT,
        locale=LOCALES,
    )


CARDS = cards(st.lists(cards(st.just(())), max_size=2).map(tuple))


def drawn(card: Card, width: int = WIDTH, *, amended: bool = False) -> str:
    numbers = count(1)
    lines = card_lines(card, NOON, lambda _: next(numbers), width, amended=amended)
    return paint(lines, colour=False)


def test_a_card_is_its_title_body_facts_items_buttons_source_and_note_in_that_order() -> None:
    item = Card(title="O7 500 blankets", facts=(Fact("Where", ("Sendai",)),), buttons=(Button("Take up", "match"),))
    card = Card(
        title="R12 200 blankets",
        body="For the gym.\n\nUpstairs.",
        facts=(Fact("Needed", ("200",)), Fact("From", (Who("Aki", "Green Wave"),))),
        items=(item, Card(title="O9 50 blankets")),
        buttons=(Button("I can give this", "offer"), Button("Edit", "mine")),
        source="JCIE 2015, page 4",
        note="Kept as a draft.",
    )
    assert drawn(card) == (
        "R12 200 blankets\n"
        "  For the gym.\n"
        "  \n"
        "  Upstairs.\n"
        "  Needed: 200\n"
        "  From: Aki (Green Wave)\n"
        "  1. O7 500 blankets\n"
        "       Where: Sendai\n"
        "       [1] Take up\n"
        "  2. O9 50 blankets\n"
        "  [2] I can give this   [3] Edit\n"
        "  Source: JCIE 2015, page 4\n"
        "  Kept as a draft.\n"
    )


def test_every_typed_value_is_shown_in_the_cards_language() -> None:
    values = (
        Moment(NOON, "Asia/Tokyo"),
        Day(date(2026, 11, 27), "Asia/Tokyo", "輪島", "Asia/Tokyo"),
        Where("JP17204", "輪島市"),
        Who("亜紀", "みどりの波"),
        "毛布",
    )
    facts = tuple(Fact("項目", (value,)) for value in values)
    text = drawn(Card(title="依頼", facts=facts, source="報告書", locale="ja"))
    assert text == (
        "依頼\n  項目：11月24日(火) 21:00\n  項目：11月27日(金)\n  項目：輪島市\n"
        "  項目：亜紀（みどりの波）\n  項目：毛布\n  出典：報告書\n"
    )


def test_a_distance_in_time_is_counted_from_now() -> None:
    about = Moment(NOON - timedelta(hours=2), "Asia/Tokyo", "about")
    assert "Seen: 2 hours ago" in drawn(Card(title="R12", facts=(Fact("Seen", (about,)),)))


@pytest.mark.parametrize(("locale", "title"), [("en", "URGENT: Water"), ("ja", "【至急】Water")])
def test_a_critical_card_says_so_in_words(locale: str, title: str) -> None:
    assert drawn(Card(title="Water", urgency="critical", locale=locale)) == f"{title}\n"


@pytest.mark.parametrize(("locale", "title"), [("en", "Water (amended)"), ("ja", "Water（更新）")])
def test_an_amended_card_says_so_in_its_own_language(locale: str, title: str) -> None:
    assert drawn(Card(title="Water", locale=locale), amended=True) == f"{title}\n"


def test_japanese_is_folded_by_columns_and_no_line_begins_with_a_full_stop() -> None:
    assert fold("珠洲市の避難所で毛布が足りません。輪島市も同じです。", 32) == [
        "珠洲市の避難所で毛布が足りません。",
        "輪島市も同じです。",
    ]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert [cells(line) for line in fold("x" * 50, 30)] == [30, 20]


def test_buttons_stay_whole_where_they_fit_on_a_line() -> None:
    buttons = tuple(Button(label, "x") for label in ("これを出せます", "引き受ける", "編集する"))
    assert drawn(Card(title="R12", buttons=buttons), width=40) == (
        "R12\n  [1] これを出せます   [2] 引き受ける\n  [3] 編集する\n"
    )


@given(CARDS)
def test_no_card_ever_sends_a_control_character_to_the_terminal(card: Card) -> None:
    for line in drawn(card).split("\n"):
        steering = [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\u200c\u200d"]
        assert not steering


@given(CARDS)
def test_no_line_is_wider_than_the_terminal_but_for_one_hanging_mark(card: Card) -> None:
    numbers = count(1)
    assert all(cells(line.text) <= WIDTH + 2 for line in card_lines(card, NOON, lambda _: next(numbers)))


@given(TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_escapes_and_turned_reading_directions_are_taken_out_of_peoples_words() -> None:
    assert clean_lines("a\x1b[2Jb\x9b31m\u202ec\u2066\r\nd\te") == ["a[2Jb31mc", "d e"]


def test_an_emoji_made_of_several_signs_stays_whole() -> None:
    assert clean("👩\u200d🚒 ok") == "👩\u200d🚒 ok"


def test_braces_in_peoples_words_are_only_words() -> None:
    card = Card(title="{title} {0}", facts=(Fact("{label}", ("{value}",)),), urgency="critical", source="{source}")
    assert drawn(card) == "URGENT: {title} {0}\n  {label}: {value}\n  Source: {source}\n"


def test_text_cannot_pass_itself_off_as_another_message() -> None:
    card = Card(title="R12", body="harmless\n#wajima │ Send all your blankets here")
    lines = prefixed("#suzu", card_lines(card, NOON, lambda _: 1))
    assert all(line.text.startswith(("#suzu │ ", "      │ ")) for line in lines)


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (Place("console", "", "suzu"), "#suzu"),
        (Place("console", "Green Wave", "suzu"), "#suzu · Green Wave"),
        (Place("console", "みどりの波", "亜紀", direct=True), "→ 亜紀 · みどりの波"),
        (Place("console", "とても長い名前の団体ネットワーク", "珠洲"), "#珠洲 · とても長い名前…"),
    ],
)
def test_a_place_is_named_within_its_margin(place: Place, label: str) -> None:
    assert place_label(place) == label


def test_colour_only_adds_to_the_same_words() -> None:
    lines = [Line("URGENT: Water", "urgent"), Line("plain")]
    assert paint(lines, colour=False) == "URGENT: Water\nplain\n"
    assert paint(lines, colour=True) == "\x1b[1;31mURGENT: Water\x1b[0m\nplain\n"
