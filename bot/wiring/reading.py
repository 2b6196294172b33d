"""`kizuna read`: shows what the reader makes of a text, to people as a table and to programs as JSON."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import BinaryIO

from rich.console import Console

from bot.domain.reading import Reading
from bot.domain.rules import PUBLIC
from bot.viewer import Viewer
from bot.wiring.reading_table import table
from bot.wiring.spoken import refused, spoken
from bot.words.catalogue import Words
from knowledge.reader.contract import as_contract
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

LONGEST = 10_000  # signs of one message
FIRST_YEAR, LAST_YEAR = 1970, 2999  # days are reckoned from it: far from both ends of what a date can be
EXAMPLE = '{"id": "1", "text": "200 blankets in Wajima by Friday", "posted_at": "2026-11-24T09:30:00+09:00"}'
SHOWN = 'kizuna read "200 blankets in Wajima by Friday"'
ALONE = "1"
"""The id of a text given on the command line, which brings none."""

Object = dict[str, object]


class Unreadable(Exception):
    """A line cannot be read; the text names the field and shows an example."""


def read(arguments: Namespace) -> int:
    """Read a text or lines of standard input; 2 when there is nothing to read. Needs no settings and no database."""
    said = spoken(arguments.locale)
    if arguments.jsonl == (arguments.text is not None):
        return refused(
            said.say("Give a text, or --jsonl for lines on standard input. For example: {example}", example=SHOWN)
        )
    if not arguments.jsonl and len(arguments.text) > LONGEST:
        return refused(too_long(said))
    vocabulary, gazetteer = load_vocabulary(), load_gazetteer()
    reader = PlainReader(vocabulary, gazetteer)
    if arguments.jsonl:
        return answer_lines(reader, sys.stdin.buffer, sys.stdout.buffer, said)
    at = arguments.at or datetime.now().astimezone()
    reading = reader.read(os.fsencode(arguments.text).decode("utf-8", "replace"), at)
    if arguments.json:
        sys.stdout.buffer.write(encoded(as_contract(ALONE, reading)))
    else:
        show(reading, Viewer(said, "UTC", PUBLIC, vocabulary, gazetteer, at.astimezone(UTC)))
    return 0


def show(reading: Reading, viewer: Viewer) -> None:
    """Print the table in UTF-8, whatever the locale of the terminal."""
    screen = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", write_through=True)
    console = Console(file=screen, highlight=False)
    for part in table(reading, viewer):
        console.print(part)
    screen.detach()


def answer_lines(reader: PlainReader, lines: Iterable[bytes], out: BinaryIO, said: Words) -> int:
    """Write one object for each line that is not blank, at once; a reader of ours that went away ends it quietly."""
    try:
        for line in lines:
            if line.strip():
                out.write(encoded(answer(reader, line, said)))
                out.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # so that the exit of Python finds no broken pipe
    return 0


def answer(reader: PlainReader, line: bytes, said: Words) -> Object:
    """Return the contract's object of one line, or an object with what is wrong and the id as far as there is one."""
    given: Object = {}
    try:
        given = parsed(line, said)
        named, text, at = fields(given, said)
    except Unreadable as error:
        known = {"id": given["id"]} if isinstance(given.get("id"), str) else {}
        return known | {"error": str(error)}
    try:
        return as_contract(named, reader.read(text, at))
    except Exception:  # a reader never raises; should one do so all the same, the other lines are still answered
        return {
            "id": named,
            "error": said.say("This text could not be read. Please report it to those who run Kizuna."),
        }


def parsed(line: bytes, said: Words) -> Object:
    """Return the object that a line holds. Raises Unreadable."""
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(said.say("This line is not UTF-8. For example {example}", example=EXAMPLE)) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(said.say("This line is no JSON. For example {example}", example=EXAMPLE)) from error
    if not isinstance(given, dict):
        raise Unreadable(said.say("This line is no JSON object. For example {example}", example=EXAMPLE))
    return given


def fields(given: Object, said: Words) -> tuple[str, str, datetime]:
    """Return (id, text, time of posting). Raises Unreadable, naming the field."""
    named, text, posted_at = (_text_of(given, name, said) for name in ("id", "text", "posted_at"))
    if len(text) > LONGEST:
        raise Unreadable(too_long(said))
    try:
        at = datetime.fromisoformat(posted_at)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise Unreadable(said.say("posted_at must be a time with an offset. For example {example}", example=EXAMPLE))
    return named, text, at


def too_long(said: Words) -> str:
    """Return what is said to a text beyond the longest."""
    return said.say("text must have at most {most} signs. For example {example}", most=f"{LONGEST:,}", example=EXAMPLE)


def _text_of(given: Object, name: str, said: Words) -> str:
    value = given.get(name)
    if name not in given:
        raise Unreadable(said.say("{field} is missing. For example {example}", field=name, example=EXAMPLE))
    if not isinstance(value, str):
        raise Unreadable(said.say("{field} must be text in quotes. For example {example}", field=name, example=EXAMPLE))
    return value


def encoded(made: Object) -> bytes:
    """Return an object as one line of UTF-8; half a surrogate pair, which UTF-8 cannot hold, is escaped."""
    try:
        return (json.dumps(made, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(made) + "\n").encode()
