"""How it stands with the systems of tickets."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.domain.desk import DeskState
from storage.nouns import Shape, Upsert
from storage.ticket_tables import desks

_shape = Shape(DeskState, desks)

_GET = select(*_shape.columns).where(desks.c.system == bindparam("this"))
_LOCK = _GET.with_for_update()


def _put(insert_into: Any) -> Any:
    new = insert_into(desks)
    changed = {name: new.excluded[name] for name in _shape.names if name != "system"}
    return new.on_conflict_do_update(index_elements=["system"], set_=changed)


_PUT = Upsert(_put)
_BEGIN = Upsert(lambda insert_into: insert_into(desks).on_conflict_do_nothing())


class Desks:
    """Keeps the promise of `bot.ports.Desks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, system: str) -> DeskState:
        known = _shape.first(self._connection.execute(_GET, {"this": system}))
        return known or DeskState(system=system)

    def lock(self, system: str) -> DeskState:
        """Makes a row where there is none: what is not there cannot be locked."""
        known = _shape.first(self._connection.execute(_LOCK, {"this": system}))
        if known is None:
            known = DeskState(system=system)
            _BEGIN.run(self._connection, _shape.row(known))
            known = _shape.first(self._connection.execute(_LOCK, {"this": system})) or known
        return known

    def put(self, state: DeskState) -> None:
        _PUT.run(self._connection, _shape.row(state))
