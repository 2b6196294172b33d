"""An identity remembers the channel in which it last spoke."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("channel", "thread"):
        op.add_column("identities", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_index("ix_identities_account", "identities", ["platform", "account"])


def downgrade() -> None:
    op.drop_index("ix_identities_account", "identities")
    for name in ("thread", "channel"):
        op.drop_column("identities", name)
