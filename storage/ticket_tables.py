"""Tables of tickets and of the customers behind them; see `storage.metadata` for how columns are called.

A link holds numbers of customer and organisation and what the board counts by, so that indexes
alone answer for ten thousand tickets in a few milliseconds.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, text

from bot.domain.link import How, LinkState
from bot.domain.ticket import Gone, Priority, TicketStatus
from bot.domain.ticket_change import Change
from storage.metadata import metadata, words
from storage.types import Deadlines, Fields, Id, Instant, Names, OneOf, Words

DIGEST_WAITS = "digest_due IS NOT NULL"
REDRAW_WAITS = "redraw_due IS NOT NULL"

CUTS = ("region", "product", "component")
"""By what else than the tier boards count customers."""


tickets = Table(
    "tickets",
    metadata,
    words("system"),
    words("id"),
    words("subject"),
    words("url"),
    Column("status", OneOf(TicketStatus), nullable=False),
    words("desk_status"),
    Column("priority", OneOf(Priority), nullable=False),
    words("requester"),
    words("requester_name"),
    words("requester_email"),
    words("organisation"),
    words("organisation_name"),
    words("assignee"),
    words("assignee_id"),
    words("assignee_email"),
    words("group"),
    Column("created_at", Instant()),
    Column("updated_at", Instant()),
    Column("customer_spoke_at", Instant()),
    words("merged_into"),
    Column("gone", OneOf(Gone), nullable=False),
    Column("tags", Names(), nullable=False),
    Column("deadlines", Deadlines(), nullable=False),
    Column("fields", Fields(), nullable=False),
    Column("digest_due", Instant()),
    Column("digest_told_at", Instant()),
    Column("read_at", Instant()),
    PrimaryKeyConstraint("system", "id"),
    Index("ix_tickets_assignee_id", "assignee_id", "system"),
    Index("ix_tickets_assignee_email", "assignee_email"),
    Index("ix_tickets_group", "group"),
    Index(
        "ix_tickets_digest_due",
        "digest_due",
        sqlite_where=text(DIGEST_WAITS),
        postgresql_where=text(DIGEST_WAITS),
    ),
)

ticket_links = Table(
    "ticket_links",
    metadata,
    Column("incident", Words(), ForeignKey("incidents.key"), nullable=False),
    words("system"),
    words("ticket"),
    Column("how", OneOf(How), nullable=False),
    words("by"),
    Column("at", Instant(), nullable=False),
    Column("changed_at", Instant(), nullable=False),
    Column("batch", BigInteger(), nullable=False),
    Column("state", OneOf(LinkState), nullable=False),
    words("why"),
    Column("is_open", Integer, nullable=False),
    Column("customer", Integer, nullable=False),
    Column("organisation", Integer, nullable=False),
    words("tier"),
    words("region"),
    words("product"),
    words("component"),
    Column("reported_minute", Integer, nullable=False),
    PrimaryKeyConstraint("incident", "system", "ticket"),
    Index("ix_ticket_links_ticket", "system", "ticket"),
    Index("ix_ticket_links_batch", "incident", "batch", "state"),
    Index("ix_ticket_links_tier", "incident", "state", "tier", "customer", "organisation"),
    *(Index(f"ix_ticket_links_{name}", "incident", "state", name, "customer") for name in CUTS),
    Index("ix_ticket_links_is_open", "incident", "state", "is_open"),
    Index("ix_ticket_links_customer", "incident", "state", "customer"),
    Index("ix_ticket_links_organisation", "incident", "state", "organisation"),
    Index("ix_ticket_links_reported_minute", "incident", "state", "reported_minute"),
)

customers = Table(
    "customers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("who", Words(), nullable=False, unique=True),
    words("name"),
    sqlite_autoincrement=True,
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("who", Words(), nullable=False, unique=True),
    words("name"),
    sqlite_autoincrement=True,
)

ticket_changes = Table(
    "ticket_changes",
    metadata,
    Column("id", Id, primary_key=True),
    words("system"),
    words("ticket"),
    Column("what", OneOf(Change), nullable=False),
    words("before"),
    words("after"),
    Column("at", Instant(), nullable=False),
    Index("ix_ticket_changes_ticket", "system", "ticket", "id"),
    sqlite_autoincrement=True,
)

impacts = Table(
    "impacts",
    metadata,
    Column("incident", Words(), ForeignKey("incidents.key"), primary_key=True),
    Column("stated", Integer),
    words("stated_by"),
    Column("stated_at", Instant()),
    words("sentiment"),
    words("sentiment_by"),
    Column("sentiment_at", Instant()),
    Column("redraw_due", Instant()),
    Column("drawn_at", Instant()),
    Index(
        "ix_impacts_redraw_due",
        "redraw_due",
        sqlite_where=text(REDRAW_WAITS),
        postgresql_where=text(REDRAW_WAITS),
    ),
)

desks = Table(
    "desks",
    metadata,
    Column("system", Words(), primary_key=True),
    words("cursor"),
    Column("polled_at", Instant()),
    Column("poll_due", Instant()),
    Column("listed_at", Instant()),
    words("trouble"),
)
