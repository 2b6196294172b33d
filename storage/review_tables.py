"""The tables of after-action reviews: one for each response, with the answers and who consents to be named."""

from typing import get_args

from sqlalchemy import Boolean, Column, ForeignKey, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from bot.domain.review import Question, ReviewState, Tap
from storage.columns import Instant, key_columns, one_of, prose_columns, stamp_columns
from storage.metadata import metadata

reviews = Table(
    "reviews",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("state", Text, nullable=False),
    one_of("state", get_args(ReviewState)),
    UniqueConstraint("response"),
)

review_answers = Table(
    "review_answers",
    metadata,
    Column("review_id", Text, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Text, nullable=False),
    Column("organisation_id", Text),
    Column("question", Text, nullable=False),
    Column("tap", Text, nullable=False),
    *prose_columns("sentence"),
    Column("at", Instant, nullable=False),
    Column("lesson_id", Text),
    one_of("question", get_args(Question)),
    one_of("tap", get_args(Tap)),
    PrimaryKeyConstraint("review_id", "person_id", "question"),
)

review_consents = Table(
    "review_consents",
    metadata,
    Column("review_id", Text, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False),
    Column("party", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("review_id", "party"),
)
