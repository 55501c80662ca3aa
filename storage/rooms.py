"""War rooms, and the places in rooms where cards stand."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.room import Slot, WarRoom
from storage.incident_tables import incidents, slots, war_rooms
from storage.nouns import Shape, Upsert
from storage.types import in_portions

_room = Shape(WarRoom, war_rooms)
_slot = Shape(Slot, slots)

_ADD = insert(war_rooms)
_SAVE = update(war_rooms).where(
    war_rooms.c.incident == bindparam("of"), war_rooms.c.chat == bindparam("in_chat")
)
_OF = select(*_room.columns).where(war_rooms.c.incident == bindparam("of")).order_by(war_rooms.c.chat)
_OF_SEVERAL = (
    select(*_room.columns)
    .where(war_rooms.c.incident.in_(bindparam("these", expanding=True)))
    .order_by(war_rooms.c.chat)
)
_AT = (
    select(*_room.columns)
    .join(incidents, incidents.c.key == war_rooms.c.incident)
    .where(war_rooms.c.room == bindparam("here"))
    .order_by(incidents.c.number.desc())
    .limit(1)
)
_SLOT = select(*_slot.columns).where(slots.c.name == bindparam("called"))
_THESE_SLOTS = select(*_slot.columns).where(slots.c.name.in_(bindparam("these", expanding=True)))
_SLOTS = select(*_slot.columns).where(slots.c.incident == bindparam("of")).order_by(slots.c.name)


def _put_slot(insert_into: Any) -> Any:
    new = insert_into(slots)
    return new.on_conflict_do_update(
        index_elements=["name"], set_={"room": new.excluded.room, "message": new.excluded.message}
    )


_PUT_SLOT = Upsert(_put_slot)


class Rooms:
    """Keeps the promise of `bot.ports.Rooms`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, room: WarRoom) -> None:
        self._connection.execute(_ADD, _room.row(room))

    def save(self, room: WarRoom) -> None:
        self._connection.execute(_SAVE, _room.row(room) | {"of": room.incident, "in_chat": room.chat})

    def of(self, incident: str) -> list[WarRoom]:
        return _room.all(self._connection.execute(_OF, {"of": incident}))

    def of_several(self, incidents: Sequence[str]) -> list[WarRoom]:
        return _room.all(self._connection.execute(_OF_SEVERAL, {"these": list(incidents)}))

    def at(self, room: str) -> WarRoom | None:
        """A war room that the chat has not made yet has no room, and is not found by an empty one."""
        return _room.first(self._connection.execute(_AT, {"here": room})) if room else None

    def slot(self, name: str) -> Slot | None:
        return _slot.first(self._connection.execute(_SLOT, {"called": name}))

    def several_slots(self, names: Iterable[str]) -> dict[str, Slot]:
        found: dict[str, Slot] = {}
        for these in in_portions(names):
            for one in _slot.all(self._connection.execute(_THESE_SLOTS, {"these": these})):
                found[one.name] = one
        return found

    def slots(self, incident: str) -> list[Slot]:
        return _slot.all(self._connection.execute(_SLOTS, {"of": incident}))

    def put_slot(self, slot: Slot) -> None:
        self.put_slots([slot])

    def put_slots(self, slots: Sequence[Slot]) -> None:
        """A slot belongs to the incident before the first stroke of its name."""
        rows = [_slot.row(one) | {"incident": one.name.partition("/")[0]} for one in slots]
        if rows:
            _PUT_SLOT.run(self._connection, rows)
