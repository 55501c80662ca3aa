"""Which customers of an incident want to know why it happened."""

from sqlalchemy import Connection, bindparam, select

from bot.domain.cause_request import CauseRequest
from bot.domain.ticket import Ref
from storage.nouns import Shape, Upsert
from storage.status_tables import cause_requests

_shape = Shape(CauseRequest, cause_requests)
_KEY = ("incident", "system", "ticket")
_GET = select(*_shape.columns).where(
    cause_requests.c.incident == bindparam("of"),
    cause_requests.c.system == bindparam("of_system"),
    cause_requests.c.ticket == bindparam("this"),
)
_ANY = (
    select(cause_requests.c.at)
    .where(cause_requests.c.incident == bindparam("of"), cause_requests.c.wanted)
    .limit(1)
)
_PUT = Upsert(
    lambda insert_into: (new := insert_into(cause_requests)).on_conflict_do_update(
        index_elements=list(_KEY),
        set_={name: new.excluded[name] for name in _shape.names if name not in _KEY},
    )
)


class CauseRequests:
    """Keeps the promise of `bot.ports.CauseRequests`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, incident: str, ref: Ref) -> CauseRequest | None:
        asked = {"of": incident, "of_system": ref.system, "this": ref.id}
        return _shape.first(self._connection.execute(_GET, asked))

    def put(self, request: CauseRequest) -> None:
        _PUT.run(self._connection, _shape.row(request))

    def are_any(self, incident: str) -> bool:
        return self._connection.execute(_ANY, {"of": incident}).first() is not None
