"""Personal words: which customers are told a status update one by one."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_OPEN = sa.text("state IN ('held', 'proposed')")
HAS_WORD = sa.text("word > 0")
IS_HELD = sa.text("state = 'held'")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "personal_words",
        sa.Column("id", ID, primary_key=True),
        *_text("incident"),
        sa.Column("update", ID, nullable=False),
        *_text("customer", "name", "tier", "owner"),
        sa.Column("held_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        *_text("language", "text", "written_by"),
        sa.Column("written_at", INSTANT),
        *_text("despite", "by"),
        sa.Column("at", INSTANT),
        *_text("why"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], name="fk_personal_words_incident"),
        sa.ForeignKeyConstraint(["update"], ["status_updates.id"], name="fk_personal_words_update"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_personal_words_update", "personal_words", ["update", "state"])
    op.create_index(
        "ix_personal_words_open",
        "personal_words",
        ["update", "customer"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.add_column("told", sa.Column("word", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_told_word", "told", ["word"], sqlite_where=HAS_WORD, postgresql_where=HAS_WORD)
    op.create_index("ix_told_held", "told", ["target"], sqlite_where=IS_HELD, postgresql_where=IS_HELD)
