"""Who changed what. The table itself refuses changes and deletions, by triggers."""

from sqlalchemy import Connection, bindparam, insert, select

from bot.domain.audit import AuditEntry
from storage.nouns import Shape
from storage.tables import audit

_shape = Shape(AuditEntry, audit)

_ADD = insert(audit)
_OF = select(*_shape.columns).where(audit.c.incident == bindparam("of")).order_by(audit.c.id)


class Audit:
    """Keeps the promise of `bot.ports.Audit`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        self._connection.execute(_ADD, _shape.new_row(entry))

    def of(self, incident: str) -> list[AuditEntry]:
        """In the order in which they were written."""
        return _shape.all(self._connection.execute(_OF, {"of": incident}))
