"""Finds what a half-typed line may go on with: commands, options and their values, buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.console.adapter import ConsoleAdapter
from adapters.console.clean import clean
from adapters.console.line import LineError, Speaker, addressed
from bot.command import Command
from bot.ports import Core


@dataclass(frozen=True, slots=True)
class Completion:
    """A text to put in place of the last `replaces` characters; `label` is shown beside it in the list."""

    text: str
    replaces: int
    label: str = ""


def completions(line: str, core: Core, adapter: ConsoleAdapter, commands: Sequence[Command]) -> Iterator[Completion]:
    """Yield what the line, typed up to here, may go on with; nothing for plain sentences. Reads memory only."""
    try:
        speaker, text = _speaker(line, adapter)
    except LineError:
        return
    if text.startswith((">", "＞")):
        yield from _labels(text[1:].lstrip(), speaker, adapter)
    elif text.startswith(("/", "／")):
        name, space, rest = text[1:].partition(" ")
        if space:
            yield from _options(name, rest, speaker, core, commands)
        else:
            yield from _names(name, adapter, commands)


def _speaker(line: str, adapter: ConsoleAdapter) -> tuple[Speaker, str]:
    return adapter.read(line) if addressed(line) else (adapter.speaker, line.lstrip())


def _labels(typed: str, speaker: Speaker, adapter: ConsoleAdapter) -> Iterator[Completion]:
    labels = dict.fromkeys(held.label for held in adapter.screen.buttons.newest(speaker.identity))
    return (Completion(label, len(typed)) for label in labels if label.casefold().startswith(typed.casefold()))


def _names(typed: str, adapter: ConsoleAdapter, commands: Sequence[Command]) -> Iterator[Completion]:
    words = adapter.words()
    for command in commands:
        for name in (command.name, *command.japanese[:1]):
            if name.startswith(typed):
                yield Completion(name, len(typed), words.say(command.summary))


def _options(name: str, typed: str, speaker: Speaker, core: Core, commands: Sequence[Command]) -> Iterator[Completion]:
    command = next((command for command in commands if name in (command.name, *command.japanese)), None)
    if command is None or not command.options:
        return
    last = typed.rsplit(" ", 1)[-1]
    key, colon, value = last.replace("：", ":").partition(":")
    option = command.option(key) if colon else None
    if option:
        for choice in core.suggest(command.name, option.name, value, speaker.identity, speaker.place):
            text = f'"{choice.value}"' if " " in choice.value else choice.value
            yield Completion(text, len(value), clean(choice.label))
        return
    for choice in core.suggest(command.name, command.options[0].name, typed, speaker.identity, speaker.place):
        yield Completion(choice.value, len(typed), clean(choice.label))
    for option in command.options[1:]:
        if option.name.startswith(last):
            yield Completion(f"{option.name}:", len(last), option.ja)
