"""Keeps the terms of every entry in a tantivy index, on disk or in memory, and the mark of how far it has followed."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.domain.passages import IndexMark
from knowledge.library.reading import Part
from knowledge.library.slots import Slot, take
from knowledge.library.texts import IndexedText

if TYPE_CHECKING:
    from tantivy import Document, Index, IndexWriter, Schema

EDITION = "2"
"""Changes with the fields or the analysis: an index of another edition is made anew."""
_PHRASED = ("en", "ja_pairs")
_COUNTED = ("en_near", "ja", "ja_near", "head", "title", "en_meant", "ja_meant")
_BLANKS = "blanks"
# A term nobody asks for: it makes a field as long as it counts.
_FILLER = " ="
_MARK = "\x00mark"
# Bytes that may wait for a commit in memory; tantivy asks for 15 MB at least.
_HEAP = 48_000_000


class PassageIndex:
    """An index over texts. Not for two threads at once but `search` and what reads beside it, which may be many."""

    def __init__(self, parent: Path | None, edition: str = EDITION) -> None:
        """Open the index under `parent`, or in memory where there is none or it cannot be written.

        One that is damaged or of another edition is emptied: its mark then says that it holds nothing.
        """
        self._edition = edition
        self._schema = _schema()
        self._slot = take(parent) if parent else None
        self._index = self._opened(self._slot)
        self._writer: IndexWriter = self._index.writer(_HEAP, 1)
        self.mark = IndexMark()
        self._take_up()

    def _opened(self, slot: Slot | None) -> "Index":
        from tantivy import Index, TextAnalyzerBuilder, Tokenizer

        if slot is None:
            index = Index(self._schema)
        else:
            try:
                index = Index(self._schema, str(slot.folder))
            except ValueError:  # damaged, or made by another edition
                index = Index(self._schema, str(slot.emptied()))
        index.register_tokenizer(_BLANKS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        index.config_reader("manual")
        index.reload()
        return index

    @property
    def folder(self) -> Path | None:
        """Return where the index lies; None for one in memory."""
        return self._slot.folder if self._slot else None

    def put(self, texts: Iterable[IndexedText], gone: Iterable[str], documents: Iterable[str], mark: IndexMark) -> None:
        """Take texts in, each in place of the one with its id, and remember the mark: all or nothing.

        `gone` are ids to forget; what is known of the `documents` goes too, but for the texts given. It can be searched
        when this returns.
        """
        for document in documents:
            self._writer.delete_documents_by_term("document", document)
        for text in gone:
            self._writer.delete_documents_by_term("id", text)
        for one in texts:
            self._writer.delete_documents_by_term("id", one.id)
            self._writer.add_document(_document(one))
        self._write_mark(mark)

    def clear(self) -> None:
        """Forget everything."""
        self._writer.delete_all_documents()
        self._write_mark(IndexMark())

    def close(self) -> None:
        """Let go of the folder."""
        del self._writer, self._index
        if self._slot:
            self._slot.close()

    def part(self, number: int = 0, hidden: Callable[[str], bool] | None = None) -> Part:
        """Return the index as it stands now, without hidden ids; later changes do not show in it."""
        return Part(self._index.searcher(), self._schema, number, hidden)

    def _write_mark(self, mark: IndexMark) -> None:
        from tantivy import Document

        self._writer.delete_documents_by_term("id", _MARK)
        told = json.dumps({"edition": self._edition, **asdict(mark)})
        document = Document(id=_MARK)
        document.add_bytes("mark", told.encode())
        self._writer.add_document(document)
        self._writer.commit()
        self._index.reload()
        self.mark = mark

    def _take_up(self) -> None:
        """Go on from the mark that lies in the index; where there is none that can be used, begin with nothing."""
        told = self._told()
        if told.pop("edition", None) == self._edition:
            self.mark = IndexMark(**told)
        else:
            self.clear()

    def _told(self) -> dict[str, Any]:
        from tantivy import Query

        searcher = self._index.searcher()
        try:
            found = searcher.search(Query.term_query(self._schema, "id", _MARK, "basic"), 1, count=False).hits
            told: dict[str, Any] = (
                json.loads(bytes(searcher.doc(found[0][1]).get_first("mark") or b"{}")) if found else {}
            )
        except ValueError:  # damaged
            return {}
        return told


def _document(text: IndexedText) -> "Document":
    from tantivy import Document

    document = Document(id=text.id)
    document.add_bytes("kept", f"{text.language}\n{text.named}\n{text.japanese}".encode())
    if text.document_id:
        document.add_text("document", text.document_id)
    for name in text.fields.keys() | text.lengths.keys():
        terms = text.fields.get(name, ())
        filled = _FILLER * (text.lengths.get(name, 0) - len(terms))
        if terms or filled:
            document.add_text(name, " ".join(terms) + filled)
    for tag in text.tags:
        document.add_text("tag", tag)
    document.add_unsigned("draft", text.draft)
    document.add_unsigned("bilingual", not text.language)
    return document


def _schema() -> "Schema":
    from tantivy import SchemaBuilder

    schema = SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("document", "tag"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _PHRASED:
        schema.add_text_field(name, tokenizer_name=_BLANKS, index_option="position")
    for name in _COUNTED:
        schema.add_text_field(name, tokenizer_name=_BLANKS, index_option="freq")
    schema.add_text_field("ja_signs", tokenizer_name=_BLANKS, index_option="basic")
    for name in ("kept", "mark"):
        schema.add_bytes_field(name, stored=True)
    for name in ("draft", "bilingual"):
        schema.add_unsigned_field(name, fast=True)
    return schema.build()
