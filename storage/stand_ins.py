"""Who stands in for whom, as people asked for it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bot.domain.rota_stand_in import StandIn
from storage.nouns import Shape
from storage.page_tables import NOT_WITHDRAWN, stand_ins

_shape = Shape(StandIn, stand_ins)

_ADD = insert(stand_ins).returning(stand_ins.c.id)
_GET = select(*_shape.columns).where(stand_ins.c.id == bindparam("this"))
_WITHDRAW = (
    update(stand_ins)
    .where(stand_ins.c.id == bindparam("this"), text(NOT_WITHDRAWN))
    .values(withdrawn_at=bindparam("when"))
)
_SINCE = (
    select(*_shape.columns)
    .where(text(NOT_WITHDRAWN), stand_ins.c.until > bindparam("at"))
    .order_by(stand_ins.c.id)
)


class StandIns:
    """Keeps the promise of `bot.ports.StandIns`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, one: StandIn) -> int:
        return int(self._connection.execute(_ADD, _shape.new_row(one)).scalar_one())

    def get(self, id: int) -> StandIn | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def withdraw(self, id: int, at: datetime) -> bool:
        return self._connection.execute(_WITHDRAW, {"this": id, "when": at}).rowcount == 1

    def since(self, at: datetime) -> list[StandIn]:
        return _shape.all(self._connection.execute(_SINCE, {"at": at}))
