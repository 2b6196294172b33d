"""Channels say what they take in, and what comes in one card an hour is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDED = (("urgency", "routine"), ("trust", "unverified"), ("cards", "digest"))


def upgrade() -> None:
    for name in ("areas", "categories"):
        op.add_column("channels", sa.Column(name, sa.JSON(), server_default="[]", nullable=False))
    for name, value in ADDED:
        op.add_column("channels", sa.Column(name, sa.Text(), server_default=value, nullable=False))
    op.create_table(
        "digests",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "about", "channel", "workspace", "platform", "thread", "direct", "record", name="pk_digests"
        ),
    )
    op.create_index("ix_digests_record", "digests", ["record"])


def downgrade() -> None:
    op.drop_table("digests")
    for name in ("cards", "trust", "urgency", "categories", "areas"):
        op.drop_column("channels", name)
