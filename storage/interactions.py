"""Which wishes were seen, so that each is granted once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.nouns import Row, Upsert
from storage.outbox_tables import interactions

_CLAIM = Upsert(
    lambda insert_into: insert_into(interactions).on_conflict_do_nothing().returning(interactions.c.id)
)
_MADE = select(interactions.c.made).where(interactions.c.id == bindparam("this"))
_RECORD = update(interactions).where(interactions.c.id == bindparam("this")).values(made=bindparam("key"))
_OLD = select(interactions.c.id).where(interactions.c.at < bindparam("before")).limit(5000)
_FORGET = delete(interactions).where(interactions.c.id.in_(_OLD.scalar_subquery()))


class Interactions:
    """Keeps the promise of `bot.ports.Interactions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, id: str, at: datetime) -> bool:
        """Waits for another unit of work that is just claiming the same id, and then says how it ended."""
        row = {"id": id, "at": at, "made": ""}
        return _CLAIM.run(self._connection, row).first() is not None

    def claim_all(self, ids: Sequence[str], at: datetime) -> set[str]:
        if not ids:
            return set()
        rows: list[Row] = [{"id": id, "at": at, "made": ""} for id in ids]
        return set(_CLAIM.run(self._connection, rows).scalars())

    def made(self, id: str) -> str:
        return self._connection.execute(_MADE, {"this": id}).scalar() or ""

    def record(self, id: str, made: str) -> None:
        self._connection.execute(_RECORD, {"this": id, "key": made})

    def forget_before(self, at: datetime) -> int:
        """At most 5,000 in one go, so that nobody waits for the rest; ask again for more."""
        return self._connection.execute(_FORGET, {"before": at}).rowcount
