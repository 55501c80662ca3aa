"""Clocks, found by the instant at which they have to be looked at next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, text, update

from bot.domain.sla_plan import Plan
from bot.domain.sla_tracked import Name, Tracked
from storage import sla_plans
from storage.nouns import Row, Shape, Upsert
from storage.sla_tables import IS_OPEN, LOOK_WAITS, sla_clocks
from storage.types import in_portions

_shape = Shape(Tracked, sla_clocks)
_LIMIT: Any = bindparam("limit")

_OF = select(*_shape.columns).where(sla_clocks.c.about == bindparam("this"))
# In one order for everybody who locks several and waits for them, so that nobody waits in a ring.
_LOCK = _OF.order_by(sla_clocks.c.metric, sla_clocks.c.instance).with_for_update()
_DUE = (
    select(*_shape.columns)
    .where(text(LOOK_WAITS), sla_clocks.c.look_at <= bindparam("now"))
    .order_by(sla_clocks.c.look_at)
    .limit(_LIMIT)
)
_TAKE = _DUE.with_for_update(skip_locked=True)
_RUN = and_(
    sla_clocks.c.about == bindparam("this"),
    sla_clocks.c.metric == bindparam("measured"),
    sla_clocks.c.instance == bindparam("run"),
)
_CHANGING = (
    *(name for name in _shape.names if name not in ("about", "metric", "instance")),
    *sla_plans.COLUMNS,
)
_NO_PLANS: Mapping[Name, Plan] = MappingProxyType({})
_SAVE = update(sla_clocks).where(_RUN).values({name: bindparam(name) for name in _CHANGING})
_LOOK_AT = (
    update(sla_clocks)
    .where(
        sla_clocks.c.about == bindparam("this"),
        text(IS_OPEN),
        or_(sla_clocks.c.look_at.is_(None), sla_clocks.c.look_at > bindparam("at")),
    )
    .values({"look_at": bindparam("at")} | sla_plans.NONE)
)
_UNPLAN = (
    update(sla_clocks)
    .where(sla_clocks.c.about == bindparam("this"), sla_clocks.c.plan.is_not(None))
    .values(sla_plans.NONE)
)
_LATER = (
    select(sla_clocks.c.about, sla_clocks.c.metric, sla_clocks.c.instance)
    .where(text(LOOK_WAITS), sla_clocks.c.look_at > bindparam("at"))
    .order_by(sla_clocks.c.look_at)
    .limit(_LIMIT)
)
_SOONER = (
    update(sla_clocks)
    .where(_RUN, sla_clocks.c.look_at > bindparam("at"))
    .values({"look_at": bindparam("at")} | sla_plans.NONE)
)
_REMOVE = delete(sla_clocks).where(_RUN)
_OPEN = (
    select(*_shape.columns)
    .where(text(IS_OPEN))
    .order_by(sla_clocks.c.due_at.asc().nulls_last(), sla_clocks.c.about)
    .limit(_LIMIT)
)
_OF_SEVERAL = select(*_shape.columns).where(sla_clocks.c.about.in_(bindparam("these", expanding=True)))
_EARLIEST = select(func.min(sla_clocks.c.look_at)).where(text(LOOK_WAITS))
_FORGET = delete(sla_clocks).where(sla_clocks.c.about.in_(bindparam("these", expanding=True)))


def _put(insert_into: Any) -> Any:
    new = insert_into(sla_clocks)
    changed = {name: new.excluded[name] for name in _CHANGING}
    return new.on_conflict_do_update(index_elements=["about", "metric", "instance"], set_=changed)


_PUT = Upsert(_put)


class Clocks:
    """Keeps the promise of `bot.ports.Clocks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, about: str, clocks: Sequence[Tracked], plans: Mapping[Name, Plan] = _NO_PLANS) -> None:
        known = {one.name: one for one in self.of(about)}
        kept = {one.name for one in clocks}
        self.unplan(about)
        changed = [one for one in clocks if one.name in plans or known.get(one.name) != one]
        if changed:
            _PUT.run(self._connection, [_row(one, plans) for one in changed])
        if gone := [_named(name) for name in known if name not in kept]:
            self._connection.execute(_REMOVE, gone)

    def of(self, about: str) -> list[Tracked]:
        return _shape.all(self._connection.execute(_OF, {"this": about}))

    def of_several(self, abouts: Iterable[str]) -> list[Tracked]:
        found: list[Tracked] = []
        for these in in_portions(abouts):
            found += _shape.all(self._connection.execute(_OF_SEVERAL, {"these": these}))
        return found

    def lock(self, about: str) -> list[Tracked]:
        return _shape.all(self._connection.execute(_LOCK, {"this": about}))

    def is_any_due(self, now: datetime) -> bool:
        return self._connection.execute(_DUE, {"now": now, "limit": 1}).first() is not None

    def take_due(self, now: datetime, *, limit: int) -> list[Tracked]:
        return _shape.all(self._connection.execute(_TAKE, {"now": now, "limit": limit}))

    def save(self, clocks: Sequence[Tracked], plans: Mapping[Name, Plan] = _NO_PLANS) -> None:
        if clocks:
            self._connection.execute(_SAVE, [_row(one, plans) | _named(one.name) for one in clocks])

    def look_at(self, about: str, at: datetime) -> None:
        self.unplan(about)
        self._connection.execute(_LOOK_AT, {"this": about, "at": at})

    def unplan(self, about: str) -> None:
        self._connection.execute(_UNPLAN, {"this": about})

    def bring_forward(self, at: datetime, *, limit: int) -> int:
        found = self._connection.execute(_LATER, {"at": at, "limit": limit}).all()
        if found:
            names = sorted((about, metric, instance) for about, metric, instance in found)
            self._connection.execute(_SOONER, [_named(name) | {"at": at} for name in names])
        return len(found)

    def due(self, *, limit: int) -> list[Tracked]:
        return _shape.all(self._connection.execute(_OPEN, {"limit": limit}))

    def earliest(self) -> datetime | None:
        found: datetime | None = self._connection.execute(_EARLIEST).scalar()
        return found

    def forget(self, abouts: Iterable[str]) -> None:
        for these in in_portions(abouts):
            self._connection.execute(_FORGET, {"these": these})


def _row(one: Tracked, plans: Mapping[Name, Plan]) -> Row:
    return _shape.row(one) | sla_plans.row(plans.get(one.name))


def _named(name: Name) -> dict[str, Any]:
    about, metric, instance = name
    return {"this": about, "measured": metric, "run": instance}
