"""What the sub-commands of `kizuna` do: console, demo, run, doctor, db."""

import asyncio
import os
import signal
import sys
import tempfile
from argparse import Namespace
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapters.console import terminal
from adapters.console.adapter import ConsoleAdapter
from adapters.console.line import PLATFORM, Speaker
from adapters.console.piped import answer_lines
from adapters.console.script import play
from bot.clock import SetClock, SystemClock, starting_at
from bot.commands import COMMANDS
from bot.ports import ChatAdapter
from bot.settings import Settings, SettingsError
from bot.wiring.doctor import examined
from bot.wiring.logs import quiet_logs, service_logs
from bot.wiring.parts import Kizuna, opened, served, web_application, working
from bot.wiring.serving import ready
from bot.wiring.verdict import verdict
from bot.words.catalogue import Words, words
from storage.check import check
from storage.upgrade import misfit, status, upgrade

DEMO_PERSON, DEMO_ORGANISATION, DEMO_CHANNEL = "you", "Harbour Relief (invented)", "coordination"
REHEARSAL = timedelta(hours=3)
"""How long before now the demo's exercise began."""


def at_terminal(clock: SystemClock | SetClock, speaker: Speaker, arguments: Namespace) -> ConsoleAdapter:
    """Return the terminal as a chat platform, as wide and as colourful as the one this runs in."""
    colour = terminal.shows_colour(sys.stdout, os.environ)
    return ConsoleAdapter(
        clock, terminal.write, speaker, locale=arguments.locale, colour=colour, width=terminal.columns()
    )


async def lessons(settings: Settings, arguments: Namespace) -> int:
    """Search lessons and documents, bring documents in, or take them out."""
    if arguments.action == "import":
        from bot.wiring.importing import bring_in

        return await bring_in(settings, arguments)
    if arguments.action == "withdraw":
        from bot.wiring.withdrawing import withdraw

        return await withdraw(settings, arguments)
    from bot.wiring.lessons import search

    return await search(settings, arguments)


async def console(settings: Settings, arguments: Namespace) -> int:
    """Answer typed lines, or play a script."""
    quiet_logs()
    speaker = Speaker(arguments.person, arguments.organisation, arguments.channel)
    if arguments.script:
        return await script(settings, arguments, speaker)
    clock = starting_at(arguments.now)
    adapter = at_terminal(clock, speaker, arguments)
    async with opened(settings, clock, {PLATFORM: adapter}) as kizuna, working(kizuna):
        await converse(kizuna, adapter)
    return 0


def script_lines(path: str) -> list[str]:
    """Return the lines of a script. Raises OSError where it cannot be read."""
    return Path(path).read_text(encoding="utf-8").splitlines()


async def script(settings: Settings, arguments: Namespace, speaker: Speaker) -> int:
    """Play a script on a clock that goes on only with it; in a database of its own unless one is named."""
    lines = script_lines(arguments.script)
    clock = SetClock(arguments.now or datetime.now().astimezone())
    adapter = ConsoleAdapter(clock, terminal.write, speaker, locale=arguments.locale)
    with tempfile.TemporaryDirectory(prefix="kizuna-script-") as folder:
        if not arguments.keep:
            settings = settings.model_copy(update={"database_url": f"sqlite:///{folder}/script.db"})
        async with opened(settings, clock, {PLATFORM: adapter}) as kizuna:
            return await play(kizuna.core, adapter, lines, lambda: settle(kizuna), clock)


async def settle(kizuna: Kizuna) -> None:
    """Do what is due now: what happens by itself, then what is owed."""
    await kizuna.keeper.tend()
    await kizuna.courier.drain()


async def converse(kizuna: Kizuna, adapter: ConsoleAdapter) -> None:
    """Hold the conversation at the keyboard, or answer piped lines."""
    if not sys.stdin.isatty():
        await answer_lines(kizuna.core, adapter, sys.stdin.fileno())
        await kizuna.courier.drain()
        return
    from adapters.console.prompt import converse as at_the_keyboard
    from adapters.console.prompt import open_history

    await at_the_keyboard(kizuna.core, adapter, kizuna.dispatcher.commands, open_history())


async def demo(settings: Settings, arguments: Namespace) -> int:
    """Play an exercise with invented organisations, then give a prompt (a coordinator's) and the board."""
    quiet_logs()
    with tempfile.TemporaryDirectory(prefix="kizuna-demo-") as folder:
        update = {"database_url": f"sqlite:///{folder}/demo.db", "coordinators": f"{PLATFORM}:{DEMO_PERSON}"}
        settings = settings.model_copy(update=update)
        clock = starting_at(datetime.now(UTC) - REHEARSAL)
        speaker = Speaker(DEMO_PERSON, DEMO_ORGANISATION, DEMO_CHANNEL)
        adapter = at_terminal(clock, speaker, arguments)
        silent = ConsoleAdapter(clock, lambda text: None, speaker)
        adapters: dict[str, ChatAdapter] = {PLATFORM: silent}
        async with AsyncExitStack() as stack:
            kizuna = await stack.enter_async_context(opened(settings, clock, adapters))
            await rehearse(kizuna, silent, clock)
            adapters[PLATFORM] = adapter
            serving = await stack.enter_async_context(served(kizuna, web_application(kizuna), arguments.port))
            say = words(arguments.locale or settings.locale).say
            adapter.screen.tell(say("The board of the exercise: {url}", url=f"{serving.url}exercise"))
            await stack.enter_async_context(working(kizuna))
            await converse(kizuna, adapter)
    return 0


async def rehearse(kizuna: Kizuna, silent: ConsoleAdapter, clock: SystemClock) -> None:
    """Play the demo's opening unseen, as if over the last hours; its records are real ones of an exercise."""
    opening = files("bot.wiring").joinpath("demo.txt").read_text(encoding="utf-8").splitlines()
    await play(kizuna.core, silent, opening, lambda: settle(kizuna), clock)
    clock.set(datetime.now(UTC))
    await settle(kizuna)


async def run(settings: Settings, arguments: Namespace) -> int:
    """Serve all that is set up until stopped: the board, courier and keeper (chat platforms as they have tokens)."""
    service_logs()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with ready(settings, starting_at(None)) as bot:
        sys.stdout.write(words(settings.locale).say("The board: {url}  (Ctrl-C stops)", url=bot.board.url) + "\n")
        sys.stdout.flush()
        await bot.serve(stop)
    return 0


async def slack(settings: Settings, arguments: Namespace) -> int:
    """Print the manifest from which the app is created in Slack. Raises SettingsError for an impossible prefix."""
    from adapters.slack.manifest import ManifestError, as_yaml, manifest

    try:
        made = manifest(COMMANDS, arguments.prefix, root_only=arguments.root_only)
    except ManifestError as error:
        raise SettingsError(str(error)) from error
    sys.stdout.write(as_yaml(made))
    return 0


async def discord(settings: Settings, arguments: Namespace) -> int:
    """Print the link with which the bot is invited into a server."""
    from adapters.discord.invite import invite

    sys.stdout.write(f"{invite(arguments.application)}\n")
    return 0


async def doctor(settings: Settings, arguments: Namespace) -> int:
    """Print what is right and wrong with all that `run` needs, and how it is mended; 1 when something is wrong."""
    quiet_logs()
    return verdict(await examined(settings, starting_at(None)), words(arguments.locale or settings.locale))


async def database(settings: Settings, arguments: Namespace) -> int:
    """Upgrade, describe or check the database."""
    say = words(arguments.locale or settings.locale)
    if arguments.action == "upgrade":
        await upgrade(settings.database_url)
    current, head = await status(settings.database_url)
    if arguments.action == "check":
        return await checked(settings, say)
    table = Table(show_header=False, box=None)
    table.add_row(say.say("Tables in the database"), current or say.say("none yet"))
    table.add_row(say.say("Tables this program needs"), head)
    Console().print(table)
    wrong = await misfit(settings.database_url)
    if wrong is None and current is None:
        sys.stdout.write(say.say("The database is empty. It makes its tables itself at the first start.") + "\n")
    elif wrong is not None:
        sys.stdout.write(say.say(wrong) + "\n")
    return 0 if wrong is None else 2


async def checked(settings: Settings, say: Words) -> int:
    """Print what is wrong in the database; 0 when nothing is."""
    findings = await check(settings.database_url)
    for finding in findings:
        sys.stdout.write(say.say(finding.sentence, **finding.values) + "\n")
    if not findings:
        sys.stdout.write(say.say("The database is sound.") + "\n")
    return 1 if findings else 0
