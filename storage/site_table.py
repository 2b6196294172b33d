"""The table of sites: one for each name that a municipality has in real work, in exercises or in tests."""

from typing import get_args

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from bot.domain.site import SiteKind
from storage.columns import key_columns, one_of, prose_columns, stamp_columns, text_columns
from storage.metadata import metadata

sites = Table(
    "sites",
    metadata,
    *key_columns(),
    *stamp_columns(),
    Column("code", Text, nullable=False),
    *prose_columns("name", "folded"),
    *text_columns("language"),
    Column("kind", Text, nullable=False),
    one_of("kind", get_args(SiteKind)),
    UniqueConstraint("code", "folded", "drill"),
    Index("ix_sites_response", "response"),
)
