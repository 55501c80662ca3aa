"""Tables of people in chats, of who of them is one person, and of what is passed on between chats."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.metadata import metadata, of_incident, words
from storage.types import Fields, Instant, Words

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
    of_incident(),
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
