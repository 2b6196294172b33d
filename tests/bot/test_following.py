"""The search follows the database: what anybody saved is found by the next question, and a lost index is made anew."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.document import IMPORTED, WITHDRAWN, Document, Passage
from bot.domain.lesson import PUBLISHED, Lesson
from bot.domain.passages import Filters, IndexMark
from bot.domain.record import Stamp
from bot.flows.knowing import following
from bot.flows.knowing.following import Following, follow
from bot.store import Store
from knowledge.language.words import load_words
from knowledge.library.search import LessonLibrary
from tests.chat import Chat
from tests.clock import START

STAMP = Stamp("", None, None, "public", "actual", START, START)
ADD = "/lessons add Ask before sending: blankets came twice → call the depot first"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[LessonLibrary]:
    opened = LessonLibrary(load_words(), folder=tmp_path / "index")
    yield opened
    opened.close()


def ids(library: LessonLibrary, question: str) -> list[str]:
    return [hit.id for hit in library.search(question).hits]


async def taught(store: Store, title: str) -> str:
    async with store.begin() as uow:
        lesson = Lesson(await uow.new_id("L"), STAMP, PUBLISHED, title_en=title)
        await uow.lessons.add(lesson, by="")
        await uow.commit()
    return lesson.id


async def imported(store: Store, texts: Sequence[str], sha256: str = "0") -> Document:
    async with store.begin() as uow:
        document = Document(await uow.new_id("B"), STAMP, "Report", "report.pdf", sha256, language="en")
        parts = [Passage(f"{document.id}.{n}", document.id, n, text, language="en") for n, text in enumerate(texts, 1)]
        await uow.documents.bring(document, parts, by="")
        await uow.commit()
    return document


async def test_a_lesson_is_found_by_its_author_at_once(chat: Chat) -> None:
    assert "No lesson answers" in await chat.tell("aki", "/lessons depot blankets")
    await chat.say("aki", ADD)
    assert "Ask before sending" in await chat.tell("aki", "/lessons depot blankets")


async def test_what_another_process_saved_is_found_by_the_next_question(store: Store, library: LessonLibrary) -> None:
    await follow(store, library)
    lesson = await taught(store, "Snow on roofs")
    document = await imported(store, ["Boats carried water.", "Buses carried people."])
    await follow(store, library)
    assert ids(library, "snow") == [lesson]
    assert ids(library, "buses") == [f"{document.id}.2"]


async def test_a_passage_is_answered_with_its_document_page_and_the_words_found(chat: Chat) -> None:
    async with chat.store.begin() as uow:
        document = Document(
            await uow.new_id("B"),
            STAMP,
            "Harbour report",
            "https://example.org/report",
            "1",
            licence="CC BY 4.0",
            year=2024,
        )
        passage = Passage(f"{document.id}.1", document.id, 1, "Fishing boats carried water.", 4, "Transport", "en")
        await uow.documents.bring(document, [passage], by="")
        await uow.commit()
    text = await chat.tell("aki", "/lessons fishing boats")
    for part in (
        f"{document.id}.1 Harbour report · Transport",
        "https://example.org/report",
        "page 4",
        "2024",
        "Words found",
    ):
        assert part in text


async def test_of_a_document_without_a_known_licence_a_short_part_is_quoted(chat: Chat) -> None:
    await imported(chat.store, ["Fishing boats carried water. " * 40])
    text = await chat.tell("aki", "/lessons fishing boats")
    assert "…" in text
    assert text.count("Fishing boats") < 10


async def test_a_withdrawn_document_is_not_found_any_more(store: Store, library: LessonLibrary) -> None:
    document = await imported(store, ["Boats carried water."])
    await follow(store, library)
    async with store.begin() as uow:
        await uow.documents.save(replace(document, state=WITHDRAWN), by="", what="withdraw")
        await uow.commit()
    await follow(store, library)
    assert ids(library, "boats") == []
    assert document.state == IMPORTED


async def test_a_document_that_is_given_again_is_not_read_again_but_a_newer_version_is(
    store: Store, library: LessonLibrary
) -> None:
    document = await imported(store, ["Boats carried water."])
    await follow(store, library)
    mark = library.mark
    assert library.has(document.id, 1)
    library.put((), replace(mark, documents=0))
    await follow(store, library)
    assert library.mark == mark
    assert ids(library, "boats") == [f"{document.id}.1"]
    async with store.begin() as uow:
        await uow.documents.save(replace(document, hazard="FL"), by="", what="describe")
        await uow.commit()
    await follow(store, library)
    assert library.has(document.id, 2)
    assert library.search("boats", 3, Filters(hazard="FL")).hits


async def test_an_index_that_stands_where_the_database_does_reads_nothing_again(
    store: Store, library: LessonLibrary
) -> None:
    await taught(store, "Snow on roofs")
    await follow(store, library)
    mark = library.mark
    library.close()
    again = LessonLibrary(load_words(), folder=library.folder)
    assert again.mark == mark
    await follow(store, again)
    assert again.mark == mark
    assert ids(again, "snow")
    again.close()


@pytest.mark.parametrize("mark", [IndexMark("another database", 3, 3), None])
async def test_an_index_of_another_or_an_older_database_is_made_anew(
    store: Store, library: LessonLibrary, mark: IndexMark | None
) -> None:
    lesson = await taught(store, "Snow on roofs")
    await follow(store, library)
    stale = mark or replace(library.mark, documents=10**9)
    library.put((), stale)
    await follow(store, library)
    assert library.mark.documents == 0
    assert ids(library, "snow") == [lesson]


async def test_many_who_ask_at_once_wait_for_one_index(store: Store, library: LessonLibrary) -> None:
    lesson = await taught(store, "Snow on roofs")
    one = Following()
    await asyncio.gather(*(one.caught_up(store, library) for _ in range(5)))
    assert ids(library, "snow") == [lesson]


async def test_a_question_does_not_wait_for_ever_for_a_large_index(
    store: Store, library: LessonLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.0)
    lesson = await taught(store, "Snow on roofs")
    one = Following()
    await one.caught_up(store, library)
    assert one.going
    await one.going
    assert ids(library, "snow") == [lesson]
