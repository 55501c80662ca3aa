"""One incident in several chats: people who are one, and words that were passed on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    op.add_column("incidents", sa.Column("relay", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("folded_email", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE people SET folded_email = lower(email)")
    op.create_index("ix_people_email", "people", ["folded_email"])
    _people()
    _words()


def _people() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
    )
    op.create_index("ix_identities_person", "identities", ["person"])
    op.create_table(
        "link_codes",
        sa.Column("person", sa.Text(), primary_key=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
    )


def _words() -> None:
    op.create_table(
        "relayed",
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("incident", sa.Text(), sa.ForeignKey("incidents.key"), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT),
    )
    op.create_index("ix_relayed_at", "relayed", ["at"])
    op.create_table(
        "copies",
        sa.Column("source", sa.Text(), sa.ForeignKey("relayed.source"), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "chat"),
    )
    op.create_index("ix_copies_message", "copies", ["message", "room"])
