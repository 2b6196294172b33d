"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def key() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    ]


def stamp() -> list[sa.Column[Any]]:
    return [
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("drill", sa.Text(), nullable=False),
    ]


def place() -> list[sa.Column[Any]]:
    return [
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", COUNTED, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_noun", "audit", ["noun", "number"], unique=False)
    op.create_index("ix_audit_record", "audit", ["record_id", "number"], unique=False)
    op.create_table(
        "counters",
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("letter", name="pk_counters"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("invocation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"], unique=False)
    op.create_table(
        "lessons",
        *key(),
        *stamp(),
        sa.Column("state", sa.Text(), nullable=False),
        *words(
            "key",
            "title_en",
            "title_ja",
            "summary_en",
            "summary_ja",
            "implication_en",
            "implication_ja",
            "theme",
            "hazard",
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        *words("country", "source", "page", "confidence"),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_lessons_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_lessons_drill"),
        sa.CheckConstraint("state IN ('draft', 'reviewed', 'published')", name="ck_lessons_state"),
        sa.PrimaryKeyConstraint("id", name="pk_lessons"),
    )
    op.create_index(
        "ix_lessons_key",
        "lessons",
        ["key"],
        unique=True,
        sqlite_where=sa.text("key <> ''"),
        postgresql_where=sa.text("key <> ''"),
    )
    op.create_table(
        "messages",
        sa.Column("serial", COUNTED, autoincrement=True, nullable=False),
        *place(),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('card', 'news')", name="ck_messages_kind"),
        sa.PrimaryKeyConstraint("serial", name="pk_messages"),
        sa.UniqueConstraint(
            "about",
            "kind",
            "channel",
            "workspace",
            "platform",
            "thread",
            "direct",
            "message_id",
            name="uq_messages_about",
        ),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "organisations",
        *key(),
        *words("name", "name_ja", "folded", "folded_ja", "kind"),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        *words("capacities", "funding_rules", "about", "contact", "second_contact"),
        sa.CheckConstraint("trust IN ('unverified', 'vouched', 'verified', 'official')", name="ck_organisations_trust"),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    op.create_index("ix_organisations_folded", "organisations", ["folded"], unique=False)
    op.create_index("ix_organisations_folded_ja", "organisations", ["folded_ja"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("serial", COUNTED, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        *place(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        *words("error"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('card', 'news')", name="ck_outbox_kind"),
        sa.CheckConstraint("state IN ('due', 'delivered', 'parked', 'dropped')", name="ck_outbox_state"),
        sa.PrimaryKeyConstraint("serial", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_about", "outbox", ["about", "state"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "workspace", "platform", "thread", "direct", "serial"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_table(
        "posts",
        *key(),
        *stamp(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        *words("item", "text", "language"),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        *words("unit", "counter"),
        sa.Column("promised", sa.BigInteger(), nullable=False),
        sa.Column("sent", sa.BigInteger(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=False),
        *words("on_behalf_of", "bundle", "origin_platform", "origin_workspace", "origin_channel"),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        *words("note"),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_posts_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_posts_drill"),
        sa.CheckConstraint("kind IN ('request', 'offer')", name="ck_posts_kind"),
        sa.CheckConstraint(
            "state IN ('held', 'open', 'partly_covered', 'covered', 'met', 'available', 'reserved', 'used_up', 'closed', 'expired', 'cancelled', 'withdrawn', 'hidden', 'duplicate')",
            name="ck_posts_state",
        ),
        sa.CheckConstraint("urgency IN ('routine', 'critical')", name="ck_posts_urgency"),
        sa.CheckConstraint(
            "0 <= received AND received <= arrived AND arrived <= sent AND sent <= promised AND promised <= quantity",
            name="ck_posts_tally",
        ),
        sa.CheckConstraint("quantity > 0", name="ck_posts_quantity"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
    )
    op.create_index("ix_posts_author", "posts", ["author", "serial"], unique=False)
    op.create_index("ix_posts_bundle", "posts", ["bundle"], unique=False)
    op.create_index("ix_posts_category", "posts", ["category", "state"], unique=False)
    op.create_index("ix_posts_ends", "posts", ["ends"], unique=False)
    op.create_index("ix_posts_listing", "posts", ["kind", "state", "serial"], unique=False)
    op.create_index("ix_posts_organisation", "posts", ["organisation", "serial"], unique=False)
    op.create_index("ix_posts_response", "posts", ["response", "serial"], unique=False)
    op.create_table(
        "responses",
        *key(),
        *stamp(),
        sa.Column("state", sa.Text(), nullable=False),
        *words("title", "hazard"),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("area_names", sa.JSON(), nullable=False),
        *words("glide", "phase", "merged_into"),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_responses_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_responses_drill"),
        sa.CheckConstraint("state IN ('proposed', 'active', 'paused', 'closed', 'merged')", name="ck_responses_state"),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
    )
    op.create_index("ix_responses_state", "responses", ["state", "serial"], unique=False)
    op.create_table(
        "updates",
        *key(),
        *stamp(),
        sa.Column("number", sa.Integer(), nullable=False),
        *words("headline", "text", "language"),
        sa.Column("places", sa.JSON(), nullable=False),
        *words("sector", "source"),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=True),
        *words("origin_platform", "origin_workspace", "origin_channel"),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_updates_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_updates_drill"),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
        sa.UniqueConstraint("response", "organisation", "number", name="uq_updates_response"),
    )
    op.create_index("ix_updates_created_at", "updates", ["response", "created_at"], unique=False)
    op.create_table(
        "channels",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=True),
        *words("locale", "linked_by"),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["response_id"], ["responses.id"], name="fk_channels_response_id"),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", name="pk_channels"),
    )
    op.create_index("ix_channels_response_id", "channels", ["response_id", "linked_at"], unique=False)
    op.create_table(
        "commitments",
        *key(),
        *stamp(),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("giver_organisation_id", sa.Text(), nullable=True),
        sa.Column("asker_organisation_id", sa.Text(), nullable=True),
        sa.Column("giver_person_id", sa.Text(), nullable=False),
        sa.Column("asker_person_id", sa.Text(), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        *words("note"),
        sa.CheckConstraint("audience IN ('own', 'verified', 'response', 'public')", name="ck_commitments_audience"),
        sa.CheckConstraint("drill IN ('actual', 'exercise', 'test')", name="ck_commitments_drill"),
        sa.CheckConstraint("proposed_by IN ('giver', 'asker')", name="ck_commitments_proposed_by"),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'declined', 'lapsed', 'in_transit', 'delivered', 'received', 'cancelled', 'released')",
            name="ck_commitments_state",
        ),
        sa.CheckConstraint("asked > 0 AND given > 0", name="ck_commitments_amounts"),
        sa.ForeignKeyConstraint(["offer_id"], ["posts.id"], name="fk_commitments_offer_id"),
        sa.ForeignKeyConstraint(["request_id"], ["posts.id"], name="fk_commitments_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_commitments"),
    )
    op.create_index("ix_commitments_asker_organisation_id", "commitments", ["asker_organisation_id"], unique=False)
    op.create_index("ix_commitments_asker_person_id", "commitments", ["asker_person_id"], unique=False)
    op.create_index("ix_commitments_giver_organisation_id", "commitments", ["giver_organisation_id"], unique=False)
    op.create_index("ix_commitments_giver_person_id", "commitments", ["giver_person_id"], unique=False)
    op.create_index("ix_commitments_lapses_at", "commitments", ["state", "lapses_at"], unique=False)
    op.create_index("ix_commitments_offer_id", "commitments", ["offer_id", "serial"], unique=False)
    op.create_index("ix_commitments_request_id", "commitments", ["request_id", "serial"], unique=False)
    op.create_table(
        "persons",
        *key(),
        *words("name", "folded"),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("trust", sa.Text(), nullable=False),
        *words("locale", "zone"),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        *words("skills", "contact"),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("coordinator", sa.Boolean(), nullable=False),
        sa.Column("briefed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_locale", sa.Text(), server_default="", nullable=False),
        sa.Column("heard_zone", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("trust IN ('unverified', 'vouched', 'verified', 'official')", name="ck_persons_trust"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_persons_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )
    op.create_index("ix_persons_folded", "persons", ["folded"], unique=False)
    op.create_index("ix_persons_organisation_id", "persons", ["organisation_id"], unique=False)
    op.create_table(
        "post_places",
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_places_post_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "code", name="pk_post_places"),
    )
    op.create_index("ix_post_places_code", "post_places", ["code", "post_id"], unique=False)
    op.create_table(
        "response_members",
        sa.Column("response_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_response_members_organisation_id"),
        sa.ForeignKeyConstraint(["response_id"], ["responses.id"], name="fk_response_members_response_id"),
        sa.PrimaryKeyConstraint("response_id", "organisation_id", name="pk_response_members"),
    )
    op.create_table(
        "workspaces",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("trust", sa.Text(), nullable=False),
        *words("locale"),
        sa.CheckConstraint("trust IN ('unverified', 'vouched', 'verified', 'official')", name="ck_workspaces_trust"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_workspaces_organisation_id"),
        sa.PrimaryKeyConstraint("platform", "workspace", name="pk_workspaces"),
    )
    op.create_table(
        "identities",
        sa.Column("serial", COUNTED, autoincrement=True, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        *words("name", "folded"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_identities_person_id"),
        sa.PrimaryKeyConstraint("serial", name="pk_identities"),
        sa.UniqueConstraint("platform", "workspace", "account", name="uq_identities_platform"),
    )
    op.create_index("ix_identities_folded", "identities", ["folded"], unique=False)
    op.create_index("ix_identities_person_id", "identities", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("identities")
    op.drop_table("workspaces")
    op.drop_table("response_members")
    op.drop_table("post_places")
    op.drop_table("persons")
    op.drop_table("commitments")
    op.drop_table("channels")
    op.drop_table("updates")
    op.drop_table("responses")
    op.drop_table("posts")
    op.drop_table("outbox")
    op.drop_table("organisations")
    op.drop_table("meta")
    op.drop_table("messages")
    op.drop_table("lessons")
    op.drop_table("inbox")
    op.drop_table("drafts")
    op.drop_table("counters")
    op.drop_table("audit")
