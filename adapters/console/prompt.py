"""Holds a conversation at the keyboard: a prompt with history and completion, with deliveries coming in above it."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.completion import Completion as Shown
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.console.adapter import ConsoleAdapter
from adapters.console.clean import clean
from adapters.console.completion import completions
from bot.command import Command
from bot.ports import Core


async def converse(core: Core, adapter: ConsoleAdapter, commands: Sequence[Command], history: History) -> None:
    """Ask for lines and answer them until Ctrl-D; Ctrl-C drops the line.

    What the adapter writes to `sys.stdout` meanwhile appears above the prompt.
    """
    session: PromptSession[str] = PromptSession(
        history=history, completer=LineCompleter(core, adapter, commands), complete_while_typing=False
    )
    adapter.screen.tell(adapter.words().say("Type what you need or can give, or /help for examples. Ctrl-D leaves."))
    with patch_stdout(raw=True):
        while True:
            try:
                line = await session.prompt_async(lambda: f"{clean(str(adapter.speaker))}> ")
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            await adapter.hear(core, line)


def open_history(environment: Mapping[str, str] = os.environ) -> History:
    """Return the history kept in the person's state folder, for their eyes only; in memory where no file can be."""
    state = environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    path = Path(state) / "kizuna" / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


class LineCompleter(Completer):
    """Shows what the core and the command list suggest."""

    def __init__(self, core: Core, adapter: ConsoleAdapter, commands: Sequence[Command]) -> None:
        self._core = core
        self._adapter = adapter
        self._commands = commands

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Shown]:
        """Yield the completions of the line up to the cursor."""
        for found in completions(document.text_before_cursor, self._core, self._adapter, self._commands):
            yield Shown(found.text, -found.replaces, display_meta=found.label)
