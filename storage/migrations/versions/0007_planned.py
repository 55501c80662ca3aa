"""What is to be said of a clock at its next look, worked out before."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    for name in ("plan", "plan_of", "plan_address"):
        op.add_column("sla_clocks", sa.Column(name, sa.Text()))
    for name in ("plan_following", "plan_until"):
        op.add_column("sla_clocks", sa.Column(name, INSTANT))
