"""What happened to tickets and incidents, the clocks that follow from it, nags, and editions of policies."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _one_of(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(20), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _instants(*names: str, nullable: bool = True) -> list[sa.Column[object]]:
    return [sa.Column(name, INSTANT, nullable=nullable) for name in names]


def _run() -> list[sa.Column[Any]]:
    metric = sa.Column("metric", sa.String(30), nullable=False)
    return [*_text("about"), metric, *_numbers("instance")]


def upgrade() -> None:
    _updates()
    _clocks()
    _notices()
    _editions()
    for name in ("assignee_id", "assignee_email"):
        op.add_column("tickets", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("read_at", INSTANT))
    op.create_index("ix_tickets_assignee_id", "tickets", ["assignee_id", "system"])
    op.create_index("ix_tickets_assignee_email", "tickets", ["assignee_email"])
    op.create_index("ix_tickets_group", "tickets", ["group"])
    op.add_column("desks", sa.Column("listed_at", INSTANT))


def _updates() -> None:
    op.create_table(
        "sla_updates",
        sa.Column("number", ID, primary_key=True),
        *_text("about", "source", "id"),
        *_instants("at", nullable=False),
        sa.Column("sequence", sa.BigInteger()),
        *_one_of("what", "by", "said"),
        sa.Column("status", sa.String(20)),
        sa.Column("subject", sa.Text()),
        *_instants("promised"),
        sa.UniqueConstraint("about", "source", "id", name="uq_sla_updates_about"),
        sqlite_autoincrement=True,
    )


def _clocks() -> None:
    op.create_table(
        "sla_clocks",
        *_run(),
        *_one_of("state"),
        *_instants("started_at", nullable=False),
        *_numbers("seconds"),
        *_text("calendar", "policy", "version"),
        *_instants("due_at", "ended_at", "look_at"),
        *_one_of("source"),
        sa.Column("is_breached", sa.Boolean(), nullable=False),
        *_text("system", "ticket"),
        sa.PrimaryKeyConstraint("about", "metric", "instance", name="pk_sla_clocks"),
    )
    _partial("ix_sla_clocks_look_at", "look_at", "look_at IS NOT NULL")
    _partial("ix_sla_clocks_due_at", "due_at", "ended_at IS NULL")
    op.create_table(
        "sla_breaches",
        *_run(),
        *_numbers("seconds"),
        *_text("calendar"),
        *_instants("at", "detected_at", nullable=False),
        *_text("policy", "reason", "note", "reason_by"),
        *_instants("reason_at"),
        sa.PrimaryKeyConstraint("about", "metric", "instance", "seconds", "calendar", name="pk_sla_breaches"),
    )
    op.create_index("ix_sla_breaches_at", "sla_breaches", ["at"])


def _notices() -> None:
    op.create_table(
        "sla_notices",
        *_text("key"),
        *_run(),
        *_numbers("seconds"),
        *_text("calendar"),
        *_numbers("level"),
        *_one_of("point"),
        *_numbers("amount"),
        *_text("threshold", "recipient"),
        *_instants("at", "allowed_at", nullable=False),
        *_instants("due"),
        *_one_of("state"),
        *_instants("recorded_at", nullable=False),
        *_text("slot"),
        *_instants("sent_at"),
        sa.PrimaryKeyConstraint("key", name="pk_sla_notices"),
    )
    op.create_index("ix_sla_notices_about", "sla_notices", ["about"])
    op.create_index("ix_sla_notices_recipient", "sla_notices", ["recipient", "recorded_at"])
    op.create_index("ix_sla_notices_slot", "sla_notices", ["slot"])
    op.create_table(
        "sla_hushes",
        *_run(),
        *_one_of("wish"),
        *_numbers("level"),
        *_text("recipient", "by"),
        *_instants("at", nullable=False),
        *_instants("until"),
        sa.PrimaryKeyConstraint(
            "about", "metric", "instance", "wish", "level", "recipient", name="pk_sla_hushes"
        ),
    )


def _editions() -> None:
    op.create_table(
        "sla_editions",
        sa.Column("id", ID, primary_key=True),
        *_one_of("of"),
        *_text("name", "version"),
        *_instants("since", nullable=False),
        *_text("body"),
        sqlite_autoincrement=True,
    )


def _partial(name: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "sla_clocks", [column], sqlite_where=where, postgresql_where=where)
