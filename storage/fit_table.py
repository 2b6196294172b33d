"""The table of what fits whose record: when it may be told, and when it was, so that no pair is told twice as new."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text

from storage.columns import Instant
from storage.metadata import metadata

fit_news = Table(
    "fit_news",
    metadata,
    Column("post_id", Text, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("other_id", Text, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("owed", Boolean, nullable=False),
    Column("told_at", Instant),
    PrimaryKeyConstraint("post_id", "other_id"),
    Index("ix_fit_news_other", "other_id"),
    Index("ix_fit_news_owed", "owed", "ready_at"),
)
