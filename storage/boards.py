"""What an incident's board says, counted by the database.

Every question here is answered by an index of its own, in the order in which the index lies: nothing
is sorted, and no row is looked up.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from bot.domain.impact import WINDOW, WINDOWS, Board
from bot.domain.link import LinkState
from storage.ticket_links import minute
from storage.ticket_tables import CUTS, customers, organisations, ticket_links

_of_incident = ticket_links.c.incident == bindparam("of")
_LINKED = (_of_incident, ticket_links.c.state == LinkState.LINKED)

_MINUTES = int(WINDOW.total_seconds() // 60)
_REPORTS = (
    select(ticket_links.c.reported_minute, func.count())
    .where(*_LINKED, ticket_links.c.reported_minute.between(bindparam("first"), bindparam("last")))
    .group_by(ticket_links.c.reported_minute)
)
_WAITING = (
    select(ticket_links.c.state, func.count())
    .where(_of_incident, ticket_links.c.state.in_((LinkState.LINKING, LinkState.FAILED)))
    .group_by(ticket_links.c.state)
)


def _counted(what: Any, *condition: Any) -> Any:
    return select(what).where(*_LINKED, *condition).scalar_subquery()


def _distinct(name: str) -> Any:
    column = ticket_links.c[name]
    return _counted(func.count(column.distinct()), column > 0)


_reported = ticket_links.c.reported_minute
_TOTALS = select(
    _counted(func.count()),
    _counted(func.count(), ticket_links.c.is_open == 0),
    _distinct("customer"),
    _distinct("organisation"),
    _counted(func.min(_reported), _reported > 0),
)
"""Tickets, those that are over, customers, organisations, and the minute of the first report."""
_NAMES = (
    select(func.coalesce(organisations.c.name, customers.c.name).label("name"))
    .select_from(ticket_links)
    .outerjoin(organisations, organisations.c.id == ticket_links.c.organisation)
    .outerjoin(customers, customers.c.id == ticket_links.c.customer)
    .where(*_LINKED, ticket_links.c.tier == bindparam("top"))
    .where(or_(organisations.c.id.is_not(None), customers.c.id.is_not(None)))
    .distinct()
    .order_by("name")
    .limit(20)
)


def _by(name: str) -> Any:
    """Distinct customers by this column, alone in its statement: then SQLite needs no table on the side."""
    column = ticket_links.c[name]
    return (
        select(column, func.count(ticket_links.c.customer.distinct()))
        .where(*_LINKED, column > "", ticket_links.c.customer > 0)
        .group_by(column)
    )


def _cut(name: str) -> Any:
    largest = func.count(ticket_links.c.customer.distinct()).desc()
    return _by(name).order_by(largest, ticket_links.c[name]).limit(8)


_TIERS = _by("tier")
_CUTS = {name: _cut(name) for name in CUTS}


def board(
    connection: Connection, incident: str, now: datetime, *, top: str, cut_by: tuple[str, ...]
) -> Board:
    """`top` is the tier whose customers are named, `cut_by` what else is counted by."""
    asked = {"of": incident}
    waiting: dict[LinkState, int] = dict(connection.execute(_WAITING, asked).all())
    linking, failed = waiting.get(LinkState.LINKING, 0), waiting.get(LinkState.FAILED, 0)
    tickets, over, customers, organisations, first = connection.execute(_TOTALS, asked).one()
    if not tickets:
        return Board(linking=linking, failed=failed)
    return Board(
        tickets=tickets,
        open_tickets=tickets - over,
        linking=linking,
        failed=failed,
        customers=customers,
        organisations=organisations,
        tiers=dict(connection.execute(_TIERS, asked).all()),
        cuts={name: dict(connection.execute(_CUTS[name], asked).all()) for name in cut_by},
        most_important=tuple(connection.execute(_NAMES, asked | {"top": top}).scalars()),
        reports=_reports(connection, incident, now),
        first_report=datetime.fromtimestamp(first * 60, UTC) if first else None,
    )


def _reports(connection: Connection, incident: str, now: datetime) -> tuple[int, ...]:
    """Tickets a window; the last one ends now."""
    last = minute(now)
    first = last + 1 - _MINUTES * WINDOWS
    counted = [0] * WINDOWS
    for at, count in connection.execute(_REPORTS, {"of": incident, "first": first, "last": last}):
        counted[(at - first) // _MINUTES] += count
    return tuple(counted)
