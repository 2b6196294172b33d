"""The index a process searches: one on disk, and in memory what was saved lately, found within milliseconds."""

import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from bot.domain.passages import IndexMark
from knowledge.library.index import PassageIndex
from knowledge.library.reading import Reading
from knowledge.library.texts import IndexedText

FEW = 500
"""So many texts wait in memory at most. A commit to disk took 139 ms where one to memory took 12: it waits for the disk
ten times."""
SETTLED = 60.0
"""Seconds after which what waits goes to disk when nothing new comes."""


class LiveIndex:
    """Not for two threads at once; but `reading` may be used by any number while another changes the index.

    What waits in memory is lost with the process. It is read from the database again, for the mark on disk is older.
    """

    def __init__(self, folder: Path | None) -> None:
        self._kept = PassageIndex(folder)
        self._fresh = PassageIndex(None) if self._kept.folder else None
        self._waiting: dict[str, IndexedText | None] = {}
        self._documents: set[str] = set()
        self._since = 0.0
        self.mark = self._kept.mark
        self.reading = Reading(self._kept.part())

    def put(self, texts: Iterable[IndexedText], gone: Collection[str], documents: Collection[str]) -> None:
        """Take texts in, as `PassageIndex.put` does; few of them at first in memory alone."""
        texts = list(texts)
        if self._fresh is None or len(self._waiting) + len(texts) + len(gone) + len(documents) > FEW:
            self._settle(texts, gone, documents)
            return
        self._fresh.put(texts, gone, documents, self.mark)
        self._wait(texts, gone, documents)
        self.reading = Reading(
            self._kept.part(hidden=_among(frozenset(self._waiting), frozenset(self._documents))), self._fresh.part(1)
        )

    def follow(self, mark: IndexMark) -> None:
        """Remember how far the index has followed, on disk too once nothing new came for a while."""
        self.mark = mark
        if self._fresh and self._behind and time.monotonic() - self._since > SETTLED:
            self._settle((), (), ())

    @property
    def _behind(self) -> bool:
        """Return whether the disk lacks something: what waits, or the mark alone."""
        return bool(self._waiting or self._documents) or self._kept.mark != self.mark

    def clear(self) -> None:
        """Forget everything."""
        self._forget()
        self.mark = IndexMark()
        self._kept.clear()
        self.reading = Reading(self._kept.part())

    def close(self) -> None:
        """Write what waits, and let go of the folder."""
        if self._behind:
            self._settle((), (), ())
        self._kept.close()
        if self._fresh:
            self._fresh.close()

    def _wait(self, texts: Iterable[IndexedText], gone: Iterable[str], documents: Collection[str]) -> None:
        for old in [key for key, text in self._waiting.items() if text and text.document_id in documents]:
            del self._waiting[old]
        self._documents.update(documents)
        self._waiting.update(dict.fromkeys(gone))
        self._waiting.update((text.id, text) for text in texts)
        self._since = time.monotonic()

    def _settle(self, texts: Iterable[IndexedText], gone: Iterable[str], documents: Collection[str]) -> None:
        """Write what waits and these to disk, and with them the mark."""
        self._wait(texts, gone, documents)
        shown = [text for text in self._waiting.values() if text]
        lost = [key for key, text in self._waiting.items() if text is None]
        self._kept.put(shown, lost, self._documents, self.mark)
        self._forget()
        self.reading = Reading(self._kept.part())

    def _forget(self) -> None:
        self._waiting.clear()
        self._documents.clear()
        if self._fresh:
            self._fresh.clear()


def _among(ids: frozenset[str], documents: frozenset[str]) -> Callable[[str], bool]:
    """Return what tells whether an id is one of these or of a passage of these documents, with whose id it begins."""
    return lambda key: key in ids or key.partition(".")[0] in documents
