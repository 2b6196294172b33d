"""`/response review`: from the account of a response through everybody's answers to lessons and a published page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.review_page import markdown, review_page, unmarked
from bot.domain.review import Moved, figures
from bot.domain.rules import PUBLIC
from bot.store import Store
from bot.viewer import Viewer
from bot.words.catalogue import words
from tests.bot.stage import opened
from tests.chat import Chat, known
from tests.clock import SetClock

HOUR = timedelta(hours=1)


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which Aki gave Ben half of what he asked for, and another proposal was declined."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.say("ben", "/request URGENT 10 toilets in Suzu")
    clock.move(HOUR)
    await chat.say("aki", "/match give R1 100", locale="en")
    await chat.say("ben", "/mine accept C1")
    await chat.say("cho", "/match give R1 50", "Third Group", "field")
    await chat.say("ben", "/mine decline C2 too thin for the cold")
    clock.move(3 * HOUR)
    await chat.say("aki", "/mine sent C1")
    clock.move(4 * HOUR)
    await chat.say("ben", "/mine received C1")
    return chat


async def test_a_coordinator_sees_timeline_medians_what_was_unmet_and_what_was_declined(chat: Chat) -> None:
    text = await chat.tell("mori", "/response review D1")
    assert "Median from request to promise: 60 minutes" in text
    assert "Median from request to receipt: 8 hours" in text
    assert "0 of 2 were received" in text
    assert "First request: R1" in text
    assert "First receipt confirmed: C1" in text
    unmet = text[text.index("not met") :]
    assert unmet.index("R2 10 toilets") < unmet.index("R1 200 blankets")
    assert "received 100 pieces" in unmet
    assert "too thin for the cold" in unmet
    assert "Only a coordinator can do this." in await chat.tell("cho", "/response review D1")


async def test_those_who_took_part_are_asked_four_questions_with_a_tap_and_a_sentence_each(chat: Chat) -> None:
    await chat.deliver()
    await chat.say("mori", "/response review D1")
    assert "3 people are asked." in chat.text(await chat.press("mori", "Ask those who took part"))
    asked = {each.place.channel for each in await chat.deliver() if "1 of 4" in chat.card_text(each.card)}
    assert asked == {"aki", "ben", "cho"}
    await answered(chat, "ben")
    assert "Blue Hand will be named." in chat.text(await chat.press("ben", "Name us"))
    await chat.say("mori", "/response review D1")
    assert "2 people are asked." in chat.text(await chat.press("mori", "Ask those who took part"))


async def answered(chat: Chat, who: str) -> None:
    """Let somebody answer all four questions."""
    text = chat.text(await chat.say(who, "/response review D1"))
    for number, (tap, sentence) in enumerate(
        [
            ("Mixed", "200 blankets by Friday"),
            ("Went badly", "half of them came"),
            ("Went badly", "the road was closed"),
            ("Went well", "Agree a second road before sending"),
        ],
        1,
    ):
        assert f"{number} of 4" in text
        await chat.press(who, tap)
        text = chat.text(await chat.fill(who, text=sentence))
    assert "be named on the page" in text


@pytest.fixture
async def published(chat: Chat) -> Chat:
    """Return the exchange after Ben, who may be named, and Cho, who may not, have answered and all is published."""
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Ask those who took part")
    await answered(chat, "ben")
    await chat.press("ben", "Name us")
    await answered(chat, "cho")
    await chat.press("cho", "Do not name us")
    await chat.say("mori", "/response review D1")
    assert "2 lessons are drafted." in chat.text(await chat.press("mori", "Draft lessons (2)"))
    await chat.say("mori", "/response review D1")
    assert "/review/D1.md" in chat.text(await chat.press("mori", "Publish the review"))
    return chat


async def test_what_they_will_do_next_time_becomes_draft_lessons_once(published: Chat, store: Store) -> None:
    async with store.read() as view:
        lessons, _ = await view.lessons.changed_since(0)
    assert [(each.title_en, each.summary_en, each.state, each.hazard) for each in lessons] == [
        ("Agree a second road before sending", "half of them came the road was closed", "draft", "EQ")
    ] * 2
    assert len({each.stamp.organisation_id for each in lessons}) == 2
    assert "Draft lessons" not in await published.tell("mori", "/response review D1")


def viewer(clock: SetClock, locale: str = "en") -> Viewer:
    """Return a passer-by at the board."""
    return Viewer(words(locale), "Asia/Tokyo", PUBLIC, known().vocabulary, known().gazetteer, clock.now())


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_the_published_page_names_only_who_consented(
    published: Chat, store: Store, clock: SetClock, locale: str
) -> None:
    reader = viewer(clock, locale)
    async with store.read() as view:
        page = await review_page(view, "D1", reader)
    assert page
    text = markdown(page, reader)
    assert "Blue Hand" in text
    assert "Third Group" not in text
    assert ("ある団体" if locale == "ja" else "an organisation") in text
    assert text.count("Agree a second road before sending") == 4
    assert "too thin" not in text, "a reason was said to the other side, not to the public"


async def test_before_it_is_published_there_is_no_page(chat: Chat, store: Store, clock: SetClock) -> None:
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Ask those who took part")
    async with store.read() as view:
        assert await review_page(view, "D1", viewer(clock)) is None
    await chat.say("mori", "/response review D1")
    assert "Publish" not in [button.label for button in chat.buttons("mori")]


async def test_whoever_took_no_part_is_asked_nothing_and_cannot_answer_by_a_button_of_somebody_else(
    chat: Chat, store: Store
) -> None:
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Ask those who took part")
    await chat.say("dai", "/lang en", "Fourth Group", "field")
    assert "I find no record V1." in await chat.tell("dai", "/mine show V1")
    pressed = {"action": "answer", "record": "V1", "q": "planned", "tap": "well", "said": "yes", "text": "all of it"}
    assert "There is no V1." in chat.text(await chat.act("dai", "response", pressed))
    consented = {"action": "consent", "record": "V1", "named": "yes"}
    assert "There is no V1." in chat.text(await chat.act("dai", "response", consented))
    async with store.read() as view:
        assert not await view.reviews.answers("V1")
        assert not await view.reviews.consents("V1")


async def test_a_telephone_number_in_a_sentence_is_left_out(chat: Chat, store: Store) -> None:
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Ask those who took part")
    await chat.say("ben", "/response review D1")
    await chat.press("ben", "Mixed")
    await chat.fill("ben", text="call 090-0000-0000 first")
    async with store.read() as view:
        (answer,) = await view.reviews.answers("V1")
    assert "090" not in answer.sentence


async def test_a_sentence_that_is_a_novel_is_asked_for_again_and_kept(chat: Chat) -> None:
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Ask those who took part")
    await chat.say("ben", "/response review D1")
    await chat.press("ben", "Mixed")
    text = chat.text(await chat.fill("ben", text="long " * 100))
    assert "At most 300 characters" in text
    assert "long long" in text


@given(st.text(max_size=80))
def test_no_sentence_becomes_markup(text: str) -> None:
    plain = unmarked(text)
    assert "\n" not in plain
    assert not re.search(r"(?<!\\)[`*_#<>|\[\]]", plain.replace("\\\\", ""))


def test_without_commitments_there_are_no_medians() -> None:
    none = figures([], [], [Moved("C1", "received", datetime(2026, 11, 26, tzinfo=UTC))])
    assert (none.to_promise, none.to_receipt, none.requests) == (None, None, 0)
