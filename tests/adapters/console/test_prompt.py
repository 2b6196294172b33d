"""At the keyboard lines are answered until Ctrl-D, and what was typed is kept for its typist alone."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console.prompt import LineCompleter, converse, open_history
from tests.adapters.console.stage import stage
from tests.adapters.console.test_completion import COMMANDS

CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


async def test_lines_are_answered_until_the_end_is_typed(keyboard: PipeInput) -> None:
    here = stage()
    keyboard.send_text(f"/help\r@ken#suzu hello\r\rdropped{CTRL_C}{CTRL_D}")
    await converse(here.core, here.adapter, COMMANDS, InMemoryHistory())
    assert [(act.sender.id, act.command) for act in here.core.heard] == [("aki", "help"), ("ken", "")]


def test_the_completer_replaces_what_was_typed() -> None:
    here = stage()
    completer = LineCompleter(here.core, here.adapter, COMMANDS)
    shown = list(completer.get_completions(Document("@ken /req"), CompleteEvent()))
    assert [(each.text, each.start_position, each.display_meta_text) for each in shown] == [
        ("request", -3, "Say what is needed.")
    ]


def test_the_history_is_for_its_typists_eyes_only(tmp_path: Path) -> None:
    history = open_history({"XDG_STATE_HOME": str(tmp_path)})
    assert isinstance(history, FileHistory)
    history.append_string("/request 毛布")
    path = tmp_path / "kizuna" / "history"
    assert "毛布" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_state_folder_the_history_lasts_as_long_as_the_prompt(tmp_path: Path) -> None:
    (tmp_path / "kizuna").write_text("a file where the folder should be")
    assert isinstance(open_history({"XDG_STATE_HOME": str(tmp_path)}), InMemoryHistory)


def test_only_the_prompt_loads_the_prompt_library() -> None:
    program = (
        "import sys, adapters.console.script, adapters.console.piped, adapters.console.completion\n"
        "sys.exit('prompt_toolkit' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
