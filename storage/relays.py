"""What was passed on from one war room to another, and where it stands there."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.domain.relay import Copy, Relayed
from storage.chat_tables import copies, relayed
from storage.nouns import Shape, Upsert

_said = Shape(Relayed, relayed)
_copy = Shape(Copy, copies)

_ADD = Upsert(lambda insert_into: insert_into(relayed).on_conflict_do_nothing().returning(relayed.c.source))
_GET = select(*_said.columns).where(relayed.c.source == bindparam("this"))
_SAVE = update(relayed).where(relayed.c.source == bindparam("this"))
_COPIES = select(*_copy.columns).where(copies.c.source == bindparam("this")).order_by(copies.c.chat)
_COPY_AT = select(*_copy.columns).where(
    copies.c.message == bindparam("shown"), copies.c.room == bindparam("here")
)
_OLD = select(relayed.c.source).where(relayed.c.at < bindparam("before")).order_by(relayed.c.at).limit(5000)
_FORGET_COPIES = delete(copies).where(copies.c.source.in_(_OLD.scalar_subquery()))
_FORGET = delete(relayed).where(relayed.c.source.in_(_OLD.scalar_subquery()))


def _put_copy(insert_into: Any) -> Any:
    new = insert_into(copies)
    return new.on_conflict_do_update(
        index_elements=["source", "chat"], set_={"room": new.excluded.room, "message": new.excluded.message}
    )


_PUT_COPY = Upsert(_put_copy)


class Relays:
    """Keeps the promise of `bot.ports.Relays`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, said: Relayed) -> bool:
        """Waits for another unit of work that is just adding the same, and then says how it ended."""
        return _ADD.run(self._connection, _said.row(said)).first() is not None

    def get(self, source: str) -> Relayed | None:
        return _said.first(self._connection.execute(_GET, {"this": source}))

    def save(self, said: Relayed) -> None:
        self._connection.execute(_SAVE, _said.row(said) | {"this": said.source})

    def copies(self, source: str) -> list[Copy]:
        return _copy.all(self._connection.execute(_COPIES, {"this": source}))

    def copy_at(self, room: str, message: str) -> Copy | None:
        return _copy.first(self._connection.execute(_COPY_AT, {"here": room, "shown": message}))

    def put_copy(self, copy: Copy) -> None:
        _PUT_COPY.run(self._connection, _copy.row(copy))

    def forget_before(self, at: datetime) -> int:
        """At most 5,000 in one go, the oldest first; ask again for more."""
        self._connection.execute(_FORGET_COPIES, {"before": at})
        return self._connection.execute(_FORGET, {"before": at}).rowcount
