"""The project's own source files, parsed once, for the tests that look at them."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "adapters", "knowledge", "storage")
FROZEN = "storage/migrations/versions/"  # history is not rewritten to please a rule

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    """Return a file's path as it reads in a message."""
    return path.relative_to(ROOT).as_posix()


@cache
def files(*folders: str) -> tuple[Path, ...]:
    """Return the Python files of these folders, without frozen migrations."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(path for path in found if not name_of(path).startswith(FROZEN))


@cache
def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, methods and inner ones too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


@cache
def project() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
