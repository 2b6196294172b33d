"""A lesson comes unasked when it fits what somebody just did: one, never twice, with why, and it can be sent away."""

from datetime import timedelta

import pytest

from bot.domain.lesson import DRAFT, PUBLISHED, Lesson
from bot.domain.lesson_fit import USELESS, Occasion, best, fit
from bot.flows.advice.unasked import RARELY
from bot.store import Store
from bot.wiring.seeding import seed_lessons
from knowledge.library.bundled import load_bundled
from knowledge.vocabulary.categories import load_vocabulary
from tests.bot.commands.standing import stamp, taught
from tests.bot.stage import opened
from tests.chat import Chat
from tests.clock import SetClock

WHY = "A lesson, because"
MEALS = "/offer hot meals, 200 a day, in Wajima"
SOUP = "/offer soup kitchen for 100 people in Suzu"
DIAPERS = "/request 300 adult diapers in Wajima"


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange that knows the bundled lessons and works on an earthquake in Noto."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await seed_lessons(store, load_bundled(), clock)
    await opened(chat)
    clock.move(RARELY)
    return chat


async def test_who_offers_hot_meals_meets_the_ruling_on_them_once_with_the_reason(chat: Chat, clock: SetClock) -> None:
    text = chat.text(await chat.say("ben", MEALS, "Blue Hand", "field"))
    assert "L74 Meals by volunteers are not a food business" in text
    assert f"{WHY}: you offer this, it is about Hot meals" in text
    assert "[Not useful]" in text
    clock.move(RARELY)
    assert "L74" not in await chat.tell("ben", SOUP)


async def test_a_japanese_reader_reads_it_in_japanese(chat: Chat) -> None:
    text = chat.text(await chat.say("ben", "/提供 輪島で炊き出し 1日200食", "みどりの手", "field", locale="ja"))
    assert "この教訓を示す理由" in text
    assert "次にすること" in text


async def test_only_one_and_then_none_for_a_while(chat: Chat, clock: SetClock) -> None:
    assert WHY in chat.text(await chat.say("ben", MEALS, "Blue Hand", "field"))
    assert WHY not in await chat.tell("ben", DIAPERS)
    clock.move(RARELY + timedelta(minutes=1))
    text = await chat.tell("ben", "/request 200 baby diapers in Suzu")
    assert text.count(WHY) == 1
    assert "L56" in text


async def test_opening_a_response_shows_a_lesson_of_the_same_hazard(chat: Chat) -> None:
    await chat.say("mori", "/response propose Kumamoto earthquake, Kumamoto", "Harbour Relief", "ops")
    text = await chat.tell("mori", "/response open D2")
    assert "it comes from the same hazard: Earthquake" in text
    assert text.count(WHY) == 1


async def test_not_useful_sends_it_away_for_the_person_and_after_some_for_all(chat: Chat, store: Store) -> None:
    for number in range(USELESS):
        assert "L74" in chat.text(await chat.say(f"p{number}", MEALS, f"Group {number}", "field"))
        told = chat.text(await chat.press(f"p{number}", "Not useful"))
        assert "Noted. L74 does not come to you unasked again." in told
    assert "L74" not in chat.text(await chat.say("zed", MEALS, "Last Group", "field"))
    async with store.read() as view:
        assert (await view.lesson_marks.counts(["L74"]))["L74", "useless"] == USELESS


async def test_what_nobody_reviewed_is_not_offered_unasked(chat: Chat, clock: SetClock) -> None:
    lesson = Lesson("L900", stamp(chat), DRAFT, title_en="Label every box", moments=("offer:nfi.bedding",))
    await taught(chat, lesson)
    assert "L900" not in chat.text(await chat.say("ben", "/offer 300 blankets in Wajima", "Blue Hand", "field"))


def test_every_moment_of_the_bundled_lessons_names_a_category_a_sector_or_the_act_alone() -> None:
    vocabulary = load_vocabulary()
    known = {"", *(c.id for c in vocabulary.categories()), *(sector for sector, _ in vocabulary.sectors())}
    acts = {"request", "offer", "response", "match"}
    for seed in load_bundled():
        for moment in seed.moments:
            act, _, about = moment.partition(":")
            assert act in acts, seed.key
            assert about in known, seed.key


def test_the_category_counts_more_than_its_sector_and_the_act_alone_too_little(chat: Chat) -> None:
    lessons = [
        Lesson(str(number), stamp(chat), PUBLISHED, hazard="FL", moments=(moment,))
        for number, moment in enumerate(("offer:", "offer:nfi", "offer:nfi.bedding"))
    ]
    blankets = Occasion("offer", "nfi.bedding", "EQ")
    assert fit(lessons[0], blankets) is None
    found = best(lessons, blankets)
    assert found
    assert (found.lesson.id, found.reasons) == ("2", ("category",))
    assert fit(lessons[0], Occasion("offer", "nfi.bedding", "FL"))
