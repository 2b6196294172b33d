"""A lesson grows from a draft to a published one: another organisation reviews it, others endorse it, words change."""

import pytest

from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED, Lesson
from bot.store import Store
from bot.wiring.seeding import seed_lessons
from knowledge.library.bundled import load_bundled
from tests.bot.stage import opened
from tests.chat import Chat
from tests.clock import SetClock

ADD = "/lessons add Ask before sending: blankets came twice → call the depot first"


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which Ben of Blue Hand has told L1, and Aki of another organisation reads along."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    await chat.say("ben", ADD, "Blue Hand", "field")
    await chat.say("aki", "/lessons", "みどり支援隊", "輪島", locale="en")
    return chat


async def lesson(store: Store, id: str = "L1") -> Lesson:
    """Return a lesson as it is stored."""
    async with store.read() as view:
        found = await view.lessons.get(id)
    assert found
    return found


async def test_another_organisation_reviews_the_author_is_told_and_publishes_a_third_endorses(
    chat: Chat, store: Store
) -> None:
    assert "[I have reviewed it (L1)]" in await chat.tell("aki", "/lessons L1")
    assert "L1 counts as reviewed." in chat.text(await chat.press("aki", "I have reviewed it (L1)"))
    assert (await lesson(store)).state == REVIEWED
    news = [each for each in await chat.deliver() if each.place.channel == "ben"]
    assert "Reviewed by: みどり支援隊" in await chat.tell("ben", "/lessons L1")
    assert news
    assert "L1 is published." in chat.text(await chat.press("ben", "Publish (L1)"))
    assert (await lesson(store)).state == PUBLISHED
    await chat.say("cho", "/lessons L1", "Third Group", "field")
    text = chat.text(await chat.press("cho", "Endorse (L1)"))
    assert "Endorsed by: Third Group" in text
    assert "[Endorse (L1)]" not in text
    assert "You endorse L1 already." in await chat.tell("cho", "/lessons endorse L1")


@pytest.mark.parametrize("action", ["review", "endorse"])
async def test_nobody_judges_a_lesson_of_their_own_organisation(chat: Chat, store: Store, action: str) -> None:
    text = await chat.tell("ben", f"/lessons {action} L1")
    assert "L1 is your own: somebody of another organisation has to say that." in text
    assert (await lesson(store)).state == DRAFT
    assert "[Endorse" not in text


async def test_an_unreviewed_draft_is_not_published_and_others_cannot_publish(chat: Chat, store: Store) -> None:
    assert "L1 waits for its review" in await chat.tell("ben", "/lessons publish L1")
    assert "belongs to others" in await chat.tell("aki", "/lessons publish L1")
    assert (await lesson(store)).state == DRAFT


async def test_new_words_need_a_new_review_and_can_be_put_back(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/lessons review L1")
    asked = chat.text(await chat.say("ben", "/lessons edit L1"))
    assert "Edit L1" in asked
    assert "blankets came twice" in asked
    text = chat.text(await chat.fill("ben", happened="tents came twice"))
    assert "L1 is changed." in text
    changed = await lesson(store)
    assert (changed.summary_en, changed.state) == ("tents came twice", DRAFT)
    assert "L1 is as it was before." in chat.text(await chat.press("ben", "Earlier version (L1)"))
    assert (await lesson(store)).summary_en == "blankets came twice"


async def test_in_one_line_a_lesson_is_changed_too_and_others_cannot(chat: Chat, store: Store) -> None:
    line = "/lessons edit L1 Ask before sending: tents came twice → call the depot first"
    assert "belongs to others" in await chat.tell("aki", line)
    assert "L1 is changed." in await chat.tell("ben", line)
    assert (await lesson(store)).summary_en == "tents came twice"


async def test_a_source_alone_leaves_the_review_standing(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/lessons review L1")
    await chat.say("ben", "/lessons edit L1")
    await chat.fill("ben", source="Blue Hand report, page 3")
    changed = await lesson(store)
    assert (changed.source, changed.state) == ("Blue Hand report, page 3", REVIEWED)


async def test_the_bundled_lessons_cannot_be_changed_but_endorsed(chat: Chat, store: Store, clock: SetClock) -> None:
    await seed_lessons(store, load_bundled(), clock)
    async with store.read() as view:
        bundled = next(each for each in (await view.lessons.changed_since(0))[0] if each.key == "L14")
    assert "belongs to others" in await chat.tell("mori", f"/lessons edit {bundled.id} x: y → z")
    assert "Endorsed by" in await chat.tell("aki", f"/lessons endorse {bundled.id}")


@pytest.mark.parametrize("action", ["review", "publish", "endorse", "edit", "revert", "useless"])
async def test_a_lesson_that_is_not_named_is_asked_for_by_example(chat: Chat, action: str) -> None:
    assert "for example L40" in await chat.tell("aki", f"/lessons {action}")
