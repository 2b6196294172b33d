"""`kizuna lessons import` as an operator starts it: rows, exit codes, both languages, a bot that answers meanwhile."""

import asyncio
import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.store import open_store
from tests.chat import Chat
from tests.clock import SetClock
from tests.knowledge import papers

ROOT = Path(__file__).parents[2]
PICTURES = "It has pictures of text only. Run OCR (text recognition) first, then import it again."


def order(*arguments: str) -> list[str]:
    """Return the command line of an import."""
    return [sys.executable, "-m", "bot", "lessons", "import", *arguments]


def settings(folder: Path, **others: str) -> dict[str, str]:
    """Return the environment of an operator who has a database in this folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIZUNA_")}
    return kept | {"PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{folder}/kizuna.db", **others}


def bring(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an import to its end in a folder."""
    return subprocess.run(
        order(*arguments), cwd=folder, env=settings(folder), capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder that holds a folder with a sound file and a scan."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "flood.md").write_bytes(papers.FLOOD.read_bytes())
    (tmp_path / "reports" / "scan.pdf").write_bytes(papers.scanned())
    return tmp_path


def test_each_file_ends_in_a_line_and_a_refusal_in_exit_code_1(shelf: Path) -> None:
    first = bring(shelf, "reports")
    assert first.returncode == 1
    assert first.stdout.splitlines() == [
        "✓ imported  reports/flood.md: as B1, 12 passages",
        f"✗ refused  reports/scan.pdf: {PICTURES}",
        "Imported: 1. Already there: 0. Refused: 1.",
    ]
    assert first.stderr == ""
    again = bring(shelf, "reports/flood.md", "--locale", "ja")
    assert again.returncode == 0
    assert again.stdout.splitlines() == [
        "= 登録済み  flood.md: 番号 B1",
        "取り込み：0件。登録済み：1件。取り込めなかったもの：0件。",
    ]


def test_on_a_terminal_a_bar_shows_how_far_it_is(shelf: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(order("reports"), cwd=shelf, env=settings(shelf, TERM="xterm"), stdout=theirs) as child:
        os.close(theirs)
        shown = b"".join(iter(lambda: told(ours), b"")).decode()
    assert child.returncode == 1
    assert "0/2" in shown
    assert "━" in shown
    assert "reports/flood.md" in shown
    assert "Imported: 1. Already there: 0. Refused: 1." in shown


def told(terminal: int) -> bytes:
    """Return what was written to a terminal since; nothing once nobody writes any more."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_programs_get_one_json_object(shelf: Path) -> None:
    done = bring(shelf, "reports", "--json", "--licence", "CC BY 4.0")
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("imported", "known", "described", "refused")} == {
        "imported": 1,
        "known": 0,
        "described": 0,
        "refused": 1,
    }
    assert told["files"][0]["document"] == "B1"
    assert told["files"][1]["trouble"] == "pictures"
    assert "OCR" in told["files"][1]["reason"]


def test_an_option_that_cannot_be_used_ends_in_2_and_stores_nothing(shelf: Path) -> None:
    done = bring(shelf, "reports", "--year", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--year must be a year in four figures. For example: --year 2024\n"
    assert not (shelf / "kizuna.db").exists()


def test_a_document_is_taken_out_again_by_its_id(shelf: Path) -> None:
    bring(shelf, "reports/flood.md")
    order = [sys.executable, "-m", "bot", "lessons", "withdraw", "b1", "B9"]
    done = subprocess.run(
        order, cwd=shelf, env=settings(shelf), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "B1 架空の水里町豪雨　支援活動ふりかえり: its text is deleted. To have it back, import the file again.",
        "There is no document B9. An id is, for example, B7.",
    ]
    assert bring(shelf, "reports/flood.md").stdout.startswith("✓ imported  flood.md: as B1, 12 passages")


def test_a_row_of_a_table_is_found_with_the_source_and_year_of_its_own(shelf: Path) -> None:
    table = "title,text,source,year\nGenerators,A generator needs a shed against snow.,Example Village diary,1996\n"
    (shelf / "rows.csv").write_text(table)
    bring(shelf, "rows.csv", "--source", "Example collection", "--year", "2020")
    order = [sys.executable, "-m", "bot", "lessons", "search", "generator shed snow", "--json"]
    done = subprocess.run(
        order, cwd=shelf, env=settings(shelf), capture_output=True, text=True, check=False, timeout=120
    )
    first = json.loads(done.stdout)["hits"][0]
    assert (first["id"][:1], first["source"], first["year"]) == ("B", "Example Village diary", 1996)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = bring(tmp_path, "nothing")
    assert (done.returncode, done.stdout) == (1, "There is no file to import.\n")


def test_no_module_is_loaded_from_where_the_documents_lie(shelf: Path) -> None:
    """A folder of documents may come from anywhere; a file in it that is named like a library must not run."""
    for name in ("docx.py", "pypdf.py", "markdown_it.py", "yaml.py", "lxml.py"):
        (shelf / "reports" / name).write_text("raise SystemExit('taken over')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "lessons", "import", "flood.md"],
        cwd=shelf / "reports",
        env=settings(shelf),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "imported" in done.stdout


async def test_a_finished_document_is_found_and_the_bot_answers_while_the_import_goes_on(tmp_path: Path) -> None:
    """A long report and a bomb are read; meanwhile everybody who asks for something is answered and saved."""
    shelf = tmp_path / "reports"
    shelf.mkdir()
    (shelf / "1 bomb.pdf").write_bytes(papers.pdf_bomb())
    (shelf / "2 long.pdf").write_bytes(papers.long_report(60))
    for number in range(3, 6):
        (shelf / f"{number} short.txt").write_text(f"Depot {number} ran out of blankets. " * 2000, encoding="utf-8")
    assert bring(tmp_path, "no such file").returncode == 1  # makes the database
    store = open_store(f"sqlite:///{tmp_path}/kizuna.db")
    chat, waits = Chat(store, SetClock()), list[float]()
    importing = await asyncio.create_subprocess_exec(
        *order(str(shelf)), env=settings(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    ended = asyncio.create_task(importing.communicate())
    try:
        while not ended.done() or not waits:
            began = time.monotonic()
            answer = await chat.tell("aki", f"/request {len(waits) + 1} blankets in Wajima", "Green Wave")
            waits.append(time.monotonic() - began)
            assert "Saved as R" in answer
            await asyncio.wait({ended}, timeout=0.02)
        shown = (await ended)[0].decode()
    finally:
        await store.close()
    assert "Imported: 4. Already there: 0. Refused: 1." in shown
    assert len(waits) > 10
    assert max(waits) < 5, "the bot's patience with another writer"
