"""Posts bear the sector of their category, so that they can be listed by cluster."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posts", sa.Column("sector", sa.Text(), server_default="", nullable=False))
    posts = sa.table("posts", sa.column("category", sa.Text()), sa.column("sector", sa.Text()))
    known = sa.select(posts.c.category).where(posts.c.category.is_not(None)).distinct()
    for category in op.get_bind().scalars(known).all():
        sector = category.partition(".")[0]
        op.execute(posts.update().where(posts.c.category == category).values(sector=sector))
    op.create_index("ix_posts_sector", "posts", ["sector", "state"])


def downgrade() -> None:
    op.drop_index("ix_posts_sector", table_name="posts")
    op.drop_column("posts", "sector")
