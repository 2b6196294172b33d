"""Reads tables and JSON lines: each row is one passage, with the source, year, hazard and country it names."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from itertools import islice
from typing import BinaryIO

from knowledge.ingest.columns import PROSE, about_of, role_of
from knowledge.ingest.cutting import pieces_of, weight
from knowledge.ingest.decoding import decoded
from knowledge.ingest.found import About, Limits, Part, Piece, Refused
from knowledge.language.detect import language_of

LONGEST_CELL = 10_000_000
"""Signs; the standard library's own limit of 131,072 is too small for a column of whole texts."""
MOST_OF_ROW = 1_000
"""Words of a row that stay one passage; a longer one is cut as a document is."""
_SAMPLE = 16_384
_TELLING = 5
"""Words from which a column without a known name is kept as part of the text."""


def read_csv(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield a passage for each row; the first row names the columns. Raises Refused."""
    text = decoded(stream.read())
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.reader(StringIO(text, newline=""), _dialect(text[:_SAMPLE]))
        names = [name.strip() for name in next(rows, [])]
        yield About()
        for row in rows:
            yield from _pieces(dict(zip(names, row, strict=False)))
    except csv.Error as error:
        raise Refused("broken") from error


def _dialect(sample: str) -> type[csv.Dialect]:
    """Return how the first line separates its columns: by the sign of these that it holds most of."""
    first = sample.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",\t;|", key=first.count)

    return Found


def read_jsonl(stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield a passage for each JSON object, one a line. Raises Refused, naming the line."""
    yield About()
    for number, line in enumerate(decoded(stream.read()).splitlines(), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Refused("rows", str(number)) from error
        if not isinstance(given, dict):
            raise Refused("rows", str(number))
        yield from _pieces({name: said for name, value in given.items() if (said := _said(value))})


def _said(value: object) -> str:
    """Return a value as text: a list by commas; nothing for what holds names of its own."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, islice(value, 1000))))
    return "" if value is None or isinstance(value, dict | bool) else str(value)


def _pieces(row: Mapping[str, str]) -> Iterator[Piece]:
    """Yield a row's passage; none for a row that says nothing."""
    kept: dict[str, list[str]] = {role: [] for role in PROSE}
    for column, value in row.items():
        text, role = value.strip(), role_of(column)
        if role in PROSE:
            kept[role] += _new([text], kept[role])
        elif not role and weight(text) >= _TELLING and "://" not in text:
            kept["text"].append(f"{column}: {text}")
    heading = " / ".join(kept.pop("title"))
    text = "\n".join(part for role in kept for part in kept[role]) or heading
    if not text:
        return
    said = about_of(row)
    whole = Piece(text, heading, None, language_of(f"{heading}\n{text}"), said.source, said.licence)
    whole = replace(whole, year=said.year, hazard=said.hazard, country=said.country)
    yield from (replace(whole, text=part) for part in _parts(text))


def _new(texts: Iterable[str], kept: Sequence[str]) -> list[str]:
    return [text for text in texts if text and text not in kept]


def _parts(text: str) -> list[str]:
    return [text] if weight(text) <= MOST_OF_ROW else pieces_of(text)
