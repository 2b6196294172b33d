"""Plain words: an answer to the open question, or the command they mean; never posted without a press."""

from datetime import timedelta

import pytest

from bot.chat import Card, Form
from bot.store import Store
from tests.bot.stage import post_of, posts_of
from tests.chat import Chat
from tests.clock import SetClock

BEN = ("Blue Hand", "field")


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which Ben has posted before, and people look before they press."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await chat.say("ben", "/offer 3 tents in Suzu", *BEN)
    chat.core.confirming = False
    return chat


@pytest.mark.parametrize(
    ("line", "read", "saved"),
    [
        ("Noto needs 200 blankets", "I read this as a request.", "R1"),
        ("We have 500 blankets in Sendai", "I read this as an offer.", "O2"),
        ("The road to Suzu is closed", "I read this as a situation update.", "U1"),
    ],
)
async def test_plain_words_are_previewed_as_what_they_were_read_as(
    chat: Chat, line: str, read: str, saved: str
) -> None:
    said = await chat.tell("ben", line)
    assert "Please look: this will be posted" in said
    assert read in said
    assert f"Saved as {saved}" in chat.text(await chat.press("ben", "Post"))


@pytest.mark.parametrize("word", ["post", "Post it.", "投稿"])
async def test_the_word_on_the_button_may_be_typed(chat: Chat, word: str) -> None:
    await chat.tell("ben", "We have 500 blankets in Sendai")
    assert "Saved as O2" in await chat.tell("ben", word)
    assert "Saved as" not in await chat.tell("ben", word)


async def test_a_preview_is_thrown_away_by_a_word(chat: Chat, store: Store) -> None:
    await chat.tell("ben", "We have 500 blankets in Sendai")
    await chat.tell("ben", "discard")
    assert set(await posts_of(store)) == {"O1"}


async def test_a_wrong_reading_is_put_right_with_one_press(chat: Chat) -> None:
    await chat.say("ben", "Noto needs 200 blankets")
    assert "Offer: 200 blankets" in chat.text(await chat.press("ben", "It is an offer"))
    assert "Please look" in chat.text(await chat.press("ben", "It is a situation update"))
    assert "Request: 200 blankets" in chat.text(await chat.press("ben", "It is a request"))
    assert "Saved as R1" in chat.text(await chat.press("ben", "Post"))


async def test_an_open_question_is_answered_in_plain_words(chat: Chat, store: Store) -> None:
    assert isinstance((await chat.say("ben", "/request 200 blankets")).answer, Form)
    assert "Where: Suzu" in await chat.tell("ben", "Suzu")
    await chat.press("ben", "Post")
    saved = await post_of(store, "R1")
    assert (saved.quantity, saved.places[0].codes) == (200_000, ("JP17205",))


async def test_words_that_are_no_answer_are_read_anew(chat: Chat) -> None:
    await chat.say("ben", "/request 200 blankets")
    assert "Request: 30 tents" in await chat.tell("ben", "Suzu needs 30 tents")
    assert "did not understand" in await chat.tell("ben", "thanks everyone")


async def test_a_question_older_than_an_hour_is_not_answered_any_more(chat: Chat, clock: SetClock) -> None:
    await chat.say("ben", "/request 200 blankets")
    clock.move(timedelta(minutes=61))
    assert "did not understand" in await chat.tell("ben", "Suzu")


async def test_an_amount_that_was_asked_for_is_taken(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 5 flurbs of blankets in Wajima")
    await chat.say("ben", "20 boxes")
    await chat.press("ben", "Post")
    saved = await post_of(store, "R1")
    assert (saved.quantity, saved.unit) == (20_000, "box")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("who can do hot meals in Suzu?", "/find"),
        ("珠洲で炊き出しできる団体は？", "/find"),
        ("what did others learn about tsunami volunteers?", "/lessons"),
    ],
)
async def test_a_question_is_looked_up_and_it_says_where(chat: Chat, line: str, command: str) -> None:
    said = await chat.tell("ben", line)
    assert f"{command} {line}" in said
    assert "Not what you meant?" in said


async def test_what_nobody_understands_is_answered_with_examples(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", "thanks everyone")
    assert "I did not understand that" in said
    assert "/request 200 blankets" in said
    assert "What you typed: thanks everyone" in said
    assert list(await posts_of(store)) == ["O1"]


async def test_lines_of_both_kinds_are_posted_one_kind_after_the_other(chat: Chat, store: Store) -> None:
    await chat.say("ben", "We need 200 blankets in Wajima.\nWe have 30 tents in Suzu.")
    reply = await chat.press("ben", "Post")
    assert "Saved as R1" in chat.text(reply)
    await chat.press("ben", "Also post as an offer: 30 tents")
    assert "Also post" not in chat.text(await chat.press("ben", "Post"))
    posts = await posts_of(store)
    assert {number: posts[number].item for number in ("R1", "O2")} == {"R1": "blankets", "O2": "tents"}


async def test_an_update_that_asks_for_something_offers_to_post_that_too(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/update Shelters full in Wajima, need 200 blankets")
    said = chat.text(await chat.press("ben", "Post"))
    assert "[Also post as a request: 200 blankets]" in said
    assert "Request: 200 blankets" in chat.text(await chat.press("ben", "Also post as a request: 200 blankets"))
    assert "R1" not in await posts_of(store)
    assert "Saved as R1" in chat.text(await chat.press("ben", "Post"))


@pytest.mark.parametrize("command", ["request", "update"])
async def test_a_message_from_its_menu_is_shown_first_and_posted_by_who_pressed(
    chat: Chat, store: Store, command: str
) -> None:
    text = "Noto needs 200 blankets"
    reply = await chat.act("ben", command, {"text": text, "from": "message"})
    assert f"“{text}”" in chat.text(reply)
    assert "You post it in your own name" in chat.text(reply)
    assert "Saved as" in chat.text(await chat.press("ben", "Post"))


async def test_a_message_becomes_a_lesson_through_the_form(chat: Chat) -> None:
    line = "Ask first: blankets came twice → call the depot first"
    reply = await chat.act("ben", "lessons", {"text": line, "action": "add", "from": "message"})
    assert isinstance(reply.answer, Form)
    assert isinstance((await chat.fill("ben")).answer, Card)
