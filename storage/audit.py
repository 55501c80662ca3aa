"""Who changed what. The table itself refuses changes and deletions, by triggers."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, insert, select

from bot.domain.audit import AuditEntry
from storage.nouns import Shape
from storage.outbox_tables import audit
from storage.types import in_portions

_shape = Shape(AuditEntry, audit)

_ADD = insert(audit)
_OF = select(*_shape.columns).where(audit.c.incident == bindparam("of")).order_by(audit.c.id)
_OF_SEVERAL = (
    select(*_shape.columns)
    .where(audit.c.incident.in_(bindparam("these", expanding=True)))
    .order_by(audit.c.id)
)


class Audit:
    """Keeps the promise of `bot.ports.Audit`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        self._connection.execute(_ADD, _shape.new_row(entry))

    def of(self, incident: str) -> list[AuditEntry]:
        """In the order in which they were written."""
        return _shape.all(self._connection.execute(_OF, {"of": incident}))

    def of_several(self, incidents: Iterable[str]) -> dict[str, list[AuditEntry]]:
        found: dict[str, list[AuditEntry]] = {}
        for these in in_portions(incidents):
            for entry in _shape.all(self._connection.execute(_OF_SEVERAL, {"these": these})):
                found.setdefault(entry.incident, []).append(entry)
        return found
