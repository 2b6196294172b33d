"""The tables, and nothing else."""

from typing import get_args

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.domain.commitment import CommitmentState, Side
from bot.domain.people import TRUST
from bot.domain.post import PostState
from bot.domain.reading import PostKind, Urgency
from bot.domain.response import ResponseState
from bot.owed import NoticeKind, NoticeState
from storage.columns import (
    BigSerial,
    Instant,
    key_columns,
    list_columns,
    one_of,
    origin_columns,
    place_columns,
    prose_columns,
    stamp_columns,
    text_columns,
)
from storage.document_table import documents as documents
from storage.document_table import passages as passages
from storage.fit_table import fit_news as fit_news
from storage.lesson_tables import lesson_marks as lesson_marks
from storage.lesson_tables import lesson_moments as lesson_moments
from storage.lesson_tables import lessons as lessons
from storage.metadata import metadata as metadata
from storage.review_tables import review_answers as review_answers
from storage.review_tables import review_consents as review_consents
from storage.review_tables import reviews as reviews
from storage.site_table import sites as sites

counters = Table(
    "counters",
    metadata,
    Column("letter", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", BigSerial, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("noun", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON, nullable=False),
    Index("ix_audit_record", "record_id", "number"),
    Index("ix_audit_noun", "noun", "number"),
    sqlite_autoincrement=True,
)

organisations = Table(
    "organisations",
    metadata,
    *key_columns(),
    *prose_columns("name", "name_ja", "folded", "folded_ja"),
    *text_columns("kind"),
    Column("trust", Text, nullable=False),
    *list_columns("sectors", "areas", "languages"),
    *prose_columns("capacities", "funding_rules", "about", "contact", "second_contact"),
    one_of("trust", TRUST),
    Index("ix_organisations_folded", "folded"),
    Index("ix_organisations_folded_ja", "folded_ja"),
)

persons = Table(
    "persons",
    metadata,
    *key_columns(),
    *prose_columns("name", "folded"),
    Column("organisation_id", Text, ForeignKey("organisations.id")),
    Column("trust", Text, nullable=False),
    *text_columns("locale", "zone"),
    *list_columns("sectors", "areas", "languages"),
    *prose_columns("skills", "contact"),
    Column("listed", Boolean, nullable=False),
    Column("coordinator", Boolean, nullable=False),
    Column("briefed_at", Instant),
    *text_columns("heard_locale", "heard_zone"),
    one_of("trust", TRUST),
    Index("ix_persons_folded", "folded"),
    Index("ix_persons_organisation_id", "organisation_id"),
)

identities = Table(
    "identities",
    metadata,
    Column("serial", BigSerial, primary_key=True, autoincrement=True),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    *prose_columns("name", "folded"),
    *text_columns("channel", "thread"),
    UniqueConstraint("platform", "workspace", "account"),
    Index("ix_identities_account", "platform", "account"),
    Index("ix_identities_person_id", "person_id"),
    Index("ix_identities_folded", "folded"),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("organisation_id", Text, ForeignKey("organisations.id")),
    Column("trust", Text, nullable=False),
    *text_columns("locale"),
    one_of("trust", TRUST),
)

responses = Table(
    "responses",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("state", Text, nullable=False),
    *prose_columns("title"),
    *text_columns("hazard"),
    *list_columns("areas", "area_names"),
    *text_columns("glide", "phase", "merged_into"),
    one_of("state", get_args(ResponseState)),
    Index("ix_responses_state", "state", "serial"),
)

response_members = Table(
    "response_members",
    metadata,
    Column("response_id", Text, ForeignKey("responses.id"), primary_key=True),
    Column("organisation_id", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("joined_at", Instant, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("response_id", Text, ForeignKey("responses.id")),
    *text_columns("locale", "linked_by"),
    Column("linked_at", Instant),
    Column("areas", JSON, nullable=False, server_default="[]"),
    Column("categories", JSON, nullable=False, server_default="[]"),
    Column("urgency", Text, nullable=False, server_default="routine"),
    Column("trust", Text, nullable=False, server_default="unverified"),
    Column("cards", Text, nullable=False, server_default="digest"),
    Index("ix_channels_response_id", "response_id", "linked_at"),
)

posts = Table(
    "posts",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("category", Text),
    Column("sector", Text, nullable=False, server_default=""),
    *prose_columns("item", "text"),
    *text_columns("language"),
    Column("quantity", BigInteger, nullable=False),
    Column("counted", Boolean, nullable=False),
    *text_columns("unit"),
    *prose_columns("counter"),
    Column("promised", BigInteger, nullable=False),
    Column("sent", BigInteger, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    *list_columns("places"),
    Column("starts", Date),
    Column("ends", Date),
    Column("urgency", Text, nullable=False),
    *prose_columns("on_behalf_of"),
    *text_columns("bundle"),
    *origin_columns(),
    Column("confirmed_at", Instant),
    *prose_columns("note"),
    one_of("kind", get_args(PostKind)),
    one_of("state", get_args(PostState)),
    one_of("urgency", get_args(Urgency)),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint(
        "0 <= received AND received <= arrived AND arrived <= sent AND sent <= promised AND promised <= quantity",
        name="tally",
    ),
    Index("ix_posts_listing", "kind", "state", "serial"),
    Index("ix_posts_response", "response", "serial"),
    Index("ix_posts_organisation", "organisation", "serial"),
    Index("ix_posts_author", "author", "serial"),
    Index("ix_posts_category", "category", "state"),
    Index("ix_posts_sector", "sector", "state"),
    Index("ix_posts_bundle", "bundle"),
    Index("ix_posts_ends", "ends"),
    Index("ix_posts_newest", "kind", "category", "created_at"),
)

post_places = Table(
    "post_places",
    metadata,
    Column("post_id", Text, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    Index("ix_post_places_code", "code", "post_id"),
)

post_spots = Table(
    "post_spots",
    metadata,
    Column("post_id", Text, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("category", Text, nullable=False),
    Index("ix_post_spots_meeting", "kind", "category", "code", "post_id"),
)

traits = Table(
    "traits",
    metadata,
    Column("key", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("said", JSON, nullable=False),
)

commitments = Table(
    "commitments",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("request_id", Text, ForeignKey("posts.id"), nullable=False),
    Column("offer_id", Text, ForeignKey("posts.id"), nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("given", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("giver_organisation_id", Text),
    Column("asker_organisation_id", Text),
    Column("giver_person_id", Text, nullable=False),
    Column("asker_person_id", Text, nullable=False),
    Column("lapses_at", Instant),
    *prose_columns("note"),
    Column("carrier", Text, nullable=False, server_default="giver"),
    Column("transport_id", Text),
    Column("arrives", Date),
    *prose_columns("site", "desk"),
    *text_columns("site_id"),
    Column("missed", Date),
    one_of("state", get_args(CommitmentState)),
    one_of("proposed_by", get_args(Side)),
    CheckConstraint("asked > 0 AND given > 0", name="amounts"),
    Index("ix_commitments_request_id", "request_id", "serial"),
    Index("ix_commitments_offer_id", "offer_id", "serial"),
    Index("ix_commitments_giver_organisation_id", "giver_organisation_id"),
    Index("ix_commitments_asker_organisation_id", "asker_organisation_id"),
    Index("ix_commitments_giver_person_id", "giver_person_id"),
    Index("ix_commitments_asker_person_id", "asker_person_id"),
    Index("ix_commitments_lapses_at", "state", "lapses_at"),
)

updates = Table(
    "updates",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("number", Integer, nullable=False),
    *prose_columns("headline", "text"),
    *text_columns("language"),
    *list_columns("places"),
    *text_columns("sector"),
    *prose_columns("source"),
    Column("next_due", Instant),
    *origin_columns(),
    UniqueConstraint("response", "organisation", "number"),
    Index("ix_updates_created_at", "response", "created_at"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("options", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Instant),
    Column("reply", Text),
    Column("invocation", Text),
    Index("ix_inbox_at", "at"),
)

_WAITING = text("state = 'due'")

outbox = Table(
    "outbox",
    metadata,
    Column("serial", BigSerial, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    *place_columns(),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False, server_default=false()),
    Column("attempts", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("leased_until", Instant),
    *prose_columns("error"),
    Column("created_at", Instant),
    one_of("kind", get_args(NoticeKind)),
    one_of("state", get_args(NoticeState)),
    Index(
        "ix_outbox_waiting",
        *("channel", "workspace", "platform", "thread", "direct", "serial"),
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    Index("ix_outbox_about", "about", "state"),
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("serial", BigSerial, primary_key=True, autoincrement=True),
    *place_columns(),
    Column("message", JSON, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("amended_at", Instant),
    *text_columns("digest"),
    one_of("kind", get_args(NoticeKind)),
    UniqueConstraint("about", "kind", "channel", "workspace", "platform", "thread", "direct", "message_id"),
)

digests = Table(
    "digests",
    metadata,
    *place_columns(),
    Column("about", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("ready_at", Instant, nullable=False),
    PrimaryKeyConstraint("about", "channel", "workspace", "platform", "thread", "direct", "record"),
    Index("ix_digests_record", "record"),
)
