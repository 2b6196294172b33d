"""Looks at all that a database needs before this program can work with it, and says how what is wrong is mended."""

import errno
import os
import shlex
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import URL

from bot.finding import Finding
from bot.ports import Clock
from bot.store import Unavailable
from bot.words.catalogue import N_
from storage.address import address
from storage.check import BROKEN, check
from storage.fitness import fitness
from storage.upgrade import on_connection, status

MIB = 1 << 20
SCARCE, LACKING = 1024 * MIB, 100 * MIB
"""Bytes free on the disk: below the first it is time to act, below the second writing may fail at any moment."""
QUICK = 64 * MIB
"""A larger file is left to `kizuna db check`: looking it over makes a bot that runs wait."""

DATABASE, FOLDER, DISK = N_("Database"), N_("Folder of the database"), N_("Free disk")
RECORDS = N_("Content of the database")
ROOM = N_("Make room there, or let DATABASE_URL name a file on another disk. On a full disk nothing is saved.")
RESTORE = N_("Stop Kizuna and put the last good backup in place of the file.")
REPORT = N_("Keep a copy of the database and report this as a fault of Kizuna.")


def free_bytes(folder: Path) -> int:
    """Return how many bytes may still be written on the disk of a folder. Raises OSError."""
    return shutil.disk_usage(folder).free


async def examine(url: str, clock: Clock, free: Callable[[Path], int] = free_bytes) -> Sequence[Finding]:
    """Return what is found at a DATABASE_URL. No record changes, and no file is made that is not there."""
    try:
        place = address(url)
        if place.drivername != "sqlite":
            return await _database(url, clock)
    except Unavailable as error:
        return [_unusable(error)]
    file = file_of(place)
    folder, size = folder_finding(file.parent), _size(file)
    around = [folder, *disk_findings(file.parent, free)]
    if size is None:
        new = N_("There is no file {file} yet. It is made at the first start.")
        return [*around, *([Finding(DATABASE, "ok", new, values={"file": file})] if folder.state == "ok" else [])]
    try:
        return [*around, *await _database(url, clock, size)]
    except Unavailable as error:
        return [*around, _unusable(error)]


def file_of(place: URL) -> Path:
    """Return the file that an address of SQLite names, as a path or as a `file:` URI."""
    name = place.database or ""
    return Path(unquote(urlsplit(name).path) if name.startswith("file:") else name).absolute()


def folder_finding(folder: Path) -> Finding:
    """Return whether a file can be made in the folder, as SQLite makes some beside its own: tried, not guessed."""
    values: dict[str, object] = {"folder": folder, "quoted": shlex.quote(str(folder))}
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding(FOLDER, "ok", N_("{folder} can be written."), values=values)
    except OSError as error:
        number = error.errno or 0
    if number == errno.ENOENT and _size(folder) is None:
        return Finding(FOLDER, "wrong", N_("{folder} does not exist."), N_("Make it: mkdir -p {quoted}"), values)
    values["reason"] = os.strerror(number)
    fix = N_("Give it to the user who runs Kizuna: sudo chown $(id -u) {quoted}")
    return Finding(FOLDER, "wrong", N_("{folder} cannot be written ({reason})."), fix, values)


def disk_findings(folder: Path, free: Callable[[Path], int]) -> Sequence[Finding]:
    """Return whether there is room where the database is; nothing for a folder that cannot be asked."""
    try:
        left = free(folder)
    except OSError:
        return []
    values = {"free": left // MIB, "folder": folder}
    said = N_("{free} MiB are free in {folder}.")
    if left >= SCARCE:
        return [Finding(DISK, "ok", said, values=values)]
    return [Finding(DISK, "warning" if left >= LACKING else "wrong", said, ROOM, values)]


def _size(path: Path) -> int | None:
    """Return how many bytes there are, None for nothing or nothing that this user may see."""
    try:
        return path.stat().st_size
    except OSError:
        return None


async def _database(url: str, clock: Clock, size: int = 0) -> Sequence[Finding]:
    """Raises Unavailable."""
    found = await on_connection(url, lambda connection: fitness(connection, clock))
    current, head = await status(url)
    return [*found, *(await _records(url, size) if current == head else ())]


async def _records(url: str, size: int) -> Sequence[Finding]:
    if size > QUICK:
        left = N_("The file has {size} MiB and was not looked over. When it is quiet, run: kizuna db check")
        return [Finding(RECORDS, "ok", left, values={"size": size // MIB})]
    wrong = await check(url)
    if not wrong:
        return [Finding(RECORDS, "ok", N_("The database is sound."))]
    return [
        Finding(RECORDS, "wrong", each.sentence, RESTORE if each.sentence == BROKEN else REPORT, each.values)
        for each in wrong
    ]


def _unusable(error: Unavailable) -> Finding:
    return Finding(DATABASE, "wrong", N_("It cannot be used."), str(error))
