"""Lessons know at which moments they help; what people left on them is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lessons", sa.Column("moments", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("lessons", sa.Column("phase", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "lesson_moments",
        sa.Column("lesson_id", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_lesson_moments_lesson_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lesson_id", "moment", name="pk_lesson_moments"),
    )
    op.create_index("ix_lesson_moments_moment", "lesson_moments", ["moment", "lesson_id"])
    op.create_table(
        "lesson_marks",
        sa.Column("lesson_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('told', 'useless', 'endorsed', 'reviewed')", name="ck_lesson_marks_kind"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_lesson_marks_lesson_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lesson_id", "kind", "person_id", name="pk_lesson_marks"),
    )
    op.create_index("ix_lesson_marks_person", "lesson_marks", ["person_id", "kind", "at"])


def downgrade() -> None:
    op.drop_table("lesson_marks")
    op.drop_table("lesson_moments")
    op.drop_column("lessons", "phase")
    op.drop_column("lessons", "moments")
