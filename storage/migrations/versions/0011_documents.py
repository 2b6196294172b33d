"""What organisations have written is kept as documents and passages."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False, server_default="") for name in names]


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text()),
        sa.Column("response", sa.Text()),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("drill", sa.Text(), nullable=False),
        *_text("title", "source"),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *_text("licence", "language"),
        sa.Column("year", sa.Integer()),
        *_text("hazard", "country"),
        sa.Column("pages", sa.Integer()),
        *_text("summary"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_documents_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_documents_drill"),
        sa.CheckConstraint("kind IN ('text', 'reference')", name="ck_documents_kind"),
        sa.CheckConstraint("state IN ('imported', 'withdrawn')", name="ck_documents_state"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
    )
    op.create_table(
        "passages",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_text("text"),
        sa.Column("page", sa.Integer()),
        *_text("heading", "language", "source", "licence"),
        sa.Column("year", sa.Integer()),
        *_text("hazard", "country"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_passages_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_passages"),
    )


def downgrade() -> None:
    op.drop_table("passages")
    op.drop_table("documents")
