"""Summaries for people inside the company, what they asked to hear of, and their digests."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IN_HAND = "state IN ('draft', 'approved')"


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _instants(*names: str, nullable: bool = True) -> list[sa.Column[object]]:
    return [sa.Column(name, INSTANT, nullable=nullable) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _word(name: str, longest: int = 20) -> sa.Column[str]:
    return sa.Column(name, sa.String(longest), nullable=False)


def upgrade() -> None:
    _summaries()
    op.create_table(
        "follow_rules",
        sa.Column("id", ID, primary_key=True),
        *_text("person"),
        _word("kind"),
        *_text("value", "folded"),
        *_instants("at", nullable=False),
        sa.UniqueConstraint("person", "kind", "folded", name="uq_follow_rules_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_follow_rules_folded", "follow_rules", ["folded"])
    op.create_table(
        "digests",
        *_text("who"),
        _word("days"),
        _word("clock", 5),
        *_instants("due_at", "since", nullable=False),
        sa.Column("always", sa.Boolean(), nullable=False),
        sa.Column("room", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("who", name="pk_digests"),
    )
    op.create_index("ix_digests_due", "digests", ["due_at"])


def _summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("id", ID, primary_key=True),
        *_text("incident"),
        *_numbers("number"),
        _word("state"),
        *_numbers("version"),
        *_text("phase", "text", "business"),
        *_instants("next_at"),
        *_text("drafted_by"),
        *_instants("drafted_at", nullable=False),
        *_text("edited_by"),
        *_instants("edited_at"),
        *_text("approved_by"),
        *_instants("approved_at"),
        *_text("published_by"),
        *_instants("published_at"),
        *_text("heard", "failed"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], name="fk_summaries_incident"),
        sa.UniqueConstraint("incident", "number", name="uq_summaries_incident"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_summaries_in_hand",
        "summaries",
        ["incident"],
        unique=True,
        sqlite_where=sa.text(IN_HAND),
        postgresql_where=sa.text(IN_HAND),
    )
