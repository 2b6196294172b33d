"""Writes docs/commands.md, the reference of every command in both languages, from their declarations."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.command import Command, Option
from bot.commands import COMMANDS
from bot.words.catalogue import Words, words

PAGE = Path("docs/commands.md")
HEAD = """# Commands / コマンド

This page is made from the commands' declarations by `python -m bot.reference`; change those, not the page.
このページはコマンドの宣言から `python -m bot.reference` で作られます。

On Slack every command is a sub-command of `/kizuna`; those marked ● are also commands of their own. On Discord each is.
English and Japanese words work everywhere. Options can be typed as `name:value` anywhere in the line.
Slackではすべて `/kizuna` の後に入力します。●は単独でも使えます。Discordではそれぞれが独立したコマンドです。
日本語でも英語でも入力できます。項目は「名前:値」の形で文のどこにでも書けます。
"""


def reference(commands: Sequence[Command]) -> str:
    """Return the Markdown of the page."""
    japanese = words("ja")
    return "\n".join([HEAD, *(line for command in commands for line in _section(command, japanese))])


def _section(command: Command, japanese: Words) -> Iterator[str]:
    mark = "● " if command.own else ""
    yield f"## {mark}/{command.name} ・ /{command.japanese[0]}\n"
    yield f"{_sentence(command.summary)} {_full_stop(japanese.say(command.summary))}\n"
    if len(command.japanese) > 1:
        yield "Also understood / ほかの呼び方：" + "・".join(command.japanese[1:]) + "\n"
    if command.menu:
        yield f"In the menu of a message / メッセージのメニュー：{command.menu}・{japanese.say(command.menu)}\n"
    yield "```text"
    yield from (*command.examples, *command.examples_ja)
    yield "```\n"
    yield "| Option | 項目 | What it is | 説明 | Values / 値 |"
    yield "|---|---|---|---|---|"
    yield from (_row(option, japanese) for option in command.options)
    yield ""


def _row(option: Option, japanese: Words) -> str:
    values = ", ".join(f"{word.en[0]} {word.ja[0]}" for word in option.words)
    cells = (f"`{option.name}`", option.ja, option.summary, japanese.say(option.summary), values)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _sentence(summary: str) -> str:
    """Return a summary as a sentence: a capital before it and a full stop after it."""
    return f"{summary[:1].upper()}{summary[1:]}."


def _full_stop(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"


def main() -> None:
    """Write the page under the current folder."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(reference(COMMANDS), encoding="utf-8")


if __name__ == "__main__":
    main()
