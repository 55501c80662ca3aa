"""The one bridge of each incident."""

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.bridge import Bridge
from storage.nouns import Shape, Upsert
from storage.page_tables import bridges

_shape = Shape(Bridge, bridges)

_OF = select(*_shape.columns).where(bridges.c.incident == bindparam("of"))
_ADD = Upsert(lambda insert_into: insert_into(bridges).on_conflict_do_nothing().returning(bridges.c.incident))
_SAVE = update(bridges).where(bridges.c.incident == bindparam("of"))


class Bridges:
    """Keeps the promise of `bot.ports.Bridges`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, incident: str) -> Bridge | None:
        return _shape.first(self._connection.execute(_OF, {"of": incident}))

    def add(self, bridge: Bridge) -> bool:
        return _ADD.run(self._connection, _shape.row(bridge)).first() is not None

    def save(self, bridge: Bridge) -> None:
        self._connection.execute(_SAVE, _shape.row(bridge) | {"of": bridge.incident})
