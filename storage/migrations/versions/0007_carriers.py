"""A commitment says who carries it, and which request asks for its transport."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commitments", sa.Column("carrier", sa.Text(), server_default="giver", nullable=False))
    op.add_column("commitments", sa.Column("transport_id", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("commitments", "transport_id")
    op.drop_column("commitments", "carrier")
