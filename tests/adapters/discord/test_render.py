"""A card as a Discord message: words carry the meaning, people's text is harmless, what finds no room is told."""

from datetime import UTC, date, datetime

import pytest

from adapters.discord.clean import clip, neutral, neutral_lines
from adapters.discord.render import Drawn, draw
from bot.chat import Button, Card, Day, Fact, Moment

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def texts(drawn: Drawn) -> str:
    """Return all text of a message."""
    return "\n".join([drawn.content, *(f"{panel.title}\n{panel.text}\n{panel.foot}" for panel in drawn.panels)])


@pytest.mark.parametrize(
    "text",
    [
        "@everyone",
        "<@1>",
        "<@&1>",
        "<#1>",
        "<t:1:R>",
        "</help:1>",
        "https://invented.example",
        "[a](b)",
        "**b**",
        "||s||",
    ],
)
def test_what_people_write_stays_what_they_wrote(text: str) -> None:
    shown = neutral(text, 100)
    assert text not in shown
    assert shown.replace("\\", "").replace("\u200b", "") == text


def test_a_heading_or_list_stays_a_line() -> None:
    assert neutral_lines("# one\n- two\n1. three", 100) == "\\# one\n\\- two\n1\\. three"


def test_a_text_is_cut_between_signs_and_says_so() -> None:
    assert neutral("****", 5) == "\\*\\*…"
    assert clip("😀😀", 3) == "😀…"


def test_signs_that_turn_the_reading_direction_are_gone() -> None:
    assert clip("a\u202eb\x00c", 10) == "abc"


def test_an_urgent_card_says_so_in_words_beside_its_colour() -> None:
    drawn = draw(Card("R12 water", body="now", urgency="critical"), NOW)
    assert drawn.content == "**URGENT: R12 water**"
    assert drawn.panels[0].urgent
    assert "至急" in draw(Card("R12", urgency="critical", locale="ja"), NOW).content


def test_a_moment_is_a_stamp_that_each_reader_sees_in_their_zone() -> None:
    facts = (Fact("When", (Moment(NOW, "Asia/Tokyo"), Moment(NOW, "Asia/Tokyo", "about"))),)
    assert f"<t:{int(NOW.timestamp())}:f> <t:{int(NOW.timestamp())}:R>" in texts(draw(Card("R12", facts=facts), NOW))


def test_a_day_is_told_in_words() -> None:
    day = Day(date(2026, 11, 27), "Asia/Tokyo", "Wajima", "Asia/Tokyo")
    assert "Fri 27 Nov" in texts(draw(Card("R12", facts=(Fact("Until", (day,)),)), NOW))


def test_buttons_of_several_items_say_whose_they_are() -> None:
    items = tuple(Card(f"O{n}", buttons=(Button("I need this", "match", {"record": f"O{n}"}),)) for n in (1, 2))
    assert [key.label for key in draw(Card("Found", items=items), NOW).keys] == ["1. I need this", "2. I need this"]


def test_the_button_of_a_single_item_needs_no_number() -> None:
    item = Card("O1", buttons=(Button("I need this", "match", {"record": "O1"}),))
    assert [key.label for key in draw(Card("Found", items=(item,)), NOW).keys] == ["I need this"]


def test_a_button_that_does_not_fit_is_told_as_what_to_type() -> None:
    drawn = draw(Card("R12", buttons=(Button("More", "list", {"text": "blankets " * 20}),)), NOW)
    assert drawn.keys == ()
    assert "More: type /list blankets" in texts(drawn)


def test_a_26th_button_is_told_as_what_to_type() -> None:
    buttons = tuple(Button(f"Press {n}", "match", {"record": f"R{n}"}) for n in range(26))
    drawn = draw(Card("Many", buttons=buttons), NOW)
    assert len(drawn.keys) == 25
    assert "Press 25: type /match R25" in texts(drawn)


def test_items_beyond_ten_panels_are_counted() -> None:
    drawn = draw(Card("Found", items=tuple(Card(f"O{n}") for n in range(12))), NOW)
    assert len(drawn.panels) == 10
    assert "2 more are not shown here." in drawn.content


def test_the_foot_is_kept_when_the_body_is_cut() -> None:
    card = Card("L40", body="x" * 9000, facts=(Fact("A", ("y" * 1000,)),) * 8, source="JCIE 2015", note="the note")
    assert "-# Source: JCIE 2015\n-# the note" in draw(card, NOW).panels[0].text


def test_a_card_of_nothing_is_still_a_message() -> None:
    assert draw(Card(""), NOW).content == "**Kizuna**"


def test_the_mark_of_a_notice_stands_at_the_foot() -> None:
    assert draw(Card("R12"), NOW, "ABC").panels[-1].foot == "ABC"
