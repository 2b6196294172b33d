"""Which way imports point: the contracts hold, each can fail, and each room is bound by them."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.source import FROZEN, ROOMS, ROOT, files, project, tree

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


class Break(NamedTuple):
    """A line that is added to a file in order to break a contract."""

    contract: str
    file: str
    line: str


BREAKS = (
    Break("bot-layers", "bot/domain/post.py", "import bot.dispatcher"),
    Break("bot-layers", "bot/chat.py", "import bot.viewer"),
    Break("bot-layers", "bot/newcomer.py", "'''A module that was given no layer.'''"),
    Break("rooms", "bot/dispatcher.py", "import storage.tables"),
    Break("rooms", "adapters/web/__init__.py", "import storage.tables"),
    Break("rooms", "knowledge/language/script.py", "import adapters"),
    Break("rooms", "storage/tables.py", "import knowledge.language"),
    Break("platforms", "adapters/web/__init__.py", "import adapters.console"),
    Break("core-without-machines", "bot/words/values.py", "import sqlalchemy"),
    Break("core-without-machines", "bot/commands/__init__.py", "import aiohttp.web"),
    Break("core-without-machines", "bot/dispatcher.py", "import slack_bolt"),
    Break("core-without-machines", "bot/dispatcher.py", "import discord"),
    Break("rows-stay-in-storage", "adapters/web/__init__.py", "import sqlalchemy"),
    Break("rules-stand-alone", "bot/domain/post.py", "import babel"),
    Break("rules-stand-alone", "bot/domain/post.py", "import bot.chat"),
    Break("no-cycles", "knowledge/language/__init__.py", "import knowledge.library"),
)


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the project in a folder."""
    command = [sys.executable, "-c", LINT, "--no-cache", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source alone, where it may be spoiled."""
    for room in (*ROOMS, "tests/architecture"):
        for path in (ROOT / room).rglob("*.py"):
            there = tmp_path / path.relative_to(ROOT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_every_import_contract_holds() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: f"{broken.contract}: {broken.file}: {broken.line}")
def test_a_contract_fails_when_its_rule_is_broken(copy: Path, broken: Break) -> None:
    with (copy / broken.file).open("a", encoding="utf-8") as file:
        file.write(f"\n{broken.line}\n")
    done = lint(copy, "--contract", broken.contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Contracts: 0 kept, 1 broken." in done.stdout


def test_every_contract_has_a_line_that_breaks_it() -> None:
    contracts = {contract["id"] for contract in project()["tool"]["importlinter"]["contracts"]}
    assert {broken.contract for broken in BREAKS} == contracts


def test_every_room_is_packed_checked_and_bound_by_the_contracts() -> None:
    tools = project()["tool"]
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(ROOMS)
    assert set(tools["importlinter"]["root_packages"]) == rooms
    assert set(tools["hatch"]["build"]["targets"]["wheel"]["packages"]) == rooms
    assert set(tools["mypy"]["packages"]) == rooms | {"tests"}
    assert set(tools["coverage"]["run"]["source"]) == rooms


def test_every_folder_of_python_files_is_a_package_that_the_contracts_see() -> None:
    """A folder without `__init__.py` would be invisible to them."""
    folders = {path.parent for path in files(*ROOMS)}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_frozen_migrations_import_no_live_code() -> None:
    """A migration that imports live code stops running when that code moves on."""
    live = {path.name for path in (ROOT / FROZEN).glob("*.py") if {top(name) for name in imported(path)} & set(ROOMS)}
    assert live == set()


def test_storage_uses_no_object_mapper() -> None:
    orm = "sqlalchemy.orm"
    mapped = {path.name for path in files("storage") if any(name.startswith(orm) for name in imported(path))}
    assert mapped == set()


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, `from a import b` as "a" and as "a.b"."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def top(module: str) -> str:
    """Return the package that a module belongs to."""
    return module.partition(".")[0]
