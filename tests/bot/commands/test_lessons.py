"""`/lessons` answers questions with sources, says what no lesson names, and takes new lessons in one line."""

from dataclasses import asdict, replace

import pytest

from bot.chat import Card, Form
from bot.domain.lesson import PUBLISHED, Lesson
from bot.flows.knowing.lesson_adding import Telling, told
from bot.flows.knowing.lesson_themes import THEMES
from knowledge.language.words import load_words
from knowledge.library.broader import load_broader
from knowledge.library.bundled import load_bundled, load_themes
from knowledge.library.search import LessonLibrary
from tests.bot.commands.standing import linked, opened, published, stamp, taught
from tests.chat import Chat

ADD = "/lessons add Ask before sending: blankets came twice → call the depot first"


@pytest.fixture
async def shelf(chat: Chat) -> Chat:
    """Return a conversation in which the first of the bundled lessons are known."""
    words = load_words()
    chat.core.library = LessonLibrary(words, load_themes(), load_broader(words))
    for seed in load_bundled()[:20]:
        await taught(chat, Lesson(id=seed.key, stamp=stamp(chat, audience="public"), state=PUBLISHED, **asdict(seed)))
    return chat


async def test_a_question_is_answered_with_three_lessons_each_with_source_and_year(shelf: Chat) -> None:
    reply = await shelf.say("aki", "/lessons bilingual staff", "Green Wave")
    text = shelf.text(reply)
    assert "Words found: bilingual, staff" in text
    assert text.count("What to do:") == 3
    assert text.count("Source: https://") == 3
    assert reply.private


async def test_a_japanese_reader_gets_the_japanese_text_and_a_question_in_either_language_finds_it(shelf: Chat) -> None:
    await shelf.say("aki", "/教訓", "みどりの波", locale="ja")
    english, japanese = await shelf.tell("aki", "/教訓 bilingual staff"), await shelf.tell("aki", "/教訓 通訳")
    title = next(seed.title_ja for seed in load_bundled() if seed.key == "L20")
    assert f"L20 {title}" in english
    assert f"L20 {title}" in japanese
    assert "次にすること" in japanese


async def test_a_word_no_lesson_names_is_said_and_the_wider_subject_shown(shelf: Chat) -> None:
    text = await shelf.tell("aki", "/lessons 毛布")
    assert "No lesson names 毛布. The nearest lessons on the wider subject:" in text
    assert "  L16 " in text


async def test_when_nothing_is_found_it_says_what_was_searched_and_how_to_add_one(shelf: Chat) -> None:
    text = await shelf.tell("aki", "/lessons zyxwv")
    assert "No lesson answers “zyxwv” yet." in text
    assert "Searched 20 lessons" in text
    assert "/lessons add TITLE: what happened → what to do" in text


async def test_alone_it_counts_lessons_and_themes_and_shows_what_to_type(shelf: Chat) -> None:
    text = await shelf.tell("aki", "/lessons")
    assert "20 lessons of earlier responses" in text
    assert "Partnership" in text
    assert "Search: /lessons tsunami volunteers" in text


async def test_a_number_shows_one_lesson_and_an_unknown_one_how_numbers_look(shelf: Chat) -> None:
    assert (await shelf.tell("aki", "/lessons l20")).startswith("L20 ")
    assert "I find no lesson L99" in await shelf.tell("aki", "/lessons L99")
    assert "I find no lesson R12" in await shelf.tell("aki", "/lessons R12")


async def test_an_added_lesson_is_shown_marked_and_found_at_once_by_its_author(chat: Chat) -> None:
    answer = await chat.tell("aki", ADD, "Green Wave")
    assert "Saved as L1. It is found from now on, marked “not reviewed”." in answer
    assert "Source: told by a member of this exchange, year not known" in answer
    found = await chat.tell("aki", "/lessons blankets")
    assert "L1 Ask before sending" in found
    assert "(not reviewed)" in found


async def test_a_lesson_in_the_other_language_is_shown_as_it_is_with_its_language(chat: Chat) -> None:
    await chat.say(
        "aki", "/教訓 追加 送る前に聞く：毛布が二重に届いた→先に倉庫へ電話する 年:2024 出典:活動報告", "みどりの波"
    )
    text = await chat.tell("ben", "/lessons 毛布", "Blue Hand")
    assert "L1 送る前に聞く" in text
    assert "What to do: 先に倉庫へ電話する" in text
    assert "Language: Japanese" in text
    assert "Source: 活動報告, 2024" in text


async def test_missing_parts_are_asked_for_and_what_was_typed_is_kept(chat: Chat) -> None:
    reply = await chat.say("aki", "/lessons add Ask before sending: blankets came twice", "Green Wave")
    assert "What happened: blankets came twice" in chat.text(reply)
    saved = chat.text(await chat.fill("aki", todo="call the depot first", year="2024"))
    assert "Saved as L1." in saved
    assert "What to do: call the depot first" in saved
    assert "2024" in saved


async def test_a_wrong_year_or_theme_is_named_with_what_may_be_typed(chat: Chat) -> None:
    text = await chat.tell("aki", f"{ADD} year:never theme:weather", "Green Wave")
    assert "never is no year I can read. For example 2024." in text
    assert "There is no theme weather. The themes are: Partnership," in text
    assert "What to do next time: call the depot first" in text


async def test_a_title_that_is_a_whole_story_is_asked_for_again(chat: Chat) -> None:
    reply = await chat.say("aki", f"/lessons add {'long ' * 40}: happened → do", "Green Wave")
    assert isinstance(reply.answer, Form)
    assert "A title has at most 120 characters." in chat.text(reply)


async def test_a_lesson_for_the_own_organisation_is_hidden_from_others(chat: Chat) -> None:
    await chat.say("aki", f"{ADD} audience:own", "Green Wave")
    assert "No lesson answers" in await chat.tell("ben", "/lessons blankets", "Blue Hand")
    assert "I find no lesson L1" in await chat.tell("ben", "/lessons L1")
    assert "L1 Ask before sending" in await chat.tell("aki", "/lessons blankets")


async def test_what_an_exercise_taught_stays_in_exercises(chat: Chat) -> None:
    exercise = await opened(chat, "Drill in Suzu", "exercise")
    await linked(chat, "Green Wave", "drill", exercise)
    assert "【EXERCISE】L1 Ask before sending" in await chat.tell("aki", ADD, "Green Wave", "drill")
    assert "L1 Ask before sending" in await chat.tell("aki", "/lessons blankets")
    assert "No lesson answers" in await chat.tell("aki", "/lessons blankets", channel="")


async def test_a_published_lesson_comes_before_a_draft_about_the_same(chat: Chat) -> None:
    await chat.say("aki", "/lessons add Snow on the roof: it fell → clear it", "Green Wave")
    same = replace(published(chat, "L9", "Snow on the roof"), summary_en="it fell", implication_en="clear it")
    await taught(chat, same)
    text = await chat.tell("aki", "/lessons snow")
    assert text.index("L9 ") < text.index("L1 ")


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("A: b → c", Telling("A", "b", "c")),
        ("甲：乙→丙", Telling("甲", "乙", "丙")),
        ("A: b -> c", Telling("A", "b", "c")),
        ("A\nb\nc", Telling("A", "b", "c")),
        ("A:\nb\nmore of b\nc", Telling("A", "b\nmore of b", "c")),
        ("Meet at 19:00: too late → at 18:00", Telling("Meet at 19:00", "too late", "at 18:00")),
        ("A: see https://example.org → c", Telling("A", "see https://example.org", "c")),
        ("A", Telling("A")),
        ("A → c", Telling("A", "", "c")),
        ("A: b", Telling("A", "b")),
        ("", Telling("")),
    ],
)
def test_the_parts_of_a_lesson_are_read_from_one_line_or_from_several(text: str, telling: Telling) -> None:
    assert told(text) == telling


def test_themes_are_named_as_in_the_bundled_lessons() -> None:
    assert {word.value: (word.en[0], word.ja[0]) for word in THEMES} == {
        key: (name.en, name.ja) for key, name in load_themes().items()
    }


async def test_three_answers_come_at_once_and_the_rest_by_a_button(shelf: Chat) -> None:
    first = await shelf.say("aki", "/lessons funding of local groups", "Green Wave")
    assert isinstance(first.answer, Card)
    assert len(first.answer.items) == 3
    (button,) = first.answer.buttons
    assert button.label.startswith("More (")
    more = (await shelf.press("aki", button.label)).answer
    assert isinstance(more, Card)
    shown = {item.title.split()[0] for item in (*first.answer.items, *more.items)}
    assert len(shown) == len(first.answer.items) + len(more.items) > 3


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/lessons funding of local groups", True),
        ("/lessons funding of local groups hazard:tsunami", True),
        ("/lessons funding of local groups hazard:volcano", False),
        ("/lessons funding of local groups year:1999", False),
        ("/lessons funding of local groups theme:volunteers", False),
        ("/lessons funding of local groups country:PHL", False),
        ("/lessons funding of local groups sector:finance", True),
        ("/lessons funding of local groups sector:health", False),
        ("/教訓 助成金 地元団体 分野:資金", True),
    ],
)
async def test_a_question_is_narrowed_to_a_hazard_a_year_a_theme_a_country_or_a_sector(
    shelf: Chat, line: str, *, found: bool
) -> None:
    text = await shelf.tell("aki", line, "Green Wave")
    assert ("What to do:" in text) == found


async def test_a_year_that_cannot_be_read_is_named_with_an_example(shelf: Chat) -> None:
    assert "For example 2024." in await shelf.tell("aki", "/lessons funding year:soon", "Green Wave")
