"""`/help`: every command in a line, examples that fit the place, and one command in full."""

from bot.chat import Button, Card, Fact, Invocation, Reply
from bot.command import Command, Option, Tools
from bot.flows.plain import plain
from bot.refusals import nearest, shown_name
from bot.typed import find_command
from bot.viewer import Viewer
from bot.words.catalogue import N_

EXAMPLES = (
    ("request", N_("/request 200 blankets in {place} by Friday")),
    ("offer", N_("/offer 500 wool blankets in {place}")),
    ("find", N_("/find water trucking {place}")),
    ("lessons", N_("/lessons portable toilets")),
    ("brief", N_("/brief")),
)
"""What most people want first, by command; shown where the command exists."""
MOST_EXAMPLES = 5


async def help_with(invocation: Invocation, tools: Tools) -> Reply:
    """Show all commands, or the one that is named."""
    text = invocation.options.get("text", "").strip().lstrip("/／").strip()
    if not text:
        return Reply(overview(tools))
    command = find_command(text.split()[0], tools.commands)
    if command:
        return Reply(full(command, tools.viewer))
    say = tools.viewer.say
    near = nearest(text.split()[0], tools.commands)
    buttons = tuple(_about(each, tools.viewer) for each in near)
    title = say("There is no command /{name}.", name=text.split()[0])
    return plain(tools, title, say("/help shows all of them."), buttons=buttons)


def _about(command: Command, viewer: Viewer) -> Button:
    return Button(f"/{shown_name(command, viewer)}", "help", {"text": command.name})


def overview(tools: Tools) -> Card:
    """Return what to do first, examples, and a line for each command with its name in the other language."""
    viewer = tools.viewer
    lines = [viewer.say("Type what you need or can give, in English or Japanese. For example:"), *examples_here(tools)]
    first = _first_step(tools)
    facts = tuple(
        Fact(f"/{shown_name(c, viewer)}", (f"{viewer.say(c.summary)} ({_other_name(c, viewer)})",))
        for c in tools.commands
    )
    note = viewer.say("One command in full: /help request")
    body = "\n".join([first, *lines] if first else lines)
    return Card("Kizuna / キズナ", body, facts, note=note, locale=viewer.locale)


def examples_here(tools: Tools) -> list[str]:
    """Return at most five lines to copy; their place is the first area of this place's response."""
    known = {command.name for command in tools.commands}
    place = place_here(tools)
    found = [tools.viewer.say(sentence, place=place) for name, sentence in EXAMPLES if name in known]
    return found[:MOST_EXAMPLES]


def place_here(tools: Tools) -> str:
    """Return a place that people here work in."""
    codes = tools.response.areas if tools.response else ()
    return tools.viewer.place(codes[0]) if codes else tools.viewer.say("Wajima")


def _first_step(tools: Tools) -> str:
    """Return what the reader has not done yet and others will miss first, or an empty text."""
    say, known = tools.viewer.say, {command.name for command in tools.commands}
    if tools.me.organisation is None and "profile" in known:
        return say("First say for whom you speak: /profile organisation Green Wave")
    if tools.response is None and "response" in known:
        return say("No response is linked here. See which there are: /response")
    return ""


def _other_name(command: Command, viewer: Viewer) -> str:
    return f"/{command.name}" if viewer.locale == "ja" else f"/{command.japanese[0]}"


def full(command: Command, viewer: Viewer) -> Card:
    """Return one command with its names, options and examples."""
    say, japanese = viewer.say, viewer.locale == "ja"
    examples = (*command.examples_ja, *command.examples) if japanese else (*command.examples, *command.examples_ja)
    names = [f"/{name}" for name in (command.name, *command.japanese)]
    facts = [Fact(say("Names"), (viewer.listed(names),))]
    facts += [Fact(_label(option, japanese), (_explained(option, viewer),)) for option in command.options]
    title = f"/{shown_name(command, viewer)}: {say(command.summary)}"
    note = say("Options can be typed as name:value anywhere in the line.") if len(command.options) > 1 else ""
    return Card(title, "\n".join(examples), tuple(facts), note=note, locale=viewer.locale)


def _label(option: Option, japanese: bool) -> str:
    return option.ja if japanese else option.name


def _explained(option: Option, viewer: Viewer) -> str:
    """Return what an option is for, with the words of a closed list."""
    values = [(word.ja if viewer.locale == "ja" else word.en)[0] for word in option.words]
    summary = viewer.say(option.summary)
    return viewer.say("{summary}: {values}", summary=summary, values=viewer.listed(values)) if values else summary


HELP = Command(
    name="help",
    japanese=("ヘルプ", "使い方"),
    summary=N_("every command in a line, and examples that fit this place"),
    handler=help_with,
    options=(Option("text", "内容", N_("a command, to see it in full")),),
    examples=("/help", "/help request"),
    examples_ja=("/ヘルプ", "/ヘルプ 依頼"),
    writes=False,
)
