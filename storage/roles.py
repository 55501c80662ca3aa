"""Who wears which hat, who takes part, and hats on their way to somebody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.domain.incident import Status
from bot.domain.role import Handoff, Holder, Responder
from storage.incident_tables import handoffs, holders, incidents, responders
from storage.nouns import Shape, Upsert

_holder = Shape(Holder, holders)
_responder = Shape(Responder, responders)
_handoff = Shape(Handoff, handoffs)

_OF = (
    select(*_holder.columns)
    .where(holders.c.incident == bindparam("of"))
    .order_by(holders.c.since, holders.c.role)
)
_OF_SEVERAL = (
    select(*_holder.columns)
    .where(holders.c.incident.in_(bindparam("these", expanding=True)))
    .order_by(holders.c.since, holders.c.role)
)
_TAKE_AWAY = delete(holders).where(holders.c.incident == bindparam("of"), holders.c.role == bindparam("hat"))
_HELD_BY = (
    select(*_holder.columns)
    .join(incidents, incidents.c.key == holders.c.incident)
    .where(holders.c.person.in_(bindparam("people", expanding=True)), incidents.c.status == Status.OPEN)
    .order_by(incidents.c.number.desc(), holders.c.role)
)
_RESPONDERS = (
    select(*_responder.columns)
    .where(responders.c.incident == bindparam("of"))
    .order_by(responders.c.joined_at, responders.c.person)
)
_CAUGHT_UP = (
    update(responders)
    .where(responders.c.incident == bindparam("of"), responders.c.person == bindparam("who"))
    .values(caught_up_at=bindparam("at"))
)
_OFFER = insert(handoffs).returning(handoffs.c.id)
_HANDOFF = select(*_handoff.columns).where(handoffs.c.id == bindparam("this"))
_OPEN_HANDOFFS = (
    select(*_handoff.columns)
    .where(
        handoffs.c.incident == bindparam("of"),
        handoffs.c.acknowledged_at.is_(None),
        handoffs.c.withdrawn_at.is_(None),
    )
    .order_by(handoffs.c.id)
)
_SETTLE = (
    update(handoffs)
    .where(handoffs.c.id == bindparam("this"))
    .values(acknowledged_at=bindparam("acknowledged"), withdrawn_at=bindparam("withdrawn"))
)


def _give(insert_into: Any) -> Any:
    new = insert_into(holders)
    return new.on_conflict_do_update(
        index_elements=["incident", "role"],
        set_={"person": new.excluded.person, "since": new.excluded.since},
    )


_GIVE = Upsert(_give)
_JOIN = Upsert(
    lambda insert_into: insert_into(responders).on_conflict_do_nothing().returning(responders.c.person)
)


class Roles:
    """Keeps the promise of `bot.ports.Roles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, incident: str) -> list[Holder]:
        """In the order in which they were given."""
        return _holder.all(self._connection.execute(_OF, {"of": incident}))

    def of_several(self, incidents: Sequence[str]) -> list[Holder]:
        return _holder.all(self._connection.execute(_OF_SEVERAL, {"these": list(incidents)}))

    def give(self, holder: Holder) -> None:
        _GIVE.run(self._connection, _holder.row(holder))

    def take_away(self, incident: str, role: str) -> None:
        self._connection.execute(_TAKE_AWAY, {"of": incident, "hat": role})

    def held_by(self, people: Sequence[str]) -> list[Holder]:
        return _holder.all(self._connection.execute(_HELD_BY, {"people": list(people)}))

    def join(self, responder: Responder) -> bool:
        return _JOIN.run(self._connection, _responder.row(responder)).first() is not None

    def responders(self, incident: str) -> list[Responder]:
        """In the order in which they joined."""
        return _responder.all(self._connection.execute(_RESPONDERS, {"of": incident}))

    def caught_up(self, incident: str, person: str, at: datetime) -> None:
        self._connection.execute(_CAUGHT_UP, {"of": incident, "who": person, "at": at})

    def offer(self, handoff: Handoff) -> int:
        id: int = self._connection.execute(_OFFER, _handoff.new_row(handoff)).scalar_one()
        return id

    def handoff(self, id: int) -> Handoff | None:
        return _handoff.first(self._connection.execute(_HANDOFF, {"this": id}))

    def open_handoffs(self, incident: str) -> list[Handoff]:
        """Oldest first."""
        return _handoff.all(self._connection.execute(_OPEN_HANDOFFS, {"of": incident}))

    def settle(self, handoff: Handoff) -> None:
        self._connection.execute(
            _SETTLE,
            {
                "this": handoff.id,
                "acknowledged": handoff.acknowledged_at,
                "withdrawn": handoff.withdrawn_at,
            },
        )
