"""Where a chat is reached, when the ids in our messages do not say it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage.chat_tables import places
from storage.nouns import Upsert

_GET = select(places.c.record).where(places.c.id == bindparam("this"))
_REMOVE = delete(places).where(places.c.id == bindparam("this"))


def _put(insert_into: Any) -> Any:
    new = insert_into(places)
    return new.on_conflict_do_update(index_elements=["id"], set_={"record": new.excluded.record})


_PUT = Upsert(_put)


class Places:
    """Keeps the promise of `bot.ports.Places`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, id: str, record: Mapping[str, Any]) -> None:
        _PUT.run(self._connection, {"id": id, "record": record})

    def get(self, id: str) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = self._connection.execute(_GET, {"this": id}).scalar()
        return found

    def remove(self, id: str) -> None:
        self._connection.execute(_REMOVE, {"this": id})
