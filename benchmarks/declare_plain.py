"""What `declare` writes, written by hand: the same rows by plain SQLAlchemy Core, in one transaction."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, bindparam, create_engine, event, insert, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.incident import Status
from bot.domain.outgoing import Delivery
from bot.domain.room import RoomState
from bot.domain.timeline import Kind
from storage import tables

PERSON, TITLE, SEVERITY = "slack:U0ANA", "Checkout is down", "SEV1"
DIALECTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_NEXT = (
    update(tables.counters)
    .where(tables.counters.c.name == "incident")
    .values(value=tables.counters.c.value + 1)
    .returning(tables.counters.c.value)
)
_INCIDENT = insert(tables.incidents)
_TIMELINE = insert(tables.timeline).returning(tables.timeline.c.id)
_AUDIT = insert(tables.audit)
_ROOM = insert(tables.war_rooms)
_MADE = (
    update(tables.interactions)
    .where(tables.interactions.c.id == bindparam("this"))
    .values(made=bindparam("key"))
)
_TELL = text("SELECT pg_notify('caseline_benchmark', '')")


def plain_engine(url: str) -> Engine:
    """As a plain program would make it, with the same promise of durability as ours."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(driver: Any, _record: object) -> None:
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("PRAGMA foreign_keys = ON")


class Plain:
    """Declares by hand; knows nothing of incidents, only of rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        insert_into = DIALECTS[engine.dialect.name]
        self._tell = engine.dialect.name == "postgresql"
        self._claim = insert_into(tables.interactions).on_conflict_do_nothing()
        self._join = insert_into(tables.responders).on_conflict_do_nothing()
        new = insert_into(tables.outbox)
        self._put = new.on_conflict_do_update(
            index_elements=["slot"],
            index_where=text(tables.WAITING_SLOT),
            set_={"due_at": new.excluded.due_at},
        ).returning(tables.outbox.c.id)

    def declare(self) -> None:
        now, wish = datetime.now(UTC), uuid4().hex
        with self._engine.begin() as connection:
            connection.execute(self._claim, {"id": wish, "at": now, "made": ""})
            number = connection.execute(_NEXT).scalar_one()
            key = f"INC-{number}"
            connection.execute(_INCIDENT, _incident(key, number, now))
            connection.execute(
                self._join, {"incident": key, "person": PERSON, "joined_at": now, "caught_up_at": now}
            )
            connection.execute(_TIMELINE, _entry(key, now)).scalar_one()
            connection.execute(_AUDIT, _audit(key, now))
            connection.execute(_ROOM, _room(key))
            connection.execute(self._put, _outgoing(key, now, "open_room")).scalar_one()
            slot = f"{key}/war_room/slack"
            connection.execute(
                self._put, _outgoing(key, now, "show", view="war_room", slot=slot)
            ).scalar_one()
            connection.execute(_MADE, {"this": wish, "key": key})
            if self._tell:
                connection.execute(_TELL)


def _incident(key: str, number: int, now: datetime) -> dict[str, Any]:
    return {
        "key": key, "number": number, "title": TITLE, "description": "", "severity": SEVERITY,
        "phase": "investigating", "status": Status.OPEN, "private": False, "drill": False, "chat": "slack",
        "workspace": "T1", "origin": "slack:C1", "declared_by": PERSON, "declared_at": now, "ended_at": None,
        "ended_by": "", "last_update": "", "last_update_at": None,
        "next_update_due": now + timedelta(minutes=20), "liaison_ask_due": now,
    }  # fmt: skip


def _entry(key: str, now: datetime) -> dict[str, Any]:
    return {
        "incident": key, "at": now, "recorded_at": now, "kind": Kind.DECLARED,
        "text": f"Declared {SEVERITY}: {TITLE}", "by": PERSON, "source": "", "url": "", "edited_at": None,
        "removed_at": None,
    }  # fmt: skip


def _audit(key: str, now: datetime) -> dict[str, Any]:
    after = {"title": TITLE, "severity": SEVERITY, "status": "open"}
    return {
        "at": now, "by": PERSON, "door": "slack", "word": "declare", "incident": key, "before": {},
        "after": after,
    }  # fmt: skip


def _room(key: str) -> dict[str, Any]:
    return {
        "incident": key, "chat": "slack", "workspace": "T1", "room": "", "name": "", "url": "",
        "state": RoomState.OPENING, "adopted": False,
    }  # fmt: skip


def _outgoing(key: str, now: datetime, kind: str, *, view: str = "", slot: str = "") -> dict[str, Any]:
    return {
        "lane": f"slack:{key}", "kind": kind, "chat": "slack", "about": key, "key": uuid4().hex,
        "due_at": now, "created_at": now, "workspace": "T1", "to": "", "view": view, "slot": slot,
        "data": {}, "state": Delivery.WAITING, "tries": 0, "doubtful": False, "taken_by": "", "error": "",
        "done_at": None,
    }  # fmt: skip
