"""Questions about lanes: which row may be carried next, and when.

A row may be carried when it is the first active one of its lane and nothing of its lane is
being carried (a row that failed may wait again before a younger one that is under way).

Usually one of the `:among` oldest due rows is such a row. When none is, since they all wait behind
a row that has to wait, we hop through the index on (lane, id) from one lane to the next.
So the cost never grows with the number of rows that wait in a lane.
"""

# ruff: noqa: S608 -- The questions are put together from our own constants; values are always bound.

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, TextualSelect, bindparam, text

from storage.outbox_tables import ACTIVE, TAKEN, WAITING, outbox
from storage.types import Instant

_FIRST = "SELECT id, lane, due_at, state FROM outbox WHERE {} ORDER BY lane, id LIMIT 1"
_HOPS = {
    "postgresql": f"""
        WITH RECURSIVE heads AS (
            ({_FIRST.format(ACTIVE)})
            UNION ALL
            SELECT later.* FROM heads CROSS JOIN LATERAL (
                {_FIRST.format(f"{ACTIVE} AND lane > heads.lane")}) AS later
        )""",
    "sqlite": f"""
        WITH RECURSIVE hops(id) AS (
            SELECT (SELECT id FROM outbox WHERE {ACTIVE} ORDER BY lane, id LIMIT 1)
            UNION ALL
            SELECT (SELECT later.id FROM outbox AS later WHERE later.{ACTIVE} AND later.lane > head.lane
                    ORDER BY later.lane, later.id LIMIT 1)
            FROM hops JOIN outbox AS head ON head.id = hops.id
        ), heads AS (
            SELECT found.id, lane, due_at, state FROM hops JOIN outbox AS found ON found.id = hops.id
        )""",
}
_LANE_IS_FREE = f"NOT EXISTS (SELECT 1 FROM outbox AS busy WHERE busy.{TAKEN} AND busy.lane = {{}}.lane)"
_OLDEST_DUE = f"SELECT id FROM outbox WHERE {WAITING} AND due_at <= :now ORDER BY due_at, id LIMIT :among"
_FIRST_AND_DUE = f"""
    SELECT id FROM heads WHERE {WAITING} AND due_at <= :now AND {_LANE_IS_FREE.format("heads")}
    ORDER BY due_at, id LIMIT 40"""
# Comparing pairs leaves the planner no other index than the right one.
_PICK = f"""
    SELECT ripe.id FROM outbox AS ripe
    WHERE ripe.id {{among}} AND ripe.{WAITING} AND {_LANE_IS_FREE.format("ripe")} AND ripe.id = (
        SELECT head.id FROM outbox AS head
        WHERE head.{ACTIVE} AND (head.lane, head.id) >= (ripe.lane, 0)
        ORDER BY head.lane, head.id LIMIT 1)
    {{order}} LIMIT {{limit}} {{locking}}"""
_FIRST_DUE = "ORDER BY ripe.due_at, ripe.id"
_AMONG = {"sqlite": "IN ({})", "postgresql": "= ANY (ARRAY({}))"}
_LOCKING = {"sqlite": "", "postgresql": "FOR UPDATE OF ripe SKIP LOCKED"}


def claim(database: str, columns: Sequence[ColumnElement[Any]]) -> TextualSelect:
    """Takes the oldest due row that may be carried, for `:worker`, and gives its columns."""
    among, locking = _AMONG[database], _LOCKING[database]
    near = _PICK.format(among=among.format(_OLDEST_DUE), order=_FIRST_DUE, limit=1, locking=locking)
    far = _PICK.format(
        among=among.format(_HOPS[database] + _FIRST_AND_DUE), order=_FIRST_DUE, limit=1, locking=locking
    )
    given = ", ".join(f'"{column.name}"' for column in columns)
    return (
        text(
            f"UPDATE outbox SET state = 'taken', taken_by = :worker "
            f"WHERE id = COALESCE(({near}), CASE WHEN EXISTS ({_OLDEST_DUE}) THEN ({far}) END) "
            f"RETURNING {given}"
        )
        .bindparams(bindparam("now", type_=Instant()))
        .columns(*columns)
    )


def claim_more(database: str, columns: Sequence[ColumnElement[Any]]) -> TextualSelect:
    """Takes up to `:limit` rows of `:kind` that may be carried, whichever of the `:among` oldest due ones."""
    oldest = (
        f"SELECT id FROM outbox WHERE {WAITING} AND kind = :kind AND due_at <= :now "
        "ORDER BY due_at, id LIMIT :among"
    )
    among, locking = _AMONG[database], _LOCKING[database]
    picked = _PICK.format(among=among.format(oldest), order="", limit=":limit", locking=locking)
    given = ", ".join(f'"{column.name}"' for column in columns)
    return (
        text(
            f"UPDATE outbox SET state = 'taken', taken_by = :worker "
            f"WHERE id {among.format(picked)} RETURNING {given}"
        )
        .bindparams(bindparam("now", type_=Instant()))
        .columns(*columns)
    )


def next_due(database: str) -> TextualSelect:
    """The earliest instant at which a row may be carried, as far as is known now."""
    return text(
        f"{_HOPS[database]} SELECT min(due_at) AS due_at FROM heads "
        f"WHERE {WAITING} AND {_LANE_IS_FREE.format('heads')}"
    ).columns(outbox.c.due_at)
