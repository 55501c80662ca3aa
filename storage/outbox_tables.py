"""Tables of what leaves and comes in: the outbox, the audit trail, and wishes that were granted."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, text

from bot.domain.outgoing import Delivery
from storage.metadata import metadata, words
from storage.types import Fields, Id, Instant, OneOf, Words

ACTIVE = "state IN ('waiting', 'taken')"
WAITING = "state = 'waiting'"
TAKEN = "state = 'taken'"
FAILED = "state = 'failed'"
WAITING_SLOT = "state = 'waiting' AND slot <> ''"
FINISHED = "done_at IS NOT NULL"

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    words("lane"),
    words("kind"),
    words("chat"),
    words("workspace"),
    words("to"),
    words("about"),
    words("view"),
    words("slot"),
    Column("data", Fields(), nullable=False),
    words("key"),
    Column("due_at", Instant(), nullable=False),
    Column("created_at", Instant(), nullable=False),
    Column("state", OneOf(Delivery), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    words("taken_by"),
    words("error"),
    Column("done_at", Instant()),
    Index("ix_outbox_lane", "lane", "id", sqlite_where=text(ACTIVE), postgresql_where=text(ACTIVE)),
    Index("ix_outbox_due", "due_at", "id", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
    Index(
        "uq_outbox_slot",
        "slot",
        unique=True,
        sqlite_where=text(WAITING_SLOT),
        postgresql_where=text(WAITING_SLOT),
    ),
    Index("ix_outbox_taken", "lane", sqlite_where=text(TAKEN), postgresql_where=text(TAKEN)),
    Index("ix_outbox_failed", "id", sqlite_where=text(FAILED), postgresql_where=text(FAILED)),
    Index("ix_outbox_done", "done_at", sqlite_where=text(FINISHED), postgresql_where=text(FINISHED)),
    Index("ix_outbox_about", "about", "id"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant(), nullable=False),
    words("by"),
    words("door"),
    words("word"),
    words("incident"),
    Column("before", Fields(), nullable=False),
    Column("after", Fields(), nullable=False),
    Index("ix_audit_incident", "incident", "id"),
    sqlite_autoincrement=True,
)

interactions = Table(
    "interactions",
    metadata,
    Column("id", Words(), primary_key=True),
    Column("at", Instant(), nullable=False),
    words("made"),
    Index("ix_interactions_at", "at"),
)
