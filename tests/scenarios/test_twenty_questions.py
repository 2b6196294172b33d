"""The right lesson or passage stands among the first three for questions as responders ask them, in either language."""

from pathlib import Path

from storage.store import open_store
from tests.databases import SqliteFiles
from tests.scenarios.twenty_questions import ENGLISH, JAPANESE, transcript

RIGHT = 18
"""Of twenty."""


async def test_most_of_twenty_questions_are_answered_right_among_the_first_three(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    assert len(ENGLISH) == len(JAPANESE) == 10
    store = open_store(await sqlite_files.copy(tmp_path))
    text, found = await transcript(store)
    await store.close()
    assert found >= RIGHT, text
