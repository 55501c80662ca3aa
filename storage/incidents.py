"""Incidents, and the numbers they get."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bot.domain.incident import Incident, Status
from storage.incident_tables import LIAISON_MISSING, counters, incidents
from storage.nouns import Shape

shape = Shape(Incident, incidents)
_LIMIT: Any = bindparam("limit")

_NEXT = (
    update(counters)
    .where(counters.c.name == "incident")
    .values(value=counters.c.value + 1)
    .returning(counters.c.value)
)
_ADD = insert(incidents)
_GET = select(*shape.columns).where(incidents.c.key == bindparam("this"))
# Writers wait for each other; rows that merely refer to the incident may be added meanwhile.
_LOCK = _GET.with_for_update(key_share=True)
_SAVE = update(incidents).where(incidents.c.key == bindparam("this"))
_RECENT = select(*shape.columns).order_by(incidents.c.number.desc()).limit(_LIMIT)
_WITH_STATUS = _RECENT.where(incidents.c.status == bindparam("wanted"))
_ENDED_SINCE = (
    select(*shape.columns)
    .where(incidents.c.status != Status.OPEN, incidents.c.ended_at > bindparam("at"))
    .order_by(incidents.c.ended_at.desc(), incidents.c.number.desc())
    .limit(_LIMIT)
)
_ASKS_DUE = (
    select(incidents.c.key)
    .where(text(LIAISON_MISSING), incidents.c.liaison_ask_due <= bindparam("now"))
    .order_by(incidents.c.liaison_ask_due)
    .limit(_LIMIT)
)


class Incidents:
    """Keeps the promise of `bot.ports.Incidents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self) -> int:
        """The counter's row stays locked until this unit of work ends, so no two are equal."""
        number: int = self._connection.execute(_NEXT).scalar_one()
        return number

    def add(self, incident: Incident) -> None:
        self._connection.execute(_ADD, shape.row(incident))

    def get(self, key: str) -> Incident | None:
        return shape.first(self._connection.execute(_GET, {"this": key}))

    def lock(self, key: str) -> Incident | None:
        """SQLite needs no lock here: its unit of work is alone with the database anyway."""
        return shape.first(self._connection.execute(_LOCK, {"this": key}))

    def save(self, incident: Incident) -> None:
        self._connection.execute(_SAVE, shape.row(incident) | {"this": incident.key})

    def with_status(self, status: Status, *, limit: int) -> list[Incident]:
        return shape.all(self._connection.execute(_WITH_STATUS, {"wanted": status, "limit": limit}))

    def recent(self, *, limit: int) -> list[Incident]:
        return shape.all(self._connection.execute(_RECENT, {"limit": limit}))

    def ended_since(self, at: datetime, *, limit: int) -> list[Incident]:
        return shape.all(self._connection.execute(_ENDED_SINCE, {"at": at, "limit": limit}))

    def liaison_asks_due(self, now: datetime, *, limit: int) -> list[str]:
        return list(self._connection.execute(_ASKS_DUE, {"now": now, "limit": limit}).scalars())
