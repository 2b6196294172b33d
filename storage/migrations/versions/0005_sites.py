"""Sites named in posts are records, one for each name in a municipality."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADDED = ("site", "site_id")


def upgrade() -> None:
    op.create_table(
        "sites",
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
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_sites_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_sites_drill"),
        sa.CheckConstraint(
            "kind IN ('shelter', 'clinic', 'school', 'warehouse', 'office', 'unknown')", name="ck_sites_kind"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sites"),
        sa.UniqueConstraint("code", "folded", "drill", name="uq_sites_code"),
    )
    op.create_index("ix_sites_response", "sites", ["response"])


def downgrade() -> None:
    """Take the sites away, and their names out of the posts: a number that leads nowhere says nothing."""
    posts = sa.table("posts", sa.column("id", sa.Text()), sa.column("places", sa.JSON()))
    naming = sa.select(posts.c.id, posts.c.places).where(sa.cast(posts.c.places, sa.Text()).contains('"site_id"'))
    for post_id, places in op.get_bind().execute(naming).all():
        bare = [{name: value for name, value in place.items() if name not in ADDED} for place in places]
        op.execute(posts.update().where(posts.c.id == post_id).values(places=bare))
    op.drop_table("sites")
