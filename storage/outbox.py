"""What is still to be carried to the outside, lane by lane.

A slot has at most one waiting row; a unique index says so. Adding another one touches the
row that waits: PostgreSQL then waits for a worker that is just claiming it, and if it was
claimed, adds a new row behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    func,
    select,
    text,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.domain.outgoing import Delivery, Outgoing
from storage import lanes
from storage.nouns import Row, Shape, Upsert
from storage.outbox_tables import ACTIVE, FAILED, FINISHED, TAKEN, WAITING, WAITING_SLOT, outbox
from storage.types import in_portions

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
    )


_ADD = Upsert(lambda insert_into: _coalescing(insert_into).returning(outbox.c.id))
_ADD_ALL = Upsert(_coalescing)

FEW = 20
"""Of so many of the oldest due rows one can usually be carried."""

CROWD = 16
"""So many times more rows are looked at than are taken at once: others are just taking some of them."""

_CLAIM = {name: lanes.claim(name, _shape.columns) for name in ("sqlite", "postgresql")}
_CLAIM_MORE = {name: lanes.claim_more(name, _shape.columns) for name in ("sqlite", "postgresql")}
_ARE_DUE = select(func.count()).select_from(
    select(outbox.c.id).where(text(WAITING), outbox.c.due_at <= bindparam("now")).limit(_LIMIT).subquery()
)
_NEXT_DUE = {name: lanes.next_due(name) for name in ("sqlite", "postgresql")}
_RECORDED = ("state", "tries", "created_at", "due_at", "error", "doubtful", "taken_by", "done_at")
_SAVE = (
    update(outbox)
    .where(outbox.c.id == bindparam("this"))
    .values({name: bindparam(name) for name in _RECORDED})
)
_OF_SEVERAL = (
    select(*_shape.columns)
    .where(
        outbox.c.about.in_(bindparam("these", expanding=True)),
        outbox.c.kind == bindparam("wanted"),
        outbox.c.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(outbox.c.id)
)
_SUPERSEDED = delete(outbox).where(
    text(WAITING_SLOT), outbox.c.slot == bindparam("place"), outbox.c.id != bindparam("this")
)
_OF = (
    select(*_shape.columns)
    .where(outbox.c.about == bindparam("incident"), outbox.c.state.in_(bindparam("states", expanding=True)))
    .order_by(outbox.c.id)
)
# Comparing pairs leaves the planner no other index than the right one.
_HEAD = (
    select(*_shape.columns)
    .where(text(ACTIVE), tuple_(outbox.c.lane, outbox.c.id) >= tuple_(bindparam("there"), 0))
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(1)
)
_WAITING_FOR = select(outbox.c.about).where(text(ACTIVE), outbox.c.lane == bindparam("there")).distinct()
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

    def add_all(self, rows: Sequence[Outgoing]) -> None:
        if rows:
            self.grown += len(rows)
            _ADD_ALL.run(self._connection, [_shape.new_row(one) for one in rows])

    def claim(self, now: datetime, worker: str, *, among: int = FEW) -> Outgoing | None:
        """A row that another unit of work is just touching is left alone, and so is its lane."""
        claim = _CLAIM[self._connection.dialect.name]
        asked = {"now": now, "worker": worker, "among": among}
        return _shape.first(self._connection.execute(claim, asked))

    def claim_more(self, now: datetime, worker: str, kind: str, *, limit: int) -> list[Outgoing]:
        """Of the oldest ones; which row is the first of a lane is asked as `claim` does."""
        claim = _CLAIM_MORE[self._connection.dialect.name]
        asked = {"now": now, "worker": worker, "kind": kind, "limit": limit, "among": CROWD * limit}
        return _shape.all(self._connection.execute(claim, asked))

    def are_due(self, now: datetime, *, limit: int) -> int:
        return int(self._connection.execute(_ARE_DUE, {"now": now, "limit": limit}).scalar_one())

    def save_all(self, rows: Sequence[Outgoing]) -> None:
        if rows:
            saved = [_shape.new_row(one) | {"this": one.id} for one in sorted(rows, key=lambda one: one.id)]
            self._connection.execute(_SAVE, saved)

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
        due: datetime | None = self._connection.execute(_NEXT_DUE[self._connection.dialect.name]).scalar()
        return due

    def of(self, incident: str, *, states: Sequence[Delivery]) -> list[Outgoing]:
        """Oldest first."""
        asked = {"incident": incident, "states": list(states)}
        return _shape.all(self._connection.execute(_OF, asked))

    def of_several(
        self, abouts: Iterable[str], kind: str, *, states: Sequence[Delivery]
    ) -> dict[str, list[Outgoing]]:
        found: dict[str, list[Outgoing]] = {}
        for these in in_portions(abouts):
            asked = {"these": these, "wanted": kind, "states": list(states)}
            for one in _shape.all(self._connection.execute(_OF_SEVERAL, asked)):
                found.setdefault(one.about, []).append(one)
        return found

    def head(self, lane: str) -> Outgoing | None:
        found = _shape.first(self._connection.execute(_HEAD, {"there": lane}))
        return found if found and found.lane == lane else None

    def waiting_for(self, lane: str) -> set[str]:
        return set(self._connection.execute(_WAITING_FOR, {"there": lane}).scalars())

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
