"""Summaries of incidents for people inside the company."""

from sqlalchemy import Connection, bindparam, func, select, text, update

from bot.domain.status_update import UpdateState
from bot.domain.summary import Summary
from storage.nouns import Shape, Upsert
from storage.stakeholder_tables import summaries
from storage.status_tables import IS_IN_HAND

_shape = Shape(Summary, summaries)
_OF_INCIDENT = summaries.c.incident == bindparam("of")
_ALL = select(*_shape.columns)

_GET = _ALL.where(summaries.c.id == bindparam("this"))
_IN_HAND = _ALL.where(text(IS_IN_HAND), _OF_INCIDENT)
_LATEST = (
    _ALL.where(_OF_INCIDENT, summaries.c.state == UpdateState.PUBLISHED)
    .order_by(summaries.c.number.desc())
    .limit(1)
)
_LAST_NUMBER = select(func.coalesce(func.max(summaries.c.number), 0)).where(_OF_INCIDENT)
_ADD = Upsert(lambda insert_into: insert_into(summaries).on_conflict_do_nothing().returning(summaries.c.id))
_SAVE = update(summaries).where(summaries.c.id == bindparam("this"))


class Summaries:
    """Keeps the promise of `bot.ports.Summaries`; whoever adds one has locked its incident."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, summary: Summary) -> Summary | None:
        last = self._connection.execute(_LAST_NUMBER, {"of": summary.incident}).scalar_one()
        id = _ADD.run(self._connection, _shape.new_row(summary) | {"number": last + 1}).scalar()
        return None if id is None else self.get(id)

    def get(self, id: int) -> Summary | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def in_hand(self, incident: str) -> Summary | None:
        return _shape.first(self._connection.execute(_IN_HAND, {"of": incident}))

    def latest(self, incident: str) -> Summary | None:
        return _shape.first(self._connection.execute(_LATEST, {"of": incident}))

    def save(self, summary: Summary) -> None:
        self._connection.execute(_SAVE, _shape.new_row(summary) | {"this": summary.id})
