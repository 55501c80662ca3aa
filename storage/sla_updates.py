"""What happened to tickets and incidents, as far as promises are concerned."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.sla_update import Update
from storage.nouns import Row, Upsert
from storage.sla_tables import sla_updates
from storage.types import in_portions

_NAMES = ("source", "id", "at", "sequence", "what", "by", "said", "status", "promised")
_COLUMNS = (*(sla_updates.c[name] for name in _NAMES), sla_updates.c.subject, sla_updates.c.about)
_OF = (
    select(*_COLUMNS)
    .where(sla_updates.c.about.in_(bindparam("these", expanding=True)))
    .order_by(sla_updates.c.number)
)
_FORGET = delete(sla_updates).where(sla_updates.c.about.in_(bindparam("these", expanding=True)))


def _add(insert_into: Any) -> Any:
    return insert_into(sla_updates).on_conflict_do_nothing(index_elements=["about", "source", "id"])


_ADD = Upsert(_add)


class Updates:
    """Keeps the promise of `bot.ports.Updates`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, about: str, updates: Sequence[Update]) -> int:
        known = {(one.source, one.id) for one in self.of(about)}
        fresh = {(one.source, one.id): one for one in updates if (one.source, one.id) not in known}
        if fresh:
            _ADD.run(self._connection, [_row(about, one) for one in fresh.values()])
        return len(fresh)

    def of(self, about: str) -> list[Update]:
        return self.of_several([about]).get(about, [])

    def of_several(self, abouts: Iterable[str]) -> dict[str, list[Update]]:
        found: dict[str, list[Update]] = {}
        for these in in_portions(abouts):
            for *values, subject, about in self._connection.execute(_OF, {"these": these}):
                given = dict(zip(_NAMES, values, strict=True))
                found.setdefault(about, []).append(Update(**given, about=subject))
        return found

    def forget(self, abouts: Iterable[str]) -> None:
        for these in in_portions(abouts):
            self._connection.execute(_FORGET, {"these": these})


def _row(about: str, update: Update) -> Row:
    row = {name: getattr(update, name) for name in _NAMES}
    return row | {"about": about, "subject": update.about}
