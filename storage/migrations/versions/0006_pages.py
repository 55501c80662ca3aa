"""Pages and their logs, incidents of pagers, who is on call there, who stands in, bridges, calendar feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _instants(*names: str, nullable: bool = True) -> list[sa.Column[object]]:
    return [sa.Column(name, INSTANT, nullable=nullable) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _state() -> sa.Column[str]:
    return sa.Column("state", sa.String(20), nullable=False)


def upgrade() -> None:
    _pages()
    _page_events()
    _pagers()
    _stand_ins()
    op.create_table(
        "bridges",
        *_text("incident", "provider"),
        _state(),
        *_instants("asked_at", nullable=False),
        *_text("url", "id", "passcode", "dial_in"),
        sa.PrimaryKeyConstraint("incident", name="pk_bridges"),
    )
    op.create_table(
        "feeds",
        *_text("digest", "of", "by"),
        *_instants("at", nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_feeds"),
        sa.UniqueConstraint("of", "by", name="uq_feeds_of"),
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", ID, primary_key=True),
        *_text("about", "who", "policy_name", "policy", "why", "by"),
        *_instants("at", nullable=False),
        *_text("origin", "role"),
        *_numbers("turn"),
        _state(),
        *_text("holder"),
        *_instants("look_at", "settled_at", "ended_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pages_about", "pages", ["about"])
    op.create_index("ix_pages_policy_name", "pages", ["policy_name"])
    _partial("ix_pages_look_at", "pages", ["look_at"], "look_at IS NOT NULL")
    _partial("ix_pages_open", "pages", ["at"], "ended_at IS NULL")
    _partial("ix_pages_looking", "pages", ["about", "who", "role"], "settled_at IS NULL", unique=True)


def _page_events() -> None:
    op.create_table(
        "page_events",
        sa.Column("number", ID, primary_key=True),
        sa.Column("page", ID, nullable=False),
        *_text("source", "id"),
        *_instants("at", nullable=False),
        *_text("what"),
        *_numbers("round", "step", "draw"),
        *_text("person", "way", "text"),
        *_numbers("turn"),
        sa.Column("sequence", sa.Integer()),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_page_events_page"),
        sa.UniqueConstraint("page", "source", "id", name="uq_page_events_page"),
        sqlite_autoincrement=True,
    )


def _pagers() -> None:
    op.create_table(
        "pager_links",
        *_text("pager", "id"),
        sa.Column("page", ID, nullable=False),
        *_text("incident", "service", "title", "url", "assigned"),
        _state(),
        *_instants("read_at"),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        *_numbers("rule"),
        sa.PrimaryKeyConstraint("pager", "id", name="pk_pager_links"),
    )
    op.create_index("ix_pager_links_page", "pager_links", ["page"])
    op.create_index("ix_pager_links_incident", "pager_links", ["incident"])
    _partial("ix_pager_links_read_at", "pager_links", ["pager", "read_at"], "state <> 'resolved'")
    op.create_table(
        "on_calls",
        *_text("pager", "service", "contacts"),
        *_instants("at", nullable=False),
        sa.PrimaryKeyConstraint("pager", "service", name="pk_on_calls"),
    )


def _stand_ins() -> None:
    op.create_table(
        "stand_ins",
        sa.Column("id", ID, primary_key=True),
        *_text("rota", "person"),
        *_instants("since", "until", nullable=False),
        *_text("by"),
        *_instants("at", nullable=False),
        *_text("instead_of"),
        *_instants("withdrawn_at"),
        sqlite_autoincrement=True,
    )
    _partial("ix_stand_ins_until", "stand_ins", ["until"], "withdrawn_at IS NULL")


def _partial(name: str, table: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)
