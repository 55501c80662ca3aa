"""What is still to be carried to the outside, lane by lane.

Only the first active row of a lane may be carried. To find these rows the questions below
hop through the index on (lane, id) from one lane to the next, so that their cost grows with
the number of lanes in use and not with the rows that wait in them.

A slot has at most one waiting row; a unique index says so. Adding another one touches the
row that waits: PostgreSQL then waits for a worker that is just claiming it, and if it was
claimed, adds a new row behind it.
"""

# ruff: noqa: S608 -- The questions are put together from our own constants; values are always bound.

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, func, select, text, union_all, update
from sqlalchemy.exc import IntegrityError

from bot.domain.outgoing import Delivery, Outgoing
from storage.nouns import Row, Shape, Upsert
from storage.tables import ACTIVE, FAILED, FINISHED, TAKEN, WAITING, WAITING_SLOT, outbox
from storage.types import Instant

_shape = Shape(Outgoing, outbox)
_LIMIT: Any = bindparam("limit")


def _coalescing(insert_into: Any) -> Any:
    """A row that was tried before keeps its instant: the outside asked us to wait for it."""
    new = insert_into(outbox)
    sooner = and_(outbox.c.tries == 0, new.excluded.due_at < outbox.c.due_at)
    return new.on_conflict_do_update(
        index_elements=["slot"],
        index_where=text(WAITING_SLOT),
        set_={"due_at": case((sooner, new.excluded.due_at), else_=outbox.c.due_at)},
    ).returning(outbox.c.id)


_ADD = Upsert(_coalescing)

_HEADS = f"""
WITH RECURSIVE heads(id) AS (
    SELECT (SELECT id FROM outbox WHERE {ACTIVE} ORDER BY lane, id LIMIT 1) WHERE %s
    UNION ALL
    SELECT (SELECT later.id FROM outbox AS later WHERE later.{ACTIVE} AND later.lane > head.lane
            ORDER BY later.lane, later.id LIMIT 1)
    FROM heads JOIN outbox AS head ON head.id = heads.id
)
"""
_SOMETHING_IS_DUE = f"EXISTS (SELECT 1 FROM outbox WHERE {WAITING} AND due_at <= :now)"
# A row that failed may wait again before a younger one that is just being carried.
_LANE_IS_FREE = f"NOT EXISTS (SELECT 1 FROM outbox AS busy WHERE busy.{TAKEN} AND busy.lane = %s.lane)"
_CLAIM = f"""
UPDATE outbox SET state = 'taken', taken_by = :worker WHERE id = (
    {_HEADS % _SOMETHING_IS_DUE}
    SELECT ripe.id FROM heads JOIN outbox AS ripe ON ripe.id = heads.id
    WHERE ripe.{WAITING} AND ripe.due_at <= :now AND {_LANE_IS_FREE % "ripe"}
    ORDER BY ripe.due_at, ripe.id LIMIT 1 %s
) RETURNING {", ".join(f'"{name}"' for name in _shape.names)}
"""
_CLAIM_FROM = {
    name: text(_CLAIM % locking).bindparams(bindparam("now", type_=Instant())).columns(*_shape.columns)
    for name, locking in {"sqlite": "", "postgresql": "FOR UPDATE OF ripe SKIP LOCKED"}.items()
}
_NEXT_DUE = text(
    f"""{_HEADS % "true"}
    SELECT min(first.due_at) AS due_at FROM heads JOIN outbox AS first ON first.id = heads.id
    WHERE first.{WAITING} AND {_LANE_IS_FREE % "first"}"""
).columns(outbox.c.due_at)

_RECORDED = ("state", "tries", "created_at", "due_at", "error", "doubtful", "taken_by", "done_at")
_SAVE = (
    update(outbox)
    .where(outbox.c.id == bindparam("this"))
    .values({name: bindparam(name) for name in _RECORDED})
)
_SUPERSEDED = delete(outbox).where(
    text(WAITING_SLOT), outbox.c.slot == bindparam("place"), outbox.c.id != bindparam("this")
)
_OF = (
    select(*_shape.columns)
    .where(outbox.c.about == bindparam("incident"), outbox.c.state.in_(bindparam("states", expanding=True)))
    .order_by(outbox.c.id)
)
_FAILED = select(*_shape.columns).where(text(FAILED)).order_by(outbox.c.id.desc()).limit(_LIMIT)
_TAKEN = select(*_shape.columns).where(text(TAKEN))
_TAKERS = select(outbox.c.taken_by).where(text(TAKEN)).distinct()


def _counted(condition: str) -> Any:
    return (
        select(outbox.c.chat, outbox.c.state, func.count(), func.min(outbox.c.created_at))
        .where(text(condition))
        .group_by(outbox.c.chat, outbox.c.state)
    )


_FIGURES = union_all(_counted(ACTIVE), _counted(FAILED))
_OLD = (
    select(outbox.c.id)
    .where(text(FINISHED), text(f"NOT {ACTIVE}"), outbox.c.done_at < bindparam("before"))
    .limit(5000)
)
_FORGET = delete(outbox).where(outbox.c.id.in_(_OLD.scalar_subquery()))


class Outbox:
    """Keeps the promise of `bot.ports.Outbox`; `grown` counts rows that workers should hear of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.grown = 0

    def add(self, outgoing: Outgoing) -> int:
        """The id of the new row, or of the row that waits for the same slot."""
        self.grown += 1
        id: int = _ADD.run(self._connection, _shape.new_row(outgoing)).scalar_one()
        return id

    def claim(self, now: datetime, worker: str) -> Outgoing | None:
        """A row that another unit of work is just touching is left alone, and so is its lane."""
        claim = _CLAIM_FROM[self._connection.dialect.name]
        return _shape.first(self._connection.execute(claim, {"now": now, "worker": worker}))

    def save(self, outgoing: Outgoing) -> None:
        row = _shape.new_row(outgoing) | {"this": outgoing.id}
        if outgoing.state is Delivery.WAITING:
            self.grown += 1
            self._wait_again(row)
        else:
            self._connection.execute(_SAVE, row)

    def _wait_again(self, row: Row) -> None:
        """The row takes the place of a younger one that waits for the same slot.

        A younger one may be added by somebody else between our two statements; then the
        index stops us and we look again.
        """
        if not row["slot"]:
            self._connection.execute(_SAVE, row)
            return
        for last in (False, False, True):
            try:
                with self._connection.begin_nested():
                    self._connection.execute(_SUPERSEDED, {"place": row["slot"], "this": row["this"]})
                    self._connection.execute(_SAVE, row)
            except IntegrityError:
                if last:
                    raise
            else:
                return

    def next_due(self) -> datetime | None:
        due: datetime | None = self._connection.execute(_NEXT_DUE).scalar()
        return due

    def of(self, incident: str, *, states: Sequence[Delivery]) -> list[Outgoing]:
        """Oldest first."""
        asked = {"incident": incident, "states": list(states)}
        return _shape.all(self._connection.execute(_OF, asked))

    def failed(self, *, limit: int) -> list[Outgoing]:
        """Newest first."""
        return _shape.all(self._connection.execute(_FAILED, {"limit": limit}))

    def give_back(self, worker: str) -> int:
        """The worker cannot know any more whether the outside was reached."""
        return self._release(lambda taker: taker == worker)

    def takers(self) -> set[str]:
        """Tokens of the processes by which rows are taken now."""
        return {taker.partition("/")[0] for taker in self._connection.execute(_TAKERS).scalars()}

    def release(self, processes: set[str]) -> int:
        """Rows taken by workers of these processes, which died, wait again and are doubtful."""
        return self._release(lambda taker: taker.partition("/")[0] in processes)

    def _release(self, lost: Callable[[str], bool]) -> int:
        taken = _shape.all(self._connection.execute(_TAKEN))
        orphans = [row for row in taken if lost(row.taken_by)]
        for orphan in orphans:
            self.save(replace(orphan, state=Delivery.WAITING, doubtful=True, taken_by=""))
        return len(orphans)

    def figures(self) -> list[tuple[str, str, int, datetime | None]]:
        return [
            (chat, str(state), rows, oldest)
            for chat, state, rows, oldest in self._connection.execute(_FIGURES)
        ]

    def forget_before(self, at: datetime) -> int:
        """At most 5,000 finished rows in one go, so that nobody waits for the rest; ask again for more."""
        return self._connection.execute(_FORGET, {"before": at}).rowcount
