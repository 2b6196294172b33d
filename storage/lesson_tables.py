"""The tables of lessons, of the moments at which each is offered unasked, and of what people left on it."""

from typing import get_args

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, text

from bot.domain.lesson_marks import MarkKind
from storage.columns import Instant, key_columns, one_of, prose_columns, stamp_columns, text_columns
from storage.metadata import metadata

_KEYED = text("key <> ''")

lessons = Table(
    "lessons",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("state", Text, nullable=False),
    *text_columns("key"),
    *prose_columns("title_en", "title_ja", "summary_en", "summary_ja", "implication_en", "implication_ja"),
    *text_columns("theme", "hazard"),
    Column("year", Integer),
    *text_columns("country"),
    *prose_columns("source", "page"),
    *text_columns("confidence"),
    Column("moments", JSON, nullable=False, server_default="[]"),
    *text_columns("phase"),
    one_of("state", ("draft", "reviewed", "published")),
    Index("ix_lessons_key", "key", unique=True, sqlite_where=_KEYED, postgresql_where=_KEYED),
)

lesson_moments = Table(
    "lesson_moments",
    metadata,
    Column("lesson_id", Text, ForeignKey("lessons.id", ondelete="CASCADE"), primary_key=True),
    Column("moment", Text, primary_key=True),
    Index("ix_lesson_moments_moment", "moment", "lesson_id"),
)

lesson_marks = Table(
    "lesson_marks",
    metadata,
    Column("lesson_id", Text, ForeignKey("lessons.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("organisation_id", Text),
    one_of("kind", get_args(MarkKind)),
    PrimaryKeyConstraint("lesson_id", "kind", "person_id"),
    Index("ix_lesson_marks_person", "person_id", "kind", "at"),
)
