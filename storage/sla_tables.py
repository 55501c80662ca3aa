"""Tables of promises; see `storage.metadata` for how columns are called.

`about` names a ticket (`zendesk:123`) or an incident (`INC-1`). Clocks are derived from updates and
can be made anew from them; they are kept so that indexes find what is due among a million.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.domain.sla_clock import Source, State
from bot.domain.sla_edition import Of
from bot.domain.sla_ladder import Point
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import NoticeState, Wish
from bot.domain.sla_update import Author, Said, What
from bot.domain.ticket import TicketStatus
from storage.metadata import metadata, words
from storage.types import Fields, Id, Instant, OneOf, Subjects, Words

LOOK_WAITS = "look_at IS NOT NULL"
IS_OPEN = "ended_at IS NULL"


def _run() -> list[Column[Any]]:
    """Columns that name one run of a metric."""
    return [
        words("about"),
        Column("metric", OneOf(Metric, 30), nullable=False),
        Column("instance", Integer, nullable=False),
    ]


sla_updates = Table(
    "sla_updates",
    metadata,
    Column("number", Id, primary_key=True),
    words("about"),
    words("source"),
    words("id"),
    Column("at", Instant(), nullable=False),
    Column("sequence", BigInteger),
    Column("what", OneOf(What), nullable=False),
    Column("by", OneOf(Author), nullable=False),
    Column("said", OneOf(Said), nullable=False),
    Column("status", OneOf(TicketStatus)),
    Column("subject", Subjects()),
    Column("promised", Instant()),
    UniqueConstraint("about", "source", "id", name="uq_sla_updates_about"),
    sqlite_autoincrement=True,
)

sla_clocks = Table(
    "sla_clocks",
    metadata,
    *_run(),
    Column("state", OneOf(State), nullable=False),
    Column("started_at", Instant(), nullable=False),
    Column("seconds", Integer, nullable=False),
    words("calendar"),
    words("policy"),
    words("version"),
    Column("due_at", Instant()),
    Column("ended_at", Instant()),
    Column("look_at", Instant()),
    Column("source", OneOf(Source), nullable=False),
    Column("is_breached", Boolean, nullable=False),
    words("system"),
    words("ticket"),
    Column("plan", Text()),
    Column("plan_of", Words()),
    Column("plan_address", Words()),
    Column("plan_following", Instant()),
    Column("plan_until", Instant()),
    PrimaryKeyConstraint("about", "metric", "instance"),
    Index(
        "ix_sla_clocks_look_at", "look_at", sqlite_where=text(LOOK_WAITS), postgresql_where=text(LOOK_WAITS)
    ),
    Index("ix_sla_clocks_due_at", "due_at", sqlite_where=text(IS_OPEN), postgresql_where=text(IS_OPEN)),
)

sla_notices = Table(
    "sla_notices",
    metadata,
    words("key"),
    *_run(),
    Column("seconds", Integer, nullable=False),
    words("calendar"),
    Column("level", Integer, nullable=False),
    Column("point", OneOf(Point), nullable=False),
    Column("amount", Integer, nullable=False),
    words("threshold"),
    words("recipient"),
    Column("at", Instant(), nullable=False),
    Column("allowed_at", Instant(), nullable=False),
    Column("due", Instant()),
    Column("state", OneOf(NoticeState), nullable=False),
    Column("recorded_at", Instant(), nullable=False),
    words("slot"),
    Column("sent_at", Instant()),
    PrimaryKeyConstraint("key"),
    Index("ix_sla_notices_about", "about"),
    Index("ix_sla_notices_recipient", "recipient", "recorded_at"),
    Index("ix_sla_notices_slot", "slot"),
)

sla_hushes = Table(
    "sla_hushes",
    metadata,
    *_run(),
    Column("wish", OneOf(Wish), nullable=False),
    Column("level", Integer, nullable=False),
    words("recipient"),
    words("by"),
    Column("at", Instant(), nullable=False),
    Column("until", Instant()),
    PrimaryKeyConstraint("about", "metric", "instance", "wish", "level", "recipient"),
)

sla_breaches = Table(
    "sla_breaches",
    metadata,
    *_run(),
    Column("seconds", Integer, nullable=False),
    words("calendar"),
    Column("at", Instant(), nullable=False),
    Column("detected_at", Instant(), nullable=False),
    words("policy"),
    words("reason"),
    words("note"),
    words("reason_by"),
    Column("reason_at", Instant()),
    PrimaryKeyConstraint("about", "metric", "instance", "seconds", "calendar"),
    Index("ix_sla_breaches_at", "at"),
)

sla_editions = Table(
    "sla_editions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("of", OneOf(Of), nullable=False),
    words("name"),
    words("version"),
    Column("since", Instant(), nullable=False),
    Column("body", Fields(), nullable=False),
    sqlite_autoincrement=True,
)
