"""What is to be done about a page at its next look, worked out before."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    for name in ("plan", "plan_rows", "plan_of"):
        op.add_column("pages", sa.Column(name, sa.Text()))
    op.add_column("pages", sa.Column("plan_wait", sa.Integer()))
    op.add_column("pages", sa.Column("plan_until", INSTANT))
