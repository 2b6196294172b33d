"""Decisions say what is true now, name a test that holds them to it, and give every dependency its reason."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, functions, project

DECISIONS = sorted((ROOT / "decisions").glob("[0-9]*.md"))
PAGE = 60  # lines of a printed page


def named(requirement: str) -> str:
    """Return the library that a requirement is about."""
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return found[0].lower()


def required() -> set[str]:
    """Return every library that pyproject.toml asks for."""
    asked = [*project()["project"]["dependencies"], *project()["build-system"]["requires"]]
    groups = project()["dependency-groups"].values()
    return {named(each) for each in [*asked, *(entry for group in groups for entry in group if isinstance(entry, str))]}


def reasons() -> set[str]:
    """Return every library to which the decision on dependencies gives a line."""
    text = (ROOT / "decisions/0006-dependencies.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([\w.-]+)` \| \S", text, re.MULTILINE))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_names_what_it_applies_to_and_tests_that_exist(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert re.search(r"^applies: (now|target)$", text, re.MULTILINE)
    checks = re.findall(r"^check: (\S+)$", text, re.MULTILINE)
    assert checks
    for check in checks:
        file, _, test = check.partition("::")
        assert (ROOT / file).is_file(), check
        assert test in {function.name for function in functions(ROOT / file)}, check


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_takes_at_most_two_pages(decision: Path) -> None:
    assert len(decision.read_text(encoding="utf-8").splitlines()) <= 2 * PAGE


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_dependency_has_its_reason() -> None:
    assert required() - reasons() == set()


def test_no_reason_stands_for_a_dependency_that_is_gone() -> None:
    assert reasons() - required() == set()
