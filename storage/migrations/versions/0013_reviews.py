"""After-action reviews of responses, with answers and consents."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("drill", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_reviews_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_reviews_drill"),
        sa.CheckConstraint("state IN ('asking', 'published')", name="ck_reviews_state"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.UniqueConstraint("response", name="uq_reviews_response"),
    )
    op.create_table(
        "review_answers",
        sa.Column("review_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("tap", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lesson_id", sa.Text(), nullable=True),
        sa.CheckConstraint("question IN ('planned', 'happened', 'why', 'next')", name="ck_review_answers_question"),
        sa.CheckConstraint("tap IN ('well', 'mixed', 'badly')", name="ck_review_answers_tap"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_review_answers_review_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("review_id", "person_id", "question", name="pk_review_answers"),
    )
    op.create_table(
        "review_consents",
        sa.Column("review_id", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name="fk_review_consents_review_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("review_id", "party", name="pk_review_consents"),
    )


def downgrade() -> None:
    op.drop_table("review_consents")
    op.drop_table("review_answers")
    op.drop_table("reviews")
