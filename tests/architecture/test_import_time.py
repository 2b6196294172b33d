"""The program starts at once: what a command does not need is not loaded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, files

HEAVY = {"aiohttp", "alembic", "asyncpg", "babel", "jinja2", "prompt_toolkit", "pydantic", "rapidfuzz", "sqlalchemy"}
CHAT_KITS = {"discord", "slack_bolt", "slack_sdk"}


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Return the packages and modules that Python loads when started with these arguments in a folder."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def tops(modules: set[str]) -> set[str]:
    """Return the packages that the modules belong to."""
    return {name.partition(".")[0] for name in modules}


def test_what_is_loaded_is_seen(tmp_path: Path) -> None:
    (tmp_path / "sqlalchemy.py").write_text("", encoding="utf-8")
    (tmp_path / "starts.py").write_text("import sqlalchemy", encoding="utf-8")
    assert tops(loaded(tmp_path, "starts.py")) & HEAVY == {"sqlalchemy"}


def test_help_loads_no_heavy_library() -> None:
    modules = loaded(ROOT, "-m", "bot", "--help")
    assert "argparse" in modules
    assert tops(modules) & HEAVY == set()


def test_the_terminal_loads_no_chat_kit() -> None:
    parts = [f"adapters.console.{path.stem}" for path in files("adapters/console") if path.stem != "__init__"]
    modules = loaded(ROOT, "-c", f"import bot.wiring, {', '.join(parts)}")
    assert set(parts) <= modules
    assert tops(modules) & CHAT_KITS == set()


@pytest.mark.parametrize("room", ["bot.chat", "bot.dispatcher", "bot.commands", "bot.cards"])
def test_the_core_loads_no_machine(room: str) -> None:
    """The import contracts say the same of the source; this says it of what really happens."""
    modules = tops(loaded(ROOT, "-c", f"import {room}"))
    assert modules & (CHAT_KITS | {"aiohttp", "asyncpg", "sqlalchemy", "adapters", "knowledge", "storage"}) == set()
