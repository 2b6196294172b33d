"""The tables of documents that an operator brought in and of the passages they were cut into."""

from typing import get_args

from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text

from bot.domain.document import IMPORTED, WITHDRAWN, DocumentKind
from storage.columns import key_columns, one_of, prose_columns, stamp_columns, text_columns
from storage.metadata import metadata

documents = Table(
    "documents",
    metadata,
    *key_columns(),
    *stamp_columns(),
    *prose_columns("title", "source"),
    Column("sha256", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    *prose_columns("licence"),
    *text_columns("language"),
    Column("year", Integer),
    *text_columns("hazard", "country"),
    Column("pages", Integer),
    *prose_columns("summary"),
    Column("state", Text, nullable=False),
    one_of("kind", get_args(DocumentKind)),
    one_of("state", (IMPORTED, WITHDRAWN)),
)

passages = Table(
    "passages",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    *prose_columns("text"),
    Column("page", Integer),
    *prose_columns("heading"),
    *text_columns("language"),
    *prose_columns("source", "licence"),
    Column("year", Integer),
    *text_columns("hazard", "country"),
    PrimaryKeyConstraint("document_id", "number"),
)
