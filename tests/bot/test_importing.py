"""An import on each database: every file ends in one row, what is stored is whole, and no content is stored twice."""

import asyncio
import os
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from bot.domain.document import Document
from bot.flows.knowing.following import follow
from bot.store import Store
from bot.wiring.import_fields import Given, WrongField, country_code, given, hazard_code
from bot.wiring.import_report import Row
from bot.wiring.importing import Importer, files
from bot.wiring.withdrawing import taken_out
from bot.words.catalogue import words
from knowledge.ingest.found import Limits
from knowledge.vocabulary.categories import load_vocabulary
from tests.chat import new_library
from tests.clock import SetClock
from tests.knowledge import papers

VOCABULARY = load_vocabulary()
NOTHING = dict.fromkeys(("title", "source", "licence", "year", "hazard", "country", "summary"))


class Rows:
    """A report that keeps its rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def shown(self, many: int) -> AbstractContextManager[object]:
        """Return a context that shows nothing."""
        return nullcontext()

    def begun(self, path: str) -> None:
        """Tell nothing."""

    def row(self, row: Row) -> None:
        """Keep the row."""
        self.rows.append(row)

    def end(self, rows: Sequence[Row]) -> None:
        """Tell nothing."""


async def bring(
    store: Store, *paths: Path | str, options: Given | None = None, limits: Limits | None = None
) -> list[Row]:
    """Import paths and return the rows."""
    importer = Importer(store, SetClock(), VOCABULARY, options or Given(), limits)
    return await importer.all(list(files([str(path) for path in paths])), Rows())


async def document(store: Store, id: str = "B1") -> Document:
    """Return a stored document."""
    async with store.read() as view:
        found = await view.documents.get(id)
    assert found is not None
    return found


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder with sound files, bad ones and such as nobody means, in folders of its own."""
    folder = tmp_path / "library"
    (folder / "2024" / "bad").mkdir(parents=True)
    (folder / ".git").mkdir()
    contents = {
        "winter.pdf": papers.printed(papers.WINTER.read_text(encoding="utf-8"), "Winter in Example Bay"),
        "2024/typhoon.html": papers.TYPHOON.read_bytes(),
        "2024/水害.md": papers.FLOOD.read_bytes(),
        "2024/sjis.txt": "二日目の夜に毛布が足りなくなった。".encode("cp932"),
        "2024/bad/scan.pdf": papers.scanned(),
        "2024/bad/bomb.docx": papers.zip_bomb(),
        "2024/bad/locked.pdf": papers.locked(papers.pdf([["Blankets."]]), "secret"),
        "2024/bad/photo.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
        ".git/config.txt": b"left out",
        "~$winter.docx": b"left out",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


async def test_a_mixed_folder_ends_in_a_row_for_each_file(store: Store, shelf: Path) -> None:
    rows = await bring(store, shelf)
    assert [(row.path, row.outcome, row.trouble) for row in rows] == [
        ("library/winter.pdf", "imported", ""),
        ("library/2024/sjis.txt", "imported", ""),
        ("library/2024/typhoon.html", "imported", ""),
        ("library/2024/水害.md", "imported", ""),
        ("library/2024/bad/bomb.docx", "refused", "bomb"),
        ("library/2024/bad/locked.pdf", "refused", "locked"),
        ("library/2024/bad/photo.png", "refused", "unknown"),
        ("library/2024/bad/scan.pdf", "refused", "pictures"),
    ]
    async with store.read() as view:
        for row in rows[:4]:
            passages = await view.documents.passages_of(row.document)
            assert len(passages) == row.passages > 0
            assert [each.id for each in passages] == [f"{row.document}.{n}" for n in range(1, row.passages + 1)]
        assert await view.documents.count() == (4, sum(row.passages for row in rows))


async def test_what_a_document_says_of_itself_is_kept_as_the_bot_keeps_it(store: Store) -> None:
    await bring(store, papers.FLOOD)
    kept = await document(store)
    assert kept.title == "架空の水里町豪雨　支援活動ふりかえり"
    assert (kept.year, kept.hazard, kept.country, kept.language, kept.licence) == (2023, "FL", "JPN", "ja", "CC BY 4.0")
    assert (kept.source, kept.kind, kept.state) == ("みどり支援隊（架空の団体）", "text", "imported")


async def test_what_the_operator_says_goes_before(store: Store) -> None:
    await bring(store, papers.FLOOD, options=Given(title="Flood", licence="CC0", year=2020, hazard="EQ", country="INT"))
    kept = await document(store)
    assert (kept.title, kept.licence, kept.year, kept.hazard, kept.country) == ("Flood", "CC0", 2020, "EQ", "INT")


async def test_a_document_in_two_languages_is_in_neither_alone(store: Store) -> None:
    await bring(store, papers.TYPHOON)
    assert (await document(store)).language == ""


async def test_a_file_that_says_nothing_of_itself_is_known_by_its_name(store: Store, tmp_path: Path) -> None:
    (tmp_path / "cold nights.csv").write_text("text\nBlankets ran out.\n", encoding="utf-8")
    await bring(store, tmp_path / "cold nights.csv")
    kept = await document(store)
    assert (kept.title, kept.source, kept.year) == ("cold nights", "cold nights.csv", None)


async def test_rows_keep_their_own_hazard_country_and_year(store: Store, tmp_path: Path) -> None:
    table = "title,text,hazard,country,year\nA,Blankets.,地震,日本,2024\nB,Water.,of unknown kind,Atlantis,\n"
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    await bring(store, tmp_path / "a.csv", options=Given(hazard="TC"))
    async with store.read() as view:
        first, second = await view.documents.passages_of("B1")
    assert (first.hazard, first.country, first.year) == ("EQ", "JPN", 2024)
    assert (second.hazard, second.country, second.year) == ("", "", None)


async def test_the_same_content_is_there_already_whatever_its_name(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.md").write_bytes(papers.FLOOD.read_bytes())
    rows = await bring(store, papers.FLOOD, tmp_path / "copy.md", papers.FLOOD)
    assert [(row.outcome, row.document) for row in rows] == [("imported", "B1"), ("known", "B1"), ("known", "B1")]
    async with store.read() as view:
        assert [entry.what for entry in await view.audit.of("B1")] == ["import"]


async def test_said_anew_a_document_is_described_anew_and_its_passages_stay(store: Store) -> None:
    await bring(store, papers.TYPHOON)
    async with store.read() as view:
        before = await view.documents.passages_of("B1")
        _, number = await view.documents.changed_since(0)
    [row] = await bring(store, papers.TYPHOON, options=Given(licence="CC BY 4.0", hazard="TC"))
    assert (row.outcome, row.document) == ("described", "B1")
    kept = await document(store)
    assert (kept.licence, kept.hazard, kept.stamp.version) == ("CC BY 4.0", "TC", 2)
    async with store.read() as view:
        assert await view.documents.passages_of("B1") == before
        assert [each.id for each in (await view.documents.changed_since(number))[0]] == ["B1"]


async def test_a_reference_keeps_the_summary_and_none_of_the_text(store: Store) -> None:
    said = Given(
        reference=True, summary="足りないのは毛布ではなく、床に敷くものだった。", licence="All rights reserved"
    )
    [row] = await bring(store, papers.WINTER, options=said)
    assert (row.outcome, row.passages) == ("imported", 0)
    kept = await document(store)
    assert (kept.kind, kept.summary, kept.language, kept.pages) == ("reference", said.summary, "ja", 4)
    async with store.read() as view:
        assert await view.documents.count() == (1, 0)


async def test_what_is_withdrawn_leaves_no_text_in_the_store_or_the_index_and_an_import_brings_it_back(
    store: Store,
) -> None:
    library = new_library()
    await bring(store, papers.WINTER)
    await follow(store, library)
    question = "cardboard beds in gymnasiums"
    assert [hit.id for hit in library.search(question, 1).hits] == ["B1.3"]

    gone = await taken_out(store, "B1", SetClock())
    assert gone is not None
    assert await taken_out(store, "B1", SetClock()) == gone
    assert await taken_out(store, "B2", SetClock()) is None
    await follow(store, library)
    assert library.search(question, 1).hits == ()
    async with store.read() as view:
        assert await view.documents.count() == (1, 0)

    [row] = await bring(store, papers.WINTER)
    assert (row.outcome, row.document) == ("imported", "B1")
    await follow(store, library)
    assert [hit.id for hit in library.search(question, 1).hits] == ["B1.3"]


async def test_a_link_is_kept_only_as_a_reference_and_nothing_is_downloaded(store: Store) -> None:
    link = "https://example.org/report"
    [row] = await bring(store, link)
    assert (row.outcome, row.trouble) == ("refused", "link")
    said = Given(reference=True, summary="Blankets ran out.", title="Cold nights")
    rows = [*await bring(store, link, options=said), *await bring(store, link, options=said)]
    assert [row.outcome for row in rows] == ["imported", "known"]
    kept = await document(store)
    assert (kept.source, kept.title, kept.language) == (link, "Cold nights", "en")


async def test_a_scan_may_be_kept_as_a_reference(store: Store, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(papers.scanned())
    [row] = await bring(store, tmp_path / "scan.pdf", options=Given(reference=True, summary="Blankets ran out."))
    assert row.outcome == "imported"


async def test_two_imports_of_the_same_folder_at_once_store_each_content_once(store: Store, shelf: Path) -> None:
    first, second = await asyncio.gather(bring(store, shelf), bring(store, shelf))
    outcomes = Counter(row.outcome for row in (*first, *second))
    assert outcomes == {"imported": 4, "known": 4, "refused": 8}
    async with store.read() as view:
        assert (await view.documents.count())[0] == 4


async def test_what_cannot_be_opened_is_a_row_too(store: Store, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "loop").symlink_to(shelf / "loop")
    (shelf / "gone.txt").symlink_to(shelf / "nowhere.txt")
    os.mkfifo(shelf / "pipe.txt")
    rows = await bring(store, tmp_path / "no such file.pdf", shelf)
    assert {row.path.rpartition("/")[2]: row.trouble for row in rows} == {
        "no such file.pdf": "unreadable",
        "loop": "unreadable",
        "gone.txt": "unreadable",
        "pipe.txt": "unknown",
    }


@pytest.mark.parametrize(
    ("option", "value", "example"),
    [
        ("year", "last", "--year 2024"),
        ("year", "99999", "--year 2024"),
        ("hazard", "boredom", "--hazard EQ"),
        ("country", "Atlantis", "--country JPN"),
        ("reference", True, "--summary"),
    ],
)
def test_an_option_that_cannot_be_used_is_named_with_an_example(option: str, value: object, example: str) -> None:
    arguments = Namespace(**{**NOTHING, "reference": False, option: value})
    for locale in ("en", "ja"):
        with pytest.raises(WrongField, match=f"--{option}.*{example}"):
            given(arguments, VOCABULARY, words(locale), single=True)


@pytest.mark.parametrize("option", ["title", "source", "summary"])
def test_what_tells_of_one_document_is_not_said_of_many(option: str) -> None:
    with pytest.raises(WrongField, match=f"--{option}"):
        given(Namespace(**{**NOTHING, "reference": False, option: "x"}), VOCABULARY, words("en"), single=False)


def test_hazards_and_countries_are_given_by_code_or_name_in_either_language() -> None:
    assert [hazard_code(said, VOCABULARY) for said in ("EQ", "eq", "earthquake", "地震", "", "x")] == ["EQ"] * 4 + [
        "",
        "",
    ]
    named = ("JPN", "jp", "Japan", "日本", "UK", "France", "int", "Atlantis", "")
    assert [country_code(said) for said in named] == ["JPN"] * 4 + ["GBR", "FRA", "INT", "", ""]
