"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    _incidents()
    _rooms()
    _roles()
    _timeline_and_tasks()
    _people()
    _outbox()
    _records()
    _slack_installations()
    _slack_bots()
    _audit_grows_only()


def _incidents() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Integer(), nullable=False),
    )
    op.execute("INSERT INTO counters (name, value) VALUES ('incident', 0)")
    op.create_table(
        "incidents",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        *_words("title", "description", "severity", "phase"),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        *_words("chat", "workspace", "origin", "declared_by", "ended_by", "last_update"),
        sa.Column("declared_at", INSTANT, nullable=False),
        *_instants("ended_at", "last_update_at", "next_update_due", "liaison_ask_due"),
        sa.UniqueConstraint("number", name="uq_incidents_number"),
    )
    op.create_index("ix_incidents_status", "incidents", ["status", "number"])
    _partial(
        "ix_incidents_liaison_ask_due",
        "incidents",
        ["liaison_ask_due"],
        "status = 'open' AND liaison_ask_due IS NOT NULL",
    )


def _rooms() -> None:
    op.create_table(
        "war_rooms",
        _incident(),
        *_words("chat", "workspace", "room", "name", "url"),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "chat", name="pk_war_rooms"),
    )
    op.create_index("ix_war_rooms_room", "war_rooms", ["room"])
    op.create_table(
        "slots",
        sa.Column("name", sa.Text(), primary_key=True),
        *_words("room", "message", "incident"),
    )
    op.create_index("ix_slots_incident", "slots", ["incident"])


def _roles() -> None:
    op.create_table(
        "holders",
        _incident(),
        *_words("role", "person"),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("incident", "role", name="pk_holders"),
    )
    op.create_index("ix_holders_person", "holders", ["person"])
    op.create_table(
        "responders",
        _incident(),
        *_words("person"),
        sa.Column("joined_at", INSTANT, nullable=False),
        *_instants("caught_up_at"),
        sa.PrimaryKeyConstraint("incident", "person", name="pk_responders"),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", ID, primary_key=True),
        _incident(),
        *_words("role", "giver", "taker", "briefing"),
        sa.Column("offered_at", INSTANT, nullable=False),
        *_instants("acknowledged_at", "withdrawn_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handoffs_incident", "handoffs", ["incident"])


def _timeline_and_tasks() -> None:
    op.create_table(
        "timeline",
        sa.Column("id", ID, primary_key=True),
        _incident(),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        *_words("text", "by", "source", "url"),
        *_instants("edited_at", "removed_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timeline_incident_at", "timeline", ["incident", "at", "id"])
    _partial("ix_timeline_source", "timeline", ["source"], "source <> ''")
    op.create_table(
        "tasks",
        _incident(),
        sa.Column("number", sa.Integer(), nullable=False),
        *_words("text", "created_by", "owner", "done_by"),
        sa.Column("created_at", INSTANT, nullable=False),
        *_instants("done_at"),
        sa.PrimaryKeyConstraint("incident", "number", name="pk_tasks"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), primary_key=True),
        *_words("name", "workspace", "email", "zone", "language"),
        sa.Column("guest", sa.Boolean(), nullable=False),
        *_instants("checked_at"),
        *_words("chat", "folded_name", "folded_mailbox"),
    )
    op.create_index("ix_people_name", "people", ["chat", "folded_name"])
    op.create_index("ix_people_mailbox", "people", ["chat", "folded_mailbox"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, primary_key=True),
        *_words("lane", "kind", "chat", "workspace", "to", "about", "view", "slot", "data", "key"),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        *_words("taken_by", "error"),
        *_instants("done_at"),
        sqlite_autoincrement=True,
    )
    _partial("ix_outbox_lane", "outbox", ["lane", "id"], "state IN ('waiting', 'taken')")
    _partial("ix_outbox_due", "outbox", ["due_at", "id"], "state = 'waiting'")
    _partial("uq_outbox_slot", "outbox", ["slot"], "state = 'waiting' AND slot <> ''", unique=True)
    _partial("ix_outbox_taken", "outbox", ["lane"], "state = 'taken'")
    _partial("ix_outbox_failed", "outbox", ["id"], "state = 'failed'")
    _partial("ix_outbox_done", "outbox", ["done_at"], "done_at IS NOT NULL")
    op.create_index("ix_outbox_about", "outbox", ["about", "id"])


def _records() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        *_words("by", "door", "word", "incident", "before", "after"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_incident", "audit", ["incident", "id"])
    op.create_table(
        "interactions",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        *_words("made"),
    )
    op.create_index("ix_interactions_at", "interactions", ["at"])


def _slack_installations() -> None:
    op.create_table(
        "slack_installations",
        *_installation(),
        sa.Column("enterprise_url", sa.String(200)),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("user_token", sa.String(200)),
        sa.Column("user_scopes", sa.String(1000)),
        sa.Column("user_refresh_token", sa.String(200)),
        sa.Column("user_token_expires_at", sa.DateTime()),
        sa.Column("incoming_webhook_url", sa.String(200)),
        sa.Column("incoming_webhook_channel", sa.String(200)),
        sa.Column("incoming_webhook_channel_id", sa.String(200)),
        sa.Column("incoming_webhook_configuration_url", sa.String(200)),
        sa.Column("token_type", sa.String(32)),
    )
    op.create_index(
        "slack_installations_idx",
        "slack_installations",
        ["client_id", "enterprise_id", "team_id", "user_id", "installed_at"],
    )


def _slack_bots() -> None:
    op.create_table("slack_bots", *_installation())
    op.create_index("slack_bots_idx", "slack_bots", ["client_id", "enterprise_id", "team_id", "installed_at"])
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(200), nullable=False),
        sa.Column("expire_at", sa.DateTime(), nullable=False),
    )


def _audit_grows_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
    )


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, INSTANT) for name in names]


def _incident() -> sa.Column[Any]:
    return sa.Column("incident", sa.Text(), sa.ForeignKey("incidents.key"), nullable=False)


def _partial(name: str, table: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _installation() -> list[sa.Column[Any]]:
    """What Slack's SDK keeps of a bot and of an installation alike."""
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("client_id", sa.String(32), nullable=False),
        sa.Column("app_id", sa.String(32), nullable=False),
        sa.Column("enterprise_id", sa.String(32)),
        sa.Column("enterprise_name", sa.String(200)),
        sa.Column("team_id", sa.String(32)),
        sa.Column("team_name", sa.String(200)),
        sa.Column("bot_token", sa.String(200)),
        sa.Column("bot_id", sa.String(32)),
        sa.Column("bot_user_id", sa.String(32)),
        sa.Column("bot_scopes", sa.String(1000)),
        sa.Column("bot_refresh_token", sa.String(200)),
        sa.Column("bot_token_expires_at", sa.DateTime()),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
    ]
