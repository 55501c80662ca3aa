"""Status updates of incidents, and the facts that people said for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text, update

from bot.domain.status_update import StatusFacts, StatusUpdate, UpdateState
from storage.nouns import Shape, Upsert
from storage.status_tables import IS_IN_HAND, status_facts, status_updates

_shape = Shape(StatusUpdate, status_updates)
_facts = Shape(StatusFacts, status_facts)
_LIMIT: Any = bindparam("limit")
_ALL = select(*_shape.columns)
_OF_INCIDENT = status_updates.c.incident == bindparam("of")

_GET = _ALL.where(status_updates.c.id == bindparam("this"))
_IN_HAND = _ALL.where(text(IS_IN_HAND), _OF_INCIDENT)
_OF = _ALL.where(_OF_INCIDENT, status_updates.c.state != UpdateState.DISCARDED).order_by(
    status_updates.c.number
)
_LATEST = (
    _ALL.where(_OF_INCIDENT, status_updates.c.state == UpdateState.PUBLISHED)
    .order_by(status_updates.c.published_at.desc(), status_updates.c.id.desc())
    .limit(1)
)
_SINCE = (
    _ALL.where(status_updates.c.published_at >= bindparam("at"))
    .order_by(status_updates.c.published_at.desc(), status_updates.c.id.desc())
    .limit(_LIMIT)
)
_LAST_NUMBER = select(func.coalesce(func.max(status_updates.c.number), 0)).where(_OF_INCIDENT)
_ADD = Upsert(
    lambda insert_into: insert_into(status_updates).on_conflict_do_nothing().returning(status_updates.c.id)
)
_SAVE = update(status_updates).where(status_updates.c.id == bindparam("this"))
_FACTS = select(*_facts.columns).where(status_facts.c.incident == bindparam("of"))


def _put_facts(insert_into: Any) -> Any:
    new = insert_into(status_facts)
    changed = {name: new.excluded[name] for name in _facts.names if name != "incident"}
    return new.on_conflict_do_update(index_elements=["incident"], set_=changed)


_PUT_FACTS = Upsert(_put_facts)


class StatusUpdates:
    """Keeps the promise of `bot.ports.StatusUpdates`; whoever adds one has locked its incident."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, update: StatusUpdate) -> StatusUpdate | None:
        last = self._connection.execute(_LAST_NUMBER, {"of": update.incident}).scalar_one()
        id = _ADD.run(self._connection, _shape.new_row(update) | {"number": last + 1}).scalar()
        return None if id is None else self.get(id)

    def get(self, id: int) -> StatusUpdate | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def in_hand(self, incident: str) -> StatusUpdate | None:
        return _shape.first(self._connection.execute(_IN_HAND, {"of": incident}))

    def latest(self, incident: str) -> StatusUpdate | None:
        return _shape.first(self._connection.execute(_LATEST, {"of": incident}))

    def of(self, incident: str) -> list[StatusUpdate]:
        return _shape.all(self._connection.execute(_OF, {"of": incident}))

    def save(self, update: StatusUpdate) -> None:
        self._connection.execute(_SAVE, _shape.new_row(update) | {"this": update.id})

    def published_since(self, at: datetime, *, limit: int) -> list[StatusUpdate]:
        return _shape.all(self._connection.execute(_SINCE, {"at": at, "limit": limit}))

    def facts(self, incident: str) -> StatusFacts:
        known = _facts.first(self._connection.execute(_FACTS, {"of": incident}))
        return known or StatusFacts(incident=incident)

    def put_facts(self, facts: StatusFacts) -> None:
        _PUT_FACTS.run(self._connection, _facts.row(facts))
