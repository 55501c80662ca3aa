"""Plans of clocks, and how what they say becomes notices and rows of the outbox without leaving the database.

Whether a plan still holds is asked in the same question that takes its clock. What it was made of is
kept as one text, of which `_made_of` and `_STANDS` are the two spellings: as we knew it, and as it is.
"""

# ruff: noqa: S608 -- The statements are put together from our own constants; values are always bound.

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, TextClause, bindparam, text

from bot.domain.sla_nag import Nag
from bot.domain.sla_plan import Plan, Planned
from storage.nouns import Row
from storage.outbox import Outbox
from storage.outbox_tables import WAITING_SLOT
from storage.sla_tables import LOOK_WAITS
from storage.types import Instant, storable

COLUMNS = ("plan", "plan_of", "plan_address", "plan_following", "plan_until")
NONE: Row = dict.fromkeys(COLUMNS)
"""Of a clock for which nothing is planned."""

_BETWEEN = "\x1f"


def row(plan: Plan | None) -> Row:
    """The columns of a clock for which this is planned."""
    if plan is None:
        return NONE
    said = json.dumps([_nag(one) for one in plan.nags], separators=(",", ":"))
    values = (said, _made_of(plan), _folded(plan.address), plan.following, plan.until)
    return dict(zip(COLUMNS, values, strict=True))


def _nag(one: Nag) -> dict[str, Any]:
    return {
        "key": storable(one.key),
        "level": one.rung.level,
        "point": one.rung.point,
        "amount": one.rung.amount,
        "threshold": one.threshold,
        "recipient": storable(one.recipient),
        "chat": storable(one.recipient.partition(":")[0]),
        "at": one.at.isoformat(timespec="microseconds"),
        "allowed_at": one.allowed_at.isoformat(timespec="microseconds"),
        "row": uuid4().hex,
    }


def _folded(address: str) -> str:
    return storable(address).casefold()


def _made_of(plan: Plan) -> str:
    ticket, people = plan.ticket, plan.people
    stood = (ticket.gone, ticket.priority, ticket.group, ticket.assignee_id, ticket.assignee_email)
    known = (str(len(people)), min((one.id for one in people), default=""), str(_guests(people)))
    return _BETWEEN.join((plan.made_of, *stood, *(known if plan.address else ())))


def _guests(people: Sequence[Any]) -> int:
    return sum(one.guest for one in people)


_KNOWN = """
    SELECT :between || count(*) || :between || coalesce(min(p.id), '') || :between
        || coalesce(sum(CASE WHEN p.guest THEN 1 ELSE 0 END), 0)
    FROM people AS p WHERE p.folded_email = c.plan_address AND p.checked_at IS NOT NULL"""
_STANDS = f"""
    :made_of || :between || t.gone || :between || t.priority || :between || t."group" || :between
    || t.assignee_id || :between || t.assignee_email
    || CASE WHEN c.plan_address = '' THEN '' ELSE ({_KNOWN}) END"""

_SAID = ("key", "level", "point", "amount", "threshold", "recipient", "chat", "at", "allowed_at", "row")
_NAGS = {
    "postgresql": "json_to_recordset(CAST(c.plan AS json)) AS n(key text, level integer, point text,"
    " amount integer, threshold text, recipient text, chat text, at timestamptz, allowed_at timestamptz,"
    ' "row" text)',
    "sqlite": "json_each(c.plan) AS n",
}
_SPELT = {
    "postgresql": {name: f'n."{name}"' for name in _SAID},
    "sqlite": {name: f"json_extract(n.value, '$.{name}')" for name in _SAID},
}
# Where a row lies in its table, which nothing changes while it is locked, is found without an index.
_PLACE = {"postgresql": "CAST(c.ctid AS text)", "sqlite": "c.rowid"}
_IS_THERE = {
    "postgresql": "c.ctid = ANY (CAST(:places AS tid[]))",
    "sqlite": "c.rowid IN (SELECT value FROM json_each(:places))",
}
_SLOTS = {"postgresql": "json_each_text(CAST(:slots AS json)) AS d", "sqlite": "json_each(:slots) AS d"}
_LOCKING = {"postgresql": "FOR UPDATE OF c SKIP LOCKED", "sqlite": ""}
_WORKSPACE = """
    coalesce((SELECT p.workspace FROM people AS p WHERE p.id = {recipient}),
        (SELECT r.workspace FROM war_rooms AS r JOIN incidents AS i ON i.key = r.incident
         WHERE r.room = {recipient} ORDER BY i.number DESC LIMIT 1), '')"""


def _take(database: str) -> TextClause:
    """A plan that is too old, or made of something else, is left to whoever looks."""
    return text(
        f"""
        SELECT c.place, {_SPELT[database]["recipient"]} FROM (
            SELECT {_PLACE[database]} AS place, c.plan
            FROM sla_clocks AS c JOIN tickets AS t ON t.system = c.system AND t.id = c.ticket
            WHERE c.{LOOK_WAITS} AND c.look_at <= :now AND c.plan IS NOT NULL AND c.plan_until > :now
                AND c.plan_of = {_STANDS}
            LIMIT :limit {_LOCKING[database]}
        ) AS c CROSS JOIN {_NAGS[database]}"""
    ).bindparams(bindparam("now", type_=Instant()))


def _taken(database: str) -> str:
    """What was taken, nag by nag, with the card on which others of its recipient stand, too."""
    return f"""
        FROM sla_clocks AS c CROSS JOIN {_NAGS[database]}
        LEFT JOIN {_SLOTS[database]} ON d.key = {_SPELT[database]["recipient"]}
        WHERE {_IS_THERE[database]}"""


_KEPT = (
    "about, metric, instance, seconds, calendar, level, point, amount, threshold, recipient, at, allowed_at,"
    " due, state, recorded_at, slot, sent_at"
)


def _notices(database: str) -> TextClause:
    said = _SPELT[database]
    changed = ", ".join(f"{name} = excluded.{name}" for name in _KEPT.split(", "))
    return text(
        f"""
        INSERT INTO sla_notices (key, {_KEPT})
        SELECT {said["key"]}, c.about, c.metric, c.instance, c.seconds, c.calendar, {said["level"]},
            {said["point"]}, {said["amount"]}, {said["threshold"]}, {said["recipient"]}, {said["at"]},
            {said["allowed_at"]}, c.due_at, 'queued', :now, coalesce(d.value, {said["key"]}), NULL
        {_taken(database)} ORDER BY 1
        ON CONFLICT (key) DO UPDATE SET {changed} WHERE sla_notices.state IN ('held', 'superseded')"""
    ).bindparams(bindparam("now", type_=Instant()))


def _rows(database: str) -> TextClause:
    said = _SPELT[database]
    return text(
        f"""
        INSERT INTO outbox (slot, lane, kind, chat, workspace, "to", about, view, data, key, due_at,
            created_at, state, tries, doubtful, taken_by, error)
        SELECT {said["key"]}, {said["recipient"]}, :kind, {said["chat"]},
            {_WORKSPACE.format(recipient=said["recipient"])}, {said["recipient"]}, c.about, :kind, '{{}}',
            {said["row"]}, :now, :now, 'waiting', 0, false, '', ''
        {_taken(database)} AND d.key IS NULL ORDER BY 1
        ON CONFLICT (slot) WHERE {WAITING_SLOT} DO UPDATE SET due_at = CASE
            WHEN outbox.tries = 0 AND excluded.due_at < outbox.due_at THEN excluded.due_at
            ELSE outbox.due_at END"""
    ).bindparams(bindparam("now", type_=Instant()))


def _clocks(database: str) -> TextClause:
    forgotten = ", ".join(f"{name} = NULL" for name in COLUMNS)
    return text(
        f"UPDATE sla_clocks AS c SET look_at = plan_following, {forgotten} WHERE {_IS_THERE[database]}"
    )


_DATABASES = ("sqlite", "postgresql")
_TAKE = {name: _take(name) for name in _DATABASES}
_HAND_OUT = {name: (_notices(name), _rows(name), _clocks(name)) for name in _DATABASES}


class Plans:
    """Keeps the promise of `bot.ports.Plans`."""

    def __init__(self, connection: Connection, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox

    def take(self, now: datetime, made_of: str, *, limit: int) -> list[Planned]:
        asked = {"now": now, "made_of": made_of, "between": _BETWEEN, "limit": limit}
        found = self._connection.execute(_TAKE[self._connection.dialect.name], asked)
        return [Planned(place, recipient) for place, recipient in found]

    def hand_out(
        self, planned: Sequence[Planned], slots: Mapping[str, str], now: datetime, *, kind: str
    ) -> None:
        database = self._connection.dialect.name
        places = _written(database, list(dict.fromkeys(one.place for one in planned)))
        asked = {"places": places, "slots": json.dumps(dict(slots))}
        notices, rows, clocks = _HAND_OUT[database]
        self._connection.execute(notices, asked | {"now": now})
        added = self._connection.execute(rows, asked | {"now": now, "kind": kind})
        self._outbox.grown += added.rowcount
        self._connection.execute(clocks, {"places": places})


def _written(database: str, places: Sequence[str | int]) -> str:
    return (
        "{" + ",".join(f'"{one}"' for one in places) + "}" if database == "postgresql" else json.dumps(places)
    )
