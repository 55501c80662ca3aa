"""Tables of incidents, and of all that belongs to one; see `storage.metadata`."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, false, text

from bot.domain.incident import Status
from bot.domain.room import RoomState
from bot.domain.timeline import Kind
from storage.metadata import metadata, of_incident, words
from storage.types import Id, Instant, OneOf, Words

LIAISON_MISSING = "status = 'open' AND liaison_ask_due IS NOT NULL"

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
    of_incident(),
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
    of_incident(),
    words("role"),
    words("person"),
    Column("since", Instant(), nullable=False),
    PrimaryKeyConstraint("incident", "role"),
    Index("ix_holders_person", "person"),
)

responders = Table(
    "responders",
    metadata,
    of_incident(),
    words("person"),
    Column("joined_at", Instant(), nullable=False),
    Column("caught_up_at", Instant()),
    PrimaryKeyConstraint("incident", "person"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Id, primary_key=True),
    of_incident(),
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
    of_incident(),
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
    of_incident(),
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
