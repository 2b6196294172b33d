"""Keeps a process's search index up with the database: what any process saved is found by the next question."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

import structlog

from bot.domain.document import IMPORTED, Document
from bot.domain.passages import Entry, IndexMark, document_entries, lesson_entry
from bot.ports import Library
from bot.store import Store, Unavailable, View

PATIENCE = 5.0
"""Seconds a question waits for the index. One that is made anew from a large library goes on behind the answer."""
PAUSE = 15.0
"""Seconds between looks at the database while nobody asks."""
TOGETHER = 2_000
"""Passages taken in at once. A document's are never parted, so a long one makes more."""
log = structlog.get_logger()


@dataclass(slots=True)
class Following:
    """One index following one database; it does one thing at a time, whoever asks for it."""

    going: asyncio.Task[None] | None = field(default=None, init=False)

    async def run(self, store: Store, library: Library) -> NoReturn:
        """Follow until cancelled, so that the first question finds an index that is ready."""
        try:
            while True:
                await asyncio.sleep(PAUSE)
                try:
                    await self.caught_up(store, library)
                except Unavailable as error:
                    log.info("index follows again later", reason=str(error))
        finally:
            if self.going:
                self.going.cancel()

    async def caught_up(self, store: Store, library: Library) -> None:
        """Return when the index holds what was saved before the call, or after `PATIENCE`. Raises Unavailable."""
        if self.going and not self.going.done():
            await asyncio.wait({self.going}, timeout=PATIENCE)
            if not self.going.done():
                return
        going = self.going = asyncio.create_task(follow(store, library))
        await asyncio.wait({going}, timeout=PATIENCE)
        if going.done():
            going.result()
        else:
            going.add_done_callback(_told)


def _told(ended: asyncio.Task[None]) -> None:
    if not ended.cancelled() and (error := ended.exception()):
        log.info("index follows again later", reason=str(error))


async def follow(store: Store, library: Library) -> None:
    """Bring the index from its mark to what the database holds now. Raises Unavailable.

    The mark moves at the end alone: a process that dies on the way begins again at the old one, and what is taken in
    twice stands once. An index of another database, or of one that was put back to an earlier day, is made anew.
    """
    mark = await asyncio.to_thread(lambda: library.mark)
    async with store.read() as view:
        database = await _name(view)
        if mark.database != database or await _is_ahead(view, mark):
            await asyncio.to_thread(library.clear)
            mark = IndexMark(database)
        lessons, newest = await view.lessons.changed_since(mark.lessons)
        documents, newest_document = await view.documents.changed_since(mark.documents)
    mark = replace(mark, lessons=newest, documents=newest_document)
    if lessons:
        await asyncio.to_thread(library.put, [lesson_entry(lesson) for lesson in lessons])
    news = [one for one in documents if one.state != IMPORTED or not library.has(one.id, one.stamp.version)]
    async for entries in _batches(store, news):
        await asyncio.to_thread(library.put, entries)
    await asyncio.to_thread(library.put, (), mark)


async def _name(view: View) -> str:
    """Return what tells this database from others: the first entry of its trail."""
    first = await view.audit.since(0, 1)
    return "".join(f"{entry.number} {entry.record_id} {entry.at.isoformat()}" for entry in first)


async def _is_ahead(view: View, mark: IndexMark) -> bool:
    """Return whether the index has seen an entry of the trail that is not there."""
    seen = max(mark.lessons, mark.documents)
    return seen > 0 and [entry.number for entry in await view.audit.since(seen - 1, 1)] != [seen]


async def _batches(store: Store, documents: Sequence[Document]) -> AsyncIterator[list[Entry]]:
    entries: list[Entry] = []
    for document in documents:
        async with store.read() as view:
            entries += document_entries(document, await view.documents.passages_of(document.id))
        if len(entries) >= TOGETHER:
            yield entries
            entries = []
    if entries:
        yield entries
