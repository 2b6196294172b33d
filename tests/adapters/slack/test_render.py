"""A card in Slack: everything in it is shown, nothing in it is read, no limit is broken."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from adapters.slack.modal import modal
from adapters.slack.post import message_payload
from adapters.slack.render import MOST_BLOCKS, SURE_BUTTONS, message
from bot.chat import Button, Card, Fact, Field, Form, Moment
from tests.clock import START
from tests.platforms.slack.alive import alive
from tests.platforms.slack.cards import FORMS, cards
from tests.platforms.slack.limits import Refused, check_message, check_view
from tests.platforms.slack.storm import CARRIED, check_card, check_form

MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
AT = datetime(2026, 11, 27, 0, 30, tzinfo=UTC)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@MANY
@given(cards())
def test_no_card_breaks_a_limit_loses_a_button_or_comes_alive(card: Card) -> None:
    check_card(card)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@MANY
@given(FORMS)
def test_no_form_breaks_a_limit_or_loses_what_was_typed(form: Form) -> None:
    check_form(form)


LONGEST_CODES = {"<a&b>": "<a&b>", "ABCDEFGHabcd": "<a&b>", "abcdefghABCD": "<a&b>"}
"""Half as long again as a button may be on Discord, once it is written the way Slack hands it back unharmed."""


@pytest.mark.parametrize("each", [1, 2, 3, 5])
def test_the_buttons_that_are_sure_survive_the_longest_texts_around_them(each: int) -> None:
    """Found by a storm of 10,000 cards: 40 such buttons did not fit."""
    button = Button("label " * 20, "request", LONGEST_CODES)
    facts = (Fact("label " * 20, ("value " * 80,)),) * 15
    item = Card(
        "title " * 50, "body " * 600, facts, buttons=(button,) * each, source="source " * 50, note="note " * 600
    )
    items = (item,) * (SURE_BUTTONS // each)
    left = SURE_BUTTONS - each * len(items)
    check_card(replace(item, items=items, buttons=(button,) * left, urgency="critical"))


def test_a_moment_is_shown_in_the_clock_of_whoever_reads() -> None:
    card = Card("R12", facts=(Fact("Until", (Moment(AT, "Asia/Tokyo"),)),))
    drawn = message(card, START)
    [section] = next(block for block in drawn.blocks if block["type"] == "rich_text")["elements"]
    assert section["elements"][-1] == {
        "type": "date",
        "timestamp": 1795739400,
        "format": "{date_short} {time}",
        "fallback": "Fri 27 Nov 09:30",
    }
    assert "Until: Fri 27 Nov 09:30" in drawn.text


def test_a_critical_card_says_so_in_words() -> None:
    drawn = message(Card("毛布 30枚", urgency="critical", locale="ja"), START)
    assert drawn.blocks[0]["text"]["text"] == "【至急】毛布 30枚"


def test_a_long_title_is_shown_whole_beneath_its_cut_head() -> None:
    title = "blankets " * 40
    drawn = message(Card(title), START)
    assert drawn.blocks[0]["text"]["text"].endswith("…")
    assert drawn.blocks[1]["text"]["text"] == title.strip()


def test_a_family_is_not_cut_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    head = message(Card(family * 40), START).blocks[0]["text"]["text"]
    assert set(head.removesuffix("…").split(family)) == {""}


def test_more_items_than_blocks_keep_all_their_buttons() -> None:
    items = tuple(Card(f"O{n} boots", buttons=(Button("Take up", "match", {"record": f"O{n}"}),)) for n in range(60))
    blocks = message(Card("60 offers", items=items), START).blocks
    labels = [each["text"]["text"] for block in blocks if block["type"] == "actions" for each in block["elements"]]
    assert len(blocks) <= MOST_BLOCKS
    assert len(labels) == 60
    assert labels[-1] == "60. Take up"


def test_a_button_that_carries_a_text_is_refused() -> None:
    """Options hold ids and codes; a text belongs into a draft."""
    with pytest.raises(ValueError, match="not ids and codes"):
        message(Card("R12", buttons=(Button("Send", "request", {"text": "x" * 2000}),)), START)


def test_a_form_shows_what_is_wrong_and_keeps_what_was_typed() -> None:
    wrong = Field("quantity", "How much", "-3", "200", "Write a number above 0.")
    view = modal(Form("Request: one more thing to answer", "request", (wrong,), {"for": "City"}), CARRIED)
    [title, block] = view["blocks"]
    assert view["title"]["text"] == "Request: one more thing…"
    assert title["text"]["text"] == "Request: one more thing to answer"
    assert block["element"]["initial_value"] == "-3"
    assert block["hint"]["text"] == "Write a number above 0.\n200"


def test_options_too_long_to_carry_become_fields() -> None:
    view = modal(Form("Post", "request", (Field("place", "Place"),), {"text": "x" * 2990, "for": "City"}), CARRIED)
    check_view(view)
    assert [block["block_id"] for block in view["blocks"]] == ["place", "text"]


@pytest.mark.parametrize("text", ["<!channel>", "@here", "&nbsp;"])
def test_what_is_alive_is_found(text: str) -> None:
    """The search itself must be able to fail."""
    payload = message_payload(Card("R12"), START)
    assert alive(payload) == []
    assert alive(payload | {"text": text}) == [text]
    assert alive({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}}]}) == ["*hi*"]


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}],
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        [{"type": "section", "text": {"type": "plain_text", "text": ""}}],
        [{"type": "divider"}] * 51,
        [{"type": "divider", "block_id": "a"}] * 2,
    ],
)
def test_what_breaks_a_limit_is_refused(blocks: list[dict[str, object]]) -> None:
    with pytest.raises(Refused):
        check_message({"text": "R12", "blocks": blocks})
