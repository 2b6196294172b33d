"""`kizuna lessons withdraw`: takes documents out of the library again, with their text, where somebody asks for it."""

import json
import sys
from argparse import Namespace
from dataclasses import replace

from adapters.console.clean import clean
from bot.clock import SystemClock
from bot.domain.document import WITHDRAWN, Document
from bot.ports import Clock
from bot.settings import Settings
from bot.store import Store
from bot.wiring.importing import PATIENCE
from bot.words.catalogue import words
from storage.store import open_store
from storage.upgrade import prepare


async def withdraw(settings: Settings, arguments: Namespace) -> int:
    """Take out the documents with these ids and say so; 1 when one of them is not there."""
    said = words(arguments.locale or settings.locale)
    await prepare(settings.database_url)
    store = open_store(settings.database_url, PATIENCE)
    rows, missing = [], 0
    try:
        for asked in dict.fromkeys(each.strip().upper() for each in arguments.documents):
            document = await taken_out(store, asked, SystemClock())
            missing += document is None
            rows.append((asked, document.title if document else ""))
    finally:
        await store.close()
    if arguments.json:
        told = [{"document": asked, "title": title, "withdrawn": bool(title)} for asked, title in rows]
        lines = [json.dumps({"documents": told}, ensure_ascii=False)]
    else:
        lines = [
            said.say(
                "{id} {title}: its text is deleted. To have it back, import the file again.", id=asked, title=title
            )
            if title
            else said.say("There is no document {id}. An id is, for example, B7.", id=asked)
            for asked, title in rows
        ]
    sys.stdout.buffer.write("".join(f"{clean(line)}\n" for line in lines).encode("utf-8", "replace"))
    return 1 if missing else 0


async def taken_out(store: Store, id: str, clock: Clock) -> Document | None:
    """Take one document out and return it, or None where there is none; once more is harmless."""
    async with store.begin() as uow:
        found = await uow.documents.get(id)
        if found is None or found.state == WITHDRAWN:
            return found
        stamp = replace(found.stamp, updated_at=clock.now())
        kept = await uow.documents.withdraw(replace(found, stamp=stamp), "")
        await uow.commit()
    return kept
