"""The `kizuna` program: reads the command line and starts what was asked for, loading nothing before it is needed."""

import argparse
import sys
from datetime import datetime

PROGRAMS = ("demo", "console", "run", "doctor", "db", "lessons", "read", "match", "slack", "discord")
MATCH_EXAMPLE = "Example: kizuna match --offers offers.jsonl --requests requests.jsonl --run ranked.tsv"
LESSONS_EXAMPLE = 'Example: kizuna lessons search "tsunami volunteers"'
EVAL_EXAMPLE = "Example: kizuna lessons eval cranfield --json"
IMPORT_EXAMPLE = "Example: kizuna lessons import reports/ --licence 'CC BY 4.0' --country JPN"
WITHDRAW_EXAMPLE = "Example: kizuna lessons withdraw B7"
READ_EXAMPLE = 'Example: kizuna read "200 blankets in Wajima by Friday"'


def moment(text: str) -> datetime:
    """Return an ISO 8601 time with an offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} is no time; for example 2026-11-24T09:00+09:00")
    return found


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    top = argparse.ArgumentParser(
        prog="kizuna",
        description="Kizuna / キズナ: relief organisations find each other, exchange needs and offers, and learn.",
        epilog="Example: kizuna demo",
    )
    programs = top.add_subparsers(dest="program", required=True, metavar="{" + ",".join(PROGRAMS) + "}")
    _console(programs.add_parser("console", help="a prompt in the terminal", epilog="Example: kizuna console --as aki"))
    demo = programs.add_parser(
        "demo", help="an exercise to try, with a board", epilog="Example: kizuna demo --locale ja"
    )
    demo.add_argument("--locale", choices=("en", "ja"), help="the language of the terminal")
    demo.add_argument("--port", type=int, default=0, help="the board's port (default: any free one)")
    programs.add_parser("run", help="serve what is set up until stopped", epilog="Example: kizuna run")
    doctor = programs.add_parser(
        "doctor", help="what is wrong with the set-up, and the fix", epilog="Example: kizuna doctor --locale ja"
    )
    doctor.add_argument("--locale", choices=("en", "ja"), help="the language of the answer")
    database = programs.add_parser("db", help="the database's tables", epilog="Example: kizuna db status")
    database.add_argument("action", choices=("upgrade", "status", "check"))
    database.add_argument("--locale", choices=("en", "ja"), help="the language of the answer")
    _lessons(programs.add_parser("lessons", help="search lessons and documents", epilog=LESSONS_EXAMPLE))
    _reading(programs.add_parser("read", help="what a text asks for or offers", epilog=READ_EXAMPLE))
    _matching(programs.add_parser("match", help="which offers fit which requests, from files", epilog=MATCH_EXAMPLE))
    _platforms(programs)
    return top


def _lessons(lessons: argparse.ArgumentParser) -> None:
    actions = lessons.add_subparsers(dest="action", required=True, metavar="{search,eval,import,withdraw}")
    search = actions.add_parser("search", help="what answers a question", epilog=LESSONS_EXAMPLE)
    search.add_argument("question", help="what you want to know, in English or Japanese")
    search.add_argument("--limit", type=int, default=3, help="at most so many answers (default: 3)")
    search.add_argument("--hazard", help="only of this kind of disaster: a GLIDE code or a name, such as FL or flood")
    search.add_argument("--country", help="only of this country, such as JPN; INT for no single one")
    search.add_argument("--sector", help="only lessons about this sector, by its code or name, such as WASH")
    search.add_argument("--theme", help="only of this theme, such as funding")
    search.add_argument("--year", help="only of this year, such as 2024")
    search.add_argument("--language", choices=("en", "ja"), help="only what can be read in this language")
    search.add_argument("--kind", choices=("lesson", "passage"), help="only lessons, or only passages of documents")
    measure = actions.add_parser("eval", help="how well search does on a test collection", epilog=EVAL_EXAMPLE)
    measure.add_argument("folder", help="a folder in BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv")
    bring = actions.add_parser("import", help="bring documents in", epilog=IMPORT_EXAMPLE)
    _importing(bring)
    withdraw = actions.add_parser("withdraw", help="take documents out again", epilog=WITHDRAW_EXAMPLE)
    withdraw.add_argument("documents", nargs="+", metavar="ID", help="their ids, such as B7")
    for action in (search, measure, bring, withdraw):
        action.add_argument("--json", action="store_true", help="print one JSON object")
        action.add_argument("--locale", choices=("en", "ja"), help="the language of what is said")


def _importing(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; with --reference a link as well")
    bring.add_argument("--licence", help="what allows to show the text, such as 'CC BY 4.0'")
    bring.add_argument("--year", help="the year the documents tell of, such as 2024")
    bring.add_argument("--hazard", help="a GLIDE code or a hazard's name, such as EQ or earthquake")
    bring.add_argument("--country", help="a country by code or name, such as JPN; INT for no single one")
    bring.add_argument("--title", help="the document's title, where it does not say it itself")
    bring.add_argument("--source", help="where the document is published, such as its link")
    bring.add_argument("--reference", action="store_true", help="keep no text, where a licence forbids copying")
    bring.add_argument("--summary", help="what it says, in your own words")


def _reading(read: argparse.ArgumentParser) -> None:
    read.add_argument("text", nargs="?", help="the message to read")
    read.add_argument("--json", action="store_true", help="print one JSON object")
    read.add_argument("--jsonl", action="store_true", help="read JSON objects from standard input, one a line")
    read.add_argument("--at", type=moment, help="when it was posted, such as 2026-11-24T09:00+09:00 (default: now)")
    read.add_argument("--locale", choices=("en", "ja"), help="the language of the table and of what is said")


def _matching(match: argparse.ArgumentParser) -> None:
    match.add_argument("--offers", required=True, help="posts, one JSON object a line: id, org, text, posted_at")
    match.add_argument("--requests", required=True, help="posts in the same form")
    match.add_argument("--now", type=moment, help="seen from this time, such as 2026-11-24T09:00+09:00 (default: now)")
    match.add_argument("--run", required=True, help="the file to write: request, offer, score, reasons, between tabs")
    match.add_argument("--locale", choices=("en", "ja"), help="write the reasons as a sentence in this language")


def _platforms(programs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    slack = programs.add_parser("slack", help="set Slack up", epilog="Example: kizuna slack manifest > manifest.yaml")
    slack.add_argument("action", choices=("manifest",), help="print the manifest to paste when the app is created")
    slack.add_argument("--root-only", action="store_true", help="register /kizuna alone")
    slack.add_argument("--prefix", default="", help="register the others behind a prefix, such as kz-")
    discord = programs.add_parser("discord", help="set Discord up", epilog="Example: kizuna discord invite 1234567890")
    discord.add_argument("action", choices=("invite",), help="print the link that invites the bot into a server")
    discord.add_argument("application", help="the application's id, from its page in the developer portal")


def _console(console: argparse.ArgumentParser) -> None:
    console.add_argument("--as", dest="person", default="you", help="who types (default: you)")
    console.add_argument("--organisation", default="", help="the organisation spoken for")
    console.add_argument("--channel", default="", help="the channel typed in (default: to the bot alone)")
    console.add_argument("--locale", choices=("en", "ja"), help="the language of the terminal")
    console.add_argument("--now", type=moment, help="begin at this time, such as 2026-11-24T09:00+09:00")
    console.add_argument(
        "--script", metavar="FILE", help="play lines of the form @person/organisation#channel /command"
    )
    console.add_argument(
        "--keep", action="store_true", help="let a script write to DATABASE_URL (else: a database of its own)"
    )


def unusable(sentence: str) -> int:
    """Say in one line what to do; return the exit status for it."""
    sys.stderr.write(f"{sentence}\n")
    return 2


def main() -> int:
    """Run the program; returns its exit status: 2 for a wrong setting, a refused token or an unusable database."""
    arguments = parser().parse_args()
    if arguments.program == "read":  # needs no settings and no database
        from bot.wiring.reading import read

        return read(arguments)
    if arguments.program == "match":
        from bot.wiring.matching import match

        return match(arguments)
    if arguments.program == "lessons" and arguments.action == "eval":
        from bot.wiring.evaluating import evaluate

        return evaluate(arguments)
    import asyncio

    from bot.ports import Refused
    from bot.settings import SettingsError, load_settings
    from bot.store import Unavailable
    from bot.words.catalogue import words

    try:
        settings = load_settings()
    except SettingsError as error:
        if arguments.program == "doctor":
            from bot.wiring.verdict import told_of_settings

            return told_of_settings(error, arguments.locale)
        return unusable(str(error))
    from bot.wiring import programs

    chosen = {
        "demo": programs.demo,
        "console": programs.console,
        "run": programs.run,
        "doctor": programs.doctor,
        "db": programs.database,
        "lessons": programs.lessons,
        "slack": programs.slack,
        "discord": programs.discord,
    }
    try:
        return asyncio.run(chosen[arguments.program](settings, arguments))
    except (Unavailable, Refused) as error:
        return unusable(words(settings.locale).say(str(error)))
    except (OSError, SettingsError) as error:
        return unusable(str(error))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
