"""All tables. A column is called like the field of the noun that it keeps.

Columns that no noun has (`chat`, `folded_name` …) are derived when writing, for an index.
Conditions of partial indexes are written as text here and in the questions that use them:
SQLite uses such an index only when the words are the same.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    false,
    text,
)

from bot.domain.incident import Status
from bot.domain.outgoing import Delivery
from bot.domain.room import RoomState
from bot.domain.timeline import Kind
from storage.types import Fields, Id, Instant, OneOf, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

ACTIVE = "state IN ('waiting', 'taken')"
WAITING = "state = 'waiting'"
TAKEN = "state = 'taken'"
FAILED = "state = 'failed'"
WAITING_SLOT = "state = 'waiting' AND slot <> ''"
LIAISON_MISSING = "status = 'open' AND liaison_ask_due IS NOT NULL"
FINISHED = "done_at IS NOT NULL"


def words(name: str) -> Column[str]:
    """A column of text that is always there, perhaps empty."""
    return Column(name, Words(), nullable=False)


def _of_incident() -> Column[str]:
    return Column("incident", Words(), ForeignKey("incidents.key"), nullable=False)


counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("key", Words(), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    words("title"),
    words("description"),
    words("severity"),
    words("phase"),
    Column("status", OneOf(Status), nullable=False),
    Column("private", Boolean, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("relay", Boolean, nullable=False, server_default=false()),
    words("chat"),
    words("workspace"),
    words("origin"),
    words("declared_by"),
    Column("declared_at", Instant(), nullable=False),
    Column("ended_at", Instant()),
    words("ended_by"),
    words("last_update"),
    Column("last_update_at", Instant()),
    Column("next_update_due", Instant()),
    Column("liaison_ask_due", Instant()),
    Index("ix_incidents_status", "status", "number"),
    Index(
        "ix_incidents_liaison_ask_due",
        "liaison_ask_due",
        sqlite_where=text(LIAISON_MISSING),
        postgresql_where=text(LIAISON_MISSING),
    ),
)

war_rooms = Table(
    "war_rooms",
    metadata,
    _of_incident(),
    words("chat"),
    words("workspace"),
    words("room"),
    words("name"),
    words("url"),
    Column("state", OneOf(RoomState), nullable=False),
    Column("adopted", Boolean, nullable=False),
    PrimaryKeyConstraint("incident", "chat"),
    Index("ix_war_rooms_room", "room"),
)

slots = Table(
    "slots",
    metadata,
    Column("name", Words(), primary_key=True),
    words("room"),
    words("message"),
    words("incident"),
    Index("ix_slots_incident", "incident"),
)

holders = Table(
    "holders",
    metadata,
    _of_incident(),
    words("role"),
    words("person"),
    Column("since", Instant(), nullable=False),
    PrimaryKeyConstraint("incident", "role"),
    Index("ix_holders_person", "person"),
)

responders = Table(
    "responders",
    metadata,
    _of_incident(),
    words("person"),
    Column("joined_at", Instant(), nullable=False),
    Column("caught_up_at", Instant()),
    PrimaryKeyConstraint("incident", "person"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Id, primary_key=True),
    _of_incident(),
    words("role"),
    words("giver"),
    words("taker"),
    words("briefing"),
    Column("offered_at", Instant(), nullable=False),
    Column("acknowledged_at", Instant()),
    Column("withdrawn_at", Instant()),
    Index("ix_handoffs_incident", "incident"),
    sqlite_autoincrement=True,
)

timeline = Table(
    "timeline",
    metadata,
    Column("id", Id, primary_key=True),
    _of_incident(),
    Column("at", Instant(), nullable=False),
    Column("recorded_at", Instant(), nullable=False),
    Column("kind", OneOf(Kind), nullable=False),
    words("text"),
    words("by"),
    words("source"),
    words("url"),
    Column("edited_at", Instant()),
    Column("removed_at", Instant()),
    Index("ix_timeline_incident_at", "incident", "at", "id"),
    Index(
        "ix_timeline_source",
        "source",
        sqlite_where=text("source <> ''"),
        postgresql_where=text("source <> ''"),
    ),
    sqlite_autoincrement=True,
)

tasks = Table(
    "tasks",
    metadata,
    _of_incident(),
    Column("number", Integer, nullable=False),
    words("text"),
    words("created_by"),
    Column("created_at", Instant(), nullable=False),
    words("owner"),
    Column("done_at", Instant()),
    words("done_by"),
    Column("url", Words(), nullable=False, server_default=""),
    PrimaryKeyConstraint("incident", "number"),
)

people = Table(
    "people",
    metadata,
    Column("id", Words(), primary_key=True),
    words("name"),
    words("workspace"),
    words("email"),
    words("zone"),
    words("language"),
    Column("guest", Boolean, nullable=False),
    Column("checked_at", Instant()),
    words("chat"),
    words("folded_name"),
    words("folded_mailbox"),
    Column("folded_email", Words(), nullable=False, server_default=""),
    Index("ix_people_email", "folded_email"),
    Index("ix_people_name", "chat", "folded_name"),
    Index("ix_people_mailbox", "chat", "folded_mailbox"),
)

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

places = Table(
    "places",
    metadata,
    Column("id", Words(), primary_key=True),
    Column("record", Fields(), nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("id", Words(), primary_key=True),
    words("person"),
    Column("since", Instant(), nullable=False),
    Index("ix_identities_person", "person"),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("person", Words(), primary_key=True),
    words("digest"),
    Column("expires_at", Instant(), nullable=False),
)

relayed = Table(
    "relayed",
    metadata,
    Column("source", Words(), primary_key=True),
    _of_incident(),
    words("room"),
    words("thread"),
    words("author"),
    words("name"),
    words("text"),
    Column("files", Fields(), nullable=False),
    Column("at", Instant(), nullable=False),
    Column("removed_at", Instant()),
    Index("ix_relayed_at", "at"),
)

copies = Table(
    "copies",
    metadata,
    Column("source", Words(), ForeignKey("relayed.source"), nullable=False),
    words("chat"),
    words("room"),
    words("message"),
    PrimaryKeyConstraint("source", "chat"),
    Index("ix_copies_message", "message", "room"),
)

interactions = Table(
    "interactions",
    metadata,
    Column("id", Words(), primary_key=True),
    Column("at", Instant(), nullable=False),
    words("made"),
    Index("ix_interactions_at", "at"),
)
