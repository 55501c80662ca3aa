"""Tables of those who subscribed to the status page; see `storage.metadata`."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, text

from storage.metadata import metadata, words
from storage.types import Id, Instant, Names

UNCONFIRMED = "confirmed_at IS NULL"
CONFIRMED = "confirmed_at IS NOT NULL"

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", Id, primary_key=True),
    words("address"),
    words("folded"),
    words("language"),
    Column("components", Names(), nullable=False),
    Column("asked_at", Instant(), nullable=False),
    Column("asks", Integer, nullable=False),
    Column("confirmed_at", Instant()),
    Column("refusals", Integer, nullable=False),
    Index("uq_subscribers_folded", "folded", unique=True),
    Index("ix_subscribers_asked_at", "asked_at"),
    Index("ix_subscribers_confirmed", "id", sqlite_where=text(CONFIRMED), postgresql_where=text(CONFIRMED)),
    sqlite_autoincrement=True,
)

subscriber_keys = Table(
    "subscriber_keys",
    metadata,
    words("digest"),
    Column("subscriber", Id, ForeignKey("subscribers.id"), nullable=False),
    words("letter"),
    Column("at", Instant(), nullable=False),
    Column("confirms", Boolean, nullable=False),
    PrimaryKeyConstraint("digest"),
    Index("ix_subscriber_keys_subscriber", "subscriber"),
    Index("ix_subscriber_keys_at", "at"),
)
