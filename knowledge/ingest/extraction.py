"""Has a document read by a process of its own, and takes nothing from it on trust."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from knowledge.ingest.found import WAIT, About, Extract, Limits, Piece, Refused, Trouble
from knowledge.ingest.kinds import HEAD, Kind, kind_of

LONGEST_LINE = 1 << 20
"""Bytes of one line that the reading process writes; a passage takes at most some 60,000."""
_ROOT = Path(__file__).parents[2]
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the reading process: one of these. `end` is how many passages it wrote, when it wrote all."""

    about: About | None = None
    piece: Piece | None = None
    end: int | None = None
    refused: tuple[Trouble, str] | None = None


_TOLD = TypeAdapter(Told)


def kind_of_file(name: str, file: BinaryIO, limits: Limits) -> Kind:
    """Return the kind of an open file. Raises Refused where it is too large or of no kind that is read."""
    file.seek(0)
    kind = kind_of(name, file.read(HEAD))
    if file.seek(0, os.SEEK_END) > limits.size:
        raise Refused("large")
    return kind


async def extract(kind: Kind, file: BinaryIO, limits: Limits) -> Extract:
    """Return the passages of an open file, whatever it is. Raises Refused; nothing else that the file could cause."""
    file.seek(0)
    process = await _started(kind, file, limits)
    try:
        async with asyncio.timeout(limits.seconds * WAIT):
            return await _taken(process, limits)
    except TimeoutError as error:
        raise Refused("slow") from error
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _started(kind: Kind, file: BinaryIO, limits: Limits) -> Process:
    """Start the reading process: it knows nothing of our settings, and loads no module from where we stand."""
    order = (sys.executable, "-P", "-m", "knowledge.ingest.reading", kind, json.dumps(asdict(limits)))
    passed = {each: os.environ[each] for each in _PASSED_ON if each in os.environ}
    return await asyncio.create_subprocess_exec(
        *order,
        stdin=file,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=LONGEST_LINE,
        env={**passed, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
    )


async def _taken(process: Process, limits: Limits) -> Extract:
    assert process.stdout is not None
    about, pieces, signs = About(), list[Piece](), 0
    while line := await _line(process.stdout):
        told = _told(line)
        if told.refused:
            raise Refused(*told.refused)
        if told.about:
            about = told.about
        elif told.piece:
            pieces.append(told.piece)
            signs += len(line)
        elif told.end == len(pieces) and pieces:
            return Extract(about, pieces)
        if signs > limits.text * 8:  # a sign takes up to 12 bytes where it is escaped
            raise Refused("large")
    raise Refused(_end(await process.wait()))


async def _line(stream: asyncio.StreamReader) -> bytes:
    """Return the next line, empty at the end. Raises Refused for one that no reader of ours would write."""
    try:
        return await stream.readline()
    except ValueError as error:  # longer than the limit
        raise Refused("broken") from error


def _told(line: bytes) -> Told:
    """Return what a line tells. Raises Refused for one that tells something else."""
    try:
        return _TOLD.validate_json(line)
    except ValidationError as error:
        raise Refused("broken") from error


def _end(status: int) -> Trouble:
    """Return why the process ended without a last word: the system stops one that is over its time or memory."""
    if status == -getattr(signal, "SIGXCPU", 0):
        return "slow"
    return "memory" if status == -getattr(signal, "SIGKILL", 0) else "broken"
