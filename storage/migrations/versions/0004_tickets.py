"""Tickets, that they belong to incidents, the customers behind them, and how it stands with their desks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _one_of(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(20), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, INSTANT) for name in names]


def upgrade() -> None:
    _tickets()
    _links()
    _customers()
    _states()
    op.add_column("tasks", sa.Column("url", sa.Text(), nullable=False, server_default=""))


def _tickets() -> None:
    op.create_table(
        "tickets",
        *_text("system", "id", "subject", "url", "desk_status"),
        *_one_of("status", "priority", "gone"),
        *_text("requester", "requester_name", "requester_email", "organisation", "organisation_name"),
        *_text("assignee", "group", "merged_into", "tags", "deadlines", "fields"),
        *_instants("created_at", "updated_at", "customer_spoke_at", "digest_due", "digest_told_at"),
        sa.PrimaryKeyConstraint("system", "id", name="pk_tickets"),
    )
    _partial("ix_tickets_digest_due", "tickets", "digest_due", "digest_due IS NOT NULL")
    op.create_table(
        "ticket_changes",
        sa.Column("id", ID, primary_key=True),
        *_text("system", "ticket", "before", "after"),
        *_one_of("what"),
        sa.Column("at", INSTANT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ticket_changes_ticket", "ticket_changes", ["system", "ticket", "id"])


def _links() -> None:
    op.create_table(
        "ticket_links",
        sa.Column("incident", sa.Text(), sa.ForeignKey("incidents.key"), nullable=False),
        *_text("system", "ticket", "by", "why"),
        *_one_of("how", "state"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("is_open", "customer", "organisation", "reported_minute")
        ),
        *_text("tier", "region", "product", "component"),
        sa.PrimaryKeyConstraint("incident", "system", "ticket", name="pk_ticket_links"),
    )
    op.create_index("ix_ticket_links_ticket", "ticket_links", ["system", "ticket"])
    op.create_index("ix_ticket_links_batch", "ticket_links", ["incident", "batch", "state"])
    _counted("tier", "customer", "organisation")
    for name in ("region", "product", "component"):
        _counted(name, "customer")
    _counted("is_open")
    _counted("customer")
    _counted("organisation")
    _counted("reported_minute")


def _counted(*by: str) -> None:
    """What boards count by lies in an index each, so that they never look into the table."""
    op.create_index(f"ix_ticket_links_{by[0]}", "ticket_links", ["incident", "state", *by])


def _customers() -> None:
    for name in ("customers", "organisations"):
        op.create_table(
            name,
            sa.Column("id", ID, primary_key=True),
            sa.Column("who", sa.Text(), nullable=False, unique=True),
            *_text("name"),
            sqlite_autoincrement=True,
        )


def _states() -> None:
    op.create_table(
        "impacts",
        sa.Column("incident", sa.Text(), sa.ForeignKey("incidents.key"), primary_key=True),
        sa.Column("stated", sa.Integer()),
        *_text("stated_by", "sentiment", "sentiment_by"),
        *_instants("stated_at", "sentiment_at", "redraw_due", "drawn_at"),
    )
    _partial("ix_impacts_redraw_due", "impacts", "redraw_due", "redraw_due IS NOT NULL")
    op.create_table(
        "desks",
        sa.Column("system", sa.Text(), primary_key=True),
        *_text("cursor", "trouble"),
        *_instants("polled_at", "poll_due"),
    )


def _partial(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
