"""Who gets a digest, and when the next one is due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.domain.digest import Digest
from storage.nouns import Shape, Upsert
from storage.stakeholder_tables import digests

_shape = Shape(Digest, digests)
_LIMIT: Any = bindparam("limit")
_OF = select(*_shape.columns).where(digests.c.who.in_(bindparam("people", expanding=True)))
_DUE = (
    select(*_shape.columns)
    .where(digests.c.due_at <= bindparam("now"))
    .order_by(digests.c.due_at, digests.c.who)
    .limit(_LIMIT)
)
_TAKE = _DUE.with_for_update(skip_locked=True)
_CHANGING = tuple(name for name in _shape.names if name != "who")
_SAVE = (
    update(digests)
    .where(digests.c.who == bindparam("whom"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_REMOVE = delete(digests).where(digests.c.who.in_(bindparam("people", expanding=True)))
_PUT = Upsert(lambda insert_into: insert_into(digests).on_conflict_do_nothing().returning(digests.c.who))


class Digests:
    """Keeps the promise of `bot.ports.Digests`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, people: Iterable[str]) -> list[Digest]:
        return _shape.all(self._connection.execute(_OF, {"people": list(people)}))

    def put(self, digest: Digest) -> None:
        row = _shape.row(digest)
        if _PUT.run(self._connection, row).first() is None:
            self._connection.execute(_SAVE, {**row, "whom": row["who"]})

    def remove(self, people: Iterable[str]) -> bool:
        return self._connection.execute(_REMOVE, {"people": list(people)}).rowcount > 0

    def is_any_due(self, now: datetime) -> bool:
        return self._connection.execute(_DUE, {"now": now, "limit": 1}).first() is not None

    def take_due(self, now: datetime, *, limit: int) -> list[Digest]:
        return _shape.all(self._connection.execute(_TAKE, {"now": now, "limit": limit}))
