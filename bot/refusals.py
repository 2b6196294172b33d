"""Answers that the core gives itself: an unknown command, a text that is too long, the line at a first visit."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.chat import Card, Invocation, Reply
from bot.command import Command, Tools
from bot.typed import folded
from bot.viewer import Viewer


def typed_again(invocation: Invocation) -> str:
    """Return what was typed, so that it can be copied and sent again."""
    words = [f"/{invocation.command}" if invocation.command else "", *invocation.options.values()]
    return " ".join(word for word in words if word)


def unknown_command(invocation: Invocation, commands: Sequence[Command], viewer: Viewer) -> Reply:
    """Answer an unknown command with the nearest ones and an example; nothing typed is lost."""
    text = invocation.options.get("text", "")
    title = viewer.say("There is no command /{name}.", name=invocation.command)
    near = nearest(invocation.command, commands)
    lines = [f"/{shown_name(command, viewer)} {text}".strip() for command in near]
    lines += [] if near else [viewer.say("/request 200 blankets in Wajima by Friday")]
    lines += [f"/{shown_name(command, viewer)}" for command in commands if command.name == "help"]
    note = viewer.say("What you typed: {text}", text=typed_again(invocation))
    return Reply(Card(title, body="\n".join(lines), note=note, locale=viewer.locale))


def nearest(word: str, commands: Sequence[Command]) -> list[Command]:
    """Return the commands whose names are nearest to a word."""
    names = {name: command for command in commands for name in (command.name, *command.japanese)}
    found = process.extract(folded(word), list(names), scorer=fuzz.ratio, limit=3, score_cutoff=55)
    return list({names[name].name: names[name] for name, _, _ in found}.values())


def shown_name(command: Command, viewer: Viewer) -> str:
    """Return the command's name as the reader types it."""
    return command.japanese[0] if viewer.locale == "ja" else command.name


def too_long(most: int, viewer: Viewer) -> Reply:
    """Refuse a text that is too long to read."""
    title = viewer.say(
        "This is longer than {most} characters and was not read. Please send it in parts.", most=f"{most:,}"
    )
    return Reply(Card(title, locale=viewer.locale))


def welcome(reply: Reply, tools: Tools) -> Reply:
    """Say once, at the first visit, what is stored, where, and who sees it."""
    if not tools.me.first_time:
        return reply
    line = tools.viewer.say(
        "First time here: Kizuna stores your name, your organisation and what you post, "
        "in this exchange's own database. "
        "Others in the response see what you post, never your contact details. /profile shows it all."
    )
    note = f"{reply.answer.note}\n{line}".strip()
    return replace(reply, answer=replace(reply.answer, note=note))
