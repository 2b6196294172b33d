"""`kizuna lessons search`: what answers a question, from the terminal, in the database of the settings."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.console.clean import clean
from bot.clock import SystemClock
from bot.domain.document import described
from bot.domain.lesson import Found, Lesson
from bot.domain.passages import lesson_entry
from bot.flows.knowing.finding import filters_of
from bot.flows.knowing.following import follow
from bot.settings import Settings
from bot.store import Store, View
from bot.wiring.logs import quiet_logs
from bot.wiring.parts import opened
from bot.wiring.spoken import refused
from bot.words.catalogue import Words, words

MOST = 100
"""Answers at most: what lies deeper nobody reads."""
SHOWN = 300
"""Signs of a text that are printed."""


async def search(settings: Settings, arguments: Namespace) -> int:
    """Print what answers a question in the database of the settings; 1 when nothing does, 2 for a wrong option."""
    quiet_logs()
    said = words(arguments.locale or settings.locale)
    if not 1 <= arguments.limit <= MOST:
        return refused(said.say("--limit must be from 1 to {most}. For example: --limit 5", most=MOST))
    question = os.fsencode(arguments.question).decode("utf-8", "replace")
    async with opened(settings, SystemClock(), {}) as kizuna:
        library = kizuna.dispatcher.library
        await follow(kizuna.store, library)
        given = {name: getattr(arguments, name) or "" for name in ("hazard", "country", "sector", "theme", "year")}
        filters = replace(
            filters_of(given, kizuna.callers.vocabulary), language=arguments.language or "", kind=arguments.kind or ""
        )
        found = library.search(question, arguments.limit, filters)
        rows = await _rows(kizuna.store, found)
    if arguments.json:
        told = {"question": question, "hits": rows, "unnamed": found.unnamed, "widened": found.widened}
        lines = [json.dumps(told, ensure_ascii=False)]
    else:
        lines = [clean(line) for line in _lines(rows, found, said)]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    return 0 if rows else 1


def _lines(rows: Sequence[Mapping[str, Any]], found: Found, said: Words) -> Iterator[str]:
    if not rows:
        yield said.say("Nothing answers this yet.")
    if found.unnamed:
        yield said.say("Not named anywhere: {words}", words=", ".join(found.unnamed))
    for place, row in enumerate(rows, start=1):
        text = " ".join(row["text"].split())
        yield f"{place}. {row['id']} {' / '.join(row['title'].splitlines())}"
        yield f"   {text if len(text) <= SHOWN else f'{text[:SHOWN]}…'}"
        page = said.say("page {page}", page=row["page"]) if row["page"] else ""
        yield f"   {', '.join(str(part) for part in (row['source'], page, row['year']) if part)}"
        if row["matched"]:
            words_found = said.say("Words found: {words}", words=", ".join(row["matched"]))
            yield f"   {words_found}"


async def _rows(store: Store, found: Found) -> list[Mapping[str, Any]]:
    """Return each hit with its text and source."""
    async with store.read() as view:
        rows = {**await _lessons(view, found), **await _passages(view, found)}
    return [{"id": hit.id, **rows[hit.id], "matched": list(hit.matched)} for hit in found.hits if hit.id in rows]


async def _lessons(view: View, found: Found) -> dict[str, Mapping[str, Any]]:
    return {lesson.id: _lesson_row(lesson) for lesson in await view.lessons.many([hit.id for hit in found.hits])}


def _lesson_row(lesson: Lesson) -> Mapping[str, Any]:
    entry = lesson_entry(lesson)
    return {
        "title": entry.title,
        "text": entry.text,
        "source": lesson.source,
        "page": lesson.page,
        "year": lesson.year,
        "language": entry.language or None,
    }


async def _passages(view: View, found: Found) -> dict[str, Mapping[str, Any]]:
    ids = [hit.id for hit in found.hits]
    named = dict.fromkeys(hit.partition(".")[0] for hit in ids)
    documents = {one.id: one for one in await view.documents.many(list(named))}
    rows: dict[str, Mapping[str, Any]] = {}
    for passage in await view.documents.passages([hit for hit in ids if "." in hit]):
        document = described(passage, documents[passage.document_id])
        rows[passage.id] = {
            "title": passage.heading or document.title,
            "text": passage.text,
            "document": document.title,
            "source": document.source,
            "page": passage.page,
            "year": document.year,
            "language": passage.language or None,
        }
    for document in documents.values():
        about = {"title": document.title, "text": document.summary, "source": document.source, "page": None}
        rows[document.id] = {**about, "year": document.year, "language": document.language or None}
    return rows
