"""A command that is added as CONTRIBUTING.md says, to a copy of the source, appears on every platform by itself."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.words.build import SOURCES, compile_words
from bot.words.extract import missing
from tests.architecture.source import ROOT
from tests.bot import test_words

FILE = '''"""`/tide`: when the water is high."""

from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools
from bot.words.catalogue import N_


async def tide(invocation: Invocation, tools: Tools) -> Reply:
    """Say when the water is high at a place."""
    title = tools.viewer.say("High water at {place}: ask the harbour.", place=invocation.options.get("text", ""))
    return Reply(Card(title, locale=tools.viewer.locale))


TIDE = Command(
    name="tide",
    japanese=("潮",),
    summary=N_("when the water is high"),
    handler=tide,
    options=(Option("text", "内容", N_("which harbour")),),
    examples=("/tide Suzu",),
    examples_ja=("/潮 珠洲",),
    own=True,
    writes=False,
)
'''
JAPANESE = """msgid "High water at {place}: ask the harbour."
msgstr "{place}の満潮は港にお尋ねください。"

msgid "when the water is high"
msgstr "満潮の時刻"

msgid "which harbour"
msgstr "どの港か"
"""
CONVERSATION = """@aki/"Green Wave"#suzu /tide Suzu
@aki/"Green Wave"#suzu /潮 珠洲
@aki/"Green Wave"#suzu /help
"""
SHOW = """import json, sys
from adapters.discord.tree import tree
from bot import reference
from bot.__main__ import main
from bot.commands import COMMANDS

for arguments in (["slack", "manifest"], ["console", "--script", "conversation.txt"]):
    sys.argv = ["kizuna", *arguments]
    assert main() == 0
    print("=" * 9)
reference.main()
print(json.dumps(tree(COMMANDS)))
"""
"""The program itself, twice, then what Discord is given and the page of all commands: one start of Python for all."""


def added(root: Path) -> Path:
    """Make a folder a copy of the source with one more command, which has no Japanese yet."""
    shutil.copytree(ROOT / "bot", root / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("adapters", "knowledge", "storage"):
        (root / folder).symlink_to(ROOT / folder)
    (root / "bot" / "commands" / "tide.py").write_text(FILE, encoding="utf-8")
    listed = root / "bot" / "commands" / "__init__.py"
    lines = listed.read_text(encoding="utf-8").replace("    HELP,\n", "    HELP,\n    TIDE,\n")
    listed.write_text(lines.replace("\nCOMMANDS", "from bot.commands.tide import TIDE\n\nCOMMANDS"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy with the command, whose Japanese stands in a file of its own and is compiled."""
    root = added(tmp_path_factory.mktemp("translated"))
    (root / SOURCES / "tide.po").write_text(JAPANESE, encoding="utf-8")
    compile_words(root)
    return root


@pytest.fixture(scope="module")
def shown(translated: Path) -> list[str]:
    """Return what the program prints: the manifest, the conversation, Discord's commands."""
    (translated / "conversation.txt").write_text(CONVERSATION, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=translated,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(translated)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout.split("=" * 9 + "\n")


def lacking(root: Path) -> set[str]:
    """Return the sentences of a copy that have no Japanese, without those that lack it in the source itself."""
    copied, own = ({str(message.id) for message in missing(folder)} for folder in (root, ROOT))
    return copied - own


def test_without_its_japanese_the_words_test_refuses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = added(tmp_path)
    assert lacking(root) == {"High water at {place}: ask the harbour.", "when the water is high", "which harbour"}
    monkeypatch.setattr(test_words, "ROOT", root)
    with pytest.raises(AssertionError):
        test_words.test_every_sentence_has_its_japanese()


def test_with_its_japanese_no_sentence_is_lacking(translated: Path) -> None:
    assert lacking(translated) == set()


def test_slack_gets_it_as_a_command_of_its_own_and_behind_kizuna(shown: list[str]) -> None:
    commands = {each["command"]: each for each in yaml.safe_load(shown[0])["features"]["slash_commands"]}
    assert commands["/tide"]["description"] == "When the water is high"
    assert commands["/tide"]["usage_hint"] == "Suzu"
    assert "| tide]" in commands["/kizuna"]["usage_hint"]


def test_discord_gets_it_in_both_languages(shown: list[str]) -> None:
    commands: dict[str, dict[str, Any]] = {each["name"]: each for each in json.loads(shown[2])}
    tide = commands["tide"]
    assert (tide["description"], tide["name_localizations"]) == ("when the water is high", {"ja": "潮"})
    assert tide["description_localizations"] == {"ja": "満潮の時刻"}
    assert tide["options"][0]["description_localizations"] == {"ja": "どの港か"}


def test_the_terminal_answers_it_in_both_languages_and_help_lists_it(shown: list[str]) -> None:
    assert "High water at Suzu: ask the harbour." in shown[1]
    assert "珠洲の満潮は港にお尋ねください。" in shown[1]
    assert "/tide: when the water is high (/潮)" in shown[1]


def test_the_page_of_all_commands_has_it(shown: list[str], translated: Path) -> None:
    assert shown
    page = (translated / "docs" / "commands.md").read_text(encoding="utf-8")
    assert "## ● /tide ・ /潮" in page
    assert "When the water is high. 満潮の時刻。" in page
