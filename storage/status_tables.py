"""Tables of status updates, of what they are made of, and of who was told; see `storage.metadata`."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from bot.domain.personal_word import WordState
from bot.domain.status_update import Audience, Telling, UpdateState
from storage.metadata import metadata, words
from storage.types import Fields, Id, Instant, Names, OneOf, Words

IS_IN_HAND = "state IN ('draft', 'approved')"
IS_OPEN = "state IN ('held', 'proposed')"
HAS_WORD = "word > 0"
IS_HELD = "state = 'held'"

status_updates = Table(
    "status_updates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("incident", Words(), ForeignKey("incidents.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", OneOf(UpdateState), nullable=False),
    Column("version", Integer, nullable=False),
    words("phase"),
    Column("texts", Fields(), nullable=False),
    Column("audiences", Names(), nullable=False),
    Column("facts", Fields(), nullable=False),
    Column("next_at", Instant()),
    Column("corrects", Integer, nullable=False),
    words("drafted_by"),
    Column("drafted_at", Instant(), nullable=False),
    words("edited_by"),
    Column("edited_at", Instant()),
    words("approved_by"),
    Column("approved_at", Instant()),
    words("despite"),
    words("objected_by"),
    Column("objected_at", Instant()),
    words("objection"),
    Column("publish_at", Instant()),
    words("published_by"),
    Column("published_at", Instant()),
    words("retracted_by"),
    Column("retracted_at", Instant()),
    words("retraction"),
    Column("paused_at", Instant()),
    UniqueConstraint("incident", "number", name="uq_status_updates_incident"),
    Index(
        "ix_status_updates_in_hand",
        "incident",
        unique=True,
        sqlite_where=text(IS_IN_HAND),
        postgresql_where=text(IS_IN_HAND),
    ),
    sqlite_autoincrement=True,
)

status_facts = Table(
    "status_facts",
    metadata,
    words("incident"),
    words("title"),
    words("symptom"),
    words("workaround"),
    words("cause"),
    words("remedy"),
    Column("components", Names(), nullable=False),
    words("by"),
    Column("at", Instant()),
    PrimaryKeyConstraint("incident"),
)

followers = Table(
    "followers",
    metadata,
    words("incident"),
    words("person"),
    Column("at", Instant(), nullable=False),
    PrimaryKeyConstraint("incident", "person"),
)

told = Table(
    "told",
    metadata,
    Column("update", Id, ForeignKey("status_updates.id"), nullable=False),
    Column("audience", OneOf(Audience), nullable=False),
    words("target"),
    Column("state", OneOf(Telling), nullable=False),
    words("language"),
    Column("at", Instant()),
    words("why"),
    words("place"),
    Column("word", Integer, nullable=False),
    PrimaryKeyConstraint("update", "audience", "target"),
    Index("ix_told_held", "target", sqlite_where=text(IS_HELD), postgresql_where=text(IS_HELD)),
    Index("ix_told_word", "word", sqlite_where=text(HAS_WORD), postgresql_where=text(HAS_WORD)),
)

cause_requests = Table(
    "cause_requests",
    metadata,
    words("incident"),
    words("system"),
    words("ticket"),
    Column("at", Instant(), nullable=False),
    Column("wanted", Boolean, nullable=False),
    words("said"),
    words("by"),
    PrimaryKeyConstraint("incident", "system", "ticket"),
)

personal_words = Table(
    "personal_words",
    metadata,
    Column("id", Id, primary_key=True),
    Column("incident", Words(), ForeignKey("incidents.key"), nullable=False),
    Column("update", Id, ForeignKey("status_updates.id"), nullable=False),
    words("customer"),
    words("name"),
    words("tier"),
    words("owner"),
    Column("held_at", Instant(), nullable=False),
    Column("state", OneOf(WordState), nullable=False),
    words("language"),
    words("text"),
    words("written_by"),
    Column("written_at", Instant()),
    words("despite"),
    words("by"),
    Column("at", Instant()),
    words("why"),
    Index("ix_personal_words_update", "update", "state"),
    Index(
        "ix_personal_words_open",
        "update",
        "customer",
        unique=True,
        sqlite_where=text(IS_OPEN),
        postgresql_where=text(IS_OPEN),
    ),
    sqlite_autoincrement=True,
)
