"""`kizuna read` for people and programs: a table, one JSON object, and a stream that a broken line cannot stop."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHAT_KITS_AND_DATABASES = {
    "discord",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "sqlite3",
    "asyncpg",
    "aiohttp",
    "storage",
}
GOOD = {"id": "a", "text": "500 wool blankets for Ishinomaki", "posted_at": "2026-11-24T09:30:00+09:00"}


def kizuna(
    *arguments: str, typed: bytes = b"", options: tuple[str, ...] = (), **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `kizuna read` in an empty environment to its end."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, *options, "-m", "bot", "read", *arguments]
    return subprocess.run(command, env=environment, input=typed, capture_output=True, check=False, timeout=120)


def stream(*lines: object, arguments: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Send lines (bytes as they are, anything else as JSON) and return the objects that came back."""
    typed = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    done = kizuna("--jsonl", *arguments, typed=typed, LC_ALL="POSIX", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_a_person_sees_every_field_and_what_is_personal() -> None:
    text = "Need 200 blankets in Wajima by Friday, call Ms. Keiko Mori 090-0000-1111"
    shown = kizuna("--at", "2026-11-24T09:30+09:00", text).stdout.decode("utf-8")
    for part in ("nfi.bedding", "200 pieces", "JP17204", "2026-11-27", "Keiko Mori", "090-0000-1111", "routine"):
        assert part in shown


def test_the_table_speaks_japanese_in_any_locale_of_the_system() -> None:
    done = kizuna("--locale", "ja", "輪島市へ毛布２００枚", LC_ALL="POSIX", PYTHONUTF8="0")
    assert "毛布・寝具" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_what_the_bot_would_ask_is_shown() -> None:
    shown = kizuna("200 flibbertigibbets needed in Wajima").stdout.decode("utf-8")
    assert "It would be asked:" in shown


def test_text_cannot_steer_the_terminal() -> None:
    assert b"\x1b" not in kizuna("200 blankets\x1b[2J in Wajima").stdout


def test_one_text_becomes_one_json_object() -> None:
    made = json.loads(kizuna("--json", "--at", "2026-11-24T09:30+09:00", "毛布500枚を石巻市へ").stdout)
    assert made["lines"][0]["quantity"]["value"] == 500
    assert made["lines"][0]["places"][0]["code"] == "JP04202"


def test_danger_is_said_in_the_object() -> None:
    assert stream(GOOD | {"text": "We are trapped under the rubble, help"})[0]["danger"] is True


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"id": "b", "posted_at": GOOD["posted_at"]}, "text is missing"),
        (GOOD | {"id": "b", "text": 5}, "text must be text in quotes"),
        (GOOD | {"id": "b", "text": "x" * 10_001}, "text must have at most 10,000"),
        ({"id": "b", "text": "hi"}, "posted_at is missing"),
        (GOOD | {"id": "b", "posted_at": "2026-11-24T09:30:00"}, "posted_at must be"),
        (GOOD | {"id": "b", "posted_at": "yesterday"}, "posted_at must be"),
        (GOOD | {"id": "b", "posted_at": "9999-12-31T23:59:59+00:00"}, "posted_at must be"),
    ],
)
def test_a_line_with_a_wrong_field_is_answered_with_its_id_the_field_and_an_example(broken: object, named: str) -> None:
    wrong, right = stream(broken, GOOD)
    assert wrong.keys() == {"id", "error"}
    assert wrong["id"] == "b"
    assert named in wrong["error"]
    assert "2026-11-24T09:30:00+09:00" in wrong["error"]
    assert right["id"] == "a"


@pytest.mark.parametrize("broken", [b"{broken", b"\xff\xfe", b"3", b"[" * 100_000, b'{"text": "x"}', b"null"])
def test_a_line_that_is_no_object_does_not_stop_the_run(broken: bytes) -> None:
    wrong, right = stream(broken, b"", GOOD)
    assert wrong.keys() == {"error"}
    assert right["kind"] == "request"


def test_half_a_surrogate_pair_and_control_signs_are_read_all_the_same() -> None:
    made = stream(b'{"id": "s", "text": "\\ud800 \\u0000 tel 090-0000-1234", "posted_at": "2026-11-24T00:30:00Z"}')
    assert made[0]["personal"] == [{"type": "phone", "text": "090-0000-1234"}]


def test_errors_are_said_in_japanese_too() -> None:
    assert "posted_at がありません" in stream({"id": "b", "text": "hi"}, arguments=("--locale", "ja"))[0]["error"]


def test_each_line_is_answered_before_the_next_is_sent() -> None:
    command = [sys.executable, "-m", "bot", "read", "--jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin
        assert program.stdout
        for number in ("1", "2"):
            program.stdin.write(json.dumps(GOOD | {"id": number}).encode() + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number


def test_nothing_to_read_is_one_sentence_and_exit_code_2() -> None:
    done = kizuna()
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"kizuna read" in done.stderr


def test_a_wrong_setting_does_not_matter_to_it() -> None:
    assert kizuna("--json", "hello", KIZUNA_ZONE="Nowhere", DATABASE_URL="mongodb://x").returncode == 0


def test_reading_loads_no_database_and_no_chat_kit() -> None:
    done = kizuna("--json", "hello", options=("-X", "importtime"))
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.decode().splitlines()}
    assert "knowledge" in names
    assert names & CHAT_KITS_AND_DATABASES == set()
