"""Status updates for customers, what they are made of, who was told, and who follows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
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


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(20), nullable=False)


def upgrade() -> None:
    _status_updates()
    op.create_table(
        "status_facts",
        *_text("incident", "title", "symptom", "workaround", "cause", "remedy", "components", "by"),
        *_instants("at"),
        sa.PrimaryKeyConstraint("incident", name="pk_status_facts"),
    )
    op.create_table(
        "followers",
        *_text("incident", "person"),
        *_instants("at", nullable=False),
        sa.PrimaryKeyConstraint("incident", "person", name="pk_followers"),
    )
    op.create_table(
        "told",
        sa.Column("update", ID, nullable=False),
        _word("audience"),
        *_text("target"),
        _word("state"),
        *_text("language"),
        *_instants("at"),
        *_text("why", "place"),
        sa.PrimaryKeyConstraint("update", "audience", "target", name="pk_told"),
        sa.ForeignKeyConstraint(["update"], ["status_updates.id"], name="fk_told_update"),
    )
    op.create_index("ix_told_target", "told", ["target"])


def _status_updates() -> None:
    op.create_table(
        "status_updates",
        sa.Column("id", ID, primary_key=True),
        *_text("incident"),
        *_numbers("number"),
        _word("state"),
        *_numbers("version"),
        *_text("phase", "texts", "audiences", "facts"),
        *_instants("next_at"),
        *_numbers("corrects"),
        *_text("drafted_by"),
        *_instants("drafted_at", nullable=False),
        *_text("edited_by"),
        *_instants("edited_at"),
        *_text("approved_by"),
        *_instants("approved_at"),
        *_text("despite"),
        *_text("objected_by"),
        *_instants("objected_at"),
        *_text("objection"),
        *_instants("publish_at"),
        *_text("published_by"),
        *_instants("published_at"),
        *_text("retracted_by"),
        *_instants("retracted_at"),
        *_text("retraction"),
        *_instants("paused_at"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], name="fk_status_updates_incident"),
        sa.UniqueConstraint("incident", "number", name="uq_status_updates_incident"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_status_updates_in_hand",
        "status_updates",
        ["incident"],
        unique=True,
        sqlite_where=sa.text(IN_HAND),
        postgresql_where=sa.text(IN_HAND),
    )
