"""Posts are found by kind, category and place at once; what matching reads of a text is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SPOTS = """
INSERT INTO post_spots (post_id, code, kind, category)
SELECT posts.id, COALESCE(post_places.code, ''), posts.kind, COALESCE(posts.category, '')
FROM posts LEFT JOIN post_places ON post_places.post_id = posts.id
"""


def upgrade() -> None:
    op.create_table(
        "post_spots",
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_spots_post_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "code", name="pk_post_spots"),
    )
    op.execute(_SPOTS)
    op.create_index("ix_post_spots_meeting", "post_spots", ["kind", "category", "code", "post_id"])
    op.create_index("ix_posts_newest", "posts", ["kind", "category", "created_at"])
    op.create_table(
        "traits",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_traits"),
    )


def downgrade() -> None:
    op.drop_table("traits")
    op.drop_index("ix_posts_newest", "posts")
    op.drop_table("post_spots")
