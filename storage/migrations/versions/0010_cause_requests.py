"""Which customers want to know the cause; what was told is found by its own key, and by nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    op.create_table(
        "cause_requests",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("incident", "system", "ticket")),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("said", "by")),
        sa.PrimaryKeyConstraint("incident", "system", "ticket", name="pk_cause_requests"),
    )
    op.drop_index("ix_told_target", table_name="told")
