"""What people asked for about clocks: silence, until when, and why a promise was broken."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from bot.domain.sla_notice import Hush
from bot.domain.sla_tracked import Missed
from storage.nouns import Row, Shape, Upsert
from storage.sla_tables import sla_breaches, sla_hushes
from storage.types import in_portions

_hush = Shape(Hush, sla_hushes)
_missed = Shape(Missed, sla_breaches)

_HUSHES = select(*_hush.columns).where(sla_hushes.c.about.in_(bindparam("these", expanding=True)))
_MISSED = (
    select(*_missed.columns)
    .where(sla_breaches.c.about == bindparam("this"))
    .order_by(sla_breaches.c.at, sla_breaches.c.metric)
)
_OF_SEVERAL = (
    select(*_missed.columns)
    .where(sla_breaches.c.about.in_(bindparam("these", expanding=True)))
    .order_by(sla_breaches.c.at, sla_breaches.c.metric)
)
_NAMED = ("about", "metric", "instance", "seconds", "calendar")
_THIS = and_(*(sla_breaches.c[name] == bindparam(f"of_{name}") for name in _NAMED))
_ADD_MISSED = Upsert(lambda insert_into: insert_into(sla_breaches).on_conflict_do_nothing())
_REMOVE_MISSED = delete(sla_breaches).where(_THIS)
_FORGET_HUSHES = delete(sla_hushes).where(sla_hushes.c.about.in_(bindparam("these", expanding=True)))
_FORGET_WORDS = (
    update(sla_breaches)
    .where(sla_breaches.c.about.in_(bindparam("these", expanding=True)))
    .values(note="", reason_by="", reason_at=None)
)
_EXPLAIN = (
    update(sla_breaches)
    .where(_THIS)
    .values({name: bindparam(name) for name in ("reason", "note", "reason_by", "reason_at")})
)


def _put(insert_into: Any) -> Any:
    new = insert_into(sla_hushes)
    named = ("about", "metric", "instance", "wish", "level", "recipient")
    changed = {name: new.excluded[name] for name in ("by", "at", "until")}
    return new.on_conflict_do_update(index_elements=named, set_=changed)


_PUT = Upsert(_put)


class Hushes:
    """Keeps the promise of `bot.ports.Hushes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, hush: Hush) -> None:
        _PUT.run(self._connection, _hush.row(hush))

    def of_several(self, abouts: Iterable[str]) -> dict[str, list[Hush]]:
        found: dict[str, list[Hush]] = {}
        for these in in_portions(abouts):
            for one in _hush.all(self._connection.execute(_HUSHES, {"these": these})):
                found.setdefault(one.about, []).append(one)
        return found

    def forget(self, abouts: Iterable[str]) -> None:
        for these in in_portions(abouts):
            self._connection.execute(_FORGET_HUSHES, {"these": these})


class Breaches:
    """Keeps the promise of `bot.ports.Breaches`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, missed: Mapping[str, Sequence[Missed]]) -> list[Missed]:
        known = {_name(one) for one in self.of_several(missed)}
        derived = {_name(one): one for several in missed.values() for one in several}
        # In one order for everybody, so that two who look after the same ticket never wait in a ring.
        fresh = [derived[name] for name in sorted(derived, key=repr) if name not in known]
        if fresh:
            _ADD_MISSED.run(self._connection, [_missed.row(one) for one in fresh])
        if undone := sorted((name for name in known if name not in derived), key=repr):
            self._connection.execute(_REMOVE_MISSED, [_named(name) for name in undone])
        return fresh

    def of_several(self, abouts: Iterable[str]) -> list[Missed]:
        found: list[Missed] = []
        for these in in_portions(abouts):
            found += _missed.all(self._connection.execute(_OF_SEVERAL, {"these": these}))
        return found

    def of(self, about: str) -> list[Missed]:
        return _missed.all(self._connection.execute(_MISSED, {"this": about}))

    def explain(self, missed: Missed) -> None:
        self._connection.execute(_EXPLAIN, _missed.row(missed) | _named(_name(missed)))

    def forget_words(self, abouts: Iterable[str]) -> None:
        for these in in_portions(abouts):
            self._connection.execute(_FORGET_WORDS, {"these": these})


def _name(missed: Missed) -> tuple[object, ...]:
    return tuple(getattr(missed, name) for name in _NAMED)


def _named(name: tuple[object, ...]) -> Row:
    return {f"of_{key}": value for key, value in zip(_NAMED, name, strict=True)}
