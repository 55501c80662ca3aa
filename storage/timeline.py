"""What happened in an incident."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bot.domain.timeline import TimelineEntry
from storage.incident_tables import timeline
from storage.nouns import Shape

_shape = Shape(TimelineEntry, timeline)
_LIMIT: Any = bindparam("limit")

_ADD = insert(timeline).returning(timeline.c.id)
_GET = select(*_shape.columns).where(timeline.c.id == bindparam("this"))
_SAVE = update(timeline).where(timeline.c.id == bindparam("this"))
_LATEST = (
    select(*_shape.columns)
    .where(timeline.c.incident == bindparam("of"), timeline.c.removed_at.is_(None))
    .order_by(timeline.c.at.desc(), timeline.c.id.desc())
    .limit(_LIMIT)
)
_FROM = (
    select(*_shape.columns)
    .where(timeline.c.source == bindparam("message"), text("source <> ''"))
    .order_by(timeline.c.id)
)


class Timeline:
    """Keeps the promise of `bot.ports.Timeline`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: TimelineEntry) -> int:
        id: int = self._connection.execute(_ADD, _shape.new_row(entry)).scalar_one()
        return id

    def get(self, id: int) -> TimelineEntry | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def save(self, entry: TimelineEntry) -> None:
        self._connection.execute(_SAVE, _shape.new_row(entry) | {"this": entry.id})

    def of(self, incident: str, *, limit: int) -> list[TimelineEntry]:
        latest = _shape.all(self._connection.execute(_LATEST, {"of": incident, "limit": limit}))
        latest.reverse()
        return latest

    def from_source(self, source: str) -> list[TimelineEntry]:
        """Also entries that were removed; oldest record first."""
        return _shape.all(self._connection.execute(_FROM, {"message": source}))
