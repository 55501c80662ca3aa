"""Who follows which incident."""

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.follower import Follower
from storage.nouns import Shape, Upsert
from storage.status_tables import followers

_shape = Shape(Follower, followers)
_OF = (
    select(*_shape.columns)
    .where(followers.c.incident == bindparam("of"))
    .order_by(followers.c.at, followers.c.person)
)
_ADD = Upsert(
    lambda insert_into: insert_into(followers).on_conflict_do_nothing().returning(followers.c.person)
)
_REMOVE = delete(followers).where(
    followers.c.incident == bindparam("of"), followers.c.person.in_(bindparam("people", expanding=True))
)


class Followers:
    """Keeps the promise of `bot.ports.Followers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, follower: Follower) -> bool:
        return _ADD.run(self._connection, _shape.row(follower)).first() is not None

    def remove(self, incident: str, people: tuple[str, ...]) -> bool:
        gone = self._connection.execute(_REMOVE, {"of": incident, "people": list(people)})
        return gone.rowcount > 0

    def of(self, incident: str) -> list[Follower]:
        return _shape.all(self._connection.execute(_OF, {"of": incident}))
