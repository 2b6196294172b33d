"""The doctor as an operator starts it: settings, database, disk, address, and what it prints about them."""

import asyncio
import os
import re
import sqlite3
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from aiohttp import web
from sqlalchemy.engine import make_url

from adapters.discord.invite import PERMISSIONS, Permission, invite
from bot.clock import SystemClock
from bot.finding import Finding, clock_finding, http_date
from bot.wiring.doctor import is_kizuna, port_finding, zone_finding
from bot.wiring.verdict import verdict
from bot.words.catalogue import words
from storage.doctor import LACKING, MIB, QUICK, SCARCE, examine
from storage.upgrade import downgrade, upgrade
from tests.bot.test_program import ROOT, kizuna
from tests.clock import SetClock
from tests.databases import PostgresServer
from tests.findings import bad, fine, told
from tests.platforms.discord.driver import TOKEN, discord_server
from tests.platforms.discord.world import BOT, GUILD
from tests.platforms.slack import webapi as slack_tokens
from tests.platforms.slack.driver import Slack

TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN")
QUIET = {**dict.fromkeys(TOKENS, ""), "DATABASE_URL": "sqlite:///kizuna.db", "KIZUNA_HTTP_PORT": "0", "NO_COLOR": ""}


def doctor(folder: Path, *arguments: str, **settings: str) -> tuple[int, list[str]]:
    """Run `kizuna doctor` in a folder; return its exit status and what it printed, line by line."""
    shown = kizuna("doctor", *arguments, folder=folder, **{**QUIET, **settings})
    assert shown.stderr == ""
    return shown.returncode, shown.stdout.splitlines()


def under(lines: list[str], beginning: str) -> str:
    """Return the line that stands under the one with this beginning: the fix."""
    at = next(number for number, line in enumerate(lines) if line.startswith(beginning))
    return lines[at + 1]


def test_a_fresh_folder_is_fine_but_for_the_platforms_that_have_no_token(tmp_path: Path) -> None:
    status, lines = doctor(tmp_path)
    assert status == 0
    assert "✓ ok  Settings: Every setting can be used." in lines
    new = f"✓ ok  Database: There is no file {tmp_path}/kizuna.db yet. It is made at the first start."
    assert new in lines
    assert under(lines, "! warning  Chat platforms: Neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set") == (
        '    → README, "In Slack and in Discord", says how to get one.'
    )
    assert lines[-1] == "Wrong: 0. Warnings: 1."
    assert list(tmp_path.iterdir()) == []


def test_the_answer_comes_in_japanese_when_asked_for(tmp_path: Path) -> None:
    for asked in (doctor(tmp_path, "--locale", "ja"), doctor(tmp_path, KIZUNA_LOCALE="ja")):
        assert asked[0] == 0
        assert "✓ 良好  設定: どの設定も使えます。" in asked[1]
        assert asked[1][-1] == "誤り：0件。注意：1件。"


@pytest.mark.parametrize(
    ("name", "value", "said", "fix"),
    [
        (
            "SLACK_API_BASE_URL",
            "http://slack.example/api/",
            "This address is neither encrypted nor on this machine: a token must not be sent there.",
            (
                "Write SLACK_API_BASE_URL=https://slack.com/api/ in the environment or in .env,"
                " or another address that begins with https://"
            ),
        ),
        (
            "DISCORD_GATEWAY_URL",
            "ws://discord.example/",
            "This address is neither encrypted nor on this machine: a token must not be sent there.",
            (
                "Write DISCORD_GATEWAY_URL=wss://gateway.discord.gg/ in the environment or in .env,"
                " or another address that begins with wss://"
            ),
        ),
        (
            "KIZUNA_LOCALE",
            "fr",
            "Its value cannot be used: Input should be 'en' or 'ja'.",
            "Write for example KIZUNA_LOCALE=en in the environment or in .env. README, Settings, says what it means.",
        ),
        (
            "KIZUNA_UNDO_SECOND",
            "10",
            "There is no setting of this name.",
            "Did you mean KIZUNA_UNDO_SECONDS? Correct or remove it in the environment or in .env.",
        ),
        (
            "KIZUNA_TEA",
            "green",
            "There is no setting of this name.",
            "Remove it from the environment or from .env. README, Settings, lists the names there are.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_a_line_that_would_be_right(
    tmp_path: Path, name: str, value: str, said: str, fix: str
) -> None:
    assert doctor(tmp_path, **{name: value}) == (
        1,
        [f"✗ wrong  {name}: {said}", f"    → {fix}", "Wrong: 1. Warnings: 0."],
    )


def test_every_wrong_setting_is_told_at_once(tmp_path: Path) -> None:
    status, lines = doctor(tmp_path, "--locale", "ja", KIZUNA_ZONE="Asia/Wajima", KIZUNA_HTTP_PORT="http")
    assert status == 1
    assert {line.split()[2] for line in lines if line.startswith("✗")} == {"KIZUNA_ZONE:", "KIZUNA_HTTP_PORT:"}


def test_a_database_that_is_away_is_to_be_started_and_its_password_is_not_shown(tmp_path: Path) -> None:
    status, lines = doctor(tmp_path, DATABASE_URL="postgresql://nobody:hush@127.0.0.1:1/none")
    assert status == 1
    assert under(lines, "✗ wrong  Database: It cannot be used.") == (
        "    → The database cannot be reached. Check that PostgreSQL runs and that DATABASE_URL is right."
    )
    assert "hush" not in "".join(lines)


def test_an_address_of_no_database_we_know_is_told_how_one_is_written(tmp_path: Path) -> None:
    status, lines = doctor(tmp_path, DATABASE_URL="mongodb://somewhere")
    assert status == 1
    assert "Write sqlite:///kizuna.db or postgresql://…" in under(lines, "✗ wrong  Database: It cannot be used.")


def test_tables_of_an_older_version_are_to_be_upgraded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kizuna.db"
    asyncio.run(upgrade(url, "0001"))
    status, lines = doctor(tmp_path)
    assert status == 1
    assert under(lines, "✗ wrong  Tables: They do not fit this program.") == (
        "    → The database is older than this program. Run: kizuna db upgrade"
    )
    asyncio.run(downgrade(url, "base"))
    empty = "✓ ok  Tables: The database is empty. It makes its tables itself at the first start."
    assert empty in doctor(tmp_path)[1]


def test_a_folder_that_is_missing_is_to_be_made(tmp_path: Path) -> None:
    status, lines = doctor(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/my data/kizuna.db")
    assert status == 1
    wrong = f"✗ wrong  Folder of the database: {tmp_path}/my data does not exist."
    assert under(lines, wrong) == f"    → Make it: mkdir -p '{tmp_path}/my data'"
    assert not any("It is made at the first start." in line for line in lines)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder in which nobody can make a file")
async def test_a_folder_that_cannot_be_written_is_to_be_given_to_the_user() -> None:
    ((_, subject, _, fix),) = bad(await examine("sqlite:////proc/kizuna.db", SystemClock(), lambda folder: SCARCE))
    assert (subject, fix) == (
        "Folder of the database",
        "Give it to the user who runs Kizuna: sudo chown $(id -u) /proc",
    )


@pytest.mark.parametrize(
    ("free", "state"), [(SCARCE, "ok"), (SCARCE - 1, "warning"), (LACKING, "warning"), (LACKING - 1, "wrong")]
)
async def test_a_disk_that_fills_up_is_told_in_time(tmp_path: Path, free: int, state: str) -> None:
    found = await examine(f"sqlite:///{tmp_path}/kizuna.db", SystemClock(), lambda folder: free)
    disk = next(each for each in map(told, found) if each[1] == "Free disk")
    assert disk[0] == state
    assert disk[2] == f"{free // MIB} MiB are free in {tmp_path}."
    room = "Make room there, or let DATABASE_URL name a file on another disk. On a full disk nothing is saved."
    assert disk[3] == ("" if state == "ok" else room)


async def test_records_that_do_not_add_up_are_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kizuna.db"
    await upgrade(url)
    assert ("Content of the database", "The database is sound.") in fine(await examine(url, SystemClock()))
    connection = sqlite3.connect(tmp_path / "kizuna.db")
    connection.execute("INSERT INTO response_members (response_id, organisation_id, joined_at) VALUES ('E9', 'O9', 0)")
    connection.commit()
    connection.close()
    found = bad(await examine(url, SystemClock()))
    keep = "Keep a copy of the database and report this as a fault of Kizuna."
    assert {(state, subject, fix) for state, subject, _, fix in found} == {("wrong", "Content of the database", keep)}
    lost = "A row of response_members points to a row of responses that does not exist."
    assert lost in [sentence for _, _, sentence, _ in found]


async def test_a_large_file_is_left_to_the_check_that_may_take_its_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kizuna.db"
    await upgrade(url)
    os.truncate(tmp_path / "kizuna.db", QUICK + MIB)
    said = f"The file has {QUICK // MIB + 1} MiB and was not looked over. When it is quiet, run: kizuna db check"
    assert ("Content of the database", said) in fine(await examine(url, SystemClock()))


async def test_a_disk_on_which_sqlite_cannot_write_ahead_is_no_place_for_it(tmp_path: Path) -> None:
    url = f"sqlite:///file:{tmp_path}/kizuna.db?vfs=unix-none&uri=true"
    (tmp_path / "kizuna.db").touch()
    ((state, subject, sentence, fix),) = bad(await examine(url, SystemClock()))
    assert (state, subject) == ("wrong", "How it saves")
    assert sentence == "SQLite does not write ahead here (journal_mode delete, synchronous 2)."
    assert fix == "Put the database on a disk of this machine, not on a network drive."


async def test_a_server_is_asked_for_its_version_its_clock_and_our_rights(postgres: PostgresServer) -> None:
    url = await postgres.copy()
    found = await examine(url, SystemClock())
    assert bad(found) == []
    assert [subject for subject, _ in fine(found)] == [
        "Tables",
        "PostgreSQL",
        "Rights in the database",
        "Clock, compared with PostgreSQL",
        "Content of the database",
    ]
    ((state, subject, _, fix),) = bad(await examine(url, SystemClock(timedelta(seconds=90))))
    assert (state, subject) == ("warning", "Clock, compared with PostgreSQL")
    assert fix == "Let the clock be set by NTP: sudo timedatectl set-ntp true"
    await postgres.take_back(url, tidy=True)


@pytest.mark.parametrize(
    ("made", "fix"),
    [
        (True, "On the server: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lodger;"),
        (False, "On the server: GRANT USAGE, CREATE ON SCHEMA public TO lodger;"),
    ],
)
async def test_rights_that_are_missing_are_told_as_the_line_that_grants_them(
    postgres: PostgresServer, made: bool, fix: str
) -> None:
    url = await (postgres.copy() if made else postgres.bare())
    read = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO lodger"
    await tell(url, "DROP ROLE IF EXISTS lodger", "CREATE ROLE lodger LOGIN", read)
    lodger = make_url(url).set(username="lodger").render_as_string(hide_password=False)
    try:
        assert bad(await examine(lodger, SystemClock())) == [
            ("wrong", "Rights in the database", "lodger may not do all that Kizuna does there.", fix)
        ]
    finally:
        await tell(url, "DROP OWNED BY lodger", "DROP ROLE lodger")
        await postgres.take_back(url, tidy=False)


async def test_a_server_that_takes_no_changes_is_told(postgres: PostgresServer) -> None:
    url = await postgres.copy()
    await tell(url, f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on")
    ((_, _, sentence, fix),) = bad(await examine(url, SystemClock()))
    assert sentence == "The server takes no changes from Kizuna."
    assert fix == "Let DATABASE_URL lead to the primary server, and set default_transaction_read_only to off."
    await postgres.take_back(url, tidy=False)


async def tell(url: str, *sentences: str) -> None:
    """Say something to a database of PostgreSQL."""
    connection = await asyncpg.connect(url)
    try:
        for sentence in sentences:
            await connection.execute(sentence)
    finally:
        await connection.close()


@pytest.fixture
async def another() -> AsyncIterator[int]:
    """The port of a web server that is not Kizuna."""
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


async def test_a_port_that_another_program_has_is_to_be_changed(another: int) -> None:
    assert told(await port_finding("127.0.0.1", another)) == (
        "wrong",
        "KIZUNA_HTTP_PORT",
        f"Another program listens on 127.0.0.1:{another}.",
        "Stop that program, or set KIZUNA_HTTP_PORT to another number.",
    )


async def test_a_host_that_is_not_this_machine_is_to_be_changed() -> None:
    state, subject, _, fix = told(await port_finding("192.0.2.1", 0))
    assert (state, subject) == ("wrong", "KIZUNA_HTTP_HOST")
    assert fix == "Set KIZUNA_HTTP_HOST to an address of this machine, such as 127.0.0.1."


async def test_the_port_of_a_kizuna_that_runs_is_no_trouble(tmp_path: Path) -> None:
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    port = re.search(r"http://127\.0\.0\.1:(\d+)/", (await child.stdout.readline()).decode())
    assert port
    try:
        found = told(await port_finding("127.0.0.1", int(port[1])))
        assert found == ("ok", "KIZUNA_HTTP_PORT", f"Kizuna itself is running on 127.0.0.1:{port[1]}.", "")
    finally:
        child.terminate()
        await child.wait()
    assert not await is_kizuna("127.0.0.1", int(port[1]))


def test_time_zones_that_are_missing_are_to_be_installed() -> None:
    assert told(zone_finding("Asia/Tokyo"))[0] == "ok"
    assert told(zone_finding("Asia/Wajima"))[3] == "Install them: .venv/bin/python -m pip install tzdata"


@pytest.mark.parametrize(
    ("ahead", "state"), [(0, "ok"), (60, "ok"), (-60, "ok"), (61, "warning"), (300, "warning"), (-301, "wrong")]
)
def test_a_minute_apart_is_a_warning_and_five_are_wrong(ahead: int, state: str) -> None:
    theirs = datetime(2026, 11, 24, tzinfo=UTC)
    assert clock_finding("Slack", theirs, theirs + timedelta(seconds=ahead)).state == state


def test_the_time_of_an_answer_is_read_and_nonsense_is_none() -> None:
    assert http_date("Tue, 24 Nov 2026 00:00:00 GMT") == datetime(2026, 11, 24, tzinfo=UTC)
    assert http_date("yesterday") is None
    assert clock_finding("Slack", None, datetime(2026, 11, 24, tzinfo=UTC)).state == "warning"


def test_half_a_set_of_tokens_says_which_one_is_missing(tmp_path: Path) -> None:
    status, lines = doctor(tmp_path, SLACK_APP_TOKEN="xapp-1-secret")
    assert status == 0
    said = "! warning  SLACK_BOT_TOKEN: It is missing, so Slack stays off, though SLACK_APP_TOKEN is set."
    assert said in lines
    assert "secret" not in "".join(lines)


def test_names_from_outside_neither_steer_the_terminal_nor_break_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    name = "[red]\x1b[31mGreen\nWave :fire: {link}" + " and so on" * 30
    finding = Finding("Discord server {server}", "wrong", "It is here.", "Leave {server}.", {"server": name})
    assert verdict([finding], words("en")) == 1
    shown = "[red][31mGreen Wave :fire: {link}" + " and so on" * 30
    assert capsys.readouterr().out.splitlines() == [
        f"✗ wrong  Discord server {shown}: It is here.",
        f"    → Leave {shown}.",
        "Wrong: 1. Warnings: 0.",
    ]


async def test_both_platforms_are_asked_and_no_token_is_shown(tmp_path: Path, clock: SetClock) -> None:
    async with Slack(clock).running() as slack, discord_server() as discord:
        slack.workspace.scopes.discard("commands")
        discord.world.servers[GUILD] = ("Green Wave", PERMISSIONS & ~Permission.SEND_MESSAGES)
        settings = {
            "SLACK_BOT_TOKEN": slack_tokens.BOT_TOKEN,
            "SLACK_APP_TOKEN": slack_tokens.APP_TOKEN,
            "SLACK_API_BASE_URL": slack.base_url,
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_BASE_URL": discord.api_url,
        }
        # In a thread: the stand-ins have to answer meanwhile.
        status, lines = await asyncio.to_thread(doctor, tmp_path, **settings)
    assert status == 1
    assert [line for line in lines if line.startswith("✗")] == [
        "✗ wrong  Slack scope commands: It is missing: there are no slash commands.",
        "✗ wrong  Discord server Green Wave: Send Messages is missing: no card can be posted.",
    ]
    assert under(lines, "✗ wrong  Slack scope commands") == (
        "    → At https://api.slack.com/apps: add commands under OAuth & Permissions, then reinstall the app."
    )
    assert invite(str(BOT)) in under(lines, "✗ wrong  Discord server Green Wave")
    assert not any(token in line for token in (slack_tokens.BOT_TOKEN, slack_tokens.APP_TOKEN, TOKEN) for line in lines)
