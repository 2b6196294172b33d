"""What the documents say is there: links, commands of make and of the program, settings and their defaults."""

import re
from pathlib import Path

import pytest

from bot.__main__ import PROGRAMS
from bot.settings import Settings, known_names
from tests.architecture.source import ROOT, project

README = (ROOT / "README.md").read_text(encoding="utf-8")
FOLDERS = (ROOT, ROOT / "docs", ROOT / "decisions")
DOCUMENTS = [path for folder in FOLDERS for path in sorted(folder.glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_and_a_named_file_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [document.parent / target for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text)]
    named = re.findall(r"`((?:bot|adapters|knowledge|storage|tests|decisions|docs)/[\w./-]*)`", text)
    assert [str(path) for path in [*links, *(ROOT / name for name in named)] if not path.exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_command_and_program_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) - targets == set()
    assert set(re.findall(r"`kizuna ([a-z]+)", text)) - set(PROGRAMS) == set()


def test_every_target_of_the_makefile_says_in_a_line_what_it_does() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert targets - set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.MULTILINE)) == set()
    assert set(" ".join(re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)).split()) == targets


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", README, re.MULTILINE))
    assert set(rows) == known_names()
    said = {name: value.strip("`") for name, value in rows.items() if value.startswith("`")}
    real = {str(field.validation_alias): str(field.default) for field in Settings.model_fields.values()}
    assert said == {name: value for name, value in real.items() if value}


def test_the_readme_names_every_folder_of_the_source() -> None:
    folders = set(re.findall(r"^\| `([a-z]+)/` \|", README, re.MULTILINE))
    assert folders == {*project()["tool"]["importlinter"]["root_packages"], "tests", "decisions"}


def test_the_locks_pin_every_release_by_hash_and_name_no_address() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pinned = re.findall(r"^([\w.-]+)==\S+(?: ;.*?)? \\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[\w.-]", text, re.MULTILINE)) > 0
        assert "://" not in text


def test_everything_the_project_asks_for_is_locked() -> None:
    run, dev = (
        set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    groups = project()["dependency-groups"]
    assert names([*project()["project"]["dependencies"], *groups["build"]]) - run == set()
    assert names([*project()["project"]["dependencies"], *groups["build"], *groups["dev"]]) - dev == set()


def names(requirements: list[object]) -> set[str]:
    """Return the libraries that requirements are about, as locks spell them; groups included by name are left out."""
    spelled = (re.split(r"[\[<>=~! ]", each)[0].lower() for each in requirements if isinstance(each, str))
    return {re.sub(r"[-_.]+", "-", name) for name in spelled}
