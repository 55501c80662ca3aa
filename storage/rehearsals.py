"""Which public histories are played again, and for which incident."""

from datetime import datetime

from sqlalchemy import Column, Connection, Float, Index, Table, bindparam, insert, select

from bot.domain.rehearsal import Rehearsal
from storage.nouns import Shape
from storage.tables import metadata, words
from storage.types import Fields, Id, Instant

rehearsals = Table(
    "rehearsals",
    metadata,
    Column("id", Id, primary_key=True),
    words("incident"),
    words("history"),
    words("title"),
    words("vendor"),
    Column("speed", Float, nullable=False),
    Column("began_at", Instant(), nullable=False),
    Column("course", Fields(), nullable=False),
    Index("ix_rehearsals_incident", "incident", "began_at"),
    sqlite_autoincrement=True,
)

_shape = Shape(Rehearsal, rehearsals)
_ADD = insert(rehearsals)
_OF = (
    select(*_shape.columns)
    .where(
        rehearsals.c.incident.in_(("", bindparam("of"))),
        rehearsals.c.began_at <= bindparam("at"),
    )
    .order_by(rehearsals.c.incident.desc(), rehearsals.c.began_at.desc())
    .limit(1)
)


class Rehearsals:
    """Keeps the promise of `bot.ports.Rehearsals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rehearsal: Rehearsal) -> None:
        self._connection.execute(_ADD, _shape.new_row(rehearsal))

    def of(self, incident: str, at: datetime) -> Rehearsal | None:
        return _shape.first(self._connection.execute(_OF, {"of": incident, "at": at}))
