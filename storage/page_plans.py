"""Plans of pages, and how what they say becomes events and rows of the outbox inside the database."""

# ruff: noqa: S608 -- The statements are put together from our own constants; values are always bound.

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, select, text, update

from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_event import PageEvent
from bot.domain.page_plan import PagePlan, PlannedRow
from storage.nouns import Row, Shape
from storage.outbox import Outbox
from storage.outbox_tables import ACTIVE, WAITING_SLOT
from storage.page_tables import PAGE_LOOK_WAITS, pages
from storage.types import Instant, storable

NONE: Row = dict.fromkeys(("plan", "plan_rows", "plan_of", "plan_wait", "plan_until"))
"""Of a page for which nothing is planned, and which nobody has tried to plan for."""

_shape = Shape(Page, pages)
_LIMIT: Any = bindparam("limit")
_IS_NEAR = (
    select(*_shape.columns)
    .where(
        text(PAGE_LOOK_WAITS),
        pages.c.look_at > bindparam("now"),
        pages.c.look_at <= bindparam("until"),
        pages.c.plan_of.is_(None),
    )
    .order_by(pages.c.look_at)
    .limit(_LIMIT)
)
_NEAR = _IS_NEAR.with_for_update(skip_locked=True)
_PUT = (
    update(pages)
    .where(pages.c.id == bindparam("this"))
    .values(
        plan=bindparam("events"),
        plan_rows=bindparam("rows"),
        plan_of=bindparam("made_of"),
        plan_wait=bindparam("wait"),
        plan_until=bindparam("until"),
    )
)

_EVENT = {"source": "text", "id": "text", "what": "text", "round": "integer", "step": "integer"}
_EVENT |= {"draw": "integer", "person": "text"}
_ROW = dict.fromkeys(("slot", "lane", "kind", "chat", "to", "about", "view", "data", "key"), "text")
_ROW |= {"after": "integer", "if_shown": "boolean"}


def _spelt(database: str, name: str) -> str:
    return f'n."{name}"' if database == "postgresql" else f"json_extract(n.value, '$.{name}')"


def _each(database: str, kept: str, columns: Mapping[str, str]) -> str:
    """Every event, or every row, of every page that was taken."""
    if database == "sqlite":
        return f"pages AS c CROSS JOIN json_each(c.{kept}) AS n WHERE {_TAKEN[database]}"
    typed = ", ".join(f'"{name}" {type}' for name, type in columns.items())
    several = f"json_to_recordset(CAST(c.{kept} AS json)) AS n({typed})"
    return f"pages AS c CROSS JOIN {several} WHERE {_TAKEN[database]}"


_TAKEN = {
    "postgresql": "c.id = ANY (CAST(:these AS bigint[]))",
    "sqlite": "c.id IN (SELECT value FROM json_each(:these))",
}
_LOCKING = {"postgresql": "FOR UPDATE SKIP LOCKED", "sqlite": ""}


def _later(database: str, seconds: str) -> str:
    """So many seconds from now. SQLite keeps instants as text, of which the seconds end in the 19th place."""
    if database == "postgresql":
        return f"CAST(:now AS timestamptz) + {seconds} * interval '1 second'"
    return (
        f"strftime('%Y-%m-%dT%H:%M:%S', substr(:now, 1, 19), ({seconds}) || ' seconds') || substr(:now, 20)"
    )


def _asking(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("now", type_=Instant()))


def _take(database: str) -> TextClause:
    return _asking(
        f"""
        SELECT id FROM pages
        WHERE {PAGE_LOOK_WAITS} AND look_at <= :now AND plan IS NOT NULL AND plan_until > :now
            AND plan_of = :made_of
        ORDER BY look_at LIMIT :limit {_LOCKING[database]}"""
    )


def _events(database: str) -> TextClause:
    names = ", ".join(_EVENT)
    values = ", ".join(_spelt(database, name) for name in _EVENT)
    return _asking(
        f"""
        INSERT INTO page_events (page, {names}, at, way, text, turn, sequence)
        SELECT c.id, {values}, :now, '', '', 0, NULL FROM {_each(database, "plan", _EVENT)}
        ORDER BY c.id"""
    )


def _rows(database: str) -> TextClause:
    said = {name: _spelt(database, name) for name in _ROW}
    names = ("slot", "lane", "kind", "chat", "about", "view", "data", "key")
    return _asking(
        f"""
        INSERT INTO outbox ({", ".join(names)}, "to", workspace, due_at, created_at, state, tries, doubtful,
            taken_by, error)
        SELECT {", ".join(said[name] for name in names)}, {said["to"]},
            coalesce((SELECT p.workspace FROM people AS p WHERE p.id = {said["to"]}), ''),
            {_later(database, said["after"])}, :now, 'waiting', 0, false, '', ''
        FROM {_each(database, "plan_rows", _ROW)} AND (NOT {said["if_shown"]}
            OR EXISTS (SELECT 1 FROM slots AS s WHERE s.name = {said["slot"]})
            OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.about = {said["about"]} AND o.slot = {said["slot"]}
                AND o.{ACTIVE}))
        ORDER BY 1
        ON CONFLICT (slot) WHERE {WAITING_SLOT} DO UPDATE SET due_at = CASE
            WHEN outbox.tries = 0 AND excluded.due_at < outbox.due_at THEN excluded.due_at
            ELSE outbox.due_at END"""
    )


def _pages(database: str) -> TextClause:
    forgotten = ", ".join(f"{name} = NULL" for name in NONE)
    return _asking(
        f"""
        UPDATE pages AS c SET state = 'sent', look_at = {_later(database, "c.plan_wait")}, {forgotten}
        WHERE {_TAKEN[database]}"""
    )


_DATABASES = ("sqlite", "postgresql")
_TAKE = {name: _take(name) for name in _DATABASES}
_CARRY_OUT = {name: (_events(name), _rows(name), _pages(name)) for name in _DATABASES}


class PagePlans:
    """Keeps the promise of `bot.ports.PagePlans`."""

    def __init__(self, connection: Connection, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox

    def is_any_near(self, now: datetime, until: datetime) -> bool:
        asked = {"now": now, "until": until, "limit": 1}
        return self._connection.execute(_IS_NEAR, asked).first() is not None

    def near(self, now: datetime, until: datetime, *, limit: int) -> list[Page]:
        asked = {"now": now, "until": until, "limit": limit}
        return _shape.all(self._connection.execute(_NEAR, asked))

    def put(self, plans: Mapping[int, PagePlan | None], made_of: str) -> None:
        rows = [{"this": page, "made_of": made_of} | _written(plan) for page, plan in plans.items()]
        if rows:
            self._connection.execute(_PUT, rows)

    def carry_out(self, now: datetime, made_of: str, *, limit: int) -> int:
        database = self._connection.dialect.name
        asked = {"now": now, "made_of": made_of, "limit": limit}
        taken = list(self._connection.execute(_TAKE[database], asked).scalars())
        if not taken:
            return 0
        these = taken if database == "postgresql" else json.dumps(taken)
        events, rows, looks = _CARRY_OUT[database]
        self._connection.execute(events, {"these": these, "now": now})
        self._outbox.grown += self._connection.execute(rows, {"these": these, "now": now}).rowcount
        self._connection.execute(looks, {"these": these, "now": now})
        return len(taken)


def _written(plan: PagePlan | None) -> Row:
    if plan is None:
        return dict.fromkeys(("events", "rows", "wait", "until"))
    events, rows = [_event(one) for one in plan.events], [_row(one) for one in plan.rows]
    said = {"events": events, "rows": rows}
    written = {name: json.dumps(some, separators=(",", ":")) for name, some in said.items()}
    return {**written, "wait": _seconds(plan.wait), "until": plan.until}


def _event(one: PageEvent) -> Row:
    known = {"source": one.source, "id": storable(one.id), "what": one.what}
    return known | one.place._asdict() | {"person": storable(one.person)}


def _row(one: PlannedRow) -> Row:
    row: Outgoing = one.row
    kept = ("slot", "lane", "kind", "chat", "to", "about", "view", "key")
    said = {name: storable(getattr(row, name)) for name in kept}
    data = json.dumps(dict(row.data), separators=(",", ":"))
    return said | {"data": data, "after": _seconds(one.after), "if_shown": one.if_shown}


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())
