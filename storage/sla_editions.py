"""Editions of policies and calendars."""

from sqlalchemy import Connection, bindparam, func, insert, select, text

from bot.domain.sla_edition import Edition
from storage.channel import lock_number
from storage.nouns import Shape
from storage.sla_tables import sla_editions

_shape = Shape(Edition, sla_editions)

_NEWEST = select(func.coalesce(func.max(sla_editions.c.id), 0))
_ALL = select(*_shape.columns).order_by(sla_editions.c.id)
_ADD = insert(sla_editions)
_TURN = text("SELECT pg_advisory_xact_lock(:number)").bindparams(bindparam("number"))


class Editions:
    """Keeps the promise of `bot.ports.Editions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> int:
        return int(self._connection.execute(_NEWEST).scalar_one())

    def all(self) -> list[Edition]:
        return _shape.all(self._connection.execute(_ALL))

    def turn(self) -> None:
        """On SQLite every unit of work that writes is alone anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_TURN, {"number": lock_number("editions")})

    def add(self, edition: Edition) -> None:
        self._connection.execute(_ADD, _shape.new_row(edition))
