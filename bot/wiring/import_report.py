"""Tells what became of each file of an import: a row for each, as words or as JSON, and a bar on a terminal."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from typing import Literal, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from adapters.console.clean import clean
from adapters.console.terminal import write
from bot.words.catalogue import N_, Words
from knowledge.ingest.found import Trouble

Outcome = Literal["imported", "known", "described", "refused"]

SIGNS: Mapping[Outcome, tuple[str, str, str]] = {
    "imported": ("✓", N_("imported"), "green"),
    "known": ("=", N_("already there"), "cyan"),
    "described": ("=", N_("already there, described anew"), "cyan"),
    "refused": ("✗", N_("refused"), "bold red"),
}
"""An outcome's sign, word and colour; the colour says nothing that the others do not."""

REASONS: Mapping[Trouble, str] = {
    "bomb": N_("It unpacks to far more than it should. Do not open it; ask who made it for another copy."),
    "broken": N_("It is broken and cannot be read. Open it yourself and save it again, or get another copy."),
    "empty": N_("There is no text in it."),
    "large": N_("It is too large. Split it into parts of at most 200 MB and 5,000 pages."),
    "letters": N_("Its letters cannot be read. Save it as UTF-8."),
    "locked": N_("It is protected by a password. Save it without one."),
    "memory": N_("It takes more memory than it may. Split it into parts."),
    "pictures": N_("It has pictures of text only. Run OCR (text recognition) first, then import it again."),
    "rows": N_("Line {detail} is no JSON object. Each line must be one, for example {example}"),
    "slow": N_("It takes too long to read. Split it into parts."),
    "unknown": N_("Files of this kind are not read. Save it as PDF, DOCX, HTML, Markdown, text, CSV or JSONL."),
    "unreadable": N_("It cannot be opened ({detail}). Check its path and permissions."),
}
"""Why a file was refused, and what to do."""
LINK = N_("Nothing is downloaded. Save the page as a file, or keep the link with --reference and --summary.")
COUNTED = N_("Imported: {imported}. Already there: {there}. Refused: {refused}.")
EXAMPLE = '{"title": "Cold nights", "text": "Blankets ran out."}'


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file. `document` is its id ("B7") where it is stored; `blank` counts pages without text.

    `trouble` is why it was refused, `detail` what goes into that sentence.
    """

    path: str
    outcome: Outcome
    document: str = ""
    title: str = ""
    passages: int = 0
    pages: int | None = None
    blank: int = 0
    trouble: Trouble | Literal["link", ""] = ""
    detail: str = ""


def reason(row: Row, said: Words) -> str:
    """Return why a file was refused and what to do; nothing for one that was not."""
    if not row.trouble:
        return ""
    sentence = LINK if row.trouble == "link" else REASONS[row.trouble]
    return said.say(sentence, detail=row.detail, example=EXAMPLE)


def told(row: Row, said: Words) -> str:
    """Return the rest of a row, behind its outcome and its path."""
    if row.outcome == "refused":
        return reason(row, said)
    if row.outcome != "imported":
        return said.say("as {id}", id=row.document)
    many = said.plural("{n} passage", "{n} passages", row.passages)
    what = many if row.passages else said.say("a reference with a summary")
    parts = [said.say("as {id}", id=row.document), what]
    if row.blank:
        parts.append(
            said.plural(
                "{n} page without text: run OCR to have it too",
                "{n} pages without text: run OCR to have them too",
                row.blank,
            )
        )
    return said.say(", ").join(parts)


class Report(Protocol):
    """Where the rows go, one after another."""

    def shown(self, many: int) -> AbstractContextManager[object]:
        """Return a context in which so many files are worked on."""

    def begun(self, path: str) -> None:
        """Tell that a file is being read."""

    def row(self, row: Row) -> None:
        """Tell what became of it."""

    def end(self, rows: Sequence[Row]) -> None:
        """Tell what became of all."""


class Lines:
    """Rows as lines of text; on a terminal with a bar below them while the import goes on."""

    def __init__(self, said: Words, *, terminal: bool) -> None:
        self._said, self._terminal = said, terminal
        self._console = Console(markup=False, highlight=False, emoji=False, force_terminal=terminal)
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=0)

    def shown(self, many: int) -> AbstractContextManager[object]:
        """Return a context in which the bar stands; none where nobody looks."""
        self._bar.update(self._task, total=many)
        return self._bar if self._terminal else nullcontext()

    def begun(self, path: str) -> None:
        """Show the file's name beside the bar."""
        self._bar.update(self._task, description=clean(path))

    def row(self, row: Row) -> None:
        """Print the row."""
        sign, word, colour = SIGNS[row.outcome]
        begin = f"{sign} {self._said.say(word)}"
        rest = clean(told(row, self._said))
        line = Text.assemble((begin, colour), "  ", (clean(row.path), "bold"), f": {rest}")
        if self._terminal:
            self._console.print(line, overflow="ignore", crop=False)
        else:
            write(f"{line.plain}\n")
        self._bar.advance(self._task)

    def end(self, rows: Sequence[Row]) -> None:
        """Print how many files there were of each outcome."""
        count = Counter(row.outcome for row in rows)
        there = count["known"] + count["described"]
        counted = self._said.say(COUNTED, imported=count["imported"], there=there, refused=count["refused"])
        write((counted if rows else self._said.say("There is no file to import.")) + "\n")


class Json:
    """All rows as one JSON object at the end."""

    def __init__(self, said: Words) -> None:
        self._said = said

    def shown(self, many: int) -> AbstractContextManager[object]:
        """Return a context that shows nothing."""
        return nullcontext()

    def begun(self, path: str) -> None:
        """Tell nothing yet."""

    def row(self, row: Row) -> None:
        """Tell nothing yet."""

    def end(self, rows: Sequence[Row]) -> None:
        """Print the object."""
        count = Counter(row.outcome for row in rows)
        files = [asdict(row) | {"reason": reason(row, self._said)} for row in rows]
        answer: dict[str, object] = {"files": files, **{str(outcome): count[outcome] for outcome in SIGNS}}
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
