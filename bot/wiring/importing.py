"""`kizuna lessons import`: brings an organisation's own documents into the database, beside a bot that runs or not."""

import hashlib
import os
import stat
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from io import BufferedReader
from pathlib import Path

from bot.clock import SystemClock
from bot.domain.document import WITHDRAWN, Document, Passage
from bot.domain.record import Stamp
from bot.ports import Clock, Vocabulary
from bot.settings import Settings
from bot.store import Changed, Retry, Store
from bot.wiring.import_fields import Given, WrongField, country_code, given, hazard_code
from bot.wiring.import_report import Json, Lines, Report, Row
from bot.wiring.spoken import refused
from bot.words.catalogue import words
from knowledge.ingest.extraction import extract, kind_of_file
from knowledge.ingest.found import About, Extract, Limits, Piece, Refused
from knowledge.language.detect import language_of
from knowledge.vocabulary.categories import load_vocabulary
from storage.store import open_store
from storage.upgrade import prepare

PATIENCE = 30.0
"""How many seconds an import waits for its turn beside a bot that writes."""
MOSTLY = 0.9
"""A document is in a language when so many of its passages are."""


async def bring_in(settings: Settings, arguments: Namespace) -> int:
    """Import files and folders; 1 when any was refused or none was found, 2 for an option that cannot be used."""
    said = words(arguments.locale or settings.locale)
    vocabulary = load_vocabulary()
    found = list(files(arguments.paths))
    try:
        options = given(arguments, vocabulary, said, single=len(arguments.paths) == len(found) == 1)
    except WrongField as error:
        return refused(str(error))
    report: Report = Json(said) if arguments.json else Lines(said, terminal=sys.stdout.isatty())
    await prepare(settings.database_url)
    store = open_store(settings.database_url, PATIENCE)
    try:
        rows = await Importer(store, SystemClock(), vocabulary, options).all(found, report)
    finally:
        await store.close()
    report.end(rows)
    return 0 if rows and all(row.outcome != "refused" for row in rows) else 1


def files(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (path, name to be known by) of every file, folders walked; what begins with a dot or ~$ is left out.

    The name says where a file lay within what was given, and nothing of the machine above that.
    """
    for given_path in paths:
        path = Path(given_path)
        if is_link(given_path) or not path.is_dir():
            yield given_path, given_path if is_link(given_path) else path.name
            continue
        top = path.resolve().parent
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith((".", "~$"))):
                whole = Path(folder, name)
                yield str(whole), str(Path(folder).resolve().relative_to(top) / name)


def is_link(path: str) -> bool:
    """Return whether a path is the address of a page."""
    return path.startswith(("https://", "http://"))


class Importer:
    """Reads files one after another and stores each whole, in a transaction of its own."""

    def __init__(
        self, store: Store, clock: Clock, vocabulary: Vocabulary, options: Given, limits: Limits | None = None
    ) -> None:
        self._store, self._clock, self._vocabulary, self._given = store, clock, vocabulary, options
        self._limits = limits or Limits()

    async def all(self, found: Sequence[tuple[str, str]], report: Report) -> list[Row]:
        """Import every file and tell of each; return the rows. Raises Unavailable, and keeps what was done before."""
        rows = []
        with report.shown(len(found)):
            for path, name in found:
                report.begun(name)
                row = await self.one(path, name)
                report.row(row)
                rows.append(row)
        return rows

    async def one(self, path: str, name: str) -> Row:
        """Import a file, or keep a link; another import that came in between is looked at anew. Raises Unavailable."""
        while True:
            try:
                if is_link(path):
                    return await self._link(path)
                with opened(path) as file:
                    return await self._file(file, name)
            except (Retry, Changed):
                continue
            except Refused as refused:
                return Row(name, "refused", trouble=refused.trouble, detail=refused.detail)
            except OSError as error:
                return Row(name, "refused", trouble="unreadable", detail=error.strerror or str(error))

    async def _link(self, link: str) -> Row:
        if not self._given.reference:
            return Row(link, "refused", trouble="link")
        sha256 = hashlib.sha256(link.encode("utf-8", "replace")).hexdigest()
        return await self._known(sha256, link) or await self._kept(self._document(link, sha256, About()), (), link)

    async def _file(self, file: BufferedReader, name: str) -> Row:
        kind = kind_of_file(name, file, self._limits)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if known := await self._known(sha256, name):
            return known
        try:
            found = await extract(kind, file, self._limits)
        except Refused:
            if not self._given.reference:
                raise
            found = Extract(About(), ())
        document = self._document(name, sha256, found.about)
        if document.kind == "reference":
            return await self._kept(document, (), name)
        document = replace(document, language=language_of_all(found.pieces))
        return await self._kept(document, found.pieces, name, found.about.blank)

    async def _known(self, sha256: str, name: str) -> Row | None:
        """Return the row of a document whose content is there; what is now said of it otherwise is taken over."""
        async with self._store.read() as view:
            found = await view.documents.by_content(sha256)
        if found is None or found.state == WITHDRAWN:
            return None
        asked = {name: value for name, value in asdict(self._given).items() if value and name != "reference"}
        if all(getattr(found, field) == value for field, value in asked.items()):
            return Row(name, "known", found.id, found.title)
        changed = replace(found, stamp=replace(found.stamp, updated_at=self._clock.now()), **asked)
        async with self._store.begin() as uow:
            await uow.documents.save(changed, "", "describe")
            await uow.commit()
        return Row(name, "described", found.id, changed.title)

    def _document(self, name: str, sha256: str, about: About) -> Document:
        """Return the document without an id: what the operator says of it goes before what it says itself."""
        now, said = self._clock.now(), self._given
        return Document(
            id="",
            stamp=Stamp("", None, None, "public", "actual", now, now),
            title=said.title or about.title or (name if is_link(name) else Path(name).stem),
            source=said.source or about.source or name,
            sha256=sha256,
            kind="reference" if said.reference else "text",
            licence=said.licence or about.licence,
            language=language_of(said.summary) if said.reference else "",
            year=said.year or about.year,
            hazard=said.hazard or hazard_code(about.hazard, self._vocabulary),
            country=said.country or country_code(about.country),
            pages=about.pages,
            summary=said.summary,
        )

    async def _kept(self, document: Document, pieces: Sequence[Piece], name: str, blank: int = 0) -> Row:
        """Store a document with its passages, unless another import stored its content meanwhile. Raises Retry."""
        async with self._store.begin() as uow:
            found = await uow.documents.by_content(document.sha256)
            if found and found.state != WITHDRAWN:
                return Row(name, "known", found.id, found.title)
            if found:
                whole = replace(document, id=found.id, stamp=replace(found.stamp, updated_at=self._clock.now()))
            else:
                whole = replace(document, id=await uow.new_id("B"))
            passages = [self._passage(whole.id, number, piece) for number, piece in enumerate(pieces, 1)]
            await uow.documents.bring(whole, passages, "")
            await uow.commit()
        return Row(name, "imported", whole.id, whole.title, len(passages), whole.pages, blank)

    def _passage(self, document_id: str, number: int, piece: Piece) -> Passage:
        return Passage(
            id=f"{document_id}.{number}",
            document_id=document_id,
            number=number,
            text=piece.text,
            page=piece.page,
            heading=piece.heading,
            language=piece.language,
            source=piece.source,
            licence=piece.licence,
            year=piece.year,
            hazard=hazard_code(piece.hazard, self._vocabulary),
            country=country_code(piece.country),
        )


def opened(path: str) -> BufferedReader:
    """Return a file opened for reading. Raises Refused for what is no file, OSError."""
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise Refused("unknown")
    return Path(path).open("rb")


def language_of_all(pieces: Sequence[Piece]) -> str:
    """Return the language of a document, "" where its passages are in several."""
    languages = [piece.language for piece in pieces if piece.language]
    most = max(set(languages), key=languages.count, default="")
    return most if languages.count(most) >= MOSTLY * len(pieces) else ""
