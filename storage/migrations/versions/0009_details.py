"""A commitment says when, at which site and desk it arrives; a notice may amend what stands without a sound."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DAYS, WORDS = ("arrives", "missed"), ("site", "site_id", "desk")


def upgrade() -> None:
    for name in DAYS:
        op.add_column("commitments", sa.Column(name, sa.Date(), nullable=True))
    for name in WORDS:
        op.add_column("commitments", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("silent", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("outbox", "silent")
    for name in (*WORDS, *DAYS):
        op.drop_column("commitments", name)
