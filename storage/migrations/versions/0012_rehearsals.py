"""Public histories that are played again, and for which incident."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("id", ID, primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("incident", "history", "title", "vendor")),
        sa.Column("speed", sa.Float(), nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rehearsals_incident", "rehearsals", ["incident", "began_at"])
