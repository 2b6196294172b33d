"""What somebody was told fits is not told again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fit_news",
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_fit_news_post_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["posts.id"], name="fk_fit_news_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "other_id", name="pk_fit_news"),
    )
    op.create_index("ix_fit_news_other", "fit_news", ["other_id"])
    op.create_index("ix_fit_news_owed", "fit_news", ["owed", "ready_at"])


def downgrade() -> None:
    op.drop_table("fit_news")
