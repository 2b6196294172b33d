"""Finds every sentence that the source marks for translation, and prints those that have no Japanese yet."""

import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2 import Environment, nodes

from bot.words.build import SOURCES, gather

AREAS = ("bot", "adapters", "knowledge", "storage")
KEYWORDS: Mapping[str, Any] = {"say": None, "N_": None, "plural": (1, 2), "T": ((1, "c"), 2)}

Marked = tuple[int, str, tuple[str | None, ...], list[str]]


def page_sentences(
    page: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Marked]:
    """Yield the marked calls of a Jinja page as Babel asks for them: line, function, its arguments, comments.

    Jinja's own extractor sees `say(…)` only, not `words.say(…)`.
    """
    tree = Environment(autoescape=True).parse(page.read().decode())
    for call in tree.find_all(nodes.Call):
        target = call.node
        name = target.name if isinstance(target, nodes.Name) else getattr(target, "attr", "")
        if name in keywords:
            arguments = (given.value if isinstance(given, nodes.Const) else None for given in call.args)
            yield call.lineno, name, tuple(text if isinstance(text, str) else None for text in arguments), []


METHODS: Mapping[str, Any] = {".py": "python", ".html": page_sentences}


def sentences(root: Path) -> Catalog:
    """Return every marked sentence of the project in this folder, with the places where it stands."""
    found = Catalog()
    for path in sorted(path for area in AREAS for path in (root / area).rglob("*") if path.suffix in METHODS):
        with path.open("rb") as source:
            for line, sentence, _, context in extract(METHODS[path.suffix], source, KEYWORDS):
                found.add(sentence, locations=[(str(path.relative_to(root)), line)], context=context)
    return found


def missing(root: Path) -> Catalog:
    """Return the marked sentences that the Japanese sources do not translate."""
    known = gather(root / SOURCES)
    lacking = Catalog("ja")
    for message in sentences(root):
        if message.id and known.get(message.id, message.context) is None:
            lacking.add(message.id, locations=message.locations, context=message.context)
    return lacking


def main() -> None:
    """Print the missing sentences of the project in the current folder, ready to be pasted into a `.po` file."""
    write_po(sys.stdout.buffer, missing(Path.cwd()), omit_header=True, width=0)


if __name__ == "__main__":
    main()
