"""Finds a folder of its own for each process's index, and none where nothing may be written."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

SLOTS = 16
"""So many processes on one machine keep their index on disk; further ones hold it in memory."""
_LOCK = "lock"


class Slot:
    """A folder that only this process uses, until `close` or until the process ends in whatever way."""

    def __init__(self, folder: Path, held: IO[bytes]) -> None:
        self.folder = folder / "index"
        self._held = held
        self.folder.mkdir(exist_ok=True)

    def emptied(self) -> Path:
        """Return the folder without anything that lay in it. Raises OSError."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        return self.folder

    def close(self) -> None:
        """Give the folder back; what lies in it stays for the next process."""
        self._held.close()


def take(parent: Path) -> Slot | None:
    """Return the first free folder under `parent`; None where it cannot be written, or all are taken.

    The lock is the operating system's (flock), so a process that was killed leaves none behind.
    """
    for number in range(1, SLOTS + 1):
        folder = parent / str(number)
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            held = (folder / _LOCK).open("ab")
            if _locked(held):
                with _closed_on_error(held):
                    return Slot(folder, held)
            held.close()
    return None


def _locked(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # not on Windows, where the index is held in memory
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _closed_on_error(file: IO[bytes]) -> Iterator[None]:
    try:
        yield
    except OSError:
        file.close()
        raise
