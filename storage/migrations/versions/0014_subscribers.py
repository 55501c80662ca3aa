"""Those who subscribed to the status page, and the links in their letters."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CONFIRMED = sa.text("confirmed_at IS NOT NULL")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", ID, primary_key=True),
        *_text("address", "folded", "language", "components"),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", INSTANT),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_subscribers_folded", "subscribers", ["folded"], unique=True)
    op.create_index("ix_subscribers_asked_at", "subscribers", ["asked_at"])
    op.create_index(
        "ix_subscribers_confirmed",
        "subscribers",
        ["id"],
        sqlite_where=CONFIRMED,
        postgresql_where=CONFIRMED,
    )
    op.create_table(
        "subscriber_keys",
        *_text("digest"),
        sa.Column("subscriber", ID, nullable=False),
        *_text("letter"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("confirms", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_subscriber_keys"),
        sa.ForeignKeyConstraint(["subscriber"], ["subscribers.id"], name="fk_subscriber_keys_subscriber"),
    )
    op.create_index("ix_subscriber_keys_subscriber", "subscriber_keys", ["subscriber"])
    op.create_index("ix_subscriber_keys_at", "subscriber_keys", ["at"])
