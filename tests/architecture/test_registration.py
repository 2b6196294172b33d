"""A command is one file and one line: everything that shows commands reads them from where they are declared."""

from adapters.console.adapter import ConsoleAdapter
from adapters.console.completion import completions
from adapters.console.line import Speaker
from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools
from bot.commands import COMMANDS
from bot.reference import reference
from bot.store import Store
from bot.typed import find_command, split
from tests.architecture.source import ROOT, files
from tests.chat import Chat
from tests.clock import SetClock


async def tide(invocation: Invocation, tools: Tools) -> Reply:
    """Answer with what was typed."""
    return Reply(Card(f"High water at {invocation.options.get('text', '')}"))


TIDE = Command(
    name="tide",
    japanese=("潮",),
    summary="when the water is high",
    handler=tide,
    options=(Option("text", "内容", "where"),),
    examples=("/tide Suzu",),
    examples_ja=("/潮 珠洲",),
    writes=False,
)


async def test_a_command_added_at_run_time_is_found_everywhere(store: Store, clock: SetClock) -> None:
    commands = (*COMMANDS, TIDE)
    chat = Chat(store, clock, commands=commands)
    assert "High water at Suzu" in await chat.tell("aki", "/tide Suzu", "Green Wave")
    assert "High water at 珠洲" in await chat.tell("aki", "潮 珠洲")
    assert "/tide" in await chat.tell("aki", "/help")
    assert "when the water is high" in await chat.tell("aki", "/help tide")
    assert "/tide Suzu" in reference(commands)
    terminal = ConsoleAdapter(clock, print, Speaker("aki"))
    assert "tide" in [found.text for found in completions("/ti", chat.core, terminal, commands)]


def test_the_documentation_of_the_commands_is_the_declared_one() -> None:
    """When this fails: python -m bot.reference."""
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference(COMMANDS)


def test_every_file_of_commands_is_one_command_in_the_list() -> None:
    names = {path.stem for path in files("bot/commands") if path.stem != "__init__"}
    assert names == {command.handler.__module__.rpartition(".")[2] for command in COMMANDS}
    assert len(names) == len(COMMANDS)


def test_no_two_commands_answer_to_one_word() -> None:
    words = [word for command in COMMANDS for word in (command.name, *command.japanese)]
    assert len(words) == len(set(words))


def test_every_command_has_examples_in_both_languages_that_lead_to_it() -> None:
    for command in COMMANDS:
        assert command.examples, command.name
        assert command.examples_ja, command.name
        for line in (*command.examples, *command.examples_ja):
            assert split(line, COMMANDS)[0] == command.name, line
        assert all(not name.isascii() for name in command.japanese)


def test_a_wish_for_an_action_is_declared_as_a_word_in_both_languages() -> None:
    for command in COMMANDS:
        for option in command.options:
            spelled = [word for value in option.words for word in (*value.en, *value.ja)]
            assert len(spelled) == len(set(spelled)), (command.name, option.name)
            assert all(value.en and value.ja for value in option.words)


def test_a_command_is_found_by_either_name() -> None:
    for command in COMMANDS:
        assert find_command(command.name.upper(), COMMANDS) == command
        assert find_command(command.japanese[0], COMMANDS) == command
