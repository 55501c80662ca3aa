"""Who was told of which status update."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from bot.domain.status_update import Audience, Telling, Told
from storage.nouns import Shape, Upsert
from storage.status_tables import HAS_WORD, IS_HELD, told
from storage.types import in_portions

_shape = Shape(Told, told)
_LIMIT: Any = bindparam("limit")
_THIS = (
    told.c.update == bindparam("of"),
    told.c.audience == bindparam("whom"),
    told.c.target == bindparam("where"),
)
_GET = select(*_shape.columns).where(*_THIS)
_RECORDED = ("state", "language", "at", "why", "place", "word")
_SAVE = update(told).where(*_THIS).values({name: bindparam(name) for name in _RECORDED})
_COUNT = (
    select(told.c.audience, told.c.state, func.count())
    .where(told.c.update == bindparam("of"))
    .group_by(told.c.audience, told.c.state)
)
_STANDING = (
    select(*_shape.columns)
    .where(
        told.c.update == bindparam("of"),
        told.c.state == bindparam("how"),
        told.c.audience != Audience.SUBSCRIBERS,
    )
    .order_by(told.c.audience, told.c.target)
    .limit(_LIMIT)
)
_HELD = select(*_shape.columns).where(
    told.c.audience == bindparam("whom"),
    told.c.target.in_(bindparam("these", expanding=True)),
    text(IS_HELD),
)
_FORGET = delete(told).where(*_THIS, told.c.state == Telling.HELD)
_OF_WORD = (
    select(*_shape.columns)
    .where(text(HAS_WORD), told.c.word == bindparam("of"))
    .order_by(told.c.audience, told.c.target)
)
_ONE_AUDIENCE = select(*_shape.columns).where(
    told.c.update == bindparam("of"), told.c.audience == bindparam("whom")
)
_KNOWN = _ONE_AUDIENCE.where(told.c.target.in_(bindparam("these", expanding=True)))
_BEHIND = (
    _ONE_AUDIENCE.where(
        told.c.target > bindparam("where"), told.c.state.in_(bindparam("states", expanding=True))
    )
    .order_by(told.c.target)
    .limit(_LIMIT)
)
_ADD = Upsert(lambda insert_into: insert_into(told).on_conflict_do_nothing())


class Tellings:
    """Keeps the promise of `bot.ports.Tellings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, some: Sequence[Told]) -> None:
        if some:
            _ADD.run(self._connection, [_shape.row(one) for one in some])

    def get(self, update: int, audience: Audience, target: str) -> Told | None:
        asked = {"of": update, "whom": audience, "where": target}
        return _shape.first(self._connection.execute(_GET, asked))

    def save(self, told: Told) -> None:
        self.save_all([told])

    def save_all(self, some: Sequence[Told]) -> None:
        rows = [
            {"of": one.update, "whom": one.audience, "where": one.target}
            | {name: getattr(one, name) for name in _RECORDED}
            for one in some
        ]
        if rows:
            self._connection.execute(_SAVE, rows)

    def held(self, audience: Audience, targets: Iterable[str]) -> list[Told]:
        found: list[Told] = []
        for these in in_portions(targets):
            found += _shape.all(self._connection.execute(_HELD, {"whom": audience, "these": these}))
        return found

    def forget(self, some: Iterable[Told]) -> None:
        for one in some:
            named = {"of": one.update, "whom": one.audience, "where": one.target}
            self._connection.execute(_FORGET, named)

    def of_word(self, word: int) -> list[Told]:
        return _shape.all(self._connection.execute(_OF_WORD, {"of": word}))

    def count(self, update: int) -> Mapping[tuple[Audience, Telling], int]:
        found = self._connection.execute(_COUNT, {"of": update})
        return {(audience, state): number for audience, state, number in found}

    def standing(self, update: int, state: Telling, *, limit: int) -> list[Told]:
        asked = {"of": update, "how": state, "limit": limit}
        return _shape.all(self._connection.execute(_STANDING, asked))

    def known(self, update: int, audience: Audience, targets: Sequence[str]) -> list[Told]:
        found: list[Told] = []
        for these in in_portions(targets):
            asked = {"of": update, "whom": audience, "these": these}
            found += _shape.all(self._connection.execute(_KNOWN, asked))
        return found

    def behind(
        self, update: int, audience: Audience, target: str, *, states: Sequence[Telling], limit: int
    ) -> list[Told]:
        asked = {"of": update, "whom": audience, "where": target, "states": list(states), "limit": limit}
        return _shape.all(self._connection.execute(_BEHIND, asked))
