"""The program as an operator starts it: settings, exit codes, the database's tables, the demo, a running service."""

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from storage.upgrade import downgrade, upgrade

ROOT = Path(__file__).parents[2]
TYPED = """/request 200 blankets in Wajima by Friday
/offer 毛布500枚 仙台市 11月30日まで
/find water Ishikawa
/lessons tsunami volunteers
/lessons 物資
/lessons 毛布
/brief
"""


def kizuna(*arguments: str, typed: str = "", folder: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KIZUNA_")}
    environment |= {"PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, input=typed, capture_output=True, text=True, check=False, timeout=120
    )


def test_every_program_explains_itself_with_an_example() -> None:
    for program in ("demo", "console", "run", "db"):
        shown = kizuna(program, "--help")
        assert shown.returncode == 0
        assert "Example:" in shown.stdout


def test_the_demo_answers_typed_lines_and_names_the_board(tmp_path: Path) -> None:
    shown = kizuna("demo", typed=TYPED, folder=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert shown.stderr == ""
    assert re.search(r"http://127\.0\.0\.1:\d+/exercise", shown.stdout)
    assert "Saved as R" in shown.stdout
    assert "毛布 500枚" in shown.stdout
    assert "「毛布」に触れた教訓はありません" in shown.stdout
    assert "Something went wrong" not in shown.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"KIZUNA_COLOUR": "blue"}, "Unknown setting KIZUNA_COLOUR"),
        ({"KIZUNA_LOCALE": "fr"}, "KIZUNA_LOCALE"),
        ({"KIZUNA_ZONE": "Asia/Wajima"}, "KIZUNA_ZONE"),
        ({"KIZUNA_UNDO_SECONDS": "soon"}, "KIZUNA_UNDO_SECONDS"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "database"),
        ({"DATABASE_URL": "mongodb://somewhere"}, "DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_code_2(settings: dict[str, str], said: str, tmp_path: Path) -> None:
    shown = kizuna("console", typed="/list\n", folder=tmp_path, **settings)
    assert shown.returncode == 2
    assert said in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1
    assert "Traceback" not in shown.stderr


def test_an_empty_database_makes_its_tables_and_an_old_one_asks_for_the_upgrade(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kizuna.db"
    assert kizuna("console", typed="/list\n", DATABASE_URL=url).returncode == 0
    assert kizuna("db", "status", DATABASE_URL=url).returncode == 0
    asyncio.run(downgrade(url, "base"))
    asyncio.run(upgrade(url, "0001"))
    assert kizuna("db", "upgrade", DATABASE_URL=url).returncode == 0
    sound = kizuna("db", "check", DATABASE_URL=url)
    assert (sound.returncode, sound.stdout.strip()) == (0, "The database is sound.")


def test_the_status_of_an_empty_database_says_that_it_makes_its_tables_itself(tmp_path: Path) -> None:
    shown = kizuna("db", "status", DATABASE_URL=f"sqlite:///{tmp_path}/kizuna.db")
    assert shown.returncode == 0
    assert "The database is empty. It makes its tables itself at the first start." in shown.stdout
    assert "older" not in shown.stdout


def test_the_status_of_a_database_from_the_future_asks_for_the_newest_version(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kizuna.db"
    assert kizuna("db", "upgrade", DATABASE_URL=url).returncode == 0
    with sqlite3.connect(tmp_path / "kizuna.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    shown = kizuna("db", "status", DATABASE_URL=url)
    assert shown.returncode == 2
    assert "The database is newer than this program." in shown.stdout


def test_a_script_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    script = tmp_path / "talk.txt"
    script.write_text("@aki#suzu /list\n/list\n", encoding="utf-8")
    shown = kizuna("console", "--script", str(script), folder=tmp_path)
    assert shown.returncode == 2
    assert "Line 2" in shown.stdout


async def test_the_service_serves_the_board_and_stops_when_told(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "KIZUNA_HTTP_PORT": "0"}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    told = (await child.stdout.readline()).decode()
    address = re.search(r"http://\S+", told)
    assert address, told
    async with aiohttp.ClientSession() as session:
        for page in ("", "exercise", "healthz", "readyz", "metrics"):
            async with session.get(f"{address[0]}{page}") as answer:
                assert answer.status == 200, page
    child.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await child.wait() == 0
