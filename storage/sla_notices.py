"""Nags that were decided upon: by their key each stands here once, for ever."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from bot.domain.sla_notice import Notice, NoticeState
from storage.nouns import Shape, Upsert
from storage.sla_tables import sla_notices
from storage.types import in_portions, is_among, written

_shape = Shape(Notice, sla_notices)

_UNSAID = or_(sla_notices.c.state == NoticeState.HELD, sla_notices.c.state == NoticeState.SUPERSEDED)

_OF = (
    select(*_shape.columns)
    .where(sla_notices.c.about.in_(bindparam("these", expanding=True)))
    .order_by(sla_notices.c.recorded_at, sla_notices.c.key)
)
_ON = (
    select(*_shape.columns)
    .where(sla_notices.c.slot.in_(bindparam("these", expanding=True)))
    .order_by(sla_notices.c.due.asc().nulls_last(), sla_notices.c.key)
)
_SETTLE = (
    update(sla_notices)
    .where(sla_notices.c.key == bindparam("this"))
    .values(state=bindparam("now_is"), sent_at=bindparam("when"))
)
_HOLD = (
    update(sla_notices)
    .where(sla_notices.c.key == bindparam("this"), sla_notices.c.state == NoticeState.QUEUED)
    .values(state=NoticeState.HELD, slot="")
)
_FAIL = (
    update(sla_notices)
    .where(sla_notices.c.key == bindparam("this"), sla_notices.c.state == NoticeState.QUEUED)
    .values(state=NoticeState.FAILED, recorded_at=bindparam("since"))
)
_LATELY = {
    name: select(sla_notices.c.recipient, sla_notices.c.recorded_at).where(
        is_among(sla_notices.c.recipient, name),
        sla_notices.c.recorded_at > bindparam("since"),
        sla_notices.c.state.in_((NoticeState.QUEUED, NoticeState.SENT)),
    )
    for name in ("sqlite", "postgresql")
}
_FORGET = delete(sla_notices).where(sla_notices.c.about.in_(bindparam("these", expanding=True)))


def _add(insert_into: Any) -> Any:
    new = insert_into(sla_notices)
    changed = {name: new.excluded[name] for name in _shape.names if name != "key"}
    return new.on_conflict_do_update(index_elements=["key"], set_=changed, where=_UNSAID)


_ADD = Upsert(_add)


class Notices:
    """Keeps the promise of `bot.ports.Notices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notices: Sequence[Notice]) -> None:
        if notices:
            _ADD.run(self._connection, [_shape.row(one) for one in notices])

    def of_several(self, abouts: Iterable[str]) -> dict[str, list[Notice]]:
        found: dict[str, list[Notice]] = {}
        for these in in_portions(abouts):
            for one in _shape.all(self._connection.execute(_OF, {"these": these})):
                found.setdefault(one.about, []).append(one)
        return found

    def on(self, slots: Iterable[str]) -> dict[str, list[Notice]]:
        found: dict[str, list[Notice]] = {}
        for these in in_portions(filter(None, slots)):
            for one in _shape.all(self._connection.execute(_ON, {"these": these})):
                found.setdefault(one.slot, []).append(one)
        return found

    def settle(self, keys: Sequence[str], state: NoticeState, at: datetime) -> None:
        if keys:
            when = at if state is NoticeState.SENT else None
            rows = [{"this": key, "now_is": state, "when": when} for key in keys]
            self._connection.execute(_SETTLE, rows)

    def fail(self, keys: Sequence[str], at: datetime) -> None:
        if keys:
            self._connection.execute(_FAIL, [{"this": key, "since": at} for key in keys])

    def hold(self, keys: Sequence[str]) -> None:
        if keys:
            self._connection.execute(_HOLD, [{"this": key} for key in keys])

    def lately(self, recipients: Iterable[str], since: datetime) -> dict[str, list[datetime]]:
        found: dict[str, list[datetime]] = {}
        asked = {"these": written(recipients), "since": since}
        for recipient, at in self._connection.execute(_LATELY[self._connection.dialect.name], asked):
            found.setdefault(recipient, []).append(at)
        return found

    def forget(self, abouts: Iterable[str]) -> None:
        for these in in_portions(abouts):
            self._connection.execute(_FORGET, {"these": these})
