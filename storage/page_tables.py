"""Tables of pages, of pagers, of who stands in, of bridges and of calendar feeds; see `storage.metadata`."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.domain.bridge import BridgeState
from bot.domain.page_course import PageState
from bot.domain.pager import PagerState
from storage.metadata import metadata, words
from storage.types import Contacts, Id, Instant, OneOf, Policy, Words

PAGE_LOOK_WAITS = "look_at IS NOT NULL"
IS_LOOKING = "settled_at IS NULL"
HAS_NOT_ENDED = "ended_at IS NULL"
IS_UNRESOLVED = "state <> 'resolved'"
NOT_WITHDRAWN = "withdrawn_at IS NULL"

pages = Table(
    "pages",
    metadata,
    Column("id", Id, primary_key=True),
    words("about"),
    words("who"),
    words("policy_name"),
    Column("policy", Policy(), nullable=False),
    words("why"),
    words("by"),
    Column("at", Instant(), nullable=False),
    words("origin"),
    words("role"),
    Column("turn", Integer, nullable=False),
    Column("state", OneOf(PageState), nullable=False),
    words("holder"),
    Column("look_at", Instant()),
    Column("settled_at", Instant()),
    Column("ended_at", Instant()),
    Column("plan", Text()),
    Column("plan_rows", Text()),
    Column("plan_of", Words()),
    Column("plan_wait", Integer),
    Column("plan_until", Instant()),
    Index("ix_pages_about", "about"),
    Index("ix_pages_policy_name", "policy_name"),
    Index(
        "ix_pages_look_at",
        "look_at",
        sqlite_where=text(PAGE_LOOK_WAITS),
        postgresql_where=text(PAGE_LOOK_WAITS),
    ),
    Index("ix_pages_open", "at", sqlite_where=text(HAS_NOT_ENDED), postgresql_where=text(HAS_NOT_ENDED)),
    Index(
        "ix_pages_looking",
        "about",
        "who",
        "role",
        unique=True,
        sqlite_where=text(IS_LOOKING),
        postgresql_where=text(IS_LOOKING),
    ),
    sqlite_autoincrement=True,
)

page_events = Table(
    "page_events",
    metadata,
    Column("number", Id, primary_key=True),
    Column("page", Id, ForeignKey("pages.id"), nullable=False),
    words("source"),
    words("id"),
    Column("at", Instant(), nullable=False),
    words("what"),
    Column("round", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("draw", Integer, nullable=False),
    words("person"),
    words("way"),
    words("text"),
    Column("turn", Integer, nullable=False),
    Column("sequence", Integer),
    UniqueConstraint("page", "source", "id", name="uq_page_events_page"),
    sqlite_autoincrement=True,
)

pager_links = Table(
    "pager_links",
    metadata,
    words("pager"),
    words("id"),
    Column("page", Id, nullable=False),
    words("incident"),
    words("service"),
    words("title"),
    words("url"),
    words("assigned"),
    Column("state", OneOf(PagerState), nullable=False),
    Column("read_at", Instant()),
    Column("asked", Boolean, nullable=False),
    Column("dismissed", Boolean, nullable=False),
    Column("rule", Integer, nullable=False),
    PrimaryKeyConstraint("pager", "id"),
    Index("ix_pager_links_page", "page"),
    Index("ix_pager_links_incident", "incident"),
    Index(
        "ix_pager_links_read_at",
        "pager",
        "read_at",
        sqlite_where=text(IS_UNRESOLVED),
        postgresql_where=text(IS_UNRESOLVED),
    ),
)

on_calls = Table(
    "on_calls",
    metadata,
    words("pager"),
    words("service"),
    Column("contacts", Contacts(), nullable=False),
    Column("at", Instant(), nullable=False),
    PrimaryKeyConstraint("pager", "service"),
)

stand_ins = Table(
    "stand_ins",
    metadata,
    Column("id", Id, primary_key=True),
    words("rota"),
    words("person"),
    Column("since", Instant(), nullable=False),
    Column("until", Instant(), nullable=False),
    words("by"),
    Column("at", Instant(), nullable=False),
    words("instead_of"),
    Column("withdrawn_at", Instant()),
    Index(
        "ix_stand_ins_until", "until", sqlite_where=text(NOT_WITHDRAWN), postgresql_where=text(NOT_WITHDRAWN)
    ),
    sqlite_autoincrement=True,
)

bridges = Table(
    "bridges",
    metadata,
    words("incident"),
    words("provider"),
    Column("state", OneOf(BridgeState), nullable=False),
    Column("asked_at", Instant(), nullable=False),
    words("url"),
    words("id"),
    words("passcode"),
    words("dial_in"),
    PrimaryKeyConstraint("incident"),
)

feeds = Table(
    "feeds",
    metadata,
    words("digest"),
    words("of"),
    words("by"),
    Column("at", Instant(), nullable=False),
    PrimaryKeyConstraint("digest"),
    UniqueConstraint("of", "by", name="uq_feeds_of"),
)
