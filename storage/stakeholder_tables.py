"""Tables of what people inside the company hear, and of what they asked to hear; see `storage.tables`."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from bot.domain.digest import Days
from bot.domain.follow_rule import RuleKind
from bot.domain.status_update import UpdateState
from storage.status_tables import IS_IN_HAND
from storage.tables import metadata, words
from storage.types import Fields, Id, Instant, Names, OneOf, Words

summaries = Table(
    "summaries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("incident", Words(), ForeignKey("incidents.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", OneOf(UpdateState), nullable=False),
    Column("version", Integer, nullable=False),
    words("phase"),
    words("text"),
    words("business"),
    Column("next_at", Instant()),
    words("drafted_by"),
    Column("drafted_at", Instant(), nullable=False),
    words("edited_by"),
    Column("edited_at", Instant()),
    words("approved_by"),
    Column("approved_at", Instant()),
    words("published_by"),
    Column("published_at", Instant()),
    Column("heard", Names(), nullable=False),
    Column("failed", Fields(), nullable=False),
    UniqueConstraint("incident", "number", name="uq_summaries_incident"),
    Index(
        "ix_summaries_in_hand",
        "incident",
        unique=True,
        sqlite_where=text(IS_IN_HAND),
        postgresql_where=text(IS_IN_HAND),
    ),
    sqlite_autoincrement=True,
)

follow_rules = Table(
    "follow_rules",
    metadata,
    Column("id", Id, primary_key=True),
    words("person"),
    Column("kind", OneOf(RuleKind), nullable=False),
    words("value"),
    words("folded"),
    Column("at", Instant(), nullable=False),
    UniqueConstraint("person", "kind", "folded", name="uq_follow_rules_person"),
    Index("ix_follow_rules_folded", "folded"),
    sqlite_autoincrement=True,
)

digests = Table(
    "digests",
    metadata,
    Column("who", Words(), primary_key=True),
    Column("days", OneOf(Days), nullable=False),
    Column("clock", String(5), nullable=False),
    Column("due_at", Instant(), nullable=False),
    Column("since", Instant(), nullable=False),
    Column("always", Boolean, nullable=False),
    Column("room", Boolean, nullable=False),
    Index("ix_digests_due", "due_at"),
)
