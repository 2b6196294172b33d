"""Reads one document in the process that was started for it, and writes what it found as JSON lines.

Run as `python -m knowledge.ingest.reading KIND LIMITS` with the document as standard input.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from importlib import import_module
from typing import Any, BinaryIO, TextIO

from knowledge.ingest.confinement import confine
from knowledge.ingest.cutting import cut
from knowledge.ingest.found import About, Block, Limits, Part, Piece, Refused
from knowledge.ingest.kinds import Kind

READERS: dict[Kind, tuple[str, str]] = {
    "csv": ("rows", "read_csv"),
    "docx": ("word", "read"),
    "html": ("pages", "read"),
    "jsonl": ("rows", "read_jsonl"),
    "markdown": ("marked", "read"),
    "pdf": ("pdf", "read"),
    "text": ("plain", "read"),
}
"""The module and function for each kind; only the one that is needed is loaded."""


def parts_of(kind: Kind, stream: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Yield what a document of a kind holds. Raises Refused, or whatever a library raises for what is broken."""
    module, name = READERS[kind]
    read: Callable[[BinaryIO, Limits], Iterator[Part]] = getattr(import_module(f"knowledge.ingest.{module}"), name)
    return read(stream, limits)


def passages(parts: Iterable[Part], limits: Limits) -> Iterator[About | Piece]:
    """Yield what a document says of itself, and its passages. Raises Refused."""
    blocks: list[Block] = []
    signs = 0
    for part in parts:
        signs += len(part.text) if not isinstance(part, About) else 0
        if signs > limits.text:
            raise Refused("large")
        if isinstance(part, Block):
            blocks.append(part)
        else:
            yield part
    yield from cut(blocks)


def tell(kind: Kind, stream: BinaryIO, limits: Limits, out: TextIO) -> None:
    """Write a line for each thing found, the last of which tells that it is whole, or why there is nothing."""
    try:
        many = 0
        for part in passages(parts_of(kind, stream, limits), limits):
            many += isinstance(part, Piece)
            _write(out, {type(part).__name__.lower(): asdict(part)})
        _write(out, {"end": many} if many else {"refused": ["empty", ""]})
    except Refused as refused:
        _write(out, {"refused": [refused.trouble, refused.detail]})
    except MemoryError:
        _write(out, {"refused": ["memory", ""]})
    except Exception:  # whatever a library makes of a broken document: it ends in the same row of the report
        _write(out, {"refused": ["broken", ""]})


def _write(out: TextIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line) + "\n")


def main() -> None:
    """Read standard input within the limits."""
    limits = Limits(**json.loads(sys.argv[2]))
    confine(limits)
    kind: Kind = sys.argv[1]  # type: ignore[assignment]  # given by the process that started this one
    tell(kind, sys.stdin.buffer, limits, sys.stdout)


if __name__ == "__main__":
    main()
